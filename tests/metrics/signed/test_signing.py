"""What is signed, what is not, and what a sign-off says of the laws."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text, update

from metrics.signed.law import Law
from metrics.signed.signing import sign, signed_document
from tests.metrics.shelf import day
from tests.metrics.signed.conftest import (
    AT,
    DIRECTOR,
    HELD,
    verified,
)
from vocabulary.errors import Refused
from warehouse.minutes import LONGEST, Comment, DecisionState, SignOff
from warehouse.schema import edition, sign_off


def test_what_is_signed_holds_figures_words_and_decisions(signed: SignOff):
    document = signed_document(signed)
    quarter = document["figures"]["TRN-01"]["quarter"]
    assert (quarter["numerator"], quarter["n"], quarter["value"]) == (1, 2, 0.5)
    assert document["figures"]["TRN-01"]["partners"]["AAA"]["n"] == 2
    assert document["commentary"] == {"course_completion": "One withdrew."}
    assert [(each["said"], each["due_on"]) for each in document["decisions"]] == [("Ask why", "2026-06-30")]
    assert len(document["definitions"]) == 64


def test_the_moment_of_the_edition_and_a_partners_own_target_are_signed(shelf, signed: SignOff):
    target = {"indicator": "TRN-01", "programme": "G1", "partner": "AAA", "period": "2026Q1", "target_value": 70,
              "measured_in": "PERCENT", "set_on": day("2026-01-01"), "set_by_role": "Board"}  # fmt: skip
    member = {"programme": "G1", "partner": "AAA", "role": "MEMBER", "valid_from": day("2025-01-01")}
    shelf.fill("2026-05-10", target=[target], membership=[member])
    again = sign(shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), DIRECTOR, AT + dt.timedelta(days=30), HELD)
    assert signed_document(again)["partner_targets"] == {"TRN-01": {"AAA": 0.7}}
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(edition).where(edition.c.number == 2).values(published_at=dt.datetime(2026, 5, 10, 13)))
        connection.execute(text("UPDATE target SET target_value = 60"))
    found = {each.what for each in verified(shelf, again).differences}
    assert found == {"published_at", "partner_targets, TRN-01, AAA"}


def test_a_quarter_that_is_not_over_or_not_known_is_not_signed(shelf, signed: SignOff):
    with pytest.raises(Refused, match="not over"):
        sign(shelf.warehouse, shelf.cubes, shelf.selection("2026-06"), DIRECTOR, AT, HELD)
    with pytest.raises(Refused, match="no such programme"):
        sign(shelf.warehouse, shelf.cubes, replace(shelf.selection("2026-03"), programme="G9"), DIRECTOR, AT, HELD)
    with pytest.raises(Refused, match="nothing is said"):
        sign(shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), " ", AT, HELD)


def test_a_decision_keeps_what_became_of_it_and_commentary_the_newest(shelf, signed: SignOff):
    (asked,) = shelf.warehouse.decisions("G1")
    assert asked.state is DecisionState.OPEN
    shelf.warehouse.settle(asked.id, DecisionState.DONE, "Asked; the date was bad.", "Training manager", AT)
    (settled,) = shelf.warehouse.decisions("G1")
    assert (settled.state, settled.outcome) == (DecisionState.DONE, "Asked; the date was bad.")
    shelf.warehouse.comment(Comment("G1", "2026Q1", "course_completion", "Corrected.", "Training manager", AT))
    assert [each.said for each in shelf.warehouse.comments("G1", "2026Q1")] == ["Corrected."]
    assert verified(shelf, signed).is_equal
    with pytest.raises(Refused, match="no such decision"):
        shelf.warehouse.settle(99, DecisionState.DONE, "x", "y", AT)
    with pytest.raises(Refused, match="longer"):
        shelf.warehouse.comment(Comment("G1", "2026Q1", "", "x" * (LONGEST + 1), "r", AT))


BROKEN = Law("XD-06", "every place has an outcome", must_hold=True, broken=("run R1: 3 enrolled, 2 with an outcome",))
NOT_ASKED = Law("XD-14", "a stock begins as the quarter before was signed", must_hold=True, cannot="no quarter before it")
TO_KNOW = Law("XD-13", "nobody was trained for a unit that had closed", must_hold=False, broken=("run R1", "run R2"))


@pytest.mark.parametrize(
    ("law", "said"), [(BROKEN, "XD-06 is broken"), (NOT_ASKED, "XD-14 cannot be asked")], ids=["broken", "not asked"]
)
def test_a_law_that_must_hold_stops_the_sign_off_unless_a_reason_is_signed_with_it(shelf, signed: SignOff, law, said):
    told = (shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), DIRECTOR, AT, (law, TO_KNOW))
    with pytest.raises(Refused, match=said):
        sign(*told)
    with pytest.raises(Refused, match=said):
        sign(*told, " ")
    assert len(shelf.warehouse.sign_offs()) == 1
    document = signed_document(sign(*told, " R1 is  counted\nin April. "))
    assert document["despite"] == {"reason": "R1 is counted in April.", "laws": [law.line]}
    lines = document["laws_broken"] + document["laws_not_asked"]
    assert sorted(lines) == sorted([law.line, TO_KNOW.line])


def test_what_is_only_worth_knowing_stops_nothing_and_needs_no_reason(shelf, signed: SignOff):
    told = (shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), DIRECTOR, AT, (*HELD, TO_KNOW))
    with pytest.raises(Refused, match="no reason to give"):
        sign(*told, "because")
    document = signed_document(sign(*told))
    assert (document["despite"], document["laws_broken"]) == ({"reason": "", "laws": []}, [TO_KNOW.line])


def test_a_reason_that_is_changed_after_it_was_signed_is_found(shelf, signed: SignOff):
    told = (shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), DIRECTOR, AT, (BROKEN,))
    made = sign(*told, "R1 is counted in April.")
    assert verified(shelf, made).is_equal
    other = made.document.replace("R1 is counted in April.", "All is well.")
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(sign_off).where(sign_off.c.id == made.id).values(document=other))
    found = verified(shelf, shelf.warehouse.sign_offs()[-1])
    assert (found.is_equal, found.is_untouched) == (False, False)

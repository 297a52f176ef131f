"""A signed quarter can be computed again at any later time; whatever was changed since is named."""

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from typer.testing import CliRunner

from expectations.catalogue import datasets
from metrics.cube import Cubes
from metrics.signed import commands as review_commands
from metrics.signed.commands import verified_lines
from metrics.signed.law import Law
from metrics.signed.signing import Verified, newest, sign, signed_document, verify
from tests.metrics.conftest import Shelf
from tests.metrics.shelf import day
from vocabulary.errors import Refused
from vocabulary.period import Quarter
from warehouse.minutes import LONGEST, Comment, Decision, DecisionState, SignOff
from warehouse.schema import cell, comment, decision, edition, sign_off
from warehouse.store import Warehouse

AT = dt.datetime(2026, 4, 20, 12, tzinfo=dt.UTC)
DIRECTOR = "Programme director"
HELD = (Law("XD-07", "no share is above its whole", must_hold=True),)
QUARTER = Quarter(2026, 1)
RUNS = [
    {"run": "R1", "course": "C1", "course_version": "1", "programme": "G1", "start_on": day("2026-01-05"),
     "end_on": day("2026-01-20"), "status": "HELD"},
]  # fmt: skip
PROGRAMME = {"programme": "G1", "name": "One", "lead_partner": "AAA", "start_on": day("2025-01-01"),
             "period_type": "QUARTER"}  # fmt: skip


def _places(*outcomes: str) -> list[dict]:
    return [
        {"run": "R1", "participant_key": f"P{at}", "attempt_no": 1, "partner": "AAA", "attendance": "PRESENT",
         "outcome": outcome}
        for at, outcome in enumerate(outcomes)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def signed_file(tmp_path_factory) -> Path:
    """A warehouse with one signed quarter: made once, and never changed."""
    file = tmp_path_factory.mktemp("signed") / "warehouse.sqlite"
    shelf = _opened(file)
    shelf.fill(
        "2026-04-10", programme=[PROGRAMME], course_run=RUNS, training_roster=_places("COMPLETED_PASS", "WITHDRAWN")
    )
    shelf.warehouse.comment(Comment("G1", "2026Q1", "course_completion", "One withdrew.", "Training manager", AT))
    asked = Decision(
        0, "G1", "2026Q1", "course_completion", "Ask why", "Training manager", day("2026-06-30"), DIRECTOR, AT
    )
    shelf.warehouse.decide(asked)
    sign(shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), DIRECTOR, AT, HELD)
    shelf.warehouse.close()
    return file


@pytest.fixture
def shelf(signed_file: Path, tmp_path: Path) -> Iterator[Shelf]:
    """A copy of it, for one test to change."""
    shelf = _opened(Path(shutil.copy(signed_file, tmp_path)))
    yield shelf
    shelf.warehouse.close()


@pytest.fixture
def signed(shelf: Shelf) -> SignOff:
    return newest(shelf.warehouse, "G1", QUARTER)


def _opened(file: Path) -> Shelf:
    return Shelf(Warehouse.open(f"sqlite:///{file}", datasets()))


def _verified(shelf, one: SignOff) -> Verified:
    """As another process would: nothing kept in memory."""
    return verify(shelf.warehouse, Cubes(shelf.warehouse), one)


def test_what_is_signed_holds_figures_words_and_decisions(signed: SignOff):
    document = signed_document(signed)
    quarter = document["figures"]["TRN-01"]["quarter"]
    assert (quarter["numerator"], quarter["n"], quarter["value"]) == (1, 2, 0.5)
    assert document["figures"]["TRN-01"]["partners"]["AAA"]["n"] == 2
    assert document["commentary"] == {"course_completion": "One withdrew."}
    assert [(each["said"], each["due_on"]) for each in document["decisions"]] == [("Ask why", "2026-06-30")]
    assert len(document["definitions"]) == 64


def test_a_signed_quarter_is_equal_whatever_is_published_later(shelf, signed: SignOff):
    assert _verified(shelf, signed).is_equal
    shelf.fill("2026-05-10", training_roster=_places("COMPLETED_PASS", "COMPLETED_PASS", "NO_SHOW"))
    found = _verified(shelf, signed)
    assert found.is_equal
    assert found.count > 100
    assert newest(shelf.warehouse, "G1", QUARTER) == signed
    assert newest(shelf.warehouse, "G1", QUARTER + 1) is None


def test_a_cell_changed_behind_our_back_is_named(shelf, signed: SignOff):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(cell).where(cell.c.indicator == "course_completion").values(numerator=2))
    found = _verified(shelf, signed)
    assert not found.is_equal
    assert found.is_untouched
    assert ("figures, TRN-01, quarter, numerator", "1", "2") in {(d.what, d.signed, d.found) for d in found.differences}


@pytest.mark.parametrize(
    ("name", "other"),
    [("topic", "C2"), ("unit", "U9"), ("partner", "BBB"), ("month", 202602), ("left_out", 1), ("marking", "AAA")],
)
def test_a_cell_is_named_whatever_of_it_was_changed(shelf, signed: SignOff, name, other):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(cell).where(cell.c.indicator == "course_completion").values({name: other}))
    assert "cells, TRN-01" in {each.what for each in _verified(shelf, signed).differences}


def test_an_edition_that_was_taken_out_is_named_and_stops_no_other_verification(shelf, signed: SignOff):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(delete(edition).where(edition.c.number == signed.edition))
    found = verify(shelf.warehouse, Cubes(shelf.warehouse), signed)
    assert {"definitions", "figures, TRN-01, cannot be counted"} <= {each.what for each in found.differences}


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
    found = {each.what for each in _verified(shelf, again).differences}
    assert found == {"published_at", "partner_targets, TRN-01, AAA"}


def test_what_an_earlier_program_did_not_sign_is_no_difference(shelf, signed: SignOff):
    earlier = json.loads(signed.document)
    for name in ("cells", "partner_targets", "commentary_at", "decisions_at"):
        del earlier[name]
    document = json.dumps(earlier, sort_keys=True, separators=(",", ":"))
    found = _verified(shelf, shelf.warehouse.sign(replace(signed, document=document)))
    assert found.is_equal


def test_a_newest_sign_off_taken_out_is_found_by_the_seal_kept_elsewhere(shelf, signed: SignOff, monkeypatch):
    monkeypatch.setenv("FULL_CIRCLE_DATABASE", f"sqlite:///{shelf.warehouse._engines.file}")
    call = CliRunner().invoke
    assert call(review_commands.app, ["verify", "--seal", signed.sha256]).exit_code == 0
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(sign_off.delete())
    assert call(review_commands.app, ["verify"]).exit_code == 0
    said = call(review_commands.app, ["verify", "--seal", signed.sha256])
    assert (said.exit_code, "taken out" in said.output) == (1, True)


def test_a_cell_that_makes_no_figure_any_more_is_named_and_the_others_are_compared(shelf, signed: SignOff):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(cell).where(cell.c.indicator == "course_completion").values(numerator=99))
    found = {each.what: each.found for each in _verified(shelf, signed).differences}
    assert "between 0 and n" in found["figures, TRN-01, cannot be counted"]
    assert not any("TRN-04" in what for what in found)


@pytest.mark.parametrize(
    ("table", "name", "other", "where"),
    [
        (comment, "said", "All went well.", "commentary, course_completion"),
        (comment, "role", "Intern", "commentary_by, course_completion"),
        (comment, "written_at", AT + dt.timedelta(days=9), "commentary, course_completion"),
        (comment, "written_at", AT - dt.timedelta(days=9), "commentary_at, course_completion"),
        (decision, "written_at", AT - dt.timedelta(days=9), "decisions_at, 1"),
        (decision, "due_on", day("2027-06-30"), "decisions, 1, due_on"),
        (decision, "owner_role", "Nobody", "decisions, 1, owner_role"),
        (decision, "quarter", "2025Q4", "decisions, 1, said"),
    ],
)
def test_words_changed_behind_our_back_are_named(shelf, signed: SignOff, table, name, other, where):
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(table).values({name: other}))
    found = _verified(shelf, signed)
    assert found.is_untouched
    assert where in {each.what for each in found.differences}


def test_words_put_before_the_sign_off_afterwards_are_named(shelf, signed: SignOff):
    before = AT - dt.timedelta(days=1)
    shelf.warehouse.comment(Comment("G1", "2026Q1", "no_show", "Nobody stayed away.", "Intern", before))
    shelf.warehouse.decide(Decision(0, "G1", "2026Q1", "", "Stop it", "Intern", day("2026-06-30"), DIRECTOR, before))
    places = {each.what for each in _verified(shelf, signed).differences}
    assert {"commentary, no_show", "decisions, 2, said"} <= places


def test_words_written_after_the_sign_off_are_no_difference(shelf, signed: SignOff):
    after = AT + dt.timedelta(seconds=1)
    shelf.warehouse.comment(Comment("G1", "2026Q1", "course_completion", "Corrected.", "Training manager", after))
    shelf.warehouse.decide(Decision(0, "G1", "2026Q1", "", "More", "Intern", day("2026-06-30"), DIRECTOR, after))
    assert _verified(shelf, signed).is_equal


def test_a_changed_document_and_a_sign_off_taken_out_are_found(shelf, signed: SignOff):
    again = sign(shelf.warehouse, shelf.cubes, shelf.selection("2026-03"), DIRECTOR, AT + dt.timedelta(days=1), HELD)
    assert again.previous == signed.sha256
    document = json.loads(signed.document)
    document["commentary"]["course_completion"] = "All went well."
    with shelf.warehouse._engines.writing() as connection:
        changed = json.dumps(document, sort_keys=True, separators=(",", ":"))
        connection.execute(update(sign_off).where(sign_off.c.id == signed.id).values(document=changed))
    first, second = shelf.warehouse.sign_offs()
    assert not _verified(shelf, first).is_untouched
    assert _verified(shelf, second).is_equal
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(sign_off.delete().where(sign_off.c.id == signed.id))
    assert not _verified(shelf, second).is_chained


@pytest.mark.parametrize(
    ("name", "other"), [("role", "Intern"), ("signed_at", AT + dt.timedelta(days=1)), ("quarter", "2025Q4"), ("edition", 2)]
)
def test_a_sign_off_handed_to_another_role_day_quarter_or_edition_is_found(shelf, signed: SignOff, name, other):
    shelf.fill("2026-05-10", engagement=[])
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(sign_off).where(sign_off.c.id == signed.id).values({name: other}))
    found = _verified(shelf, shelf.warehouse.sign_offs()[0])
    assert not found.is_equal
    assert [each.what for each in found.differences] == [name]


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
    assert _verified(shelf, signed).is_equal
    with pytest.raises(Refused, match="no such decision"):
        shelf.warehouse.settle(99, DecisionState.DONE, "x", "y", AT)
    with pytest.raises(Refused, match="longer"):
        shelf.warehouse.comment(Comment("G1", "2026Q1", "", "x" * (LONGEST + 1), "r", AT))


def test_a_quarter_judged_by_other_methods_is_said_so(shelf, signed: SignOff, monkeypatch):
    monkeypatch.setattr("metrics.signed.signing.METHODS", "2031-01-01")  # a newer program opens the same warehouse
    found = _verified(shelf, signed)
    assert found.is_judged_otherwise
    assert [each.what for each in found.differences] == ["methods"]
    assert any("charts are judged in another way" in line for line in verified_lines(found))


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
    assert _verified(shelf, made).is_equal
    other = made.document.replace("R1 is counted in April.", "All is well.")
    with shelf.warehouse._engines.writing() as connection:
        connection.execute(update(sign_off).where(sign_off.c.id == made.id).values(document=other))
    found = _verified(shelf, shelf.warehouse.sign_offs()[-1])
    assert (found.is_equal, found.is_untouched) == (False, False)

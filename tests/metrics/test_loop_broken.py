"""Links that are missing, counts of loops, and what is hidden from a reader, which is said nowhere."""

import pytest

from metrics.loops.breaks import MENDS, REASONS
from metrics.loops.chains import read_loops
from metrics.loops.counts import counted
from metrics.loops.parts import Break, Step, StepState
from metrics.loops.said import loop_lines
from tests.metrics.loop_lines import ACTION, AS_OF, CHANGE, FINDING, OBSERVATION, REVIEW, found, only, whole
from tests.metrics.shelf import publish
from vocabulary.scope import Scope

# Broken links


@pytest.mark.parametrize(
    ("tables", "kind", "named"),
    [
        (whole(observation=[]), Break.ORIGIN_NOT_THERE, "O1"),
        (whole(observation=[], corrective_action=[ACTION | {"source": None}]), Break.ORIGIN_NOT_NAMED, ""),
        ({"finding": [FINDING | {"no_action_reason": "No"}]}, Break.REVIEW_NOT_THERE, "R1"),
        (whole(corrective_action=[ACTION | {"state": "MERGED", "merged_into": "A9"}]), Break.MERGED_INTO_NOT_THERE, "A9"),
        (whole(corrective_action=[ACTION | {"state": "MERGED", "merged_into": "A1"}]), Break.MERGED_IN_A_CIRCLE, "A1"),
        (whole(change_log=[], corrective_action=[ACTION | {"capability_element": "TRAINING"}]), Break.NO_CHANGE, ""),
        (whole(corrective_action=[ACTION | {"change_ref": "C9"}]), Break.CHANGE_NOT_THERE, "C9"),
        (whole(change_log=[CHANGE | {"caused_by": "A1;F9"}]), Break.CAUSE_NOT_THERE, "F9"),
        (whole(change_log=[CHANGE | {"affects_courses": None}]), Break.NO_COURSE, ""),
        (whole(course=[]), Break.COURSE_NOT_THERE, "CRS"),
        (whole(observation=[OBSERVATION | {"recurs_from": "A7"}]), Break.RECURS_FROM_NOT_THERE, "A7"),
    ],
)  # fmt: skip
def test_a_missing_link_is_listed_with_the_row_and_what_it_names(tables, kind, named):
    chain = only(**tables)
    assert [(each.kind, each.named) for each in chain.broken] == [(kind, named)]


def test_an_implemented_recommendation_to_change_a_protocol_needs_a_change():
    action = ACTION | {"source_kind": "FINDING", "source": "F1"}
    assert [each.kind for each in only(review=[REVIEW], finding=[FINDING], corrective_action=[action]).broken] == [
        Break.NO_CHANGE
    ]
    waiting = action | {"state": "TASKED", "implemented_on": None, "validated_on": None}
    assert only(review=[REVIEW], finding=[FINDING], corrective_action=[waiting]).broken == ()


def test_a_change_that_has_a_reason_why_no_course_teaches_it_closes_the_loop():
    chain = only(**whole(change_log=[CHANGE | {"affects_courses": None, "no_course_reason": "Wording only"}]))
    assert (chain.stands_at, chain.broken, chain.is_closed) == (Step.CHANGED, (), True)


def test_a_change_that_no_loop_leads_to_is_listed_beside_the_loops():
    loose = [CHANGE | {"change": "C2", "caused_by": None}, CHANGE | {"change": "C3", "caused_by": "A8"}]
    listed = found(**whole(change_log=[CHANGE, *loose])).loose
    assert [(each.code, each.kind, each.named) for each in listed] == [
        ("C2", Break.NO_CAUSE, ""), ("C3", Break.CAUSE_NOT_THERE, "A8")
    ]  # fmt: skip


def test_every_missing_link_has_a_reason_and_a_way_to_mend_it():
    assert set(REASONS) == set(MENDS) == set(Break)


# Counts


def test_counts_add_up_to_the_number_of_loops_and_open_loops_are_followed_to_the_day():
    late = ACTION | {"action": "A2", "source": "O2", "state": "TASKED", "implemented_on": None, "validated_on": None}
    tables = whole(observation=[OBSERVATION, OBSERVATION | {"observation": "O2"}], corrective_action=[ACTION, late])
    counts = counted(found(**tables).chains, AS_OF)
    assert counts.total == sum(counts.stands.values()) == counts.whole + sum(counts.broken.values()) == 2
    assert (counts.stands[Step.TAUGHT], counts.stands[Step.ENDORSED], counts.late[Step.ENDORSED]) == (1, 1, 1)
    curve = counts.times[Step.IMPLEMENTED].curve
    assert (curve.n, curve.open, curve.median) == (2, 1, 90)


# What is hidden


def test_a_reader_who_sees_less_is_told_that_something_is_not_shown_and_no_code_of_it():
    told = found(sees_all=False, **whole(observation=[], change_log=[CHANGE | {"caused_by": "A1;SECRET-7"}]))
    (chain,) = told.chains
    assert (chain.is_partly_hidden, chain.broken, told.loose) == (True, (), ())
    assert chain.step(Step.NOTED).state is StepState.NOT_SHOWN
    said = repr(chain) + " ".join(loop_lines(chain, told.sees_all))
    assert "O1" not in said
    assert "SECRET-7" not in said
    assert "not released to you" in said


def test_nothing_is_called_broken_or_late_because_it_is_absent_for_a_reader_who_sees_less():
    (chain,) = found(sees_all=False, review=[REVIEW], finding=[FINDING]).chains
    assert (chain.waits, chain.broken, chain.is_partly_hidden) == (None, (), False)


def test_a_loop_whose_change_is_not_seen_is_not_called_closed():
    tables = whole(change_log=[], corrective_action=[ACTION | {"capability_element": "TRAINING"}])
    assert [(c.stands_at, c.waits, c.is_closed) for c in found(sees_all=False, **tables).chains] == [
        (Step.VALIDATED, None, False)
    ]
    assert found(**tables).chains[0].waits.step is Step.CHANGED


def test_a_real_warehouse_shows_each_reader_and_each_edition_its_own_loops(warehouse):
    open_ = ACTION | {"state": "TASKED", "implemented_on": None, "validated_on": None}
    publish(warehouse, "2025-04-01", observation=[OBSERVATION | {"marking": "AAA"}], corrective_action=[open_])
    later = {name: rows for name, rows in whole().items() if name != "observation"}
    publish(warehouse, "2025-12-01", **later)
    steward, stranger = Scope.steward(), Scope.of_partner("CCC")
    assert [chain.stands_at for chain in read_loops(warehouse, steward, 1).chains] == [Step.ENDORSED]
    (now,) = read_loops(warehouse, steward).chains
    assert (now.stands_at, now.taught.persons, now.origin.kind) == (Step.TAUGHT, 12, "observation")
    (seen,) = read_loops(warehouse, stranger).chains
    assert (seen.origin.kind, seen.is_partly_hidden) == ("action", True)
    assert "O1" not in repr(seen)

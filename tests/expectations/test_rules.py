"""The makers of rules: each lets the right row pass and names the wrong one; an empty cell passes all but one."""

import pytest

from expectations import rules
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import later_by
from expectations.suite import check
from tests.expectations.known_frames import FramesKnown, typed

SAID = {"reason": "It is so.", "hint": "Make it so."}
DATASET = Dataset(
    key="visit",
    title="Visits",
    one_row_is="one visit",
    prefix="VI",
    columns=(
        Column("visit", "id", ""),
        Column("note", "text", ""),
        Column("score", "number", ""),
        Column("from_on", "date", ""),
        Column("to_on", "date", ""),
        Column("sent_at", "moment", ""),
        Column("is_open", "boolean", ""),
    ),
    key_columns=("visit",),
    facts=(later_by("from_on.late", "from_on", 10),),
)
CASES = [
    (rules.in_order, ("from_on", "to_on"), {"from_on": "2026-01-02", "to_on": "2026-01-02"},
     {"from_on": "2026-01-02", "to_on": "2026-01-01"}),
    (rules.strictly_in_order, ("from_on", "to_on"), {"from_on": "2026-01-01", "to_on": "2026-01-02"},
     {"from_on": "2026-01-02", "to_on": "2026-01-02"}),
    (rules.in_order, ("sent_at", "to_on"), {"sent_at": "2026-01-02", "to_on": "2026-01-02"},
     {"sent_at": "2026-01-02T00:00:01", "to_on": "2026-01-02"}),
    (rules.in_order, ("to_on", "from_on.late"), {"from_on": "2026-01-01", "to_on": "2026-01-11"},
     {"from_on": "2026-01-01", "to_on": "2026-01-12"}),
    (rules.between, ("score", 0, 100), {"score": 100}, {"score": 100.5}),
    (rules.between, ("score", 0, 100), {"score": 0}, {"score": -0.5}),
    (rules.between, ("score", 0, None), {"score": 1e9}, {"score": -1}),
    (rules.between, ("score", None, 100), {"score": -1e9}, {"score": 101}),
    (rules.one_of, ("note", ("A", "B")), {"note": "B"}, {"note": "C"}),
    (rules.none_of, ("note", ("A", "B")), {"note": "C"}, {"note": "B"}),
    (rules.empty, ("note",), {}, {"note": "A"}),
    (rules.matches, ("note", r"^[A-Z]{2}$"), {"note": "AB"}, {"note": "ABC"}),
    (rules.avoids, ("note", r"[0-9]"), {"note": "AB"}, {"note": "A1"}),
    (rules.longest, ("note", 3), {"note": "äöü"}, {"note": "abcd"}),
    (rules.true, ("is_open",), {"is_open": True}, {"is_open": False}),
]  # fmt: skip


@pytest.mark.parametrize(("maker", "arguments", "holds", "breaks"), CASES)
def test_a_row_that_breaks_is_named_one_that_holds_is_not_and_an_empty_cell_passes(maker, arguments, holds, breaks):
    rule = maker("VI-01", Effect.WARN, *arguments, **SAID)
    finding = check(DATASET, typed(DATASET, holds, breaks, {}), FramesKnown(), rules=[rule])[0]
    assert finding.positions.tolist() == [1]


def test_an_order_with_one_side_empty_passes():
    rule = rules.in_order("VI-01", Effect.WARN, "from_on", "to_on", **SAID)
    frame = typed(DATASET, {"from_on": "2026-01-01"}, {"to_on": "2026-01-01"})
    assert check(DATASET, frame, FramesKnown(), rules=[rule])[0].positions.tolist() == []


def test_only_filled_is_broken_by_an_empty_cell():
    rule = rules.filled("VI-01", Effect.WARN, "note", **SAID)
    frame = typed(DATASET, {"note": "A"}, {})
    assert check(DATASET, frame, FramesKnown(), rules=[rule])[0].positions.tolist() == [1]


def test_all_rows_that_clash_are_named_and_empty_ones_do_not_clash():
    frame = typed(DATASET, {"note": "A"}, {"note": "A"}, {"note": "B"}, {}, {})
    one = rules.unique("VI-01", Effect.WARN, ["note"], **SAID)
    both = rules.unique("VI-02", Effect.WARN, ["note", "score"], **SAID)
    found = check(DATASET, frame, FramesKnown(), rules=[one, both])
    assert [finding.positions.tolist() for finding in found] == [[0, 1], [0, 1]]


def test_a_finding_quotes_the_columns_behind_the_facts_and_marks_the_later_one():
    rule = rules.in_order("VI-01", Effect.WARN, "before.to_on", "from_on.late", **SAID)
    assert (rule.shows, rule.needs) == (("from_on", "to_on"), ("from_on", "to_on"))


def test_what_the_submission_says_is_no_column():
    assert rules.own_columns(("to_on", "submission.received_on")) == ("to_on",)


def test_columns_shown_and_needed_can_be_said():
    rule = rules.true("VI-01", Effect.WARN, "anything", shows=("note",), **SAID)
    assert (rule.shows, rule.needs) == (("note",), ("note",))
    assert rules.true("VI-01", Effect.WARN, "anything", shows=("note",), needs=(), **SAID).needs == ()

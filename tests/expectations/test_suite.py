"""The door to Great Expectations: the same rows as plain pandas finds, by rule and by position."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from expectations import suite
from expectations.dataset import Column, Dataset, Effect, Fact, Rule
from expectations.datasets import training_roster
from expectations.finding import Outcome
from expectations.implied import all_rules
from expectations.rules import between, filled, in_order, one_of, true, unique
from expectations.suite import check
from tests.expectations.known_frames import FramesKnown, typed
from tests.expectations.plain_rules import failing_positions
from tests.expectations.seeded_roster import seeded_roster
from vocabulary.errors import BrokenPromise

ROOT = Path(__file__).parents[2]
SAID = {"reason": "It is so.", "hint": "Make it so."}


def dataset_with(*rules: Rule, facts: tuple[Fact, ...] = ()) -> Dataset:
    return Dataset(
        key="visit",
        title="Visits",
        one_row_is="one visit",
        prefix="VI",
        columns=(
            Column("visit", "id", "number of the visit"),
            Column("state", "code", "where it stands", required=False, allowed=("OPEN", "SHUT")),
            Column("score", "number", "how it went", required=False),
            Column("from_on", "date", "first day", required=False),
            Column("to_on", "date", "last day", required=False),
            Column("is_open", "boolean", "open to all", required=False),
        ),
        key_columns=("visit",),
        rules=rules,
        facts=facts,
    )


def finding_of(rule: Rule, *rows: dict, **said: object):
    dataset = dataset_with(rule)
    return check(dataset, typed(dataset, *rows), FramesKnown(**said), rules=[rule])[0]


@pytest.mark.parametrize("narrow_from", [1, 10**9], ids=["a frame for each set of columns", "one frame for all"])
def test_every_rule_of_the_roster_finds_the_rows_that_plain_pandas_finds(narrow_from, monkeypatch):
    monkeypatch.setattr(suite, "NARROW_FROM", narrow_from)
    frame, known = seeded_roster(3000, fault_share=0.5)
    rows = frame.copy()
    for fact in training_roster.DATASET.facts:
        rows[fact.name] = fact.compute(rows, known)

    findings = {finding.rule: finding for finding in check(training_roster.DATASET, frame, known)}

    for rule in all_rules(training_roster.DATASET):
        assert findings[rule.id].positions.tolist() == failing_positions(rule, rows).tolist(), rule.id
    held = {finding.rule for finding in findings.values() if not finding.is_broken}
    assert held == {"TR-13c", "TR-13d"}, "a rule that nothing breaks is not compared (a column of fractions would be)"


def test_findings_come_in_the_order_of_the_rules_one_each():
    dataset = training_roster.DATASET
    frame, known = seeded_roster(50)
    assert [finding.rule for finding in check(dataset, frame, known)] == [rule.id for rule in all_rules(dataset)]


def test_a_condition_asks_only_the_rows_for_which_it_is_true_and_keeps_their_positions():
    rule = filled("VI-01", Effect.WARN, "score", when="is_open", **SAID)
    rows = [{"is_open": False}, {"is_open": None}, {"is_open": True}, {"is_open": True, "score": 1}, {"is_open": True}]
    assert finding_of(rule, *rows).positions.tolist() == [2, 4]


def test_a_condition_that_no_row_meets_holds():
    rule = filled("VI-01", Effect.WARN, "score", when="is_open", **SAID)
    assert finding_of(rule, {"is_open": False}).outcome is Outcome.HELD


def test_no_rows_break_no_rule():
    dataset = dataset_with(unique("VI-01", Effect.WARN, ["visit"], **SAID))
    assert {finding.outcome for finding in check(dataset, typed(dataset), FramesKnown())} == {Outcome.HELD}


def test_a_rule_that_cannot_run_is_told_apart_from_one_that_was_broken():
    rule = Rule("VI-01", Effect.WARN, "expect_column_values_to_match_regex", {"column": "visit", "regex": "("},
                "reason", "hint", ("visit",))  # fmt: skip
    fine = filled("VI-02", Effect.WARN, "visit", **SAID)
    dataset = dataset_with(rule, fine)
    could_not, held = check(dataset, typed(dataset, {"visit": "V1"}), FramesKnown(), rules=[rule, fine])
    assert (could_not.outcome, held.outcome) == (Outcome.COULD_NOT_RUN, Outcome.HELD)
    assert could_not.detail
    assert could_not.is_broken


def test_a_rule_over_the_whole_says_what_it_found():
    rule = Rule("VI-01", Effect.WARN, "expect_table_row_count_to_be_between", {"min_value": 5, "max_value": None},
                "At least five.", "Send all.", ("visit",))  # fmt: skip
    finding = finding_of(rule, {"visit": "V1"})
    assert (finding.outcome, finding.positions.size, finding.detail) == (Outcome.BROKEN, 0, "found 1")


def test_what_the_source_does_not_carry_is_not_asked():
    rule = filled("VI-01", Effect.REFUSE_ROW, "score", **SAID)
    finding = finding_of(rule, {"visit": "V1"}, declared_missing={"score"})
    assert finding.outcome is Outcome.NOT_APPLICABLE
    assert "score" in finding.detail


def test_a_required_cell_is_asked_for_even_if_the_source_does_not_carry_it():
    dataset = dataset_with()
    findings = check(dataset, typed(dataset, {}), FramesKnown(declared_missing={"visit"}))
    assert next(finding for finding in findings if finding.rule == "VI-REQ:visit").is_broken


def test_columns_imply_their_rules():
    assert [rule.id for rule in all_rules(dataset_with())] == ["VI-REQ:visit", "VI-ID:visit", "VI-CODE:state", "VI-KEY"]


def test_a_rule_that_is_declared_is_not_implied_once_more():
    rules = all_rules(dataset_with(
        unique("VI-01", Effect.REFUSE_SUBMISSION, ["visit"], **SAID),
        one_of("VI-02", Effect.WARN, "state", ("OPEN",), **SAID),
    ))  # fmt: skip
    assert [rule.id for rule in rules] == ["VI-01", "VI-02", "VI-REQ:visit", "VI-ID:visit"]


def test_a_fact_may_speak_of_the_fact_before_it():
    doubled = Fact("doubled", lambda frame, _known: frame["score"] * 2, "")
    is_small = Fact("is_small", lambda frame, _known: (frame["doubled"] < 10).astype("boolean"), "")
    rule = true("VI-01", Effect.WARN, "is_small", shows=("score",), **SAID)
    dataset = dataset_with(rule, facts=(doubled, is_small))
    frame = typed(dataset, {"score": 4}, {"score": 5})
    assert check(dataset, frame, FramesKnown(), rules=[rule])[0].positions.tolist() == [1]


def test_a_fact_with_a_value_too_few_is_a_broken_promise():
    short = Fact("short", lambda frame, _known: frame["score"].iloc[:1], "")
    rule = filled("VI-01", Effect.WARN, "short", shows=("score",), **SAID)
    dataset = dataset_with(rule, facts=(short,))
    with pytest.raises(BrokenPromise, match="one value a row"):
        check(dataset, typed(dataset, {}, {}), FramesKnown(), rules=[rule])


def test_a_frame_without_a_promised_column_is_a_broken_promise():
    dataset = dataset_with()
    with pytest.raises(BrokenPromise, match="without score"):
        check(dataset, typed(dataset).drop(columns="score"), FramesKnown())


def test_rows_that_are_not_numbered_from_nought_are_a_broken_promise():
    dataset = dataset_with()
    with pytest.raises(BrokenPromise, match="numbered"):
        check(dataset, typed(dataset, {}, {}).iloc[1:], FramesKnown())


def test_the_frame_is_left_as_it_was():
    frame, known = seeded_roster(20)
    before = frame.copy()
    check(training_roster.DATASET, frame, known)
    assert frame.equals(before)


WATCHED = """
import socket, sys, threading
def refuse(*_):
    raise AssertionError("a socket was used while rows were checked")
for word in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, word, refuse)
socket.getaddrinfo = refuse
from expectations.datasets.training_roster import DATASET
from expectations.suite import check
from tests.expectations.seeded_roster import seeded_roster
findings = check(DATASET, *seeded_roster(200))
print(len(findings), threading.active_count())
"""


def test_nothing_is_sent_drawn_or_left_running_by_a_check():
    """In a process of its own, so that nothing another test imported or started can hide it."""
    run = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, check=False, cwd=ROOT)
    asked = len(all_rules(training_roster.DATASET))
    assert (run.returncode, run.stdout, run.stderr) == (0, f"{asked} 1\n", "")


def test_many_broken_rows_are_all_named():
    finding = finding_of(between("VI-01", Effect.WARN, "score", 0, 1, **SAID), *({"score": 2} for _ in range(500)))
    assert np.array_equal(finding.positions, np.arange(500))


def test_each_rule_says_what_it_cost():
    rule = in_order("VI-01", Effect.WARN, "from_on", "to_on", **SAID)
    assert finding_of(rule, {"from_on": "2026-01-01", "to_on": "2026-01-02"}).seconds > 0

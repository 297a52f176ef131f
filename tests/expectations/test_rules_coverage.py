"""No rule of the field's lists is left out, and none that is asked while a file is read is merely declared."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.outside import personal
from expectations.catalogue import datasets
from expectations.file_rules import FILE_RULES
from expectations.while_reading import WHILE_READING as OF_DATASETS
from metrics.signed.stated import STATED

LISTS = {
    "MF": 16, "RF": 14, "TR": 21, "SG": 4, "XD": 14, "SV": 20, "OB": 18, "CA": 21, "RV": 14, "EN": 17, "SA": 12, "AG": 13,
    "CH": 11, "IT": 11,
}  # fmt: skip
"""How many rules each list has (SV-01 to SV-20 ...)."""
OURS = (
    "survey_dispatch", "survey_response", "observation", "corrective_action", "review", "review_rating", "finding",
    "engagement", "invitation", "info_exchange", "partner_self_assessment", "assessment_item", "agreement",
    "required_agreement", "standards_adoption", "change_log", "theme_summary", "training_requirement",
)  # fmt: skip
KEYS_AND_LINKS = ("response", "item_code", "sha256", "outcome_label")
"""Not written by people: keys, a hash, and the label of a learning system, which its profile knows word by word."""
ACROSS = {
    "XD-02": "survey_dispatch", "XD-03": "engagement", "XD-10": "membership", "XD-11": "theme_summary",
    "XD-12": "change_log",
}  # fmt: skip
"""Rules across datasets that are asked at loading. XD-13 is TR-02c there, XD-04 is RV-11, row by row; these two and all
others are laws for the close of a quarter (`metrics.signed.closing`). RF-12 has nothing to check: no band is loaded, those of
the ageing of actions are in the program (`metrics.measures.stock_share.BAND_STARTS`) and cannot leave a gap."""
STEPS_BETWEEN = {
    *(f"before.{name}" for name in ("state", "originator_partner", "submitted_on", "reopened_on", "source",
                                    "proposed_on", "due_original_on",
                                    "due_current_on", "due_change_count", "planned_on", "kind",
                                    "approved_on", "published_on", "summary_count", "coverage")),
    *(f"linked_{what}.{take}" for what, ended in (("engagement", "end_on"), ("run", "end_on"), ("review", "held_on"))
      for take in (ended, "marking")),
    "programme.end_on", "programme.period_type", "programme.fiscal_start_month", "review.held_on",
    *(f"engagement.{take}" for take in ("programme", "end_on", "status", "host_partner", "series_count")),
    "partner.was_member", "wave.opens_on", "wave.closes_on", "invitee_key.disposition",
    "unit.partner", "submission.received_on", "period.start_on", "period.end_on", "period.locked_on",
    *(f"item.{take}" for take in ("name", "scale", "options", "is_reversed", "measures", "option")),
}  # fmt: skip
"""Facts that other facts are made of."""
WHILE_READING = tuple(rule for rules in OF_DATASETS.values() for rule in rules)


HOME = Path(__file__).parents[2]
ASKED_IN = ("etl", "metrics/signed")
NOTHING_TO_CHECK = {"RF-12"}
"""See above: no band is loaded."""
HELD_BY_FORM = {
    "MF-05": "the ledger knows the content again and says ALREADY_LOADED",
    "MF-14": "no dataset has a column for it, as a test here asks; MF-14b tells what was left behind",
}
"""File rules that nothing asks, because they cannot be broken."""


def texts(folder: str) -> Iterator[str]:
    """Every text in the code of a folder that is said or compared: docstrings are neither. This file counts nowhere."""
    for path in sorted({*(HOME / folder).rglob("*.py")} - {Path(__file__)}):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        idle = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        yield from (
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in idle
        )


RULE = re.compile(r"\b[A-Z]{2}-\d{2}[a-z]?\b")
SAID = {folder: {found for text in texts(folder) for found in RULE.findall(text)} for folder in ASKED_IN}
"""Ids of rules in the code of the floors that ask them, by folder."""


TESTS = sorted(path for path in (HOME / "tests").rglob("*.py") if path != Path(__file__))
COMPOSED = re.compile(r"\b([A-Z]{2}-\d{2}[a-z]?)\Z")
DECLARED = sorted(
    {rule.id for dataset in datasets().values() for rule in dataset.rules}
    | {rule.id for rule in (*FILE_RULES, *WHILE_READING)}
    | {law.rule for law in STATED}
)
"""The id of every rule that is declared anywhere: about rows, about files, and at the close of a quarter."""


def trees() -> Iterator[ast.AST]:
    yield from (ast.parse(path.read_text(encoding="utf-8")) for path in TESTS)


def composed(tree: ast.AST) -> Iterator[str]:
    """What stands before a letter that a test fills in: `CA-15` of an f-string that goes on with a letter."""
    for text in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        pairs = zip(text.values, text.values[1:], strict=False)
        yield from (
            found[1]
            for said, filled in pairs
            if isinstance(said, ast.Constant) and isinstance(filled, ast.FormattedValue)
            if (found := COMPOSED.search(said.value))
        )


NAMED = {found for text in texts("tests") for found in RULE.findall(text)}
LETTERED = {number for tree in trees() for number in composed(tree)}


def number_of(rule_id: str) -> str:
    """`OB-10b` and `SG-02a:title` are parts of OB-10 and SG-02."""
    return re.match(r"[A-Z]{2}-\d{2}", rule_id).group()


@pytest.mark.parametrize(("prefix", "last"), LISTS.items())
def test_every_rule_of_the_list_is_declared(prefix, last):
    declared = {number_of(rule.id) for dataset in datasets().values() for rule in dataset.rules}
    declared |= {number_of(rule.id) for rule in (*FILE_RULES, *WHILE_READING)} | SAID["metrics/signed"]
    assert {f"{prefix}-{number:02d}" for number in range(1, last + 1)} - declared - NOTHING_TO_CHECK == set()


@pytest.mark.parametrize("rule", [rule.id for rule in (*FILE_RULES, *WHILE_READING)])
def test_a_rule_about_a_file_is_asked_and_not_only_declared(rule):
    assert (rule in SAID["etl"]) != (rule in HELD_BY_FORM)


@pytest.mark.parametrize("rule", DECLARED)
def test_a_rule_that_is_declared_is_named_by_a_test(rule):
    """By its own id. A column that is screened has the same four patterns as every other, so that their number is enough;
    letters that a test fills in are counted from what stands before them."""
    own, _, column = rule.partition(":")
    enough = {own, number_of(own)} if column else {own}
    assert enough & NAMED or number_of(own) in LETTERED or rule in HELD_BY_FORM


def test_what_is_said_of_a_file_is_listed():
    """A finding that a steward reads has its line in the handbook, with the effect that it has."""
    listed = {rule.id for rule in (*FILE_RULES, *WHILE_READING)}
    asked = {rule.id for dataset in datasets().values() for rule in dataset.rules}
    assert {rule for rule in SAID["etl"] if rule[:2] in ("MF", "SG", "EN", "CA")} - listed - asked == set()


@pytest.mark.parametrize("key", datasets())
def test_no_dataset_has_a_column_of_what_is_personal(key):
    assert [column.name for column in datasets()[key].columns if any(map(personal, (column.name, *column.aliases)))] == []


@pytest.mark.parametrize(("rule", "key"), ACROSS.items())
def test_rules_across_datasets_are_asked_where_they_say(rule, key):
    assert rule in {each.id for each in datasets()[key].rules}


@pytest.mark.parametrize("key", datasets())
def test_every_text_that_people_write_is_screened(key):
    dataset = datasets()[key]
    written = {column.name for column in dataset.columns if column.kind == "text"} - {*KEYS_AND_LINKS}
    screened = {rule.id.partition(":")[2] for rule in dataset.rules if ":" in rule.id}
    assert written == screened


@pytest.mark.parametrize("key", OURS)
def test_rules_speak_of_columns_and_facts_that_are_there(key):
    dataset = datasets()[key]
    known = {*dataset.column_names, *(fact.name for fact in dataset.facts)}
    for rule in dataset.rules:
        spoken = {rule.arguments.get(word) for word in ("column", "column_A", "column_B")} - {None}
        assert spoken | set(rule.arguments.get("column_list", ())) | ({rule.when} - {""}) <= known, rule.id
        assert {*rule.shows, *rule.needs} <= {*dataset.column_names}, rule.id


@pytest.mark.parametrize("key", OURS)
def test_every_fact_is_spoken_of_by_a_rule_or_by_another_fact(key):
    """A fact that nothing asks of costs time on every submission."""
    dataset = datasets()[key]
    asked = {name for rule in dataset.rules for name in (rule.when, *map(str, rule.arguments.values()))}
    assert {fact.name for fact in dataset.facts} - asked - STEPS_BETWEEN == set()

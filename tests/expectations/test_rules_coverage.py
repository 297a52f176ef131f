"""No rule of the field's lists for surveys, observations, actions, reviews and engagements is left out."""

import re

import pytest

from expectations.catalogue import datasets
from expectations.datasets import corrective_action, info_exchange, review_rating
from expectations.file_rules import FILE_RULES

LISTS = {"SV": 20, "OB": 18, "CA": 21, "RV": 14, "EN": 17, "SA": 12, "AG": 13, "CH": 11, "IT": 11}
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
WHILE_READING = (
    *corrective_action.CHECKED_WHILE_READING,
    *review_rating.CHECKED_WHILE_READING,
    *info_exchange.CHECKED_WHILE_READING,
)


def number_of(rule_id: str) -> str:
    """`OB-10b` and `SG-02a:title` are parts of OB-10 and SG-02."""
    return re.match(r"[A-Z]{2}-\d{2}", rule_id).group()


@pytest.mark.parametrize(("prefix", "last"), LISTS.items())
def test_every_rule_of_the_list_is_declared(prefix, last):
    declared = {number_of(rule.id) for key in OURS for rule in datasets()[key].rules}
    declared |= {number_of(rule.id) for rule in (*FILE_RULES, *WHILE_READING)}
    assert {f"{prefix}-{number:02d}" for number in range(1, last + 1)} - declared == set()


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

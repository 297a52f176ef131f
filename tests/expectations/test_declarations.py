"""Every dataset is declared whole: nothing it speaks of is missing, nothing it declares is idle."""

import great_expectations.expectations as gxe
import pandas as pd
import pytest

from expectations.catalogue import datasets, load_order
from expectations.dataset import Column, Dataset, Effect
from expectations.file_rules import FILE_RULES, file_rule
from expectations.handbook import FILES_PAGE, IN_WORDS, pages
from expectations.implied import ID_PATTERN, all_rules
from expectations.rules import columns_of
from expectations.suite import check
from tests.expectations.known_frames import FramesKnown, typed

DATASETS = datasets()
ALL = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
KNOWN_EXPECTATIONS = {name for name in dir(gxe) if name.startswith("Expect")}


@ALL
def test_rules_speak_of_columns_and_facts_that_there_are(dataset):
    there = {*dataset.column_names, *(fact.name for fact in dataset.facts)}
    for rule in all_rules(dataset):
        named = {*columns_of(rule.arguments), *([rule.when] if rule.when else [])}
        assert named <= there, f"{rule.id} speaks of {named - there}"


@ALL
def test_findings_quote_the_dataset_s_own_columns(dataset):
    for rule in all_rules(dataset):
        assert rule.shows, rule.id
        assert {*rule.shows, *rule.needs} <= set(dataset.column_names), rule.id


@ALL
def test_rules_have_ids_of_their_own(dataset):
    ids = [rule.id for rule in all_rules(dataset)]
    assert len(ids) == len(set(ids))


@ALL
def test_rules_name_expectations_that_exist(dataset):
    for rule in dataset.rules:
        assert "".join(word.title() for word in rule.expectation.split("_")) in KNOWN_EXPECTATIONS, rule.id


@ALL
def test_rules_say_why_and_how_to_mend_in_whole_sentences(dataset):
    for rule in all_rules(dataset):
        assert rule.reason.endswith("."), rule.id
        assert rule.hint, rule.id


@ALL
def test_facts_have_names_of_their_own_and_are_used(dataset):
    names = [fact.name for fact in dataset.facts]
    assert len(names) == len(set(names))
    assert not set(names) & set(dataset.column_names)


@ALL
def test_keys_dates_and_markings_are_columns(dataset):
    named = {*dataset.key_columns, *filter(None, (dataset.dated_by, dataset.markings_from, dataset.unmarked_belong_to))}
    assert named <= {*dataset.column_names, *(fact.name for fact in dataset.facts)}


@ALL
def test_references_are_datasets(dataset):
    assert set(dataset.references) <= set(DATASETS)


@ALL
def test_a_dataset_that_carries_a_marking_takes_the_markings_of_its_rows_from_it(dataset):
    markings = [column.name for column in dataset.columns if column.kind == "marking"]
    assert markings == ([dataset.markings_from] if dataset.markings_from else [])


@ALL
def test_an_example_fills_columns_that_there_are_and_every_required_one(dataset):
    if dataset.example:
        required = {column.name for column in dataset.columns if column.required}
        assert required <= set(dataset.example) <= set(dataset.column_names)


@ALL
def test_a_frame_of_no_rows_can_be_checked_and_breaks_nothing(dataset):
    broken = [finding for finding in check(dataset, typed(dataset), FramesKnown()) if finding.is_broken]
    assert broken == []


def test_references_load_first():
    order = load_order(DATASETS)
    assert sorted(order) == sorted(DATASETS)
    for dataset in DATASETS.values():
        for reference in set(dataset.references) - {dataset.key}:
            assert order.index(reference) < order.index(dataset.key)


def test_datasets_that_name_each_other_are_told_apart_from_one_that_names_itself():
    def naming(key: str, *references: str) -> Dataset:
        return Dataset(key, key, "", "X", (Column("a", "id", ""),), ("a",), references=references)

    assert load_order({"a": naming("a", "a", "elsewhere")}) == ("a",)
    with pytest.raises(ValueError, match="circle"):
        load_order({"a": naming("a", "b"), "b": naming("b", "a")})


def test_file_rules_have_ids_of_their_own_and_are_found_by_them():
    assert len({rule.id for rule in FILE_RULES}) == len(FILE_RULES)
    assert file_rule("MF-16").effect in IN_WORDS
    with pytest.raises(KeyError, match="MF-99"):
        file_rule("MF-99")


def test_every_rule_of_the_field_about_files_is_declared():
    row_rules = {rule.id[:5] for rule in DATASETS["submission_manifest"].rules}
    file_rules = {rule.id[:5] for rule in FILE_RULES}
    assert {f"MF-{number:02d}" for number in range(1, 17)} <= row_rules | file_rules


@ALL
def test_the_handbook_names_every_column_and_rule(dataset):
    text = pages(DATASETS)[dataset.key]
    for name in (*dataset.column_names, *(rule.id for rule in all_rules(dataset))):
        assert f"`{name}`" in text
    assert all(warning in text for warning in dataset.usage_warnings)


def test_the_handbook_has_a_page_about_files():
    assert all(rule.reason in pages(DATASETS)[FILES_PAGE] for rule in FILE_RULES)


def test_the_handbook_s_links_lead_somewhere():
    written = pages(DATASETS)
    for text in written.values():
        for link in (part.partition(")")[0] for part in text.split("](")[1:]):
            assert link.removesuffix(".md") in written


def test_ids_are_written_one_way():
    assert ID_PATTERN == r"^[A-Z0-9][A-Z0-9_-]{1,31}$"


def test_the_examples_together_are_a_submission_that_refuses_nothing():
    given = {key: dataset for key, dataset in DATASETS.items() if dataset.example}
    rows = {key: typed(dataset, as_typed(dataset)) for key, dataset in given.items()}
    refusing = [
        f"{key} {finding.rule}: {finding.reason}"
        for key, dataset in given.items()
        for finding in check(dataset, rows[key], FramesKnown(rows))
        if finding.is_broken and finding.effect in (Effect.REFUSE_ROW, Effect.REFUSE_SUBMISSION)
    ]
    assert refusing == []


def as_typed(dataset):
    """The example's cells, with the words for yes and no as what they mean, and moments in UTC without zone."""
    return {name: _value(dataset.column(name).kind, cell) for name, cell in dataset.example.items()}


def _value(kind, cell):
    if kind == "boolean":
        return {"YES": True, "NO": False}[cell]
    return pd.Timestamp(cell).tz_convert(None) if kind == "moment" else cell

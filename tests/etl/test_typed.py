"""Text to values: what each kind takes, and what a steward is told of every cell that it does not."""

import pandas as pd
import pytest

from etl.profile_parts import Part, Values
from etl.typed import typed
from expectations.catalogue import datasets
from expectations.dataset import Column, Dataset, Effect

PLAIN = Values()
MONTH_FIRST, DAY_FIRST = Values(date_order="MDY"), Values(date_order="DMY")


def one(kind: str, text: str | None, values=PLAIN, **more):
    """The value of one cell of that kind, and the hint if it was refused."""
    dataset = Dataset(
        "thing", "Thing", "one", "TH", (Column("cell", kind, "it", **{"required": False} | more),), ("cell",)
    )
    frame = pd.DataFrame({"cell": pd.Series([text], dtype="str")})
    result, findings = typed(dataset, frame, Part("thing", {}, values=values), "ALL")
    refused = [finding for finding in findings if finding.effect == Effect.REFUSE_ROW]
    return result["cell"][0], refused[0].hint if refused else ""


@pytest.mark.parametrize(
    ("kind", "text", "values", "value"),
    [
        ("date", "2025-03-01", Values(), "2025-03-01"),
        ("date", "2025-3-1", Values(), "2025-03-01"),
        ("date", "2025/03/01 10:00", Values(), "2025-03-01"),
        ("date", "2025-03-01T23:59:59Z", Values(), "2025-03-01"),
        ("date", "3/14/2025 1:20", MONTH_FIRST, "2025-03-14"),
        ("date", "14.03.2025", DAY_FIRST, "2025-03-14"),
        ("date", "29-02-2016 01:16", DAY_FIRST, "2016-02-29"),
        ("date", "Apr 26, 2018 8:56:00 AM", Values(date_formats=("%b %d, %Y %I:%M:%S %p",)), "2018-04-26"),
        ("moment", "2025-03-01T10:00:00+02:00", Values(), "2025-03-01 08:00"),
        ("moment", "2025-07-01 10:00", Values(timezone="Europe/Oslo"), "2025-07-01 08:00"),
        ("moment", "7/1/2025 12:05 am", Values(date_order="MDY"), "2025-07-01 00:05"),
    ],
)
def test_dates_and_moments_are_read_as_the_profile_declares(kind, text, values, value):
    assert one(kind, text, values) == (pd.Timestamp(value), "")


@pytest.mark.parametrize(
    ("text", "values", "hint"),
    [
        ("2025-02-31", Values(), "There is no such day"),
        ("1/2/2025", Values(), "Write the year first"),
        ("14/3/2025", MONTH_FIRST, "only possible the other way round"),
        ("45321", Values(), r"day number; write the date \(2024-01-30\)"),
        ("1/16/01", MONTH_FIRST, "four digits"),
        ("9999-12-31", Values(), "Leave the cell empty"),
        ("Q3", Values(), "Write one day"),
        ("ongoing", Values(), "Write one day"),
        ("$0", MONTH_FIRST, "Write one day"),
    ],
)
def test_a_cell_that_is_no_date_says_what_to_do(text, values, hint):
    value, said = one("date", text, values)
    assert pd.isna(value)
    assert pd.Series([said]).str.contains(hint).all()


@pytest.mark.parametrize(
    ("kind", "text", "values", "value"),
    [
        ("integer", "12", Values(), 12), ("integer", "12.0", Values(), 12), ("number", "-0.5", Values(), -0.5),
        ("number", "1.234,5", Values(decimal=",", thousands="."), 1234.5),
        ("number", "1,234,567", Values(thousands=","), 1234567),
        ("percent", "85 %", Values(), 85), ("percent", "85,5%", Values(decimal=","), 85.5),
    ],
)  # fmt: skip
def test_numbers_are_read_with_the_declared_marks(kind, text, values, value):
    assert one(kind, text, values) == (value, "")


@pytest.mark.parametrize(
    ("kind", "text", "values", "hint"),
    [
        ("number", "1,5", Values(), "The decimal mark of this file is '.'"),
        ("number", "1.5", Values(decimal=","), "The decimal mark of this file is ','"),
        ("number", "1,5", Values(thousands=","), "The decimal mark"),  # not 15
        ("number", "1,2345", Values(thousands=","), "The decimal mark"),  # no group of three
        ("integer", "1.5", Values(), "Write a whole number"),
        ("number", "30 days", Values(), "without words or units"),
        ("number", "NaN", Values(), "Write a number only"),
        ("number", "inf", Values(), "Write a number only"),
        ("number", "$5", Values(), "Write a number only"),
        ("number", "1.234,5", Values(), "The decimal mark of this file is '.'"),
        ("percent", "81,5 %", Values(), "write 81.5 for 81,5"),
        ("id", "vel 1", Values(), "Write it as VEL-1, if"),
        ("id", "VEL-\u202e1", Values(), "invisible character, U+202E at place 5; take it out: 'VEL-1'"),
        ("id", "\u200fVEL-1", Values(), "U+200F at place 1"),
        ("id", "1.23E+15", Values(), "shortened a long number"),
        ("boolean", "oui", Values(), "TRUE or FALSE"),
        ("text", "a\u202eb", Values(), "invisible character U+202E"),
    ],
)
def test_a_cell_that_will_not_become_a_value_is_missing_and_says_why(kind, text, values, hint):
    value, said = one(kind, text, values)
    assert pd.isna(value)
    assert said.startswith(hint) or hint in said


def test_codes_are_taken_exactly_and_the_nearest_is_suggested():
    assert one("code", "HELD", allowed=("HELD", "PLANNED")) == ("HELD", "")
    assert one("code", "held", allowed=("HELD", "PLANNED"))[1] == "Write HELD, if that is what is meant."
    assert one("code", "over", allowed=("HELD", "PLANNED"))[1] == "Write one of HELD, PLANNED."


def test_lists_are_kept_in_order_without_repeats_and_each_item_is_checked():
    assert one("list", " B ;A;B;", allowed=("A", "B")) == ("B;A", "")
    assert one("list", "A;C", allowed=("A", "B"))[1].startswith("C: Write one of")


def test_texts_longer_than_the_column_holds_are_refused():
    assert one("text", "abcd", longest=3)[1] == "Shorten it to 3 characters."


def test_na_is_a_text_and_an_empty_cell_is_missing():
    assert one("id", "NA")[0] == "NA"
    assert one("id", None) == (pytest.approx(float("nan"), nan_ok=True), "")


def test_an_empty_required_cell_refuses_the_row_unless_the_source_cannot_have_it():
    dataset = Dataset("thing", "Thing", "one", "TH", (Column("a", "text", "it"),), ("a",))
    frame = pd.DataFrame({"a": pd.Series(["x", None], dtype="str")})
    [finding] = typed(dataset, frame, Part("thing", {}), "ALL")[1]
    assert (finding.rule, finding.positions.tolist(), finding.reason) == ("CELL", [1], "a is filled")
    assert typed(dataset, frame, Part("thing", {}, missing={"a": "not there"}), "ALL")[1] == []


def test_findings_name_every_position_of_a_repeated_cell():
    dataset = Dataset("thing", "Thing", "one", "TH", (Column("a", "integer", "it"),), ("a",))
    frame = pd.DataFrame({"a": pd.Series(["x", "1", "x", "1.5"], dtype="str")})
    findings = typed(dataset, frame, Part("thing", {}), "ALL")[1]
    assert [finding.positions.tolist() for finding in findings] == [[0, 2], [3]]


def test_dates_of_corrective_actions_have_the_rule_of_the_field():
    dataset = datasets()["corrective_action"]
    frame = pd.DataFrame({name: pd.Series([None], dtype="str") for name in dataset.column_names})
    frame["due_original_on"] = pd.Series(["TBC"], dtype="str")
    assert "CA-21" in [finding.rule for finding in typed(dataset, frame, Part("corrective_action", {}), "ALL")[1]]


def test_dates_that_contradict_the_declared_order_refuse_the_submission_and_ambiguous_ones_are_counted():
    dataset = Dataset("thing", "Thing", "one", "TH", (Column("a", "date", "it", required=False),), ("a",))
    frame = pd.DataFrame({"a": pd.Series(["1/2/2025", "14/3/2025", "5/5/2025"], dtype="str")})
    found = [f for f in typed(dataset, frame, Part("thing", {}, values=MONTH_FIRST), "ALL")[1] if f.rule != "CELL"]
    assert [(f.rule, f.effect, f.detail.split()[0]) for f in found] == [
        ("MF-11", Effect.REFUSE_SUBMISSION, "1"), ("MF-11b", Effect.NOTE, "1"),
    ]  # fmt: skip


def test_a_row_without_a_marking_has_the_submissions_and_one_that_is_not_understood_is_for_nobody():
    dataset = Dataset(
        "thing",
        "Thing",
        "one",
        "TH",
        (Column("seen", "marking", "it", required=False),),
        ("seen",),
        markings_from="seen",
    )
    frame = pd.DataFrame({"seen": pd.Series([None, "vel, ald", "everybody!", "XXX"], dtype="str")})
    result, _ = typed(dataset, frame, Part("thing", {}), "ALL", ["VEL", "ALD"])
    assert result["marking"].tolist() == ["ALL", "ALD VEL", "NONE", "NONE"]


def test_dtypes_are_those_that_rules_expect():
    dataset = datasets()["course_run"]
    frame = pd.DataFrame({name: pd.Series(["1"], dtype="str") for name in dataset.column_names})
    result, _ = typed(dataset, frame, Part("course_run", {}), "ALL")
    dtypes = {
        name: str(result[name].dtype)
        for name in ("run", "start_on", "seats_offered", "is_joint", "participants", "marking")
    }
    assert dtypes == {"run": "str", "start_on": "datetime64[ns]", "seats_offered": "float64", "is_joint": "boolean",
                      "participants": "str", "marking": "str"}  # fmt: skip
    assert list(result.columns) == [*dataset.column_names, "marking"]


def test_a_row_that_nobody_marked_is_for_its_owner_where_the_dataset_says_so():
    dataset = Dataset(
        "thing", "Thing", "one", "TH", (Column("owner", "id", "whose"), Column("seen", "marking", "it", False)),
        ("owner",), markings_from="seen", unmarked_belong_to="owner",
    )  # fmt: skip
    cells = {"owner": ["ALD", "ALD", "OUT", None], "seen": [None, "BRE", None, None]}
    frame = pd.DataFrame({name: pd.Series(texts, dtype="str") for name, texts in cells.items()})
    markings = {
        whole: typed(dataset, frame, Part("thing", {}), whole, ["ALD", "BRE"])[0]["marking"].tolist()
        for whole in ("ALL", "BRE")
    }
    assert markings == {"ALL": ["ALD", "BRE", "NONE", "NONE"], "BRE": ["BRE", "BRE", "BRE", "BRE"]}

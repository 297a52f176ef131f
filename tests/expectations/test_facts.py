"""The makers of facts: what a row says together with what is known; missing stays missing."""

import datetime as dt

import pandas as pd
import pytest

from expectations import facts
from expectations.dataset import Column, Dataset
from tests.expectations.known_frames import FramesKnown, typed

RUN = Dataset(
    "course_run", "", "", "CR",
    (Column("run", "id", ""), Column("start_on", "date", ""), Column("seats", "integer", ""),
     Column("is_open", "boolean", ""), Column("version", "code", ""), Column("title", "text", "")),
    ("run", "version"),
)  # fmt: skip
PLACE = Dataset(
    "place", "", "", "PL",
    (Column("run", "id", ""), Column("version", "code", ""), Column("programme", "id", ""), Column("partner", "id", ""),
     Column("runs", "list", ""), Column("day_on", "date", "")),
    ("run",),
)  # fmt: skip
SPAN = Dataset(
    "membership", "", "", "ME",
    (Column("programme", "id", ""), Column("partner", "id", ""), Column("valid_from", "date", ""),
     Column("valid_to", "date", "")),
    ("programme", "partner"),
)  # fmt: skip
RUNS = typed(
    RUN,
    {"run": "A", "version": "1", "title": "old", "start_on": "2026-01-05", "seats": 3, "is_open": True},
    {"run": "A", "version": "2", "title": "new", "start_on": "2026-02-05", "seats": 4, "is_open": False},
    {"run": "B", "version": "1", "title": "b"},
)
SPANS = typed(
    SPAN,
    {"programme": "P", "partner": "X", "valid_from": "2026-01-01", "valid_to": "2026-01-31"},
    {"programme": "P", "partner": "X", "valid_from": "2026-03-01"},
    {"programme": "P", "partner": "Y", "valid_to": "2026-01-31"},
)
KNOWN = FramesKnown({"course_run": RUNS, "membership": SPANS}, received_on=dt.date(2026, 6, 30))
NOTHING = FramesKnown({"course_run": typed(RUN), "membership": typed(SPAN)}, before={"place": typed(PLACE)})


def said(fact, *rows, known=KNOWN):
    """The fact's values, missing as None."""
    frame = typed(PLACE, *rows).set_index(pd.Index([10 + at for at in range(len(rows))]))
    values = fact.compute(frame, known)
    assert values.index.equals(frame.index), "a fact keeps the rows it was given"
    return [None if pd.isna(value) else value for value in values]


def day(text):
    return pd.Timestamp(text)


def test_looked_up_takes_the_last_row_of_a_key_and_is_missing_where_nothing_is_known():
    rows = [{"run": "A"}, {"run": "B"}, {"run": "Z"}, {}]
    assert said(facts.looked_up("run", "course_run", "title"), *rows) == ["new", "b", None, None]
    assert said(facts.looked_up("run", "course_run", "start_on"), *rows) == [day("2026-02-05"), None, None, None]
    assert said(facts.looked_up("run", "course_run", "is_open"), *rows) == [False, None, None, None]


@pytest.mark.parametrize(
    ("take", "dtype"),
    [("title", "str"), ("start_on", "datetime64[ns]"), ("seats", "float64"), ("is_open", "boolean")],
)
@pytest.mark.parametrize("known", [KNOWN, NOTHING], ids=["known", "nothing known"])
def test_looked_up_keeps_the_type_of_what_it_takes(take, dtype, known):
    frame = typed(PLACE, {"run": "A"}, {})
    assert facts.looked_up("run", "course_run", take).compute(frame, known).dtype == dtype


def test_looked_up_may_go_by_another_name():
    assert said(facts.looked_up("partner", "course_run", "title", key="run"), {"partner": "B"}) == ["b"]


def test_looked_up_by_several_cells_takes_the_row_that_all_of_them_name():
    fact = facts.looked_up_by("run.title", "course_run", {"run": "run", "version": "version"}, "title")
    rows = [{"run": "A", "version": "1"}, {"run": "A", "version": "2"}, {"run": "A", "version": "3"}, {"run": "A"}]
    assert said(fact, *rows) == ["old", "new", None, None]


def test_exists_is_missing_where_the_cell_is_empty():
    assert said(facts.exists("run", "course_run"), {"run": "A"}, {"run": "Z"}, {}) == [True, False, None]


def test_all_exist_wants_every_code_of_a_list():
    rows = [{"runs": "A; B"}, {"runs": "A;Z"}, {"runs": "B"}, {}]
    assert said(facts.all_exist("runs", "course_run", "run"), *rows) == [True, False, True, None]


def test_any_interval_that_holds_the_day_will_do_and_its_ends_count():
    fact = facts.valid_on("was_there", "partner", "membership", "day_on")
    days = ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01", "2026-03-01", "2030-01-01")
    rows = [{"partner": "X", "day_on": day} for day in days]
    assert said(fact, *rows) == [False, True, True, False, True, True]


def test_an_open_beginning_is_always():
    fact = facts.valid_on("was_there", "partner", "membership", "day_on")
    rows = [{"partner": "Y", "day_on": "1999-01-01"}, {"partner": "Y", "day_on": "2026-02-01"}]
    assert said(fact, *rows) == [True, False]


def test_validity_of_something_unknown_or_on_no_day_is_missing():
    fact = facts.valid_on("was_there", "partner", "membership", "day_on")
    rows = [{"partner": "Q", "day_on": "2026-01-01"}, {"partner": "X"}, {"day_on": "2026-01-01"}]
    assert said(fact, *rows) == [None, None, None]


def test_a_partner_that_never_was_a_member_is_none():
    fact = facts.member_on("is_member", "programme", "partner", "day_on")
    on = {"day_on": "2026-01-15"}
    rows = [{"programme": "P", "partner": "X"}, {"programme": "P", "partner": "Q"}, {"programme": "Q", "partner": "X"}]
    assert said(fact, *(row | on for row in rows)) == [True, False, False]
    assert said(fact, {"programme": "P", **on}, {"programme": "P", "partner": "X"}) == [None, None]


def test_before_is_the_last_accepted_version_and_missing_for_a_new_row():
    known = FramesKnown(before={"place": typed(PLACE, {"run": "A", "day_on": "2026-01-01"})})
    fact = facts.before("place", "run", "day_on")
    assert fact.name == "before.day_on"
    assert said(fact, {"run": "A", "day_on": "2026-02-02"}, {"run": "B"}, known=known) == [day("2026-01-01"), None]


def test_before_finds_rows_by_a_key_with_an_empty_part():
    rows = typed(PLACE, {"run": "A", "partner": "X", "version": "1"}, {"run": "A", "version": "2"})
    fact = facts.before("place", ("run", "partner"), "version")
    known = FramesKnown(before={"place": rows})
    assert said(fact, {"run": "A"}, {"run": "A", "partner": "X"}, {"run": "A", "partner": "Y"}, known=known) == [
        "2", "1", None,
    ]  # fmt: skip


def test_conditions_are_missing_where_their_cell_is():
    assert said(facts.is_in("a", "run", ("A", "C")), {"run": "A"}, {"run": "B"}, {}) == [True, False, None]
    assert said(facts.is_filled("a", "run"), {"run": "A"}, {}) == [True, False]


def test_a_day_may_be_moved():
    assert said(facts.later_by("late", "day_on", 60), {"day_on": "2026-01-01"}, {}) == [day("2026-03-02"), None]
    assert said(facts.later_by("early", "day_on", -1), {"day_on": "2026-01-01"}) == [day("2025-12-31")]


def test_the_only_today_is_the_day_of_receipt():
    assert said(facts.RECEIVED_ON, {}, {}) == [day("2026-06-30")] * 2
    assert facts.day_received(KNOWN, -90) == day("2026-04-01")


def test_a_function_with_something_to_say_is_a_fact():
    @facts.say("run.is_short", "the run's code is one letter")
    def is_short(frame, _known):
        return (frame["run"].str.len() == 1).astype("boolean")

    assert (is_short.name, is_short.means) == ("run.is_short", "the run's code is one letter")
    assert said(is_short, {"run": "A"}, {"run": "AB"}) == [True, False]


class Asked(FramesKnown):
    """Known, and what it was asked for."""

    def __init__(self, rows):
        super().__init__(rows)
        self.asked = []

    def rows(self, dataset, column="", values=()):
        self.asked.append((dataset, column, sorted(values)))
        return super().rows(dataset, column, values)


@pytest.mark.parametrize(
    ("fact", "asked"),
    [
        (facts.looked_up("run", "course_run", "title"), ("course_run", "run", ["A"])),
        (facts.exists("run", "course_run"), ("course_run", "run", ["A"])),
        (facts.valid_on("v", "partner", "membership", "day_on"), ("membership", "partner", ["X"])),
        (facts.member_on("m", "programme", "partner", "day_on"), ("membership", "programme", ["P"])),
    ],
    ids=["looked_up", "exists", "valid_on", "member_on"],
)
def test_a_fact_reads_only_the_rows_that_the_values_at_hand_name(fact, asked):
    known = Asked({"course_run": RUNS, "membership": SPANS})
    row = {"run": "A", "programme": "P", "partner": "X", "day_on": "2026-01-01"}
    said(fact, row, row, {}, known=known)
    assert known.asked == [asked]

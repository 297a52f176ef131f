"""Any sequence of loads, corrections and withdrawals against a slow, plain model: every edition, rows and cells."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.warehouse.small import DATASETS, NOON, STATEMENTS, load, places, runs, table_rows
from vocabulary.scope import Scope
from warehouse import making, staged_facts
from warehouse.facts import FACT_COLUMNS
from warehouse.store import Warehouse

pytestmark = pytest.mark.long

RUN_KEYS, PEOPLE = ("R1", "R2"), ("P1", "P2", "P3")
PARTNERS, ENDS, STATUSES, MARKINGS = (
    ("VEL", "NOR"),
    ("2026-01-31", "2026-02-28"),
    ("DONE", "LEFT"),
    ("ALL", "NOR", "NONE"),
)

run_lines = st.dictionaries(
    st.sampled_from(RUN_KEYS),
    st.tuples(st.sampled_from(PARTNERS), st.sampled_from(ENDS), st.sampled_from(MARKINGS)),
    min_size=1,
)
place_lines = st.dictionaries(
    st.tuples(st.sampled_from(RUN_KEYS), st.sampled_from(PEOPLE)),
    st.tuples(st.sampled_from(STATUSES), st.sampled_from(MARKINGS)),
    min_size=1,
    max_size=4,
)
senders = st.sampled_from(("VEL", "NOR"))
loads = st.tuples(st.just("load"), run_lines, place_lines, senders)
named = st.sets(st.sampled_from([(run, person) for run in RUN_KEYS for person in PEOPLE]), max_size=2)
fulls = st.tuples(st.just("full"), run_lines, place_lines, senders, named)
withdrawals = st.tuples(st.just("withdraw"), st.integers(0, 20), st.none())
histories = st.lists(st.one_of(loads, fulls, fulls, withdrawals), min_size=3, max_size=7)


_RUN = {"R1": ("VEL", "2026-01-31", "ALL")}
_PLACE = {("R1", "P1"): ("DONE", "ALL"), ("R1", "P2"): ("LEFT", "NOR")}
CORRECTED_AND_WITHDRAWN = [
    ("load", _RUN, _PLACE),
    ("load", {}, {("R1", "P1"): ("LEFT", "ALL")}),
    ("load", {"R1": ("NOR", "2026-02-28", "NOR")}, {}),
    ("withdraw", 1, None),
    ("load", {}, {("R1", "P1"): ("LEFT", "NONE")}),
    ("withdraw", 0, None),
]
REPEATED_AND_WITHDRAWN = [
    ("load", _RUN, _PLACE),
    ("load", {}, {("R1", "P1"): ("LEFT", "ALL")}),
    ("load", _RUN, _PLACE),
    ("withdraw", 1, None),
    ("withdraw", 0, None),
    ("load", {}, _PLACE),
    ("withdraw", 0, None),
]

CORRECTED_TWICE_AND_WITHDRAWN = [
    ("load", _RUN, _PLACE),
    ("load", {}, {("R1", "P1"): ("LEFT", "ALL")}),
    ("load", {}, {("R1", "P1"): ("LEFT", "NOR")}),
    ("withdraw", 2, None),
    ("withdraw", 0, None),
]
_OTHER = {("R1", "P3"): ("DONE", "ALL")}
LEFT_OUT_AND_WITHDRAWN = [
    ("load", _RUN, _PLACE, "VEL"),
    ("load", {}, _PLACE, "NOR"),
    ("full", _RUN, _OTHER, "VEL", set()),  # NOR sent those places last: they stand
    ("withdraw", 1, None),  # now they were VEL's, who left them out
    ("full", _RUN, _PLACE, "VEL", {("R1", "P3")}),  # names the third place in a line held back: it stands
    ("full", _RUN, {}, "VEL", set()),
    ("withdraw", 3, None),
    ("withdraw", 1, None),
]
LEFT_OUT_BESIDE_ONE_SPARED = [
    ("full", _RUN, {**_PLACE, ("R1", "P3"): ("LEFT", "NOR")}, "VEL", set()),
    ("full", _RUN, {("R1", "P1"): ("LEFT", "ALL"), ("R1", "P3"): ("LEFT", "ALL")}, "VEL", set()),
    ("full", _RUN, {("R1", "P2"): ("LEFT", "NOR")}, "VEL", {("R1", "P3")}),
    ("withdraw", 1, None),  # the third place is what the first said; the first is left out all the same
]
LEFT_OUT_AND_SENT_ANEW = [
    ("load", _RUN, _PLACE, "VEL"),
    ("full", _RUN, _OTHER, "VEL", set()),
    ("load", {}, _PLACE, "VEL"),  # says the same, but was not there in between
    ("load", {}, {("R1", "P1"): ("LEFT", "ALL")}, "NOR"),
    ("withdraw", 3, None),
    ("withdraw", 1, None),
]


def fold(claims: list[tuple]) -> dict:
    """What submissions, in order, make: values, and the submission that first said them as they stand."""
    state: dict = {}
    for number, lines, sender, spared in claims:
        if spared is not None:
            mine = [key for key, (_, _, last) in state.items() if last == sender]
            for key in set(mine) - set(lines) - spared:
                del state[key]
        for key, values in lines.items():
            before = state.get(key, (None, None))
            state[key] = (values, before[1] if before[0] == values else number, sender)
    return {key: (values, number) for key, (values, number, _) in state.items()}


def as_frames(run_part: dict, place_part: dict):
    return (
        table_rows("course_run", runs(*((key, *values) for key, values in run_part.items()))),
        table_rows("training_roster", places(*((*key, *values) for key, values in place_part.items()))),
    )


def narrow(*markings: str) -> str:
    told = {marking for marking in markings if marking != "ALL"}
    return "ALL" if not told else told.pop() if len(told) == 1 else "NONE"


def model_cells(state: dict) -> dict[str, Counter]:
    """Cells by indicator, counted in plain Python: place -> (numerator, denominator, left out)."""
    found = {indicator: Counter() for indicator in ("completed", "filled", "without_places", "largest")}
    for run, ((partner, end, marking), _) in state["runs"].items():
        month = int(end[:4]) * 100 + int(end[5:7])
        mine = [(status, seen) for ((of_run, _), ((status, seen), _)) in state["places"].items() if of_run == run]
        for status, seen in mine:
            _count(found["completed"], month, partner, 0, narrow(seen, marking), status == "DONE")
        done = [seen for status, seen in mine if status == "DONE"]
        for seen in done or ["ALL"]:
            _count(found["filled"], month, partner, 0, narrow(marking, seen), bool(done))
        if not mine:
            _count(found["without_places"], month, partner, 0, marking, False)
        else:
            _count(found["largest"], month, partner, len(mine), marking, False)
    return found


def _count(cells: Counter, month: int, partner: str, bucket: int, marking: str, numerator: bool) -> None:
    place = (bucket, month, partner, marking)
    before = cells.get(place, (0, 0))
    cells[place] = (before[0] + numerator, before[1] + 1)


def shown(frame) -> dict:
    return {(row.bucket, row.month, row.partner): (row.numerator, row.denominator) for row in frame.itertuples()}


def seen_by(cells: Counter, scope: Scope) -> dict:
    found: dict = {}
    for (bucket, month, partner, marking), (numerator, denominator) in cells.items():
        if scope.sees(marking):
            before = found.get((bucket, month, partner), (0, 0))
            found[bucket, month, partner] = (before[0] + numerator, before[1] + denominator)
    return found


def check_edition(warehouse: Warehouse, number: int, state: dict) -> None:
    run_rows = warehouse.rows("course_run", Scope.steward(), number)
    assert {
        row.run: ((row.partner, f"{row.end_on:%Y-%m-%d}", row.marking), row.submission) for row in run_rows.itertuples()
    } == state["runs"]
    assert len(run_rows) == len(state["runs"])
    place_rows = warehouse.rows("training_roster", Scope.steward(), number)
    assert {
        (row.run, row.person): ((row.status, row.marking), row.submission) for row in place_rows.itertuples()
    } == state["places"]
    assert len(place_rows) == len(state["places"])
    for indicator, cells in model_cells(state).items():
        for scope in (Scope.steward(), Scope.of_partner("NOR"), Scope.of_partner("VEL")):
            assert shown(warehouse.cells(indicator, scope, number)) == seen_by(cells, scope)


class History:
    """One history on one warehouse, and what each of its editions should be."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse, self.claims, self.states = warehouse, [], []

    def step(self, kind: str, first, second, sender: str = "VEL", named=None) -> None:
        at = NOON + dt.timedelta(hours=len(self.states))
        if kind == "withdraw":
            if not self.claims:
                return
            number, *_ = self.claims.pop(first % len(self.claims))
            self.warehouse.withdraw(number, STATEMENTS, at, "a test")
        else:
            held = {} if named is None else {"course_run": [], "training_roster": sorted(named)}
            extract = "DELTA" if named is None else "FULL"
            said = {"partner": sender, "extract": extract, "held": held}
            edition = load(self.warehouse, f"file {len(self.states)}", *as_frames(first, second), at=at, **said)
            self.claims.append((edition.submission, first, second, sender, named))
        self.states.append(
            {
                "runs": fold(
                    [(one, runs, by, None if named is None else set()) for one, runs, _, by, named in self.claims]
                ),
                "places": fold([(one, places, by, named) for one, _, places, by, named in self.claims]),
            }
        )


@pytest.mark.parametrize(
    ("kind", "examples", "few"),
    [("sqlite", 12, making.FEW_ROWS), ("postgresql", 4, making.FEW_ROWS), ("sqlite", 4, 1), ("postgresql", 1, 1)],
)
def test_every_edition_of_any_history_is_what_a_plain_model_says(kind, examples, few, lender, monkeypatch):
    monkeypatch.setattr(making, "FEW_ROWS", few)  # with 1 every file is one of many rows, beside which few cells stand
    monkeypatch.setattr(staged_facts, "FEW_SHARE", 10 if few == 1 else staged_facts.FEW_SHARE)

    # No shrinking: a history costs a second. The printed one is short enough to be read.
    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=(Phase.explicit, Phase.generate),
    )
    @example(CORRECTED_AND_WITHDRAWN)
    @example(REPEATED_AND_WITHDRAWN)
    @example(CORRECTED_TWICE_AND_WITHDRAWN)
    @example(LEFT_OUT_AND_WITHDRAWN)
    @example(LEFT_OUT_BESIDE_ONE_SPARED)
    @example(LEFT_OUT_AND_SENT_ANEW)
    @given(histories)
    def holds(history) -> None:
        with lender.lent(kind, DATASETS) as warehouse:
            told = History(warehouse)
            for step in history:
                told.step(*step)
            for number, state in enumerate(told.states, start=1):
                check_edition(warehouse, number, state)

    holds()


def test_facts_have_the_columns_that_cells_have(small):
    names = [name for name in FACT_COLUMNS if name != "marking"]
    assert small.cells("completed", Scope.steward()).columns.tolist() == names

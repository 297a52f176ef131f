"""What moved the cells between any two editions, by cause, against a slow, plain model; and definitions followed."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from sqlalchemy import Integer, literal

from tests.warehouse.small import DATASETS, NOON, STATEMENTS, load, places, runs, table_rows
from tests.warehouse.test_history_model import CORRECTED_AND_WITHDRAWN, History, histories, model_cells, seen_by
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from warehouse.causes import Cause
from warehouse.facts import Rows
from warehouse.schema import edition_cause
from warehouse.store import Warehouse

READERS = (Scope.steward(), Scope.of_partner("NOR"))
MIXED = [
    ("load", {"R1": ("VEL", "2026-01-31", "ALL")}, {("R1", "P1"): ("DONE", "ALL"), ("R1", "P2"): ("LEFT", "ALL")}),
    ("load", {"R2": ("NOR", "2026-01-31", "ALL")}, {("R1", "P1"): ("LEFT", "ALL"), ("R2", "P3"): ("DONE", "NOR")}),
    ("load", {"R1": ("NOR", "2026-02-28", "NOR")}, {("R2", "P1"): ("DONE", "ALL")}),
    ("withdraw", 0, None),
]


def steps_of(before: dict, after: dict, is_withdrawal: bool) -> list[tuple[Cause, dict, dict]]:
    """The states between two editions, in the order in which a bridge tells them."""
    if is_withdrawal:
        return [(Cause.WITHDRAWN, before, after)]
    kept = {name: {key: rows[key] for key in rows if key in after[name]} for name, rows in before.items()}
    corrected = {name: {key: after[name][key] for key in rows} for name, rows in kept.items()}
    return [(Cause.WITHDRAWN, before, kept), (Cause.CORRECTED, kept, corrected), (Cause.NEW, corrected, after)]


def expected(states: list[dict], kinds: list[str], since: int, until: int, reader: Scope) -> dict:
    """(indicator, edition, cause) -> place -> what was added, counted in plain Python."""
    found: dict = {}
    for number in range(since + 1, until + 1):
        steps = steps_of(states[number - 1], states[number], kinds[number] == "withdraw")
        for cause, before, after in steps:
            for (indicator, cells_before), cells_after in zip(
                model_cells(before).items(), model_cells(after).values(), strict=True
            ):
                added = found.setdefault((indicator, number, cause), Counter())
                for cells, sign in ((seen_by(cells_before, reader), -1), (seen_by(cells_after, reader), 1)):
                    for place, (numerator, denominator) in cells.items():
                        had = added.get(place, (0, 0))
                        added[place] = (had[0] + sign * numerator, had[1] + sign * denominator)
    plain = {
        key: {place: counts for place, counts in cells.items() if counts != (0, 0)} for key, cells in found.items()
    }
    return {key: cells for key, cells in plain.items() if cells}


def told(warehouse: Warehouse, since: int, until: int, reader: Scope) -> dict:
    return {
        (statement.indicator, moved.edition, moved.cause): {
            (row.bucket, row.month, row.partner): (row.numerator, row.denominator) for row in moved.cells.itertuples()
        }
        for statement in STATEMENTS
        for moved in warehouse.moved_by_cause(statement.indicator, "PRG", reader, since, until)
    }


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 8), ("postgresql", 3)])
def test_what_each_cause_added_between_any_two_editions_is_what_a_plain_model_says(kind, examples, lender):
    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=(Phase.explicit, Phase.generate),
    )
    @example(MIXED)
    @example(CORRECTED_AND_WITHDRAWN)
    @given(histories)
    def holds(history) -> None:
        with lender.lent(kind, DATASETS) as warehouse:
            past = History(warehouse)
            kinds = [""]
            for step in history:
                made = len(past.states)
                past.step(*step)
                kinds += [step[0]] * (len(past.states) - made)
            states = [{"runs": {}, "places": {}}, *past.states]
            last = len(states) - 1
            for since in range(1, last + 1):
                # All from the first, all to the last, each to itself and the next: what is between adds up to these.
                for until in range(since, last + 1) if since == 1 else sorted({since, min(since + 1, last), last}):
                    for reader in READERS:
                        assert told(warehouse, since, until, reader) == expected(states, kinds, since, until, reader)

    holds()


def _told_more_often(rows: Rows):
    (facts,) = STATEMENTS[0].facts(rows)
    return (facts.with_only_columns(*(_twice(column) for column in facts.selected_columns)),)


def _twice(column):
    return (column * literal(2, Integer)).label("denominator") if column.key == "denominator" else column


def _with_one_place(warehouse: Warehouse) -> None:
    load(
        warehouse,
        "first",
        table_rows("course_run", runs(("R1", "VEL", "2026-01-31"))),
        table_rows("training_roster", places(("R1", "P1", "DONE"))),
    )


def test_a_changed_definition_makes_an_edition_and_is_the_cause_of_what_it_moved(lender):
    with lender.lent("sqlite", DATASETS) as warehouse:
        assert warehouse.follow_definitions(STATEMENTS, NOON) is None
        _with_one_place(warehouse)
        assert warehouse.follow_definitions(STATEMENTS, NOON) is None
        later = (replace(STATEMENTS[0], facts=_told_more_often), *STATEMENTS[1:])
        edition = warehouse.follow_definitions(later, NOON + dt.timedelta(days=1))
        assert (edition.number, edition.summary) == (2, "defined anew: completed")
        (moved,) = warehouse.moved_by_cause("completed", "PRG", Scope.steward(), 1, 2)
        assert (moved.edition, moved.cause, moved.cells["denominator"].tolist()) == (2, Cause.DEFINITION, [1])
        assert warehouse.moved_by_cause("filled", "PRG", Scope.steward(), 1, 2) == ()
        assert warehouse.definitions(1)["completed"].fingerprint != warehouse.definitions(2)["completed"].fingerprint
        assert warehouse.follow_definitions(later, NOON + dt.timedelta(days=2)) is None


def test_an_indicator_that_is_new_to_a_warehouse_gets_its_cells_and_one_no_longer_declared_loses_them(lender):
    with lender.lent("sqlite", DATASETS) as warehouse:
        lines = table_rows("course_run", runs(("R1", "VEL", "2026-01-31")))
        load(warehouse, "first", lines, statements=STATEMENTS[:1])
        assert warehouse.cells("without_places", Scope.steward()).empty
        warehouse.follow_definitions(STATEMENTS, NOON)
        assert len(warehouse.cells("without_places", Scope.steward())) == 1
        warehouse.follow_definitions(STATEMENTS[:1], NOON)
        assert warehouse.cells("without_places", Scope.steward()).empty
        assert "without_places" not in warehouse.definitions()
        assert warehouse.follow_definitions(STATEMENTS[:1], NOON) is None


def test_other_words_for_a_definition_are_noted_without_an_edition(lender):
    with lender.lent("sqlite", DATASETS) as warehouse:
        _with_one_place(warehouse)
        reworded = (replace(STATEMENTS[0], sheet={"definition": "said better"}), *STATEMENTS[1:])
        assert warehouse.follow_definitions(reworded, NOON) is None
        assert warehouse.definitions()["completed"].sheet == {"definition": "said better"}


def test_a_bridge_over_editions_without_causes_says_so(lender):
    with lender.lent("sqlite", DATASETS) as warehouse:
        _with_one_place(warehouse)
        load(warehouse, "second", table_rows("training_roster", places(("R1", "P2", "LEFT"))))
        with warehouse._engines.writing() as connection:
            connection.execute(edition_cause.delete())
        with pytest.raises(Unavailable, match="rebuild"):
            warehouse.moved_by_cause("completed", "PRG", Scope.steward(), 1, 2)

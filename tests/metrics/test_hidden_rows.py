"""What a reader is shown never rests on a row that is not released to that reader."""

from collections.abc import Iterator

import pytest
from sqlalchemy import column, func, table
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.selectable import FromClause, FromGrouping, Join

from expectations.catalogue import datasets
from metrics.catalogue import indicators
from tests.metrics.shelf import day
from vocabulary.scope import Scope


def _run(code: str, end: str, marking: str) -> dict:
    return {"run": code, "course": "C1", "course_version": "1", "programme": "G1", "start_on": day(end), "end_on": day(end),
            "status": "HELD", "marking": marking}  # fmt: skip


def _place(run: str, completed: str) -> dict:
    return {"run": run, "participant_key": "P1", "attempt_no": 1, "partner": "AAA", "attendance": "PRESENT",
            "outcome": "COMPLETED_PASS", "completed_on": day(completed)}  # fmt: skip


def test_how_long_a_certificate_counts_is_not_told_by_a_run_that_is_hidden(shelf):
    required = {"participant_key": "P1", "programme": "G1", "role": "LIAISON", "partner": "AAA", "course": "C1",
                "required_from": day("2026-01-01")}  # fmt: skip
    shelf.fill(
        "2026-04-01",
        membership=[{"programme": "G1", "partner": "AAA", "role": "MEMBER", "valid_from": day("2026-01-01")}],
        training_requirement=[required],
        course_run=[_run("R1", "2026-01-20", "ALL"), _run("R2", "2026-02-10", "AAA")],
        training_roster=[_place("R1", "2026-01-20"), _place("R2", "2026-02-10")],
    )
    own, other = (shelf.warehouse.cells("required_training", Scope.of_partner(code)) for code in ("AAA", "BBB"))
    assert own["numerator"].sum() == 3  # the first came and went, the second came
    assert other["numerator"].sum() == 0


class _Named:
    """The rows of no warehouse, each use of a dataset under a name of its own; see `warehouse.facts.Rows`."""

    def __init__(self) -> None:
        self._used = 0

    def of(self, dataset: str) -> FromClause:
        self._used += 1
        added = ("marking", "row_id", "row_key", "submission", "sheet", "source_row", "edition_from", "edition_to")
        columns = (column(name) for name in (*datasets()[dataset].column_names, *added))
        return table(dataset, *columns).alias(f"{dataset}_{self._used}")

    month = day_number = staticmethod(func.of_day)
    narrowest = staticmethod(func.narrowest)


@pytest.mark.parametrize("key", list(indicators()))
def test_the_marking_of_a_fact_is_that_of_every_row_it_is_made_of(key):
    for facts in indicators()[key].facts(_Named()):
        marking = _tables_in(facts.selected_columns["marking"])
        told = {name for each in facts.selected_columns if each.key != "marking" for name in _tables_in(each)}
        joined = [each for whole in facts.get_final_froms() for each in _joined(whole)]
        missing = {name for name, is_outer in joined if name not in marking and (not is_outer or name in told)}
        assert not missing


def _tables_in(element) -> set[str]:
    found = (each for each in visitors.iterate(element) if isinstance(each, ColumnClause) and each.table is not None)
    return {each.table.name for each in found}


def _joined(part: FromClause, is_outer: bool = False) -> Iterator[tuple[str, bool]]:
    """Every table of a FROM, and whether it is joined outer: then it may only say that there is no such row."""
    if isinstance(part, FromGrouping):
        yield from _joined(part.element, is_outer)
    elif isinstance(part, Join):
        yield from _joined(part.left, is_outer)
        yield from _joined(part.right, is_outer or part.isouter)
    else:
        yield part.name, is_outer

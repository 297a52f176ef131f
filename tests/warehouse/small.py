"""Two small datasets, three statements, and short ways to publish: for the tests of this floor."""

import datetime as dt
import hashlib
from collections.abc import Mapping

import pandas as pd
from sqlalchemy import Integer, Text, and_, case, func, literal, select

from expectations.dataset import Column, Dataset
from vocabulary.scope import canonical_marking
from warehouse.edition import Edition, PartAccount, Submission
from warehouse.facts import CellStatement, Rows
from warehouse.publication import Publication, TableRows
from warehouse.store import Warehouse

RUNS = Dataset(
    key="course_run",
    title="Course runs",
    one_row_is="one run",
    prefix="CR",
    dated_by="end_on",
    key_columns=("run",),
    columns=(
        Column("run", "id", "the run"),
        Column("partner", "id", "who gives it"),
        Column("end_on", "date", "its last day"),
        Column("course", "text", "its course", required=False),
    ),
)
PLACES = Dataset(
    key="training_roster",
    title="Training roster",
    one_row_is="one person's place in one run",
    prefix="TR",
    dated_by="enrolled_on",
    key_columns=("run", "person"),
    references=("course_run",),
    columns=(
        Column("run", "id", "the run"),
        Column("person", "id", "the person"),
        Column("status", "code", "what became of it", required=False),
        Column("score", "number", "points", required=False),
        Column("enrolled_on", "date", "day of enrolment", required=False),
        Column("updated_at", "moment", "last change", required=False),
        Column("has_certificate", "boolean", "certificate given", required=False),
        Column("hours", "integer", "hours attended", required=False),
    ),
)
DATASETS: Mapping[str, Dataset] = {each.key: each for each in (RUNS, PLACES)}
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def _fact(place, rows, kind, bucket, amounts, marking):
    numerator, denominator, left_out = amounts
    return select(
        literal(kind, Text).label("kind"),
        bucket.label("bucket"),
        rows.month(place.c.end_on).label("month"),
        literal("PRG", Text).label("programme"),
        place.c.partner.label("partner"),
        literal("", Text).label("unit"),
        func.coalesce(place.c.course, "").label("topic"),
        marking.label("marking"),
        numerator.label("numerator"),
        denominator.label("denominator"),
        left_out.label("left_out"),
    )


def completed(rows: Rows):
    """Places completed, of all places: an inner join."""
    place, run = rows.of("training_roster"), rows.of("course_run")
    done = case((place.c.status == "DONE", 1), else_=0)
    amounts = (done, literal(1, Integer), literal(0, Integer))
    marking = rows.narrowest(place.c.marking, run.c.marking)
    return (
        _fact(run, rows, "count", literal(0, Integer), amounts, marking).join_from(
            place, run, place.c.run == run.c.run
        ),
    )


def filled(rows: Rows):
    """Runs with a place that is done, of all runs: an outer join."""
    run, place = rows.of("course_run"), rows.of("training_roster")
    has = case((place.c.person.is_not(None), 1), else_=0)
    amounts = (has, literal(1, Integer), literal(0, Integer))
    marking = rows.narrowest(run.c.marking, place.c.marking)
    on = and_(place.c.run == run.c.run, place.c.status == "DONE")
    bucket = func.coalesce(rows.day_number(place.c.enrolled_on), 0)
    return (_fact(run, rows, "count", bucket, amounts, marking).join_from(run, place, on, isouter=True),)


def without_places(rows: Rows):
    """Runs that nobody has a place in: an outer join that stops holding by the very row that comes."""
    run, place = rows.of("course_run"), rows.of("training_roster")
    amounts = (literal(0, Integer), literal(1, Integer), literal(0, Integer))
    fact = _fact(run, rows, "count", literal(0, Integer), amounts, run.c.marking)
    return (fact.join_from(run, place, place.c.run == run.c.run, isouter=True).where(place.c.run.is_(None)),)


def largest(rows: Rows):
    """Places a run has: grouped inside, so no plain join."""
    run, place = rows.of("course_run"), rows.of("training_roster")
    counts = select(place.c.run, func.count().label("places")).group_by(place.c.run).subquery()
    amounts = (literal(0, Integer), literal(1, Integer), literal(0, Integer))
    return (
        _fact(run, rows, "count", counts.c.places, amounts, run.c.marking).join_from(
            run, counts, counts.c.run == run.c.run
        ),
    )


BOTH_SOURCES = ("course_run", "training_roster")
STATEMENTS = (
    CellStatement("completed", BOTH_SOURCES, completed),
    CellStatement("filled", BOTH_SOURCES, filled),
    CellStatement("without_places", BOTH_SOURCES, without_places),
    CellStatement("largest", BOTH_SOURCES, largest),
)


def runs(*lines: tuple) -> pd.DataFrame:
    """Lines of run, partner, end_on, and a marking or nothing."""
    full = [(*line[:3], None, canonical_marking(line[3] if len(line) > 3 else "ALL")) for line in lines]
    return typed(RUNS, pd.DataFrame(full, columns=[*RUNS.column_names, "marking"]))


def places(*lines: tuple) -> pd.DataFrame:
    """Lines of run, person, status, and a marking or nothing."""
    records = [
        {"run": line[0], "person": line[1], "status": line[2], "marking": line[3] if len(line) > 3 else "ALL"}
        for line in lines
    ]
    return typed(PLACES, pd.DataFrame(records, columns=[*PLACES.column_names, "marking"]))


def typed(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame as the etl floor would type it."""
    kinds = {
        "date": "datetime64[ns]",
        "moment": "datetime64[ns]",
        "boolean": "boolean",
        "integer": "float64",
        "number": "float64",
        "percent": "float64",
    }
    types = {column.name: kinds.get(column.kind, "str") for column in dataset.columns} | {"marking": "str"}
    return frame.astype(types)


def table_rows(dataset: str, frame: pd.DataFrame, refused: int = 0) -> TableRows:
    """Rows with an account that adds up: one header, one line a record."""
    records = len(frame) + refused
    account = PartAccount(dataset, file_rows=records + 1, label=1, read=records, records=records, refused=refused)
    return TableRows(dataset, frame, pd.Series(range(2, len(frame) + 2)), "", account)


def sent(
    warehouse: Warehouse, content: str, at: dt.datetime = NOON, profile: str = "template", **claims: str
) -> Submission:
    """A submission that was received and waits."""
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    claims = {"programme": "PRG", "partner": "VEL"} | claims
    return warehouse.receive(Submission("", sha256, f"{content}.csv", profile, at, **claims))


def load(
    warehouse: Warehouse,
    content: str,
    *tables: TableRows,
    statements=STATEMENTS,
    at: dt.datetime = NOON,
    held: Mapping[str, list] | None = None,
    **claims: str,
) -> Edition:
    """Receive and publish in one go.

    Args:
        held: of a full extract, for each dataset that it replaces, the keys of rows held back.
    """
    submission = sent(warehouse, content, at, **claims)
    replaces = {
        dataset: pd.DataFrame(keys, columns=list(DATASETS[dataset].key_columns), dtype="str")
        for dataset, keys in (held or {}).items()
    }
    return warehouse.publish(Publication(submission, list(tables), replaces=replaces), statements, at)

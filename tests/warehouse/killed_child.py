"""The command that `test_killed` kills: publish small batches, one after the other, finishing what was left before."""

import datetime as dt

from tests.warehouse.small import DATASETS, NOON, STATEMENTS, places, runs, sent, table_rows
from warehouse.lease import this_process
from warehouse.publication import Publication, TableRows
from warehouse.store import Warehouse

RUN = {"R1": ("VEL", "2026-01-31")}
KEYS = 7


def batch(number: int) -> dict[tuple[str, str], str]:
    """Three places; every batch changes some, repeats none and adds a few: key to status."""
    return {("R1", f"P{(number + step) % KEYS}"): f"S{number // 2}" for step in range(3)}


def tables(number: int) -> list[TableRows]:
    run = runs(*((key, *values) for key, values in RUN.items()))
    place = places(*((*key, status) for key, status in batch(number).items()))
    return [table_rows("course_run", run), table_rows("training_roster", place)]


def publish_until_killed(url: str, most: int | None = None) -> None:
    """Take what waits; where nothing does, receive the next batch. *most* ends it, otherwise only a kill does."""
    warehouse = Warehouse.open(url, DATASETS)
    published = 0
    while most is None or published < most:
        now = NOON + dt.timedelta(minutes=len(warehouse.editions()))
        taken = warehouse.take_next(this_process(), now)
        if taken is None:
            sent(warehouse, f"{next_number(warehouse)}")
            continue
        number = int(taken.file_name.removesuffix(".csv"))
        warehouse.publish(Publication(taken, tables(number)), STATEMENTS[:2], now)
        published += 1
    warehouse.close()


def next_number(warehouse: Warehouse) -> int:
    return len(warehouse.editions())

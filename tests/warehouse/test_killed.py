"""A publisher killed at any moment leaves the edition before it or its own, whole; the same command goes on."""

import random
from functools import partial

import pytest

from tests.killing import Killer
from tests.warehouse.killed_child import RUN, batch, publish_until_killed
from tests.warehouse.small import DATASETS
from vocabulary.scope import Scope
from warehouse.edition import SubmissionState
from warehouse.store import Warehouse

pytestmark = pytest.mark.long

KILLS = 100
STEWARD = Scope.steward()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_publisher_killed_a_hundred_times_loses_and_doubles_nothing(kind, fresh_url):
    url = fresh_url(kind)
    warehouse = Warehouse.open(url, DATASETS)
    moments = random.Random(20260101)
    killer = Killer(partial(publish_until_killed, fresh_url(kind), most=2), publish_until_killed)
    in_the_middle = 0
    for _ in range(KILLS):
        is_killed, _ = killer.strike(url, until=moments.uniform(0.02, 0.25))
        assert is_killed
        in_the_middle += check(warehouse)
    killer.end()
    assert in_the_middle > KILLS / 20  # otherwise this test killed nobody at work
    before = len(warehouse.editions())
    publish_until_killed(url, most=2)
    assert check(warehouse) == 0
    assert len(warehouse.editions()) == before + 2


def check(warehouse: Warehouse) -> int:
    """Compare the newest edition with what the ledger says; returns how many submissions were left in the middle."""
    editions = warehouse.editions()[::-1]
    submissions = {each.id: each for each in warehouse.submissions(STEWARD, limit=100_000)}
    published = [each for each in submissions.values() if each.state is SubmissionState.PUBLISHED]
    assert [edition.number for edition in editions] == list(range(1, len(editions) + 1))
    assert sorted(each.id for each in published) == sorted(edition.submission for edition in editions)
    assert all(submissions[edition.submission].edition == edition.number for edition in editions)
    expected: dict = {}
    for edition in editions:
        expected |= batch(int(submissions[edition.submission].file_name.removesuffix(".csv")))
    rows = warehouse.rows("training_roster", STEWARD)
    assert sorted(zip(rows["run"], rows["person"], rows["status"], strict=True)) == sorted(
        (*key, status) for key, status in expected.items()
    )
    cells = warehouse.cells("completed", STEWARD)
    assert cells["denominator"].tolist() == ([len(expected)] if expected else [])
    assert len(warehouse.rows("course_run", STEWARD)) == (len(RUN) if editions else 0)
    names = [each.file_name for each in submissions.values()]
    assert len(names) == len(set(names))
    return len(submissions) - len(published)

"""Bridges between editions add up exactly, each cause gets what it moved, and a first publication is kept."""

import datetime as dt
from random import Random

import pytest

from expectations.catalogue import datasets
from metrics.catalogue import indicator, indicators, statements
from metrics.cube import Cubes
from metrics.indicator import Indicator
from metrics.known.bridge import TIME, TOGETHER, Bridge, bridge
from metrics.known.knowledge import as_known_on, first_published, moved_between
from metrics.reading import Reading
from metrics.series import Point
from tests.metrics.few import CAUSES, Few, counted
from tests.metrics.shelf import day, publish
from tests.metrics.world import PROGRAMMES, World
from vocabulary.errors import Unavailable
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.causes import Cause
from warehouse.store import Warehouse

pytestmark = pytest.mark.long

READERS = (Scope.steward(), Scope.of_partner("BBB"))
QUARTERS = tuple(Quarter(2025, 1) + at for at in range(6))
STEPS = ("correction", "correction", "leavers", "withdrawal")

RUNS = [
    {"run": "R1", "course": "C1", "course_version": "1", "programme": "G1", "start_on": day("2026-01-05"),
     "end_on": day("2026-01-20"), "status": "HELD"},
]  # fmt: skip


def _places(*outcomes: str, start: int = 1) -> list[dict]:
    return [
        {"run": "R1", "participant_key": f"P{at}", "attempt_no": 1, "partner": "AAA", "attendance": "PRESENT",
         "outcome": outcome}
        for at, outcome in enumerate(outcomes, start=start)
    ]  # fmt: skip


DONE, LEFT = "COMPLETED_PASS", "NOT_COMPLETED"


def _steps(shelf, key: str, since: int, last: str = "2026-03") -> list[tuple]:
    found = bridge(shelf.cubes, indicator(key), shelf.selection(last), Scope.steward(), since)
    return [(step.cause, (step.after.numerator, step.after.n)) for step in found.steps]


def test_a_file_that_corrects_some_rows_and_brings_others_is_told_in_two_steps(shelf):
    shelf.fill("2026-04-01", course_run=RUNS, training_roster=_places(DONE, DONE, LEFT))
    shelf.fill("2026-04-02", training_roster=[*_places(LEFT), *_places(DONE, DONE, start=4)])
    assert _steps(shelf, "course_completion", 1) == [(Cause.CORRECTED, (1, 3)), (Cause.NEW, (3, 5))]


def test_a_withdrawal_is_one_step_back(shelf):
    shelf.fill("2026-04-01", course_run=RUNS, training_roster=_places(DONE, DONE, LEFT))
    second = shelf.fill("2026-04-02", training_roster=_places(DONE, DONE, start=4))
    shelf.warehouse.withdraw(second.submission, statements(), dt.datetime(2026, 4, 3, tzinfo=dt.UTC), "sent twice")
    assert _steps(shelf, "course_completion", 2) == [(Cause.WITHDRAWN, (2, 3))]
    assert _steps(shelf, "course_completion", 1) == [
        (Cause.NEW, (4, 5)),
        (Cause.WITHDRAWN, (2, 3)),
    ]


def test_what_only_time_moved_is_said_so(shelf):
    action = {"action": "A1", "source_kind": "REQUEST", "action_text": "x", "programme": "G1", "state": "IMPLEMENTED",
              "proposed_on": day("2026-01-05"), "endorsed_on": day("2026-01-05"),
              "due_original_on": day("2026-03-31"), "implemented_on": day("2026-03-20")}  # fmt: skip
    shelf.fill("2026-03-25", corrective_action=[action])
    shelf.fill("2026-05-01", course_run=RUNS)
    assert _steps(shelf, "implemented_on_time", 1) == [(TIME, (1, 1))]


def test_who_belongs_is_a_cause_of_its_own(shelf):
    member = {"programme": "G1", "partner": "AAA", "role": "MEMBER", "valid_from": day("2025-01-01"), "valid_to": None}
    period = {"period": "202601", "calendar": "MONTH", "start_on": day("2026-01-01"), "end_on": day("2026-01-31"),
              "due_on": day("2026-02-15")}  # fmt: skip
    owed = {"programme": "G1", "partner": "AAA", "dataset": "training_roster", "period": "202601",
            "due_on": day("2026-02-15"), "is_in_force": True}  # fmt: skip
    shelf.fill(
        "2026-04-01", membership=[member], period=[period], expected_submission=[owed, {**owed, "partner": "BBB"}]
    )
    shelf.fill("2026-04-02", membership=[{**member, "partner": "BBB"}])
    assert _steps(shelf, "reporting_completeness", 1) == [(Cause.MEMBERSHIP, (0, 2))]


def test_bridges_lead_forward(shelf):
    shelf.fill("2026-04-01", course_run=RUNS, training_roster=_places(DONE))
    shelf.fill("2026-04-02", training_roster=_places(DONE, start=2))
    with pytest.raises(Unavailable, match="leads forward"):
        bridge(shelf.cubes, indicator("course_completion"), shelf.selection("2026-03", edition=1), Scope.steward(), 2)


def test_the_first_publication_is_the_first_after_the_quarter_and_stays(shelf):
    shelf.fill("2026-02-01", course_run=RUNS, training_roster=_places(DONE, LEFT))
    shelf.fill("2026-04-10", period=[])
    shelf.fill("2026-05-01", training_roster=_places(DONE, DONE, start=2))
    first = first_published(shelf.cubes, indicator("course_completion"), shelf.selection("2026-03"), Scope.steward())
    assert (first.edition.number, first.figure.numerator, first.figure.n) == (2, 1, 2)
    now = shelf.series("course_completion", "2026-03").quarter
    assert (now.numerator, now.n) == (3, 3)
    known = as_known_on(shelf.cubes, shelf.selection("2026-03"), day("2026-04-30"))
    assert known.edition == 2
    with pytest.raises(Unavailable, match="nothing was published"):
        as_known_on(shelf.cubes, shelf.selection("2026-03"), day("2026-01-30"))


def test_the_difference_of_two_editions_lists_each_figure_that_moved_once(shelf):
    programme = {"programme": "G1", "name": "One", "lead_partner": "AAA", "start_on": day("2025-01-01"),
                 "period_type": "MONTH"}  # fmt: skip
    shelf.fill("2026-04-01", programme=[programme], course_run=RUNS, training_roster=_places(DONE, LEFT))
    shelf.fill("2026-05-01", training_roster=_places(DONE, DONE, start=2))
    moved = {(each.indicator.code, str(each.quarter)): each for each in moved_between(
        shelf.cubes, 1, 2, Scope.steward())}  # fmt: skip
    found = moved["TRN-01", "2026Q1"]
    assert (found.before.value, found.after.value) == (0.5, 1.0)
    assert [step.cause for step in found.bridge.steps] == [Cause.CORRECTED, Cause.NEW]


@pytest.mark.parametrize(("kind", "seeds"), [("sqlite", range(2)), ("postgresql", range(2, 3))])
def test_the_steps_of_any_history_add_up_for_every_indicator(kind, seeds, lender):
    for seed in seeds:
        with lender.lent(kind, datasets()) as warehouse:
            few = _publish_history(warehouse, World(seed), Random(seed))
            _check_all(Cubes(warehouse))
            _check_few(Cubes(warehouse), few)


def _publish_history(warehouse: Warehouse, world: World, pick: Random) -> Few:
    """A load, and then corrections, leavers and a withdrawal of whatever was sent before, in any order."""
    first, few = world.tables(), Few(Random(pick.random()))
    sent = [publish(warehouse, "2025-11-01", **_both(first, few.first()))]
    left = [{**row, "valid_to": day("2025-06-30")} for row in first["membership"][::2]]
    for on, step in zip(("2025-12-01", "2026-01-10", "2026-02-01"), pick.sample(STEPS, 3), strict=True):
        if step == "withdrawal":
            taken_back = sent.pop(pick.randrange(len(sent)))
            at = dt.datetime.combine(day(on), dt.time(12), dt.UTC)
            warehouse.withdraw(taken_back.submission, statements(), at, "sent in error")
            few.withdrawn(taken_back.number)
        else:
            more = {"membership": left} if step == "leavers" else {}
            sent.append(publish(warehouse, on, **_both({**world.changed(), **more}, few.next())))
    return few


def _both(one: dict[str, list], other: dict[str, list]) -> dict[str, list]:
    return {**one, **{name: [*one.get(name, ()), *rows] for name, rows in other.items()}}


def _check_all(cubes: Cubes) -> None:
    steps, pairs = 0, ((1, 4, READERS[0]), (2, 3, READERS[0]), (1, 3, READERS[1]))
    for at, each in enumerate(indicators().values()):
        if each.read.least_n:
            continue
        for turn, quarter in enumerate(QUARTERS[at % 3 :: 3]):
            since, until, reader = pairs[(at + turn) % len(pairs)]
            selection = Selection(PROGRAMMES[at % 2], quarter.first, quarter.last, (), until)
            found = bridge(cubes, each, selection, reader, since)
            steps += len(found.steps)
            _check_adds_up(found)
    assert steps > 40


def _check_adds_up(found) -> None:
    points = [found.first, *(step.after for step in found.steps)]
    assert (points[-1].numerator, points[-1].n) == (found.last.numerator, found.last.n)
    if found.first.state in (State.VALUE, State.ZERO) and all(point.value is not None for point in points):
        assert sum(part.exact for part in found.parts) == found.exact  # to the last digit, in whatever order
    assert sum(part.n for part in found.parts) == found.last.n - found.first.n


def _check_few(cubes: Cubes, few: Few) -> None:
    """Of few persons: each state told to the steward is one that the rows were in, and none is of too few."""
    told = 0
    for each in (each for each in indicators().values() if each.read.least_n):
        for since, until in ((1, 2), (2, 4), (1, 4)):
            chosen, ends = few.selection(until), [counted(each.key, few.at(number)) for number in (since, until)]
            try:
                found = bridge(cubes, each, chosen, READERS[0], since)
            except Unavailable:
                assert any(_is_hidden(cubes, each, few.selection(number)) for number in (since, until))
                continue
            assert [_of(found.first), _of(found.last)] == [end[1:4] for end in ends]
            _check_adds_up(found)
            _check_states(each, found, few)
            told += len(found.steps)
        with pytest.raises(Unavailable, match="give one away"):
            bridge(cubes, each, few.selection(2), READERS[1], 1)
    assert told > 4


def _check_states(each: Indicator, found: Bridge, few: Few) -> None:
    for step in found.steps:
        assert State.SUPPRESSED not in (step.before.state, step.after.state)
        causes = CAUSES if step.cause == TOGETHER else (step.cause,)
        states = [counted(each.key, few.at(step.edition, cause)) for cause in causes]
        same = [state for state in states if state[1:4] == _of(step.after) and _is_value(state[0], step.after.value)]
        assert same, f"{each.code}: {step} is none of {states}"
        assert same[-1][-1] >= each.read.least_n or not same[-1][-1], f"{each.code}: {step} is of too few"


def _is_value(plain: float | None, value: float | None) -> bool:
    """A share is no value of the plain recomputation: its counts say it."""
    return None in (plain, value) or plain == pytest.approx(value)


def _is_hidden(cubes: Cubes, each: Indicator, chosen: Selection) -> bool:
    figure = Reading.of(cubes, each, chosen, READERS[0]).quarter_point((), chosen.quarter)
    return figure.state is State.SUPPRESSED


def _of(figure: Point) -> tuple[int, int, int]:
    return figure.numerator, figure.n, figure.left_out

"""A partner sees one state of a quarter of few persons, so that two editions read one after the other give nobody away."""

import datetime as dt
from random import Random

import pytest

from metrics import read
from metrics.catalogue import indicator
from metrics.evidence.evidence import ROWS_OF_PERSONS, Sought, evidence
from metrics.known.settled import QUIET_DAYS
from metrics.points import AS_IT_CAME_TO_REST
from tests.metrics.partner_lines import trust_sheets
from vocabulary.errors import Unavailable
from vocabulary.scope import Scope
from vocabulary.state import State

OVER = dt.date(2026, 3, 31)
"""Last day of the quarter that the answers are of."""
ITEM = {"survey": "S2", "form_version": "1", "item_code": "T1", "label": "a question", "scale": "LIKERT5",
        "measures": "TRUST"}  # fmt: skip
READER, STEWARD = Scope.of_partner("BBB"), Scope.steward()


def _fill(shelf, on: dt.date, *answers: float) -> int:
    """An edition that knows these answers of AAA, and no others."""
    tables = {"survey_response": trust_sheets("T1", "AAA", *answers)} if answers else {"engagement": []}
    return shelf.fill(on.isoformat(), survey_item=[ITEM], **tables).number


def _told(shelf, scope: Scope, edition: int) -> list[tuple]:
    """Everything that a reader is told of the quarter in one edition."""
    chosen = shelf.selection("2026-03", edition=edition)
    series = read.series(shelf.cubes, indicator("trust"), chosen, scope)
    partners = read.by_partner(shelf.cubes, indicator("trust"), chosen, scope)
    topics = read.by_topic(shelf.cubes, indicator("trust"), chosen, scope)
    shown = [series.quarter, *series.points, *partners, *topics]
    return [(each.label, each.state, each.value, each.numerator, each.n, each.left_out, each.parts) for each in shown]


def _quarter(shelf, scope: Scope, edition: int | None = None):
    chosen = shelf.selection("2026-03", edition=edition)
    return read.series(shelf.cubes, indicator("trust"), chosen, scope).quarter


def test_a_figure_of_few_persons_is_shown_once_its_quarter_came_to_rest(shelf):
    first = _fill(shelf, dt.date(2026, 2, 20), *[4] * 11)
    day_before = _fill(shelf, OVER + dt.timedelta(days=QUIET_DAYS - 1))
    on_the_day = _fill(shelf, OVER + dt.timedelta(days=QUIET_DAYS))
    for edition in (first, day_before):
        waiting = _quarter(shelf, READER, edition)
        assert (waiting.state, waiting.n, waiting.value) == (State.SUPPRESSED, 0, None)
        assert "not shown yet" in waiting.note
        assert _quarter(shelf, STEWARD, edition).n == 11
    shown = _quarter(shelf, READER, on_the_day)
    assert (shown.state, shown.n, shown.value) == (State.VALUE, 11, 1.0)
    assert AS_IT_CAME_TO_REST not in shown.note


def test_one_more_answer_moves_the_stewards_figure_and_not_the_partners(shelf):
    _fill(shelf, dt.date(2026, 4, 2), *[4] * 11)
    rested = _fill(shelf, dt.date(2026, 5, 10))
    later = _fill(shelf, dt.date(2026, 5, 20), *[4] * 11, 1)
    latest = _fill(shelf, dt.date(2026, 9, 20))
    assert [_quarter(shelf, STEWARD, each).n for each in (rested, later, latest)] == [11, 12, 12]
    seen = [_told(shelf, READER, each) for each in (rested, later, latest)]
    assert seen[0] == seen[1] == seen[2]
    notes = [_quarter(shelf, READER, each).note for each in (rested, later)]
    assert [AS_IT_CAME_TO_REST in note for note in notes] == [False, True]
    found = evidence(
        shelf.warehouse, shelf.cubes, Sought(indicator("trust"), shelf.selection("2026-03", edition=latest)), READER
    )
    assert (found.withheld["n"], len(found.rows), found.withheld_why) == (11, 0, ROWS_OF_PERSONS)


def test_answers_that_keep_coming_start_the_wait_anew(shelf):
    _fill(shelf, dt.date(2026, 4, 2), *[4] * 11)
    _fill(shelf, dt.date(2026, 4, 20), *[4] * 12)
    waiting = _fill(shelf, dt.date(2026, 5, 10))
    rested = _fill(shelf, dt.date(2026, 5, 20))
    assert _quarter(shelf, READER, waiting).state is State.SUPPRESSED
    assert _quarter(shelf, READER, rested).n == 12
    sought = Sought(indicator("trust"), shelf.selection("2026-03", edition=waiting))
    with pytest.raises(Unavailable, match="not shown yet"):
        evidence(shelf.warehouse, shelf.cubes, sought, READER)


def test_whatever_comes_a_partner_is_told_one_thing_of_a_quarter_or_nothing(shelf):
    pick, on, answers = Random(1), dt.date(2026, 2, 11), [4.0] * 12
    editions = [_fill(shelf, on, *answers)]
    for _ in range(6):
        on += dt.timedelta(days=pick.choice((1, 9, 40)))
        at, more = pick.randrange(len(answers)), pick.random()
        if more < 0.5:
            answers = [*answers, *(float(pick.randint(1, 5)) for _ in range(pick.choice((1, 2, 11))))]
        elif more < 0.8:
            answers = [*answers[:at], float(pick.randint(1, 5)), *answers[at + 1 :]]
        editions.append(_fill(shelf, on, *answers) if more < 0.8 else _fill(shelf, on))
    editions.append(_fill(shelf, max(on, OVER) + dt.timedelta(days=QUIET_DAYS)))
    told = [_told(shelf, READER, each) for each in editions]
    shown = [each for each in told if each[0][1] is not State.SUPPRESSED]
    assert shown
    assert all(each == shown[0] for each in shown)
    assert told[len(told) - len(shown) :] == shown
    hidden = [each for each in told if each not in shown]
    assert all(point[3:6] == (0, 0, 0) for each in hidden for point in each)

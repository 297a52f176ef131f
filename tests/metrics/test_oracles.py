"""Published and hand-computed cases, through the whole path: rows, cells, series."""

import pytest

from tests.metrics.conftest import on_both_kinds
from tests.metrics.lines import action, member, month, owed, partner, places, run, sent
from vocabulary.state import State

pytestmark = on_both_kinds

ENDORSED = "2025-01-01"


def test_a_programme_pools_its_partners_by_counts_and_never_averages_their_rates(shelf):
    shelf.fill(
        "2026-06-01",
        course_run=[run("R1", "2026-02-10")],
        training_roster=[
            *places("R1", "AAA", 9), *places("R1", "AAA", 1, "NOT_COMPLETED"),
            *places("R1", "BBB", 45), *places("R1", "BBB", 45, "NOT_COMPLETED"),
        ],
    )  # fmt: skip
    point = shelf.point("course_completion", "2026-02")
    assert (point.numerator, point.n, point.value) == (54, 100, 0.54)
    assert (point.low, point.high) == pytest.approx((0.4426, 0.6344), abs=5e-5)


def test_median_time_counts_the_open_actions_too(shelf):
    """The oracle: 12 20 25 31 40 45* 58 70* 90 120* 150* 200*, an open item followed so many days."""
    closed = {12: "2025-01-13", 20: "2025-01-21", 25: "2025-01-26", 31: "2025-02-01", 40: "2025-02-10",
              58: "2025-02-28", 90: "2025-04-01"}  # fmt: skip
    # All open items are followed to one day, so those followed for less were endorsed later, in the same window.
    starts = {45: "2025-06-05", 70: "2025-05-11", 120: "2025-03-22", 150: "2025-02-20", 200: "2025-01-01"}
    shelf.fill(
        "2025-07-20",
        corrective_action=[
            *(action(f"C{days}", endorsed_on=ENDORSED, implemented_on=on, state="IMPLEMENTED")
              for days, on in closed.items()),
            *(action(f"O{days}", endorsed_on=on) for days, on in starts.items()),
        ],
    )  # fmt: skip
    quarter = shelf.series("time_to_implementation", "2025-06").quarter
    assert (quarter.value, quarter.numerator, quarter.n) == (58.0, 7, 12)
    curve = next(
        each for each in shelf.series("time_to_implementation", "2025-07", 12).curve if each.of == "implemented"
    )
    events = dict(zip(curve.times, curve.survival, strict=True))
    found = [round(events[day], 4) for day in closed]
    assert found == [0.9167, 0.8333, 0.7500, 0.6667, 0.5833, 0.4861, 0.3646]
    assert curve.median == 58.0


def test_a_median_that_half_have_not_reached_is_said_not_reached(shelf):
    """The oracle: 10 30 50* 60* 80* 90*."""
    starts = ("2025-03-02", "2025-02-20", "2025-01-31", "2025-01-21")
    shelf.fill(
        "2025-04-21",
        corrective_action=[
            action("C10", implemented_on="2025-01-11", state="IMPLEMENTED"),
            action("C30", implemented_on="2025-01-31", state="IMPLEMENTED"),
            *(action(f"O{at}", endorsed_on=on) for at, on in enumerate(starts)),
        ],
    )
    quarter = shelf.series("time_to_implementation", "2025-03").quarter
    assert (quarter.state, quarter.value) == (State.NOT_APPLICABLE, None)
    assert quarter.note == "median not reached: 2 of 6 so far"


def test_a_unit_closed_on_the_first_day_is_owed_nothing_even_if_it_sends(shelf):
    """The oracle: 10 partners expected, one left on day 1 of the period yet sends late; 9 of 9, never 10 of 9."""
    codes = [f"P{at}" for at in range(10)]
    shelf.fill(
        "2026-06-01",
        partner=[partner(code) for code in codes],
        membership=[member(code, valid_to="2026-02-01" if code == "P0" else None) for code in codes],
        period=[month("202602", "2026-02-01", "2026-02-28")],
        expected_submission=[owed(code, "202602", "2026-03-15") for code in codes],
        submission_manifest=[sent(f"B{code}", code, "202602", "2026-03-10") for code in codes],
    )
    for key in ("reporting_completeness", "reporting_timeliness"):
        point = shelf.point(key, "2026-02")
        assert (point.numerator, point.n, point.value) == (9, 9, 1.0)


def test_response_rates_follow_the_public_definitions(shelf):
    """The oracle: I 120, P 15, R 5, NC 50, O 2, UH 8 gives RR2 0.675 and RR6 0.7031."""
    counts = {"I": 120, "P": 15, "R": 5, "NC": 50, "O": 2, "UH": 8, "INELIGIBLE": 7}
    shelf.fill(
        "2026-06-01",
        survey_dispatch=[
            {"survey": "S1", "wave": "W1", "invitee_key": f"{code}{at}", "programme": "G1", "partner": "AAA",
             "disposition": code, "field_closes_on": "2026-02-20"}
            for code, count in counts.items() for at in range(count)
        ],
    )  # fmt: skip
    point = shelf.point("survey_response_rate", "2026-02")
    assert (point.numerator, point.n, point.value) == (135, 200, 0.675)
    assert point.note == "eligibility of 8 unknown; without them 135 of 192 (RR6)"
    assert round(135 / 192, 4) == 0.7031

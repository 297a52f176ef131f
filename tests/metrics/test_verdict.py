"""Verdicts: nothing to say, no change, signals, and whether the target will be met."""

from dataclasses import replace

import pytest

from metrics.indicator import Direction
from metrics.series import Assurance, Point, Variation
from tests.metrics.judged import DELAY, FIRST, ON_TIME, STEADY, days, judged, months
from vocabulary.period import Month
from vocabulary.state import State


class TestNothingToSay:
    def test_no_month_reported(self):
        found = judged(months([None] * 5))
        assert (found.variation, found.assurance) == (Variation.NO_DATA, Assurance.NONE)
        assert found.title == "On-time implementation: nothing reported"
        assert found.why == "Of 5 months: 5 not reported."

    def test_no_month_selected(self):
        assert judged(()).why == "No month was selected."

    @pytest.mark.parametrize(("state", "title"), [(State.SUPPRESSED, "hidden"), (State.NOT_APPLICABLE, "no cases")])
    def test_hidden_and_not_applicable_are_not_called_unreported(self, state, title):
        found = judged(tuple(Point((FIRST + place).name, state, month=FIRST + place) for place in range(20)))
        assert found.variation == Variation.NO_DATA
        assert title in found.title
        assert "reported" not in found.title

    def test_a_short_series_says_how_many_months_are_missing(self):
        found = judged(months(STEADY[:9]))
        assert (found.variation, found.assurance) == (Variation.TOO_FEW, Assurance.NONE)
        assert found.title == "On-time implementation has 9 of the 13 months it takes to tell change from chance"
        assert found.why == ("June 2025 is 73 % (51 of 70). Four months more must settle before change can be judged.")

    @pytest.mark.parametrize(("length", "variation"), [(12, Variation.TOO_FEW), (13, Variation.COMMON)])
    def test_thirteen_months_are_enough(self, length, variation):
        found = judged(months(STEADY[:length]))
        assert found.variation == variation
        assert (found.assurance == Assurance.NONE) == (length < 13)

    def test_a_provisional_month_does_not_count(self):
        assert judged(months(STEADY[:13], provisional=1)).variation == Variation.TOO_FEW

    def test_only_provisional_months(self):
        found = judged(months([50, 51], provisional=2))
        assert found.variation == Variation.TOO_FEW
        assert found.title == "On-time implementation has no settled month yet"

    def test_more_gaps_than_months(self):
        found = judged(months([50, None] * 13))
        assert found.variation == Variation.TOO_FEW
        assert found.title == "On-time implementation has too many gaps to tell change from chance"


class TestNoChange:
    def test_says_so_and_gives_the_limits(self):
        found = judged(months(STEADY))
        assert (found.variation, found.since, found.latest_signal) == (Variation.COMMON, None, "")
        assert found.title == "On-time implementation shows no change beyond chance"
        assert found.why.startswith("February 2026 is 71 % (50 of 70), within the limits of ")
        assert "no rule flags it" in found.why

    def test_a_steady_miss_is_the_finding(self):
        found = judged(months(STEADY), replace(ON_TIME, target=0.9))
        assert found.assurance == Assurance.WILL_MISS
        assert found.title == "On-time implementation shows no change beyond chance and will keep missing its target"
        assert "lies above the upper limit" in found.why

    def test_earlier_signals_are_counted_and_not_shown_as_present(self):
        found = judged(months([*STEADY, 35, *STEADY[:3]]))
        assert found.variation == Variation.COMMON
        assert "One earlier month is flagged: March 2026." in found.why

    def test_always_all_is_no_signal(self):
        found = judged(months([20] * 20, n=20), replace(ON_TIME, target=0.9))
        assert (found.variation, found.assurance) == (Variation.COMMON, Assurance.WILL_MEET)
        assert found.why.startswith("May 2026 is 100 % (20 of 20), as the months before it; no rule flags it.")

    def test_of_few_cases_no_percentage_is_given(self):
        found = judged(months([3, 4] * 8, n=4))
        assert "January 2026 is 4 of 4, within" in found.why


class TestSignals:
    def test_a_run_partly_below_the_limit(self):
        found = judged(months([*STEADY, 45, 43, 42, 44, 41, 42, 42]))
        assert found.variation == Variation.WORSENING
        assert found.title.startswith(
            "On-time implementation has been below its mean since March 2026, and below its own"
        )
        assert found.why.startswith("Eight months in a row") or found.why.startswith(
            "Seven months in a row below the mean, "
        )
        assert "Higher is better, so this is a concern." in found.why
        assert "once in 60 charts" in found.why

    def test_one_month_below_the_limit(self):
        found = judged(months([*STEADY, 38]))
        assert found.title == "On-time implementation was below its own range in March 2026"
        assert found.why.startswith("The latest month lies below the lower limit. March 2026 is 54 % (38 of 70);")
        assert (found.since, found.latest_signal) == (Month(2026, 3), "beyond a limit")

    def test_two_months_below_the_limit(self):
        found = judged(months([*STEADY, 38, 39]))
        assert found.title == "On-time implementation has been below its own range since March 2026"
        assert found.since == Month(2026, 3)

    def test_seven_above_the_mean_within_the_limits(self):
        found = judged(months([*([52, 50] * 9), 52, 53, 52, 53, 52, 53, 52]), ON_TIME)
        assert found.latest_signal == "seven on one side"
        assert found.variation == Variation.IMPROVING
        assert found.title == "On-time implementation has been above its mean since April 2026"
        assert found.why.startswith("Seven months in a row above the mean. October 2026 is")
        assert found.since == Month(2026, 4)

    def test_seven_rising_counts_six_steps(self):
        found = judged(months([*([45, 57] * 10), 46, 47, 48, 49, 50, 51, 52]))
        assert found.latest_signal == "seven rising"
        assert found.title == "On-time implementation has risen every month since June 2026"
        assert found.why.startswith("Each of the last six months was higher than the month before.")
        assert found.since == Month(2026, 6)

    def test_two_of_three_near_a_limit(self):
        found = judged(days([10, 12] * 10 + [15.5, 12, 16]), replace(DELAY, target=None))
        assert found.latest_signal == "two of three near a limit"
        assert found.title == "Delay was unusually high in two of the last three months"
        assert found.why.startswith(
            "The last three months all lie above the mean, and two of them more than two thirds"
        )
        assert found.since == Month(2026, 6)

    def test_two_of_three_began_at_the_first_of_the_two(self):
        found = judged(days([10, 12] * 10 + [12, 15.5, 16]), replace(DELAY, target=None))
        assert found.title == "Delay was unusually high in two of the last three months"
        assert found.since == Month(2026, 7)

    def test_lower_is_better(self):
        found = judged(days([40, 41, 39] * 5 + [30]), DELAY)
        assert found.variation == Variation.IMPROVING
        assert "Lower is better, so this is an improvement." in found.why
        assert "January 2026 is 30 d (40 followed)" in found.why

    @pytest.mark.parametrize(("latest", "variation"), [(38, Variation.SPECIAL_LOW), (65, Variation.SPECIAL_HIGH)])
    def test_a_neutral_indicator_is_only_unusual_and_has_no_assurance(self, latest, variation):
        found = judged(months([*STEADY, latest]), replace(ON_TIME, direction=Direction.NEUTRAL))
        assert (found.variation, found.assurance) == (variation, Assurance.NONE)
        assert "concern" not in found.why
        assert "target" not in found.why


class TestAssurance:
    @pytest.mark.parametrize(
        ("target", "up", "down"),
        [
            (45.0, Assurance.WILL_MISS, Assurance.WILL_MEET),
            (40.0, Assurance.MAY_OR_MAY_NOT, Assurance.MAY_OR_MAY_NOT),
            (35.0, Assurance.WILL_MEET, Assurance.WILL_MISS),
            (None, Assurance.NONE, Assurance.NONE),
        ],
    )
    def test_the_target_is_held_against_the_limits(self, target, up, down):
        points = days([40, 41, 39] * 5)
        assert judged(points, replace(DELAY, target=target, direction=Direction.UP)).assurance == up
        assert judged(points, replace(DELAY, target=target)).assurance == down

    def test_a_target_equal_to_a_limit_may_or_may_not_be_met(self):
        points = days([40.0] * 15)
        assert judged(points, replace(DELAY, target=40.0)).assurance == Assurance.MAY_OR_MAY_NOT

    def test_the_latest_limits_decide(self):
        points = months([18] * 14, n=20) + tuple(
            replace(point, numerator=36, n=40, month=FIRST + 14) for point in months([18], n=20)
        )
        assert judged(points, replace(ON_TIME, target=0.73)).assurance == Assurance.WILL_MEET
        assert judged(points[:-1], replace(ON_TIME, target=0.73)).assurance == Assurance.MAY_OR_MAY_NOT

    def test_a_target_close_to_a_limit_is_told_apart_from_it(self):
        found = judged(days([40, 41, 39] * 5), replace(DELAY, target=35.8))
        assert found.assurance == Assurance.WILL_MISS
        assert "The target, 35.8 d, lies below the lower limit, 36.4 d" in found.why


@pytest.mark.parametrize(
    "numbers",
    [[], [50], STEADY, [*STEADY, 38], [*STEADY, None], [0] * 15, [70] * 15, [*([45, 57] * 10), *range(46, 53)]],
)
def test_every_verdict_is_whole_sentences(numbers):
    found = judged(months(numbers))
    assert found.title
    assert not found.title.endswith(".")
    for each in found.why.split(". "):
        assert each[0].isupper() or each[0].isdigit()
    assert found.why.endswith(".")
    assert "nan" not in found.why
    assert "None" not in found.why

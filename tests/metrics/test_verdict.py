import datetime as dt
from dataclasses import replace

import pytest

from metrics.indicator import Direction, Indicator, OverTime, Unit
from metrics.series import Assurance, Point, Rebase, Variation
from metrics.statistics.control import control
from metrics.statistics.plan import PLAIN, Plan
from metrics.verdict import verdict
from vocabulary.period import Month
from vocabulary.state import State

ON_TIME = Indicator(
    key="on_time_implementation",
    code="FBK-05",
    title="Actions implemented by their original due date",
    short_title="On-time implementation",
    question="Are actions done when promised?",
    definition="",
    numerator="",
    denominator="",
    period_key="",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="",
    target=0.75,
    target_source="",
    limitations=(),
    owner_role="",
    sources=(),
    facts=lambda rows: (),
    read=None,
)
DELAY = replace(ON_TIME, short_title="Delay", unit=Unit.DAYS, direction=Direction.DOWN, target=30.0)
FIRST = Month(2024, 10)
QUARTER = Point("2026 Q3", State.VALUE, 0.61, 43, 70)
STEADY = [52, 50, 53, 51, 54, 50, 52, 53, 51, 52, 50, 53, 52, 51, 53, 52, 50]  # of 70, Oct 2024 to Feb 2026


def months(numbers, n=70, provisional=0):
    """One point a number: a count of n; None is a month that was not reported."""
    return tuple(
        Point((FIRST + place).name, State.NOT_REPORTED, month=FIRST + place)
        if number is None
        else Point(
            label=(FIRST + place).name,
            state=State.VALUE if number else State.ZERO,
            value=number / n,
            numerator=number,
            n=n,
            month=FIRST + place,
            provisional=place >= len(numbers) - provisional,
        )
        for place, number in enumerate(numbers)
    )


def judged(points, indicator=ON_TIME, quarter=QUARTER, plan=PLAIN):
    chart = control(
        [point.value for point in points],
        [point.numerator for point in points],
        [point.n for point in points],
        [point.provisional for point in points],
        indicator.direction,
        indicator.unit is Unit.SHARE,
        plan,
    )
    return verdict(indicator, points, chart, quarter)


def days(values):
    """One point a median of days."""
    return tuple(
        Point((FIRST + place).name, State.VALUE, value, 0, 40, month=FIRST + place)
        for place, value in enumerate(values)
    )


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


class TestWarnings:
    def test_months_after_the_judged_one_are_named(self):
        found = judged(months([*STEADY, None, None, 20], provisional=1))
        assert "May 2026 is provisional and not judged." in found.why
        assert "March 2026 and April 2026 have no figure, so the verdict is of February 2026." in found.why

    def test_a_quarter_without_a_figure_or_with_few_cases(self):
        gone = Point("2026 Q3", State.NOT_REPORTED)
        assert "2026 Q3 as a whole has no figure (not reported)." in judged(months(STEADY), quarter=gone).why
        open_still = replace(gone, state=State.NOT_APPLICABLE, note="median not reached: 3 of 9 so far")
        assert "(median not reached: 3 of 9 so far)." in judged(months(STEADY), quarter=open_still).why
        thin = Point("2026 Q3", State.VALUE, 0.5, 1, 2)
        assert "2026 Q3 rests on 1 of 2: read it as a count." in judged(months(STEADY), quarter=thin).why


class TestStock:
    """Each month counts much the same items: set beside its median, never judged by runs or limits."""

    OVERDUE = replace(ON_TIME, short_title="Overdue share", direction=Direction.DOWN, over_time=OverTime.LAST)

    def said(self, numbers):
        return judged(months(numbers), self.OVERDUE, plan=Plan(is_stock=True))

    def test_it_has_neither_icon_however_it_moves(self):
        for numbers in (STEADY, [*STEADY, 5], list(range(10, 34))):
            found = self.said(numbers)
            assert (found.variation, found.assurance, found.latest_signal) == (Variation.NOT_JUDGED, "", "")

    def test_its_title_sets_it_beside_its_median(self):
        assert self.said([*STEADY, 60]).title == "Overdue share stands at 86 % (60 of 70), above its median of 74 %"
        assert self.said([52] * 14).title == "Overdue share stands at 74 % (52 of 70), at its median of 74 %"

    def test_it_says_why_it_is_not_judged(self):
        why = self.said(STEADY).why
        assert why.startswith("February 2026 is 71 % (50 of 70); the median of 17 months is 74 %, they lie between 71 %")
        assert "Each month counts much the same items as the month before" in why
        assert "look at what came in and what went out" in why

    def test_a_short_one_is_too_short(self):
        found = self.said(STEADY[:9])
        assert found.variation is Variation.TOO_FEW
        assert "before its median means much" in found.why


class TestUnevenMonths:
    """Most months alike: neither a run of them nor a month that differs is a signal, and the reader is told why not."""

    def test_of_a_rare_event_nothing_is_judged(self):
        found = judged(days([0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0]), DELAY)
        assert (found.variation, found.assurance) == (Variation.NOT_JUDGED, Assurance.NONE)
        assert found.title == "Delay stands at 0 d (40 followed), at its median of 0 d"
        assert "16 of 20 months lie on it: too many for a pattern to be told from chance." in found.why

    def test_months_at_all_are_no_improvement(self):
        nearly_all = [20] * 4 + [19] + [20] * 9 + [18] + [20] * 9
        found = judged(months(nearly_all, n=20))
        assert found.variation is Variation.COMMON
        assert found.title == "On-time implementation shows no change beyond chance and will keep meeting its target"

    def test_a_run_shorter_than_it_takes_is_not_what_is_said(self):
        """The latest is beyond the limit; that it ends eight months above the mean is no news where most lie there."""
        high = [75.0, 72, 76, 73, 77, 72, 75, 73, 77, 72, 76, 73, 75, 72, 50, 73, 77, 75, 76, 73, 75, 95]
        found = judged(days(high), DELAY)
        assert found.title == "Delay was above its own range in July 2026"


class TestRunChart:
    """Values that crowd against zero: the signal is of the chart, and says which side the months are on now."""

    def test_a_pattern_names_the_side_and_since_when(self):
        drift = [0, 0, 0, 1, 0, 0, 2, 1, 0, 0, 14, 2, 20, 9, 30, 6, 40, 12, 50, 11]
        found = judged(days(drift), DELAY)
        assert (found.variation, found.latest_signal) == (Variation.WORSENING, "pattern about the median")
        assert found.title == "Delay has been above its median since August 2025"
        assert found.since == FIRST + 10
        assert "Nine months in a row lie on one side of it; chance explains seven." in found.why
        assert "Chance alone does so in about one of " in found.why

    def test_without_a_pattern_there_is_no_change_beyond_chance(self):
        found = judged(days([1, 0, 9, 2, 1, 12, 0, 2, 3, 0, 15, 1, 4, 0, 8, 2]), DELAY)
        assert found.variation is Variation.COMMON
        assert found.title == "Delay shows no change beyond chance"
        assert "chance explains both" in found.why

    def test_few_crossings_alone_are_a_signal_of_the_whole(self):
        found = judged(days([0, 1, 0, 0, 1, 0, 9, 30, 8, 25, 9, 30, 0, 1, 0, 1, 0, 0, 9, 28, 9, 25, 8, 30]), DELAY)
        assert found.variation is Variation.WORSENING
        assert "is not scattered about its median" in found.title
        assert "The months cross it three times; chance alone would make them cross it at least eight times" in found.why


class TestRebase:
    DECIDED = Rebase(dt.date(2025, 12, 4), "new course rules", "training officer")

    def plan(self, position):
        return Plan(rebases=((position, self.DECIDED),))

    def test_months_since_the_rebase_are_counted(self):
        found = judged(months([*[30] * 14, *STEADY[:6]]), plan=self.plan(14))
        assert found.title == "On-time implementation has 6 of the 13 months it takes to tell change from chance"
        assert "Seven months more must settle since the rebase of 2025-12-04 before change can be judged" in found.why

    def test_no_stretch_reaches_across_it(self):
        numbers = [*[60] * 10, *STEADY[:12], 60, 60]
        found = judged(months(numbers), plan=self.plan(10))
        assert found.since == FIRST + 22
        assert "two months in a row above the upper limit" in found.why.lower()

    def test_a_pattern_in_too_few_months_is_said_and_not_judged(self):
        found = judged(months([10, 11, 10, 12, 11, 60, 62, 61, 60, 62, 61, 60]))
        assert found.variation is Variation.TOO_FEW
        assert "not scattered about their median by chance alone" in found.why


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

"""Verdicts on series that are unlike the usual: stocks, uneven months, few or sparse ones, those that start afresh."""

import datetime as dt
from dataclasses import replace

from metrics.indicator import Direction, OverTime
from metrics.series import Assurance, Point, Rebase, Variation
from metrics.statistics.plan import Plan
from tests.metrics.judged import DELAY, FIRST, ON_TIME, STEADY, days, judged, months
from vocabulary.state import State


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

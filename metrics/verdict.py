"""What an indicator says now: variation, assurance, and the sentences that explain them."""

from metrics.about_the_median import Median, median_headline, median_reasons
from metrics.indicator import Indicator
from metrics.sentences import Seen, headline, is_settled, reasons, target_said, warnings
from metrics.series import Assurance, Control, Point, Variation, Verdict
from metrics.statistics.control import meaning_of
from metrics.statistics.icons import assurance_icon, variation_icon
from metrics.statistics.method import LEAST_FOR_SIGNALS, RUN_CHART
from metrics.words import month_of, months, sentence, with_counts
from vocabulary.state import State

_ALL_ALIKE = {
    State.SUPPRESSED: "every figure is hidden, because the counts behind it are small",
    State.NOT_APPLICABLE: "no cases in any month",
}


def verdict(indicator: Indicator, points: tuple[Point, ...], control: Control, quarter: Point) -> Verdict:
    """What the latest settled month says, and what to expect of the target.

    Args:
        indicator: its direction, unit, target and short title; the short title opens the finding as a
            singular subject ("Course completion").
        points: the months the control was made of, oldest first.
        control: limits and signals of those points.
        quarter: the quarter under review; the sentences warn where it is thin or missing.

    Returns:
        the verdict. Variation is that of the latest point that is a number and not provisional; assurance is
        the target against the limits at that point. Neither is given on fewer than 13 points since the last rebase.
        On a run chart variation is that of the chart as a whole; of a stock, and of one whose months lie mostly on its
        median, it is "not judged". There is no assurance.
    """
    settled = [index for index, point in enumerate(points) if is_settled(point)]
    if not any(point.state.is_number for point in points):
        return _without_data(indicator, points)
    if not settled or control.is_trial:
        return _too_few(indicator, points, control, settled)
    if control.method == RUN_CHART:
        return _about_the_median(Median(indicator, points, control, settled), quarter)
    seen = Seen(indicator, points, control, settled[-1])
    low, high = control.low[seen.latest], control.high[seen.latest]
    assurance = assurance_icon(indicator.target, low, high, indicator.direction)
    said = [*reasons(seen), *warnings(seen, quarter), *target_said(seen, assurance)]
    return Verdict(
        variation_icon(seen.signal and seen.signal.meaning, bool(seen.signal and seen.signal.is_high)),
        assurance,
        f"{indicator.short_title} {headline(seen, assurance)}",
        " ".join(sentence(each) for each in said),
        points[seen.latest - seen.stretch + 1].month if seen.signal else None,
        seen.signal.rule if seen.signal else "",
    )


def _about_the_median(seen: Median, quarter: Point) -> Verdict:
    """The verdict of a run chart: its signal belongs to the chart, and says which side the months are on now."""
    said = " ".join(sentence(each) for each in [*median_reasons(seen), *warnings(seen, quarter)])
    title = f"{seen.indicator.short_title} {median_headline(seen)}"
    if not seen.is_judged:
        return Verdict(Variation.NOT_JUDGED, Assurance.NONE, title, said)
    if not seen.control.run.is_signal:
        return Verdict(Variation.COMMON, Assurance.NONE, title, said)
    meaning = meaning_of(seen.is_high, seen.indicator.direction)
    rule = "pattern about the median"
    return Verdict(variation_icon(meaning, seen.is_high), Assurance.NONE, title, said, seen.since, rule)


def _too_few(indicator: Indicator, points: tuple[Point, ...], control: Control, settled: list[int]) -> Verdict:
    missing = LEAST_FOR_SIGNALS - control.points
    if not settled:
        title, why = "has no settled month yet", "every figure so far is provisional."
    elif missing > 0:
        title = f"has {control.points} of the {LEAST_FOR_SIGNALS} months it takes to tell change from chance"
        latest = points[settled[-1]]
        why = f"{month_of(latest)} is {with_counts(latest, indicator.unit)}. {_more(control, missing)}"
    else:
        title, why = "has too many gaps to tell change from chance", control.says
    return Verdict(Variation.TOO_FEW, Assurance.NONE, f"{indicator.short_title} {title}", sentence(why))


def _more(control: Control, missing: int) -> str:
    """How many months are missing, and what can be said before they have come."""
    since = f" since the rebase of {control.rebases[-1][1].on}" if control.rebases else ""
    said = f"{sentence(months(missing))} more must settle{since} before change can be judged."
    if control.is_stock:
        return f"{sentence(months(missing))} more must settle{since} before its median means much."
    if control.run and control.run.is_signal:
        said += " So far the months are not scattered about their median by chance alone."
    return said


def _without_data(indicator: Indicator, points: tuple[Point, ...]) -> Verdict:
    states = [point.state for point in points]
    title = _ALL_ALIKE.get(states[0], "nothing reported") if len(set(states)) == 1 else "nothing reported"
    counted = ", ".join(f"{states.count(state)} {state}" for state in State if state in states)
    why = f"Of {len(points)} months: {counted}." if points else "No month was selected."
    return Verdict(Variation.NO_DATA, Assurance.NONE, f"{indicator.short_title}: {title}", why)

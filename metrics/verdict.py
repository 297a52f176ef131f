"""What an indicator says now: variation, assurance, and the sentences that explain them."""

from metrics.indicator import Direction, Indicator
from metrics.sentences import Seen, headline, is_settled, reasons, target_said, warnings
from metrics.series import Assurance, Control, Meaning, Point, Signal, Variation, Verdict
from metrics.statistics import rules
from metrics.statistics.control import LEAST_FOR_SIGNALS
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
        the target against the limits at that point. Neither is given on fewer than 13 points.
    """
    settled = [index for index, point in enumerate(points) if is_settled(point)]
    if not any(point.state.is_number for point in points):
        return _without_data(indicator, points)
    if not settled or control.is_trial:
        return _too_few(indicator, points, control, settled)
    seen = Seen(indicator, points, control, settled[-1])
    assurance = _assurance(indicator, control, seen.latest)
    said = [*reasons(seen), *warnings(seen, quarter), *target_said(seen, assurance)]
    return Verdict(
        _variation(seen.signal),
        assurance,
        f"{indicator.short_title} {headline(seen, assurance)}",
        " ".join(sentence(each) for each in said),
        points[seen.latest - seen.stretch + 1].month if seen.signal else None,
        seen.signal.rule if seen.signal else "",
    )


def _variation(signal: Signal | None) -> Variation:
    if signal is None:
        return Variation.COMMON
    if signal.meaning is Meaning.NEUTRAL:
        return Variation.SPECIAL_HIGH if signal.is_high else Variation.SPECIAL_LOW
    return Variation.IMPROVING if signal.meaning is Meaning.IMPROVEMENT else Variation.WORSENING


def _assurance(indicator: Indicator, control: Control, latest: int) -> Assurance:
    target, low, high = indicator.target, control.low[latest], control.high[latest]
    if target is None or indicator.direction is Direction.NEUTRAL or low is None or high is None:
        return Assurance.NONE
    where = -int(rules.side(low, target) > 0) + int(rules.side(high, target) < 0)
    if where == 0:
        return Assurance.MAY_OR_MAY_NOT
    return Assurance.WILL_MISS if (where > 0) == (indicator.direction is Direction.UP) else Assurance.WILL_MEET


def _too_few(indicator: Indicator, points: tuple[Point, ...], control: Control, settled: list[int]) -> Verdict:
    missing = LEAST_FOR_SIGNALS - len(settled)
    if not settled:
        title, why = "has no settled month yet", "every figure so far is provisional."
    elif missing > 0:
        title = f"has {len(settled)} of the {LEAST_FOR_SIGNALS} months it takes to tell change from chance"
        latest = points[settled[-1]]
        figure = f"{month_of(latest)} is {with_counts(latest, indicator.unit)}."
        why = f"{figure} {sentence(months(missing))} more must settle before change can be judged."
    else:
        title, why = "has too many gaps to tell change from chance", control.says
    return Verdict(Variation.TOO_FEW, Assurance.NONE, f"{indicator.short_title} {title}", sentence(why))


def _without_data(indicator: Indicator, points: tuple[Point, ...]) -> Verdict:
    states = [point.state for point in points]
    title = _ALL_ALIKE.get(states[0], "nothing reported") if len(set(states)) == 1 else "nothing reported"
    counted = ", ".join(f"{states.count(state)} {state}" for state in State if state in states)
    why = f"Of {len(points)} months: {counted}." if points else "No month was selected."
    return Verdict(Variation.NO_DATA, Assurance.NONE, f"{indicator.short_title}: {title}", why)

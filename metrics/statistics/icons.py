"""The two icons of a chart: what its latest point says, and what to expect of the target."""

from metrics.indicator import Direction
from metrics.series import Assurance, Meaning, Variation
from metrics.statistics import rules


def variation_icon(meaning: Meaning | None, is_high: bool = False) -> Variation:
    """The icon of the latest point.

    Args:
        meaning: of the signal at the latest settled point; None where no rule flags it.
        is_high: which way the signal points; looked at where neither way is better.

    Source: NHS "Making Data Count": the class of the latest point alone.
    """
    if meaning is None:
        return Variation.COMMON
    if meaning is Meaning.NEUTRAL:
        return Variation.SPECIAL_HIGH if is_high else Variation.SPECIAL_LOW
    return Variation.IMPROVING if meaning is Meaning.IMPROVEMENT else Variation.WORSENING


def assurance_icon(target: float | None, low: float | None, high: float | None, direction: Direction) -> Assurance:
    """Whether the target will keep being met if nothing changes.

    Args:
        target, low, high: target and limits at the latest settled point, in one unit, unclipped; None where there
            is none.
        direction: which way is better.

    Returns:
        the icon: none without a target, without limits, or where neither way is better. A target on a limit may or
        may not be met.

    Source: NHS "Making Data Count"; issue 116 of NHSRplotthedots for a target equal to a limit.
    """
    if target is None or direction is Direction.NEUTRAL or low is None or high is None:
        return Assurance.NONE
    where = -int(rules.side(low, target) > 0) + int(rules.side(high, target) < 0)
    if where == 0:
        return Assurance.MAY_OR_MAY_NOT
    return Assurance.WILL_MISS if (where > 0) == (direction is Direction.UP) else Assurance.WILL_MEET

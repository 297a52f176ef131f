"""Net promoter score and top-two-box: how many are content, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from metrics.statistics.proportion import Z_95, wilson

MORE_EACH, MORE_IN_ALL = 0.75, 3
"""What the adjusted Wald interval adds to promoters and to detractors, and to all answers."""
WHOLE = 100


@dataclass(frozen=True)
class Score:
    """A net promoter score, or a change of one, in points of -100..100 (a change: -200..200), with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class TopTwo:
    """Answers in the two best boxes.

    Args:
        count, n: answers in them; valid answers.
        blank: not applicable or left out: no part of n, and to be shown beside it.
        off_scale: no answer of this scale: errors of the data, no part of n, and to be shown beside it.
        share, low, high: count of n and Wilson's 95 % interval, 0 to 1; None without a valid answer.
    """

    count: int
    n: int
    blank: int
    off_scale: int
    share: float | None
    low: float | None
    high: float | None


def net_promoter_score(promoters: int, detractors: int, n: int) -> Score | None:
    """Share of promoters less share of detractors, in points, with the adjusted Wald interval.

    Args:
        promoters, detractors: answers of 9 or 10, of 0 to 6.
        n: all answers, passives included.

    Returns:
        the score; None where nobody answered. The interval is centred on the shrunk score, so it never has zero width;
        its ends are cut to -100..100, and of a handful of answers all alike drawn out to the score.

    Raises:
        ValueError: a negative count, or more promoters and detractors than answers.

    Source: Rocks (2016), Am Stat 70(4): three quarters more of each, three more in all.

    Example:
        >>> score = net_promoter_score(18, 8, 40)
        >>> score.value, round(score.low, 2), round(score.high, 2)
        (25.0, 0.39, 46.13)
    """
    if not (promoters >= 0 and detractors >= 0 and promoters + detractors <= n):
        raise ValueError(f"{promoters} promoters and {detractors} detractors of {n} answers cannot be")
    if not n:
        return None
    centre, error = _adjusted(promoters, detractors, n)
    score = (promoters - detractors) / n
    low, high = max(min(centre - Z_95 * error, score), -1.0), min(max(centre + Z_95 * error, score), 1.0)
    return Score(WHOLE * score, WHOLE * low, WHOLE * high)


def net_promoter_change(before: tuple[int, int, int], after: tuple[int, int, int]) -> Score | None:
    """Change of a net promoter score between two groups of different people.

    Args:
        before, after: promoters, detractors and n of each, as `net_promoter_score`.

    Returns:
        the change; None where nobody answered on one side.

    Raises:
        ValueError: as `net_promoter_score`.

    Source: the adjusted standard errors of Rocks (2016) add in squares.
    """
    first, second = net_promoter_score(*before), net_promoter_score(*after)
    if first is None or second is None:
        return None
    (centre_1, error_1), (centre_2, error_2) = _adjusted(*before), _adjusted(*after)
    reach, centre = Z_95 * np.hypot(error_1, error_2), centre_2 - centre_1
    low, high = max(centre - reach, -2.0), min(centre + reach, 2.0)
    return Score(second.value - first.value, WHOLE * float(low), WHOLE * float(high))


def top_two_box(answers: ArrayLike, lowest: int = 1, highest: int = 5) -> TopTwo:
    """How many of the valid answers are in the two best boxes of a scale.

    Args:
        answers: one a person and item; `nan` is blank or not applicable.
        lowest, highest: ends of the scale; highest is best.

    Raises:
        ValueError: a scale of fewer than three boxes.
    """
    if highest - lowest < 2:
        raise ValueError(f"a scale of {lowest} to {highest} has no two best boxes")
    given = np.asarray(answers, float).ravel()
    is_blank = np.isnan(given)
    is_valid = (given >= lowest) & (given <= highest) & (given == np.floor(given))
    count, n = int((given[is_valid] >= highest - 1).sum()), int(is_valid.sum())
    low, high = (float(end) for end in wilson(count, n)) if n else (None, None)
    off_scale = int((~is_blank & ~is_valid).sum())
    return TopTwo(count, n, int(is_blank.sum()), off_scale, count / n if n else None, low, high)


def _adjusted(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    """Shrunk score and its standard error, -1..1."""
    more = n + MORE_IN_ALL
    up, down = (promoters + MORE_EACH) / more, (detractors + MORE_EACH) / more
    return up - down, float(np.sqrt((up + down - (up - down) ** 2) / more))

"""How far apart partners stand."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
from metrics.facts.members import MEMBER
from metrics.facts.spans import holding
from metrics.measures.latest import latest, source_of
from metrics.measures.tally import Asked, Tally, Window, day_number
from metrics.statistics.levels import FAR, spread_of_levels

NOT_EVALUATED = "-"


@dataclass(frozen=True)
class LevelSpread:
    """Interquartile range of the partners' levels; a partner's level is the median of its rated items.

    The second word of a cell's kind is the level of its items, the first who assessed; `bucket` is the day.

    Args:
        months: an assessment as many months old or older does not count.
        fewest: of fewer partners no spread is given, because quartiles of a few are single partners; how many stand at
            each level is said all the same, to whoever may see their assessments.
    """

    months: int
    fewest: int
    least_n: int = 0
    is_share: bool = field(default=False, init=False)
    is_stock: bool = field(default=True, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=(), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`. A window that begins after the edition's day is not reported."""
        return [self._tally(asked.cells, window, asked.as_of) for window in asked.windows]

    def _tally(self, cells: Cells, window: Window, as_of: dt.date) -> Tally:
        end = min(window.last_day, as_of)
        rated = cells.where(source_of(cells) >= 0)
        if window.first.first_day > as_of or not (rated.bucket <= day_number(end)).any():
            return Tally(is_reported=False)
        belongs = holding(cells, MEMBER, day_number(end), cells.partner.codes, len(cells.partner.names))
        rated = rated.where(belongs[rated.partner.codes])
        stands, stale = latest(rated, rated.partner.codes, end, self.months)
        levels = _levels(rated.where(stands))
        at_levels = {f"partners at {level:g}": int((levels == level).sum()) for level in np.unique(levels)}
        if len(levels) < self.fewest:
            said = self._note(f"a spread is given of {self.fewest} partners or more; each one's level is shown", len(stale))
            return Tally(is_reported=True, n=len(levels), left_out=len(stale), note=said, parts=at_levels)
        spread = spread_of_levels(levels)
        return Tally(
            is_reported=True,
            n=spread.n,
            left_out=len(stale),
            value=spread.quartile_range,
            note=self._note(f"median {spread.median:g}", len(stale)),
            parts={f"{FAR} or more below the median": spread.far_behind, **at_levels},
        )

    def _note(self, said: str, stale: int) -> str:
        return f"{said}; {stale} left out: assessed {self.months} months ago or more" if stale else said


def _levels(cells: Cells) -> np.ndarray:
    """The level of each partner with a rated item."""
    words = [name.split(" ")[-1] for name in cells.kind.names]
    rated = np.array([np.nan if word == NOT_EVALUATED or not word.isdigit() else float(word) for word in words])
    levels, is_rated = rated[cells.kind.codes], np.isfinite(rated[cells.kind.codes])
    return np.array(
        [
            np.median(np.repeat(levels[mine], cells.denominator[mine]))
            for mine in (is_rated & (cells.partner.codes == code) for code in np.unique(cells.partner.codes))
            if mine.any()
        ]
    )

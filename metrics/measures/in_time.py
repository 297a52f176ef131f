"""A share of what came in time, with the time that it took beside it."""

from dataclasses import dataclass, field, replace

from metrics.measures.narrowed import narrowed
from metrics.measures.share import Share
from metrics.measures.tally import Asked, Tally
from metrics.measures.waiting import NamedCurve, Waiting


@dataclass(frozen=True)
class InTime(Share):
    """A share; the note and the parts also say how long it took, what is still waited for included.

    Args:
        waiting: how the time is read; the kinds of its facts are none of the share's.
        what: of what it is, for the note ("requests").
    """

    waiting: Waiting = field(kw_only=True)
    what: str = field(kw_only=True)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        return [
            self._with_time(share, time)
            for share, time in zip(super().tallies(asked), self.waiting.tallies(self._timed(asked)), strict=True)
        ]

    def curves_by_year(self, asked: Asked) -> tuple[NamedCurve, ...]:
        """See `metrics.measures.waiting.Waiting`."""
        return self.waiting.curves_by_year(self._timed(asked))

    def _timed(self, asked: Asked) -> Asked:
        kinds = [kind for each in self.waiting.curves for kind in (each.event, each.waiting)]
        return narrowed(asked, asked.cells.kind.are(*kinds, self.waiting.ended))

    def _with_time(self, share: Tally, time: Tally) -> Tally:
        if not time.n:
            return share
        median = "median not reached" if time.value is None else f"median {time.value:.0f} days"
        said = f"{self.what}: {median}, {time.numerator} of {time.n} so far"
        return replace(share, note="; ".join(filter(None, (share.note, said))), parts=share.parts | time.parts)

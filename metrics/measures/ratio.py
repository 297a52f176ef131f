"""One count over another that it may exceed: seats taken over seats offered."""

from dataclasses import dataclass, field, replace

from metrics.measures.share import Share
from metrics.measures.tally import Asked, Tally


@dataclass(frozen=True)
class Ratio(Share):
    """Numerator over denominator as a `Share` counts them, never capped at one.

    Args:
        above_one: what is said where the numerator exceeds the denominator.
    """

    above_one: str = ""
    is_share: bool = field(default=False, init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        return [self._valued(tally) for tally in super().tallies(asked)]

    def _valued(self, tally: Tally) -> Tally:
        if not tally.n:
            return tally
        above = self.above_one if tally.numerator > tally.n else ""
        note = "; ".join(said for said in (above, tally.note) if said)
        return replace(tally, value=tally.numerator / tally.n, note=note)

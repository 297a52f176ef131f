"""The share of those asked who answered, from the final disposition of every invitation."""

from dataclasses import dataclass, field

import numpy as np

from metrics.measures.tally import Asked, Tally, day_number

COMPLETE, PARTIAL = "I", "P"
REFUSED, NOT_REACHED, OTHER = "R", "NC", "O"
UNKNOWN_HOUSEHOLD, UNKNOWN_OTHER = "UH", "UO"
OPEN_LINK = "open link"
"""Kind of the facts of a survey that anybody could answer: it has no denominator."""

ELIGIBLE = (COMPLETE, PARTIAL, REFUSED, NOT_REACHED, OTHER)
UNKNOWN = (UNKNOWN_HOUSEHOLD, UNKNOWN_OTHER)
DISPOSITIONS = {
    COMPLETE: "complete",
    PARTIAL: "partial",
    REFUSED: "refused",
    NOT_REACHED: "not reached",
    OTHER: "other",
    UNKNOWN_HOUSEHOLD: "eligibility unknown",
    UNKNOWN_OTHER: "eligibility unknown, other",
}


@dataclass(frozen=True)
class ResponseRate:
    """AAPOR RR2: (I + P) over all invited but the ineligible. The kind of a cell is the disposition.

    Answers that came by an open link are left out and said: for them the rate is not computable. So are the
    invitations of a wave that still takes answers (`bucket` is the day it closes).

    Source:
        AAPOR, Standard Definitions, response rate 2; response rate 6 (unknown eligibility left out) equals it
        where no eligibility is unknown, and the note says when it is.
    """

    least_n: int = 0
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=("topic",), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        places, cells = asked.window_places(), asked.cells
        reported = asked.sums(np.ones(len(places)), places) > 0
        is_closed = cells.bucket <= day_number(asked.as_of)
        is_invitation = cells.kind.are(*DISPOSITIONS)
        counts = {
            kind: asked.sums(cells.denominator * (cells.kind.are(kind) & is_closed), places) for kind in DISPOSITIONS
        }
        running = asked.sums(cells.denominator * (is_invitation & ~is_closed), places)
        # An answer without an invitation in a wave that has invitations is merely anonymous.
        is_open_link = cells.kind.are(OPEN_LINK) & ~np.isin(cells.topic.codes, cells.topic.codes[is_invitation])
        open_link = asked.sums(cells.left_out * is_open_link, places)
        return [
            _tally(
                bool(reported[at]),
                {kind: int(sums[at]) for kind, sums in counts.items()},
                int(open_link[at]),
                int(running[at]),
            )
            for at in range(len(asked.windows))
        ]


def _tally(is_reported: bool, counts: dict[str, int], open_link: int, running: int) -> Tally:
    answered = counts[COMPLETE] + counts[PARTIAL]
    return Tally(
        is_reported=is_reported,
        numerator=answered,
        n=sum(counts.values()),
        left_out=open_link + running,
        immature=running,
        note="; ".join(_notes(counts, answered, open_link, running)),
        parts={name: counts[kind] for kind, name in DISPOSITIONS.items()},
    )


def _notes(counts: dict[str, int], answered: int, open_link: int, running: int) -> list[str]:
    notes = []
    if open_link:
        notes.append(f"{open_link} answers came by an open link: response rate not computable for them")
    if running:
        notes.append(f"{running} left out: the wave still takes answers")
    unknown = sum(counts[kind] for kind in UNKNOWN)
    known = sum(counts[kind] for kind in ELIGIBLE)
    if unknown and known:
        notes.append(f"eligibility of {unknown} unknown; without them {answered} of {known} (RR6)")
    return notes

"""The share of course runs that several partners, and several services, attended together."""

from dataclasses import dataclass, field, replace

import numpy as np

from metrics.cells import Cells, Labels
from metrics.measures.tally import Asked, Tally

HELD = "run"
"""Kind of the one fact of each run; `unit` is the run."""
ATTENDED = "place "
"""Begins the kind of the facts of places that were taken: the partner's code follows, nothing where it is not stated.
`unit` is the run; `bucket` the services of the unit."""
PERHAPS = "unclear place "
"""The same of places of which nobody recorded what became of them."""
NOT_STATED, MILITARY, LAW_ENFORCEMENT, JOINT, CIVIL = 0, 1, 2, 3, 4
"""Services as buckets: a joint unit stands for both, a civil one for neither."""
RUN, KNOWN, UNATTENDED, PARTNERS, SERVICES = "held", "known", "unattended", "partners", "services"
"""Words for a run: what is known of who came says whether it is joint, nobody is recorded as present, partners and services
are two or more."""
LEAST_PARTNERS = 2


@dataclass(frozen=True)
class Joint:
    """Runs attended by two partners or more and by both services, over runs held.

    A run without a place known to be taken is left out, and so is one that is not joint by what is stated, but
    could be by what is not.
    """

    least_n: int = field(default=0, init=False)
    is_share: bool = field(default=True, init=False)
    is_stock: bool = field(default=False, init=False)
    quarters_pooled: int = field(default=1, init=False)
    tells_apart: tuple[str, ...] = field(default=("unit",), init=False)

    def tallies(self, asked: Asked) -> list[Tally]:
        """See `metrics.measures.tally.Measure`."""
        runs, at = _classed(asked.cells)
        asked = replace(asked, cells=runs, parts=None if asked.parts is None else asked.parts[at])
        places = asked.window_places()

        def count(*of: str) -> np.ndarray:
            names = [name for name in runs.kind.names if set(of) <= set(name.split())]
            return asked.sums(runs.denominator * runs.kind.are(*names), places)

        held, known, absent = count(RUN), count(RUN, KNOWN), count(RUN, UNATTENDED)
        joint, by_partners, by_services = count(KNOWN, PARTNERS, SERVICES), count(KNOWN, PARTNERS), count(KNOWN, SERVICES)
        return [
            Tally(
                is_reported=bool(held[at]),
                numerator=int(joint[at]),
                n=int(known[at]),
                left_out=int(held[at] - known[at]),
                note=_note(int(absent[at]), int(held[at] - known[at] - absent[at])),
                parts={"two partners or more": int(by_partners[at]), "both services": int(by_services[at])},
            )
            for at in range(len(asked.windows))
        ]

    def gathered(self, cells: Cells) -> Cells:
        """See `metrics.measures.tally.Gathers`: runs counted by what is known of who came, whichever runs they were."""
        return _classed(cells)[0].added_up(())


def _classed(cells: Cells) -> tuple[Cells, np.ndarray]:
    """One cell a run held, its kind the words for what is known of who came, and which cell each is made of.

    Cells that are so already stay as they are.
    """
    if not cells.kind.are(HELD).any():
        is_run = cells.kind.are(*(name for name in cells.kind.names if name.split()[:1] == [RUN]))
        return cells.where(is_run), np.flatnonzero(is_run)
    runs = _Runs(cells)
    words, codes = np.unique(runs.said(), return_inverse=True)
    one_each = replace(cells.where(runs.at), kind=Labels(tuple(str(word) for word in words), codes))
    return replace(one_each, denominator=np.ones(len(codes), dtype=np.int64)), runs.at


class _Runs:
    """What is known of each run held; arrays, one value a run. `at` is the position of its cell."""

    def __init__(self, cells: Cells) -> None:
        is_held = np.flatnonzero(cells.kind.are(HELD) & (cells.denominator > 0))
        self._codes, first = np.unique(cells.unit.codes[is_held], return_index=True)
        self.at = is_held[first]
        attended, perhaps = _places(cells, ATTENDED), _places(cells, ATTENDED, PERHAPS)
        self.is_attended = self._any(attended)
        self.has_partners = self._partners(attended) >= LEAST_PARTNERS
        self.has_services = self._any(attended, (MILITARY, JOINT)) & self._any(attended, (LAW_ENFORCEMENT, JOINT))
        lacks_partner = self._any(perhaps.where(perhaps.kind.are(ATTENDED, PERHAPS)))
        may_have_partners = self._partners(perhaps) + lacks_partner * LEAST_PARTNERS >= LEAST_PARTNERS
        both = self._any(perhaps, (MILITARY, JOINT)) & self._any(perhaps, (LAW_ENFORCEMENT, JOINT))
        self._could_be_joint = may_have_partners & (both | self._any(perhaps, (NOT_STATED,)))

    def said(self) -> np.ndarray:
        """What is known of each run, in words."""
        is_known = self.is_attended & (self.has_partners & self.has_services | ~self._could_be_joint)
        said = np.full(len(self._codes), RUN, dtype=object)
        for word, holds in (
            (KNOWN, is_known), (UNATTENDED, ~self.is_attended), (PARTNERS, self.has_partners), (SERVICES, self.has_services),
        ):  # fmt: skip
            said = said + np.where(holds, f" {word}", "").astype(object)
        return said.astype(str)

    def _partners(self, cells: Cells) -> np.ndarray:
        """How many partners are named by the places of each run."""
        named = cells.where(~cells.kind.are(ATTENDED, PERHAPS))
        names = [name.removeprefix(PERHAPS).removeprefix(ATTENDED) for name in named.kind.names]
        _, partners = np.unique(np.array(names, dtype="str"), return_inverse=True)
        each = len(names) + 1
        pairs = np.unique(named.unit.codes * each + partners[named.kind.codes])
        return np.bincount(pairs // each, minlength=len(cells.unit.names))[self._codes]

    def _any(self, cells: Cells, services: tuple[int, ...] = ()) -> np.ndarray:
        codes = cells.unit.codes[np.isin(cells.bucket, services)] if services else cells.unit.codes
        return np.isin(self._codes, codes)


def _places(cells: Cells, *begins: str) -> Cells:
    """Cells of the kinds that begin so."""
    wanted = [name for name in cells.kind.names if name.startswith(begins)]
    return cells.where(cells.kind.are(*wanted) & (cells.denominator > 0))


def _note(unattended: int, unclear: int) -> str:
    notes = [f"{unattended} left out: nobody is recorded as present"] if unattended else []
    notes += [f"{unclear} left out: who came, their partner or their service is not fully stated"] if unclear else []
    return "; ".join(notes)

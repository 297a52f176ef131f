"""The share of course runs that several partners, and several services, attended together."""

from dataclasses import dataclass, field

import numpy as np

from metrics.cells import Cells
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
        runs = _Runs(asked)
        partners, services = runs.partners >= LEAST_PARTNERS, runs.has_military & runs.has_law_enforcement
        is_joint = partners & services
        could_be = (runs.may_have_partners >= LEAST_PARTNERS) & runs.may_have_services
        is_known = runs.is_attended & (is_joint | ~could_be)
        reported, n, joint, absent = (
            runs.count(asked, which) for which in (runs.all, is_known, is_joint & is_known, ~runs.is_attended)
        )
        by_partners, by_services = runs.count(asked, partners & is_known), runs.count(asked, services & is_known)
        return [
            Tally(
                is_reported=bool(reported[at]),
                numerator=int(joint[at]),
                n=int(n[at]),
                left_out=int(reported[at] - n[at]),
                note=_note(int(absent[at]), int(reported[at] - n[at] - absent[at])),
                parts={"two partners or more": int(by_partners[at]), "both services": int(by_services[at])},
            )
            for at in range(len(asked.windows))
        ]


class _Runs:
    """What is known of each run held; arrays, one value a run."""

    def __init__(self, asked: Asked) -> None:
        cells, places = asked.cells, asked.window_places()
        is_held = cells.kind.are(HELD) & (cells.denominator > 0)
        self._codes, at = np.unique(cells.unit.codes[is_held], return_index=True)
        self._places = places[is_held][at]
        self.all = np.ones(len(self._codes), dtype=bool)
        attended, perhaps = _places(cells, ATTENDED), _places(cells, ATTENDED, PERHAPS)
        self.is_attended = self._any(attended)
        self.has_military = self._any(attended, (MILITARY, JOINT))
        self.has_law_enforcement = self._any(attended, (LAW_ENFORCEMENT, JOINT))
        self.partners = self._partners(attended)
        lacks_partner = self._any(perhaps.where(perhaps.kind.are(ATTENDED, PERHAPS)))
        self.may_have_partners = self._partners(perhaps) + lacks_partner * LEAST_PARTNERS
        both = self._any(perhaps, (MILITARY, JOINT)) & self._any(perhaps, (LAW_ENFORCEMENT, JOINT))
        self.may_have_services = both | self._any(perhaps, (NOT_STATED,))

    def _partners(self, cells: Cells) -> np.ndarray:
        """How many partners are named by the places of each run."""
        named = cells.where(~cells.kind.are(ATTENDED, PERHAPS))
        names = [name.removeprefix(PERHAPS).removeprefix(ATTENDED) for name in named.kind.names]
        _, partners = np.unique(np.array(names, dtype="str"), return_inverse=True)
        pairs = np.unique(np.column_stack([named.unit.codes, partners[named.kind.codes]]), axis=0)
        return np.bincount(pairs[:, 0], minlength=len(cells.unit.names))[self._codes]

    def _any(self, cells: Cells, services: tuple[int, ...] = ()) -> np.ndarray:
        codes = cells.unit.codes[np.isin(cells.bucket, services)] if services else cells.unit.codes
        return np.isin(self._codes, codes)

    def count(self, asked: Asked, which: np.ndarray) -> np.ndarray:
        """How many runs there are in each window for which *which* holds."""
        return asked.sums(which * 1, self._places)


def _places(cells: Cells, *begins: str) -> Cells:
    """Cells of the kinds that begin so."""
    wanted = [name for name in cells.kind.names if name.startswith(begins)]
    return cells.where(cells.kind.are(*wanted) & (cells.denominator > 0))


def _note(unattended: int, unclear: int) -> str:
    notes = [f"{unattended} left out: nobody is recorded as present"] if unattended else []
    notes += [f"{unclear} left out: who came, their partner or their service is not fully stated"] if unclear else []
    return "; ".join(notes)

"""Which loops are shown: those of a programme and its partners, then those that the address brings forward."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from dashboard.address import Asked, encode, query
from dashboard.desk import Desk
from metrics.loops.chains import read_loops
from metrics.loops.parts import LINE, Chain, Loops, Origin, Step
from vocabulary.kept import Kept

PATH = "/loop"
BROKEN, LATE = "broken", "late"
EDITIONS_KEPT = 3
FILTERS: Mapping[str, Callable[[Chain], bool]] = {
    BROKEN: lambda chain: bool(chain.broken),
    LATE: lambda chain: chain.is_late,
    **{step.value: (lambda chain, step=step: chain.stands_at is step) for step in (*LINE, Step.RECURRED, Step.ENDED)},
}
"""What the address can bring forward, by the word of its field `focus`."""


@dataclass(frozen=True)
class Chosen:
    """The loops of a selection.

    Args:
        all: of the programme and its partners; those that need somebody first.
        shown: of these, what was brought forward.
        found: the loops of the edition, of every programme.
    """

    all: tuple[Chain, ...]
    shown: tuple[Chain, ...]
    found: Loops


def loops(desk: Desk, edition: int) -> Loops:
    """The loops of an edition as the reader may see them; those of few editions are kept, for they are large."""
    return desk.kept(_shelf).get(edition, lambda: read_loops(desk.warehouse, desk.scope, edition))


def _shelf(_desk: Desk) -> Kept:
    """A shelf for each scope."""
    return Kept(EDITIONS_KEPT)


def chosen(desk: Desk, asked: Asked) -> Chosen:
    """The loops asked for. A loop belongs to the partner that has to act, or else to the one that noted it."""
    found = loops(desk, asked.selection.edition)
    partners = asked.selection.partners
    own = [
        chain for chain in found.chains
        if chain.origin.programme == asked.selection.programme and (not partners or chain.partner in partners)
    ]  # fmt: skip
    whole = tuple(sorted(own, key=_pressing))
    is_wanted = FILTERS.get(asked.focus, lambda _chain: True)
    return Chosen(whole, tuple(chain for chain in whole if is_wanted(chain)), found)


def _pressing(chain: Chain) -> tuple[int, int, str]:
    """What is broken first, then what came back, then what is late, the latest first; then what is open, closed, ended."""
    late = chain.waits.late if chain.waits else 0
    groups = (
        bool(chain.broken), chain.stands_at is Step.RECURRED, chain.is_late, chain.waits is not None,
        chain.stands_at is not Step.ENDED,
    )  # fmt: skip
    return next((at for at, is_in in enumerate(groups) if is_in), len(groups)), -late, chain.origin.code


def list_link(asked: Asked, focus: str, page: int = 1) -> str:
    """The address of the list with something brought forward."""
    fields = encode(asked.focused(focus)) | ({"page": str(page)} if page > 1 else {})
    return f"{PATH}?{query(fields)}#panel-loops"


def loop_link(origin: Origin, asked: Asked) -> str:
    """The address of one loop."""
    fields = {name: text for name, text in encode(asked.focused("")).items() if name in ("programme", "edition")}
    return f"{PATH}/{origin.kind}/{quote(origin.code, safe='')}?{query(fields)}"

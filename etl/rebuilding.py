"""Make every edition again from the kept files: same order, same numbers, same moments."""

import dataclasses
from collections.abc import Callable, Iterator

from etl.loader import Loader
from etl.run import run
from vocabulary.errors import BrokenPromise
from warehouse.edition import Edition, SubmissionState


def rebuild(loader: Loader) -> Iterator[Edition]:
    """Make the editions that a rebuild has still to make, oldest first; yields each once it is made.

    Args:
        loader: over a warehouse opened with `Warehouse.open_for_rebuild`.

    Raises:
        BrokenPromise: an edition is of a kind that nobody makes.
    """
    makers: dict[str, Callable[[Loader, Edition], object]] = {
        "load": _load_again,
        "withdrawal": _withdraw_again,
        "rebuild": lambda tools, edition: tools.warehouse.rebuild_cells(tools.statements, edition.published_at),
    }
    while waiting := loader.warehouse.editions_to_rebuild():
        edition = waiting[0]
        if edition.kind not in makers:
            raise BrokenPromise(f"edition {edition.number} is of the kind {edition.kind!r}")
        makers[edition.kind](loader, edition)
        yield edition


def _load_again(loader: Loader, edition: Edition) -> None:
    kept = dataclasses.replace(loader.warehouse.submission(edition.submission), state=SubmissionState.CHECKING)
    run(loader, kept, lambda: edition.published_at)


def _withdraw_again(loader: Loader, edition: Edition) -> None:
    loader.warehouse.withdraw(edition.submission, loader.statements, edition.published_at, edition.summary)

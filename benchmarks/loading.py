"""Loading end to end: one roster from file to edition, against a plain pandas script that reads, checks and writes."""

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

from benchmarks import plain_pandas
from benchmarks.databases import Databases, databases
from benchmarks.measuring import Sizes, in_turns, tell
from benchmarks.roster_files import write_files
from etl.deliver import Claims, deliver
from etl.loader import Loader
from etl.run import Outcome
from metrics.catalogue import indicators
from warehouse.edition import SubmissionState

RECEIVED = dt.datetime(2026, 6, 30, 9, 0)
ROSTER = plain_pandas.ROSTER


def measure(sizes: Sizes, folder: Path, home: Path | None) -> None:  # noqa: ARG001  (it makes its own)
    """Print seconds and ratios of loading a roster of `sizes.rows` rows into a warehouse that has its lists.

    Raises:
        AssertionError: the two ways do not accept the same number of rows.
    """
    files = write_files(folder, sizes.rows)
    counts: dict[str, int] = {}
    with databases(sizes.database) as made:
        _warm_up(folder, made)
        for turn in range(sizes.repeat):
            furnished(folder / f"home-{turn}", files, made)

        def plain(turn: int) -> None:
            database = folder / f"plain-{turn}.sqlite"
            counts["plain"] = plain_pandas.load(files, database)
            _remove(database)

        def ours(turn: int) -> None:
            loader = opened(folder / f"home-{turn}", made)
            counts["ours"] = delivered(loader, files[ROSTER]).submission.parts[0].loaded
            loader.warehouse.close()
            shutil.rmtree(folder / f"home-{turn}")

        measured = in_turns(plain, ours, sizes.repeat, made.processes)
    if counts["plain"] != counts["ours"]:
        raise AssertionError(f"the two do not accept the same rows: {counts}")
    megabytes = files[ROSTER].stat().st_size / 1e6
    what = f"loading into {sizes.database}: {sizes.rows:,} rows ({megabytes:.0f} MB)"
    tell(f"{what}, {counts['ours']:,} accepted by both", measured)


def opened(home: Path, made: Databases) -> Loader:
    """A loader with its own warehouse, its files in *home*."""
    statements = [indicator.statement() for indicator in indicators().values()]
    return Loader.open(made.url_of(home), home, statements)


def furnished(home: Path, files: Mapping[str, Path], made: Databases) -> None:
    """Load every list that the roster names."""
    loader = opened(home, made)
    for key, path in files.items():
        if key != ROSTER:
            delivered(loader, path)
    loader.warehouse.close()


def delivered(loader: Loader, path: Path) -> Outcome:
    """Deliver one file of ours; a file that is not published stops the benchmark."""
    outcome = deliver(loader, Claims(profile=path.stem).of(path), lambda: RECEIVED)
    if outcome.submission.state != SubmissionState.PUBLISHED:
        raise AssertionError(f"{path.name} was not loaded: {outcome.submission.message}")
    return outcome


def _warm_up(folder: Path, made: Databases) -> None:
    """Both ways once, small: what is imported and compiled once is no part of a load."""
    (folder / "small").mkdir()
    files = write_files(folder / "small", 2000)
    plain_pandas.load(files, folder / "small.sqlite")
    furnished(folder / "small-home", files, made)
    loader = opened(folder / "small-home", made)
    delivered(loader, files[ROSTER])
    loader.warehouse.close()


def _remove(database: Path) -> None:
    for left in database.parent.glob(f"{database.name}*"):
        left.unlink()

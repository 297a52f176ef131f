"""Loading end to end: one roster from file to edition, against a plain pandas script that reads, checks and writes."""

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

from benchmarks import plain_pandas
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
    """Print seconds and ratios of loading a roster of `sizes.rows` rows into an SQLite warehouse with its lists."""
    files = write_files(folder, sizes.rows)
    furnished(folder / "furnished", files)
    counts: dict[str, int] = {}

    def plain(turn: int) -> None:
        database = folder / f"plain-{turn}.sqlite"
        counts["plain"] = plain_pandas.load(files, database)
        _remove(database)

    def ours(turn: int) -> None:
        home = folder / f"home-{turn}"
        shutil.copytree(folder / "furnished", home)
        loaded = delivered(opened(home), files[ROSTER])
        counts["ours"] = loaded.submission.parts[0].loaded
        shutil.rmtree(home)

    _warm_up(folder)
    measured = in_turns(plain, ours, sizes.repeat)
    if counts["plain"] != counts["ours"]:
        raise AssertionError(f"the two do not accept the same rows: {counts}")
    megabytes = files[ROSTER].stat().st_size / 1e6
    tell(f"loading: {sizes.rows:,} rows ({megabytes:.0f} MB), {counts['ours']:,} accepted by both", measured)


def opened(home: Path) -> Loader:
    """A loader with its own SQLite warehouse in *home*."""
    statements = [indicator.statement() for indicator in indicators().values()]
    return Loader.open(f"sqlite:///{home / 'warehouse.sqlite'}", home, statements)


def furnished(home: Path, files: Mapping[str, Path]) -> None:
    """Load every list that the roster names."""
    loader = opened(home)
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


def _warm_up(folder: Path) -> None:
    """Both ways once, small: what is imported and compiled once is no part of a load."""
    (folder / "small").mkdir()
    files = write_files(folder / "small", 2000)
    plain_pandas.load(files, folder / "small.sqlite")
    furnished(folder / "small" / "home", files)
    delivered(opened(folder / "small" / "home"), files[ROSTER])


def _remove(database: Path) -> None:
    for left in database.parent.glob(f"{database.name}*"):
        left.unlink()

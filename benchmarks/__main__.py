"""`python -m benchmarks [loading|checking|serving|knowledge|pages|all]`: ratios measured side by side, in one run.

Everything it makes goes to a temporary folder that is removed at the end.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks import databases
from benchmarks.measuring import Sizes

KINDS = ("loading", "checking", "serving", "knowledge", "pages")


def main() -> None:
    """Run what was asked for and print one table each."""
    asked = _arguments()
    sizes = Sizes(asked.rows, asked.repeat, tuple(asked.users), tuple(asked.behind), asked.seconds, asked.database)
    for kind in KINDS if asked.kind == "all" else (asked.kind,):
        with tempfile.TemporaryDirectory(prefix="full-circle-benchmark-") as folder:
            _run(kind, sizes, Path(folder), asked.home)


def _run(kind: str, sizes: Sizes, folder: Path, home: Path | None) -> None:
    """Each kind is imported only when it is run: serving and pages must not carry Great Expectations about."""
    if kind == "loading":
        from benchmarks.loading import measure
    elif kind == "checking":
        from benchmarks.checking import measure
    elif kind == "serving":
        from benchmarks.serving import measure
    elif kind == "knowledge":
        from benchmarks.knowledge import measure
    else:
        from benchmarks.pages import measure
    measure(sizes, folder, home)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("kind", nargs="?", default="all", choices=(*KINDS, "all"))
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the roster (loading, checking)")
    parser.add_argument("--repeat", type=int, default=3, help="pairs of runs (loading, checking) or visits (pages)")
    parser.add_argument("--users", type=int, nargs="+", default=[1, 10, 50], help="readers at the same time (serving)")
    parser.add_argument(
        "--behind", type=int, nargs="+", default=[100_000, 1_000_000], help="rows behind (serving, knowledge)"
    )
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each number of readers reads (serving)")
    parser.add_argument("--database", default="sqlite", choices=databases.KINDS, help="what is loaded into (loading)")
    parser.add_argument(
        "--home", type=Path, help="FULL_CIRCLE_HOME with a loaded warehouse to copy (serving, pages); else one is made"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

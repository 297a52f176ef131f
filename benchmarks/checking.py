"""Checking alone: Great Expectations against the same rules in vectorised pandas, with the same failing rows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks import plain_pandas
from benchmarks.measuring import Sizes, in_turns, tell
from expectations.datasets import training_roster
from expectations.finding import Finding
from expectations.suite import check
from tests.expectations.seeded_roster import seeded_roster

ROSTER = training_roster.DATASET
JUDGED = replace(ROSTER, facts=())
"""The roster whose facts are columns already: what is left is what Great Expectations does."""


def measure(sizes: Sizes, folder: Path, home: Path | None) -> None:  # noqa: ARG001  (nothing is written or read)
    """Print seconds and ratios of checking one roster of `sizes.rows` rows, one in a hundred at fault.

    Twice: with the facts that the rules speak of, which both ways compute with the same code, and without.
    """
    check(ROSTER, *seeded_roster(1000))
    frame, known = seeded_roster(sizes.rows)
    rows = plain_pandas.with_facts(frame, known)
    _compared(sizes, "rules and facts", lambda: plain_pandas.check(frame, known), lambda: check(ROSTER, frame, known))
    _compared(sizes, "rules alone", lambda: plain_pandas.judged(rows), lambda: check(JUDGED, rows, known))


def _compared(
    sizes: Sizes, what: str, plain: Callable[[], dict[str, np.ndarray]], ours: Callable[[], list[Finding]]
) -> None:
    answers: dict[str, dict[str, np.ndarray]] = {}

    def plainly(_: int) -> None:
        answers["plain"] = plain()

    def judged(_: int) -> None:
        answers["ours"] = {finding.rule: finding.positions for finding in ours()}

    measured = in_turns(plainly, judged, sizes.repeat)
    differing = [rule for rule, found in answers["plain"].items() if not np.array_equal(answers["ours"][rule], found)]
    if differing:
        raise AssertionError(f"the two do not find the same rows: {', '.join(differing)}")
    failures = sum(map(len, answers["ours"].values()))
    rules = len(answers["ours"])
    tell(f"checking, {what}: {sizes.rows:,} rows, {rules} rules, the same {failures:,} failures", measured)

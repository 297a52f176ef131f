"""What a full extract replaces: what its sender sent before and it does not name, as far as that can be told."""

from collections.abc import Iterable, Mapping

import pandas as pd

from etl.together import CheckedPart
from expectations.dataset import Dataset
from expectations.file_rules import file_rule
from expectations.finding import Finding, Outcome
from warehouse.edition import Submission

FULL = "FULL"
RULE = "MF-18"


def replaced(
    datasets: Mapping[str, Dataset], submission: Submission, parts: Iterable[CheckedPart]
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """For each dataset that the extract replaces, the key columns of its rows held back; why others are only added to.

    A row held back is in the extract all the same, so that nothing is closed that it names. Where it cannot be told
    what a line names, it may be any row: then nothing of its dataset is closed.
    """
    replaces: dict[str, pd.DataFrame] = {}
    findings = []
    for key, mine in _by_dataset(parts).items() if submission.extract == FULL else ():
        if not datasets[key].absence_closes:
            continue
        if why := _why_not(datasets[key], mine):
            rule = file_rule(RULE)
            findings.append(Finding(RULE, key, rule.effect, Outcome.BROKEN, rule.reason, rule.hint, detail=why))
            continue
        keys = list(datasets[key].key_columns)
        held = [part.frame.loc[~part.sifted.accepted, keys] for part in mine]
        replaces[key] = pd.concat(held, ignore_index=True)
    return replaces, findings


def _by_dataset(parts: Iterable[CheckedPart]) -> dict[str, list[CheckedPart]]:
    found: dict[str, list[CheckedPart]] = {}
    for part in parts:
        found.setdefault(part.mapped.dataset, []).append(part)
    return found


def _why_not(dataset: Dataset, parts: list[CheckedPart]) -> str:
    """Why nothing of the dataset is closed; "" where it can be told what the extract names."""
    if not any(len(part.frame) for part in parts):
        return "It has no rows: nothing is closed. Withdraw what was sent before if none of it is to stand."
    # lines of a sheet that could not be read stand with one of its parts, and may be of any
    lines = sum(len(sheet.unreadable) for part in parts if (sheet := part.mapped.written()[0]) is not None)
    rows = sum(_without_key(dataset, part) for part in parts)
    told = [
        f"{count:,} {what}" for count, what in ((lines, "lines cannot be read"), (rows, "rows have no key")) if count
    ]
    return f"Nothing is closed: {' and '.join(told)}, and may be any row that stands." if told else ""


def _without_key(dataset: Dataset, part: CheckedPart) -> int:
    """How many rows held back lack a part of their key, or have one that could not be read."""
    held = ~part.sifted.accepted
    lacks = pd.Series(False, index=part.frame.index)
    for name in dataset.key_columns:
        empty = part.frame[name].isna()
        lacks |= empty if dataset.column(name).required else empty & part.mapped.frame[name].notna()
    return int((lacks & held).sum())

"""Text to values, each column by its kind; a reason for every cell that will not become what it should be."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from etl.dates import contradicts, is_ambiguous
from etl.kinds import KINDS, LABELS
from etl.profile_parts import Part
from expectations.dataset import Column, Dataset, Effect
from expectations.finding import Finding, Outcome
from vocabulary.scope import EVERYBODY, NOBODY, canonical_marking

CELL = "CELL"
DATE_CELL_RULES = {"corrective_action": "CA-21"}
"""Where the field has a rule of its own for date cells that hold text."""
MOST_CONTRADICTIONS = 0.01
"""Above this share of dates that are possible only the other way round, none of the column can be trusted (MF-11)."""


def typed(
    dataset: Dataset, frame: pd.DataFrame, part: Part, marking: str, known_partners: Iterable[str] | None = None
) -> tuple[pd.DataFrame, list[Finding]]:
    """The frame that is checked, and what was wrong with its cells.

    Args:
        frame: text in the dataset's columns (`Mapped.frame`).
        part: how its cells are written.
        marking: of the submission; for rows that have none of their own.
        known_partners: where given, a marking that names another partner lets nobody see the row.

    Returns:
        Columns of the dataset, typed as `expectations.known.Known` says, and `marking`; findings `CELL` (`CA-21` for
        dates of corrective actions) with the positions of cells that are missing in the typed frame because of it,
        and `MF-11`.
    """
    columns: dict[str, pd.Series] = {}
    findings: list[Finding] = []
    for column in dataset.columns:
        text = frame[column.name]
        columns[column.name], wrong = _column(column, text, part)
        findings += _cell_findings(dataset, column, text, wrong, part)
        if column.kind in ("date", "moment"):
            findings += _date_order(dataset, column, text, part)
    result = pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))
    result["marking"] = _marking(dataset, frame, marking, known_partners)
    return result, findings


def _column(column: Column, text: pd.Series, part: Part) -> tuple[pd.Series, dict[str, np.ndarray]]:
    """Values, and positions of wrong cells by what to do about them. Each distinct text is looked at once."""
    codes, distinct = pd.factorize(text)
    written = replace(part.values, decimal=".", thousands="") if column.name in part.plain_numbers else part.values
    values, wrong = KINDS[column.kind](column, distinct, written)
    taken = pd.Series(pd.api.extensions.take(values, codes, allow_fill=True), index=pd.RangeIndex(len(text)))
    if not wrong:
        return taken, {}
    hint_of = np.full(len(distinct) + 1, -1)
    hints = list(dict.fromkeys(wrong.values()))
    for at, hint in wrong.items():
        hint_of[at] = hints.index(hint)
    numbers = hint_of[codes]
    return taken, {hint: np.flatnonzero(numbers == at) for at, hint in enumerate(hints)}


def _cell_findings(
    dataset: Dataset, column: Column, text: pd.Series, wrong: dict[str, np.ndarray], part: Part
) -> list[Finding]:
    is_date = column.kind in ("date", "moment")
    rule = DATE_CELL_RULES.get(dataset.key, CELL) if is_date else CELL
    said = [
        (rule, f"{column.name} is {LABELS[column.kind](column)}", hint, positions) for hint, positions in wrong.items()
    ]
    if column.required and column.name not in part.missing:
        empty = np.flatnonzero(text.isna())
        if len(empty):
            said.append((CELL, f"{column.name} is filled", f"Write {LABELS[column.kind](column)}.", empty))
    return [
        Finding(rule, dataset.key, Effect.REFUSE_ROW, Outcome.BROKEN, reason, hint, (column.name,), positions)
        for rule, reason, hint, positions in said
    ]


def _date_order(dataset: Dataset, column: Column, text: pd.Series, part: Part) -> list[Finding]:
    """MF-11: dates that contradict the declared order, and how many could be read both ways."""
    if part.values.date_order == "YMD":
        return []
    counts = text.value_counts()
    against = int(counts[[contradicts(date, part.values) for date in counts.index]].sum())
    ambiguous = int(counts[[is_ambiguous(date) for date in counts.index]].sum())
    total = int(counts.sum())
    words = "day first" if part.values.date_order == "DMY" else "month first"
    reason, shows = f"Dates in {column.name} are {words}, as the profile declares.", (column.name,)
    found = []
    if against > total * MOST_CONTRADICTIONS:
        detail = f"{against:,} of {total:,} are possible only the other way round, so that no other can be trusted"
        hint = "Declare the order in which the file is written, or split the file where it changes."
        found.append(
            Finding("MF-11", dataset.key, Effect.REFUSE_SUBMISSION, Outcome.BROKEN, reason, hint, shows, detail=detail)
        )
    if ambiguous:
        detail = f"{ambiguous:,} of {total:,} could be read both ways and were read {words}"
        found.append(Finding("MF-11b", dataset.key, Effect.NOTE, Outcome.BROKEN, reason, "", shows, detail=detail))
    return found


def _marking(dataset: Dataset, frame: pd.DataFrame, default: str, known: Iterable[str] | None) -> pd.Series:
    partners = None if known is None else frozenset(known)
    own = (
        frame[dataset.markings_from]
        if dataset.markings_from in frame
        else pd.Series(pd.NA, index=frame.index, dtype="str")
    )
    codes, distinct = pd.factorize(own)
    words = [canonical_marking(text, partners) for text in distinct] + [canonical_marking(default, partners)]
    markings = pd.Series(np.array(words, dtype=object)[codes], index=frame.index, dtype="str")
    return _owned(dataset, frame, markings, own.isna(), partners) if dataset.unmarked_belong_to else markings


def _owned(
    dataset: Dataset, frame: pd.DataFrame, markings: pd.Series, unmarked: pd.Series, known: frozenset[str] | None
) -> pd.Series:
    """The markings, where rows that nobody marked are seen by the partner that they are about, and by no other."""
    owners = frame[dataset.unmarked_belong_to]
    codes = {text: canonical_marking(text, known) for text in owners.dropna().unique()}
    return markings.mask(unmarked & (markings == EVERYBODY), owners.map(codes).fillna(NOBODY))

"""Findings as a person reads them: one for each rule, however many cells broke it in their own way."""

import pandas as pd

_SAME = ["rule", "dataset", "effect", "outcome", "reason", "detail"]


def gathered(findings: pd.DataFrame) -> pd.DataFrame:
    """The same findings, those that differ in nothing but the hint for one cell or another joined into one.

    A cell has a hint of its own where we guess what was meant ("Write it as P700"): a column of thirty such cells is
    one thing to mend, not thirty. The workbook of refused rows still says each cell's own.

    Args:
        findings: a row for each, with columns rule, dataset, effect, outcome, reason, detail, hint, broken_count.

    Returns:
        The columns given, in the order given; `broken_count` is their sum, `hint` the first and a word on the others.
    """
    if findings.empty:
        return findings
    whole = {name: "first" for name in findings.columns if name not in (*_SAME, "hint", "broken_count")}
    by = findings.groupby(_SAME, sort=False, dropna=False, as_index=False)
    return by.agg({**whole, "hint": _hint, "broken_count": "sum"})[list(findings.columns)]


def _hint(hints: pd.Series) -> str:
    each = list(dict.fromkeys(hint for hint in hints if hint))
    return f"{each[0]} The others likewise; the workbook says how, cell by cell." if len(each) > 1 else "".join(each)

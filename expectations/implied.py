"""The rules that a dataset's columns imply: nobody has to write them, and nobody can forget them.

Their ids are the dataset's prefix, what is asked, and the column: `TR-REQ:run` filled, `TR-CODE:attendance` one of its
codes, `TR-ID:unit` written as a code, `TR-LONG:outcome_label` not too long, `TR-MARK:releasability` understood; and
`TR-KEY`, the key names one row. A rule that the dataset declares itself is not asked twice.
"""

import re
from collections.abc import Iterator

from expectations.dataset import Column, Dataset, Effect, Rule
from expectations.rules import columns_of, filled, longest, matches, none_of, one_of, unique
from vocabulary.scope import NOBODY

ID_PATTERN = r"^[A-Z0-9][A-Z0-9_-]{1,31}$"


def all_rules(dataset: Dataset) -> tuple[Rule, ...]:
    """The rules that *dataset* declares, and those that its columns and key imply."""
    asked = {_asks(rule) for rule in dataset.rules}
    return (*dataset.rules, *(rule for rule in implied_rules(dataset) if _asks(rule) not in asked))


def implied_rules(dataset: Dataset) -> tuple[Rule, ...]:
    """What the columns and the key of *dataset* ask of every row."""
    key = unique(
        f"{dataset.prefix}-KEY",
        Effect.REFUSE_ROW,
        dataset.key_columns,
        reason=f"{' and '.join(dataset.key_columns)} name one row.",
        hint="Keep the row that is right; all of them are held back until then.",
        needs=(),
    )
    return (*(rule for column in dataset.columns for rule in _of_column(dataset.prefix, column)), key)


def _asks(rule: Rule) -> tuple[str, frozenset[str], str]:
    return rule.expectation, frozenset(columns_of(rule.arguments)), rule.when


def _of_column(prefix: str, column: Column) -> Iterator[Rule]:
    if column.required:
        yield filled(
            f"{prefix}-REQ:{column.name}", Effect.REFUSE_ROW, column.name,
            reason=f"{column.name} is filled in.", hint=f"Fill it in: {column.means}.", needs=(),
        )  # fmt: skip
    if column.kind == "id":
        yield matches(
            f"{prefix}-ID:{column.name}", Effect.REFUSE_ROW, column.name, ID_PATTERN,
            reason=f"{column.name} is a code of 2 to 32 capital letters, digits, - and _.", hint="Mend the code.",
        )  # fmt: skip
    if column.kind in ("code", "list") and column.allowed:
        yield _one_of_its_codes(prefix, column)
    if column.kind == "text":
        yield longest(
            f"{prefix}-LONG:{column.name}", Effect.REFUSE_ROW, column.name, column.longest,
            reason=f"{column.name} has at most {column.longest} characters.", hint="Shorten it.",
        )  # fmt: skip
    if column.kind == "marking":
        yield none_of(
            f"{prefix}-MARK:{column.name}", Effect.WARN, column.name, (NOBODY,),
            reason=f"{column.name} is ALL, or codes of partners that are known.",
            hint="Mend it; until then nobody but the steward sees the row.",
        )  # fmt: skip


def _one_of_its_codes(prefix: str, column: Column) -> Rule:
    rule_id, codes = f"{prefix}-CODE:{column.name}", ", ".join(column.allowed)
    if column.kind == "code":
        words = {"reason": f"{column.name} is one of {codes}.", "hint": "Write one of these codes."}
        return one_of(rule_id, Effect.REFUSE_ROW, column.name, column.allowed, **words)
    code = f"(?:{'|'.join(map(re.escape, column.allowed))})"
    words = {"reason": f"{column.name} holds codes of {codes}.", "hint": "Write these codes, joined by ;"}
    return matches(rule_id, Effect.REFUSE_ROW, column.name, rf"^{code}(?:\s*;\s*{code})*$", **words)

"""What a dataset is: its columns, key, period, facts and rules. Declarations only, no behaviour.

A *rule* is Great Expectations' own expectation name and arguments, said over the columns of the
dataset and its *facts*. A fact is one more column, computed from the rows and from what the warehouse
already knows (`run.end_on`, the end of the run a row names). Facts are how a rule reaches across
datasets, and how a condition that has no expectation of its own becomes one: a column of true and
false that must be true.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

import pandas as pd

from expectations.known import Known

Kind = Literal["id", "text", "code", "date", "moment", "integer", "number", "percent", "boolean", "list", "marking"]


class Effect(StrEnum):
    """What a broken rule does, worst first. The letters are those of the field's rule lists."""

    REFUSE_SUBMISSION = "refuse submission"  # B
    REFUSE_ROW = "refuse row"  # R
    WARN = "warn"  # W
    NOTE = "note"  # I


@dataclass(frozen=True)
class Column:
    """One column of a dataset.

    Args:
        name: as in the warehouse; `_on` is a date, `_at` a moment in UTC, `_count` a count.
        kind: how text becomes a value. `id` is a key (`^[A-Z0-9][A-Z0-9_-]{1,31}$`), `code` one of
            `allowed`, `list` several codes or ids joined by `;`, `marking` a releasability.
        means: what it holds, in a steward's words.
        required: an empty cell refuses the row. Never set it for something that an indicator measures.
        allowed: the codes a `code` or `list` column may hold; empty means any.
        aliases: other headers this column is known by.
        unit: "day", "hour", "person" ...
        longest: most characters of a `text`.
    """

    name: str
    kind: Kind
    means: str
    required: bool = True
    allowed: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    unit: str = ""
    longest: int = 200


@dataclass(frozen=True)
class Fact:
    """One computed column that rules may speak of.

    Args:
        name: how rules call it. `run.end_on` for something looked up by the column `run`.
        compute: typed rows (with the facts declared before this one as further columns) and what is known, to one
            value a row, same index.
        means: what it holds, in a steward's words.
    """

    name: str
    compute: Callable[[pd.DataFrame, Known], pd.Series]
    means: str


@dataclass(frozen=True)
class Rule:
    """What is asked of a dataset, why, and what a failure does.

    Args:
        id: as in the field's rule lists ("TR-05"). A rule that has parts adds a letter ("TR-03b").
        effect: what a failure does.
        expectation: name of a Great Expectations expectation in snake case.
        arguments: its arguments; columns named are those of the dataset or its facts.
        reason: one sentence a steward reads when it is broken; says what is expected.
        hint: how to mend it.
        shows: columns whose cells the finding quotes; the first is the cell marked.
        needs: columns without which the rule cannot be asked. Where a profile says that the source
            does not carry one of them, the rule is not applicable and is listed as that.
        when: only rows for which this fact or boolean column is true are asked; "" asks all.
    """

    id: str
    effect: Effect
    expectation: str
    arguments: Mapping[str, Any]
    reason: str
    hint: str
    shows: tuple[str, ...]
    needs: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True)
class Dataset:
    """A kind of file that a steward answers for.

    Args:
        key: name of its file, its table, its sheet in a workbook, its handbook page.
        title: for a reader.
        one_row_is: "one person's place in one course run".
        prefix: letters its rules start with ("TR").
        key_columns: the business key; one current row a key.
        dated_by: the date or moment column that places a row in a month; "" for reference lists.
        references: datasets whose rows this one names; they are loaded first.
        most_refused_share: above this share of refused rows the whole submission is refused (MF-16).
        markings_from: the column (or fact) a row's marking is taken from; "" uses the submission's.
        unmarked_belong_to: the column of partners that marks a row which nobody marked: neither its own cell nor a
            submission for some partners only. "" leaves such a row to everybody.
        absence_closes: a full extract that leaves a row of its sender out closes it.
        is_ours: the warehouse writes it and nobody sends it.
        usage_warnings: what a reader of figures made from it must know.
    """

    key: str
    title: str
    one_row_is: str
    prefix: str
    columns: tuple[Column, ...]
    key_columns: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    facts: tuple[Fact, ...] = ()
    dated_by: str = ""
    references: tuple[str, ...] = ()
    most_refused_share: float = 0.10
    markings_from: str = ""
    unmarked_belong_to: str = ""
    absence_closes: bool = True
    is_ours: bool = False
    usage_warnings: tuple[str, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_reference_list(self) -> bool:
        """True for what reports only name (partners, courses): nobody marks who may see its rows."""
        return not any(column.kind == "marking" for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError, naming the columns there are."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.key} has no column {name!r}; it has {', '.join(c.name for c in self.columns)}")

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

"""The rows behind the cells of a figure: facts read again, each with what it adds, listed row by row or group by group."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from metrics.cells import AMOUNTS, month_count
from metrics.evidence.attribution import COUNTS, PLACE, Attribution, Group, Question, frame_of
from metrics.indicator import Indicator
from metrics.measures.tally import Window
from vocabulary.errors import BrokenPromise, Unavailable
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.definitions import Definition
from warehouse.edition import Submission
from warehouse.evidence import FactsSought, sides
from warehouse.facts import CellStatement
from warehouse.judged import JudgedSought

ROW_COLUMNS = ("dataset", "row_id", "others", "month", "partner", "unit", "topic", *COUNTS, "why")
"""Of `Listed.rows`: the row that the facts start from, the rows joined to it, where it counts, what it adds."""
PASSED_OVER_COLUMNS = ("dataset", "row_id", "month", "partner", "why")
_NONE = np.zeros(0, dtype=np.int64)
OUTSIDE = "the conditions of the definition do not hold"
NO_MEMBER = "not in membership on the day that decides"
GONE = "adds nothing to this figure"
_TEXTS = ("kind", "partner", "unit", "topic")


class TrailStore(Protocol):
    """What evidence asks of the warehouse."""

    def facts(self, statement: CellStatement, scope: Scope, edition: int, sought: FactsSought) -> pd.DataFrame: ...

    def considered(self, statement: CellStatement, scope: Scope, edition: int, sought: FactsSought) -> pd.DataFrame: ...

    def fact_rows(self, statement: CellStatement) -> frozenset[str]: ...

    def definitions(self, edition: int | None = None) -> dict[str, Definition]: ...

    def claimed_periods(self) -> list[str]: ...

    def judged(self, scope: Scope, sought: JudgedSought) -> list[Submission]: ...


@dataclass(frozen=True)
class Listed:
    """What a figure is made of.

    Args:
        counted_by: "" where records count one by one; else what those that count together have in common: "partner",
            "unit", "topic", or "whole" where only all together make the figure.
        cells: `PLACE`, `AMOUNTS`, what each adds (`adds_n` ...) and why it is left out; where records count together,
            one line for all cells of a group. Without those of which nothing is listed.
        rows: `ROW_COLUMNS`; row_id 0 for a line that stands for several rows, which `others` names.
        withheld: counts (`COUNTS`) of what is counted and not listed.
    """

    counted_by: str
    cells: pd.DataFrame
    rows: pd.DataFrame
    withheld: dict[str, int]


@dataclass(frozen=True)
class Behind:
    """Who looks behind which figure."""

    store: TrailStore
    indicator: Indicator
    selection: Selection
    scope: Scope

    def by_record(self, question: Question, found: Attribution, is_withheld: np.ndarray) -> Listed:
        """One line for each row that adds to the figure."""
        added = found.added(question.amounts)
        is_adding = ((question.amounts[:, :, None] * found.adds) != 0).any(axis=(1, 2))
        table = _with_counts(frame_of(question.cells), added, found.reasons(question.amounts))
        table, found = table[is_adding].reset_index(drop=True), found.where(is_adding)
        facts = self._facts(table)
        of_cell, amounts = found.where(facts["cell"].to_numpy()), facts[list(AMOUNTS)].to_numpy(dtype=np.int64)
        facts = _with_counts(facts, of_cell.added(amounts), of_cell.reasons(amounts))
        is_hidden_cell = is_withheld[is_adding]
        is_hidden = is_hidden_cell[facts["cell"].to_numpy()]
        withheld = {name: int(facts.loc[is_hidden, f"adds_{name}"].sum()) for name in COUNTS}
        # A cell of few persons says as much as their rows: what is withheld is withheld at both steps.
        return Listed("", table[~is_hidden_cell].reset_index(drop=True), _by_row(facts[~is_hidden]), withheld)

    def by_group(self, question: Question, name: str, groups: Iterable[Group], is_withheld: bool) -> Listed:
        """One line for each group of records that count together, naming the rows of all."""
        every, groups = frame_of(question.cells), list(groups)
        may_matter = np.concatenate([each.cells[_may_matter(question, each.cells)] for each in groups] or [_NONE])
        facts = self._facts(every.iloc[may_matter].reset_index(drop=True))
        facts = facts.assign(cell=may_matter[facts["cell"].to_numpy()])
        lines, cells = [], []
        for each in groups:
            place = dict.fromkeys(("partner", "unit", "topic"), "") | ({name: each.name} if name in PLACE else {})
            counts = dict(zip(COUNTS, each.counts.tolist(), strict=True))
            named = "" if is_withheld else _named(facts[facts["cell"].isin(each.cells)])
            month = question.window.last.number
            lines.append(dict(dataset="", row_id=0, others=named, month=month, **place, **counts, why=each.why))
            amounts = every.iloc[each.cells][list(AMOUNTS)].sum().to_dict()
            cells.append(dict(kind="", bucket=0, month=month, **place, **amounts, why=each.why)
                         | {f"adds_{count}": value for count, value in counts.items()})  # fmt: skip
        rows = pd.DataFrame(lines, columns=list(ROW_COLUMNS))
        adds = [f"adds_{count}" for count in COUNTS]
        withheld = {count: int(rows[count].sum()) * is_withheld for count in COUNTS}
        table = pd.DataFrame(cells, columns=[*PLACE, *AMOUNTS, *adds, "why"])
        if is_withheld:
            rows, table = rows.iloc[:0], table.iloc[:0]
        return Listed(name, table, rows, withheld)

    def passed_over(self, window: Window, listed: Listed) -> pd.DataFrame:
        """Rows of the months that neither count nor are left out; columns dataset, row_id, month, partner, why."""
        chosen, statement = self.selection, self.indicator.statement()
        sought = FactsSought(chosen.programme, (window.first.number, window.last.number), (), chosen.partners)
        found = self.store.considered(statement, self.scope, chosen.edition, sought)
        found = found[~_is_among(found, listed.rows)]
        # Of several selects that pass a row over, a lack says more than conditions that do not hold.
        rest = found.sort_values("lacks", ascending=False, kind="stable").drop_duplicates(["dataset", "row_id"])
        kinds = self._kinds(rest, sought)
        counting = set(listed.cells["kind"])
        why = [_why(kinds.get((row.dataset, row.row_id)), row.lacks, counting) for row in rest.itertuples()]
        return rest.drop(columns="lacks").assign(why=np.array(why, dtype=object)).reset_index(drop=True)

    def _kinds(self, rows: pd.DataFrame, sought: FactsSought) -> dict[tuple[str, int], str]:
        """The kind of the first fact of each of these rows that has one. Reading facts is dear: not for no row."""
        if rows.empty:
            return {}
        facts = self.store.facts(self.indicator.statement(), self.scope, self.selection.edition, sought)
        facts = facts[facts["row_id"].isin(rows["row_id"]) & (facts["row_id"] != 0)]
        return facts.groupby(["dataset", "row_id"])["kind"].first().to_dict()

    def _facts(self, table: pd.DataFrame) -> pd.DataFrame:
        """The facts of some cells, with the position of the cell; checked to be those that the cells were made of."""
        months = (int(table["month"].min()), int(table["month"].max())) if len(table) else (1, 0)
        kinds, chosen = tuple(sorted(table["kind"].unique())), self.selection
        sought = FactsSought(chosen.programme, months, kinds, tuple(sorted(table["partner"].unique())))
        facts = self.store.facts(self.indicator.statement(), self.scope, chosen.edition, sought)
        place = table[list(PLACE)].assign(cell=np.arange(len(table)))
        facts = facts.astype(dict.fromkeys(_TEXTS, "object")).merge(place, on=list(PLACE), how="inner")
        summed = facts.groupby("cell")[list(AMOUNTS)].sum().reindex(range(len(table)), fill_value=0)
        if not np.array_equal(summed.to_numpy(), table[list(AMOUNTS)].to_numpy()):
            self._refuse_other_definition()
            raise BrokenPromise(f"{self.indicator.key}: the facts of edition {chosen.edition} are not its cells")
        return facts

    def _refuse_other_definition(self) -> None:
        key, edition = self.indicator.key, self.selection.edition
        then, now = self.store.definitions(edition).get(key), self.store.definitions().get(key)
        if then is None or now is None or then.fingerprint != now.fingerprint:
            since = f" Figures from edition {now.edition} on have their rows." if now else ""
            raise Unavailable(
                f"{self.indicator.title}: edition {edition} was counted by an earlier definition, so the rows behind it "
                f"cannot be told by the present one.{since}"
            )


def _is_among(rows: pd.DataFrame, counted: pd.DataFrame) -> np.ndarray:
    """Which rows are counted, for themselves or read with one that is."""
    joined = {each for others in counted["others"].unique() for each in sides(others)}
    beside = pd.DataFrame(sorted(joined), columns=["dataset", "row_id"]).astype({"row_id": "int64"})
    known = pd.concat([counted[["dataset", "row_id"]], beside], ignore_index=True).drop_duplicates()
    known = known.astype({"dataset": "object"})
    met = rows[["dataset", "row_id"]].astype({"dataset": "object"}).merge(known, how="left", indicator=True)
    return met["_merge"].eq("both").to_numpy()


def _why(kind: str | None, lacks: str, counting: set[str]) -> str:
    if kind is not None:
        return GONE if kind in counting else f"counted beside the figure only: {kind}"
    return NO_MEMBER if lacks == "membership" else OUTSIDE


def nothing_listed(counts: tuple[int, ...]) -> Listed:
    """What a reader is told of who may see the figure and none of its rows."""
    table = pd.DataFrame(columns=[*PLACE, *AMOUNTS, *(f"adds_{name}" for name in COUNTS), "why"])
    rows = pd.DataFrame(columns=list(ROW_COLUMNS))
    return Listed("", table, rows, dict(zip(COUNTS, counts, strict=True)))


def _may_matter(question: Question, cells: np.ndarray) -> np.ndarray:
    """Which cells a figure may be made of: those of its months, and for a stock what came before."""
    months = question.cells.month[cells]
    is_past = months <= month_count(question.window.last)
    return is_past & (question.measure.is_stock | (months >= month_count(question.window.first)))


def _with_counts(frame: pd.DataFrame, added: np.ndarray, why: np.ndarray) -> pd.DataFrame:
    return frame.assign(**{f"adds_{name}": added[:, at] for at, name in enumerate(COUNTS)}, why=why)


def _by_row(facts: pd.DataFrame) -> pd.DataFrame:
    """One line a row, with all that its facts add; where rows cannot be told apart, one line a cell."""
    told = facts.assign(apart=np.where(facts["row_id"] == 0, facts["cell"], -1))
    added = {name: (f"adds_{name}", "sum") for name in COUNTS}
    place = {name: (name, "first") for name in ("month", "partner", "unit", "topic")}
    newest_first = told.sort_values("month", ascending=False, kind="stable")
    rows = newest_first.groupby(["dataset", "row_id", "apart"], as_index=False).agg(
        others=("others", "first"), why=("why", "max"), **place, **added
    )
    adds = (rows[list(COUNTS)] != 0).any(axis=1)  # what came and went again adds nothing
    rows = rows[adds].reset_index(drop=True)
    return rows.assign(why=rows["why"].where(rows["left_out"] != 0, ""))[list(ROW_COLUMNS)]


def _named(facts: pd.DataFrame) -> str:
    """Every row of the facts, as `dataset/row_id`, once."""
    starts = (facts["dataset"] + "/" + facts["row_id"].astype("str"))[facts["row_id"] != 0]
    others = (name for text in facts["others"].unique() for name in text.split())
    return " ".join(sorted({*starts, *others}))

"""The laws that hold at the close of a quarter: each is asked, and what breaks it is named, before somebody signs."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd

from expectations import balances
from expectations.training_facts import COMPLETED, NOT_COMPLETED
from metrics import read
from metrics.catalogue import indicators
from metrics.cube import Cubes
from metrics.measures.tally import day_number
from metrics.signed.closing_figures import above_whole, apart, moved_stocks, restated, signed_before
from metrics.signed.law import Law, NothingBefore
from metrics.signed.signing import Minutes, sign
from metrics.signed.stated import STATED, Stated
from vocabulary.errors import Refused, Unavailable
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from warehouse.edition import Edition
from warehouse.minutes import Comment, SignOff

STEWARD = Scope.steward()


class Books(Protocol):
    """What the close asks of the warehouse."""

    def rows(self, dataset: str, scope: Scope, edition: int | None = None, column: str = "",
             values: Iterable[str] = ()) -> pd.DataFrame: ...  # fmt: skip

    def cells(self, indicator: str, scope: Scope, edition: int | None = None) -> pd.DataFrame: ...

    def edition_known_on(self, day: Any) -> Any: ...

    def sign_offs(self) -> list[SignOff]: ...

    def comments(self, programme: str, quarter: str) -> list[Comment]: ...


class Ledger(Books, Minutes, Protocol):
    """What is asked of the warehouse where a quarter is closed and signed in one."""


@dataclass(frozen=True)
class Close:
    """One quarter of one programme, at its close: what every law is asked of."""

    books: Books
    cubes: Cubes
    selection: Selection
    frames: dict[tuple[str, int], pd.DataFrame] = field(default_factory=dict)

    @property
    def edition(self) -> int:
        return self.cubes.edition(self.selection.edition).number

    @property
    def is_over(self) -> pd.Timestamp:
        return pd.Timestamp(self.selection.quarter.last.last_day)

    def rows(self, dataset: str, edition: int | None = None) -> pd.DataFrame:
        """Rows of the programme; of datasets that name none, all."""
        known = edition or self.edition
        if (dataset, known) not in self.frames:
            frame = self.books.rows(dataset, STEWARD, known)
            is_own = frame["programme"] == self.selection.programme if "programme" in frame else True
            self.frames[dataset, known] = frame[is_own] if "programme" in frame else frame
        return self.frames[dataset, known]


def laws(books: Books, cubes: Cubes, selection: Selection) -> tuple[Law, ...]:
    """Every law of the close, held or broken, by number.

    Raises:
        Refused: the edition knows no such programme.
    """
    close = Close(books, cubes, selection)
    if selection.programme not in {each.code for each in read.programmes(cubes, STEWARD, close.edition)}:
        raise Refused(selection.programme, f"edition {close.edition} knows no such programme", "Check its code")
    return tuple(_asked(close, stated) for stated in STATED)


def close_and_sign(
    books: Ledger, cubes: Cubes, selection: Selection, role: str, at: dt.datetime, despite: str = ""
) -> SignOff:
    """Ask every law of the close, then sign; refused as `sign` refuses. *despite* is said only where it is needed."""
    asked = laws(books, cubes, selection)
    return sign(books, cubes, selection, role, at, asked, despite if any(law.stops for law in asked) else "")


def _asked(close: Close, stated: Stated) -> Law:
    try:
        return Law(stated.rule, stated.says, stated.must_hold, tuple(_FIND[stated.rule](close)))
    except NothingBefore as reason:
        return Law(stated.rule, stated.says, must_hold=False, cannot=str(reason))
    except (Unavailable, ValueError) as reason:  # the latter of counts that no figure can be made of: XD-07 names them
        return Law(stated.rule, stated.says, stated.must_hold, cannot=str(reason))


def _gaps(close: Close) -> Iterator[str]:
    """From the cells of reporting completeness, so that gaps and figure never differ."""
    cells, quarter = close.books.cells("reporting_completeness", STEWARD, close.edition), close.selection.quarter
    is_mine = (cells["programme"] == close.selection.programme) & (cells["kind"] == "count")
    is_mine &= cells["month"].between(quarter.first.number, quarter.last.number)
    is_due = cells["bucket"] <= day_number(close.cubes.edition(close.edition).as_of)
    for cell in cells[is_mine & is_due & (cells["numerator"] < cells["denominator"])].itertuples():
        missing = cell.denominator - cell.numerator
        yield f"{cell.partner or 'programme office'}, {cell.topic}, period that ends in {cell.month}: {missing} not received"


def _unanswered(close: Close) -> Iterator[str]:
    reviews, findings = close.rows("review"), close.rows("finding")
    final = reviews.loc[reviews["finalised_on"] <= close.is_over, "review"]
    asked = findings[findings["review"].isin(final)]
    for finding in balances.improvements_unanswered(asked, close.rows("corrective_action")).itertuples():
        yield f"finding {finding.finding} of review {finding.review}: neither an action nor a reason for none"


def _known_before(close: Close) -> Edition:
    try:
        return close.books.edition_known_on(close.selection.quarter.first.first_day)
    except Unavailable as nothing:
        raise NothingBefore(str(nothing)) from nothing


def _open_actions(close: Close) -> Iterator[str]:
    before = _known_before(close)
    then, now = close.rows("corrective_action", before.number), close.rows("corrective_action")
    balance = balances.open_actions(then, now)
    if balance.difference:
        moved = (balance.came, balance.went)
        came, went = (", ".join(f"{name} {n}" for name, n in side.items() if n) or "none" for side in moved)
        yield f"opening {balance.opening}, came {came}, went {went}, closing {balance.closing}: apart by {balance.difference}"
        lost = then[then["state"].isin(balances.OPEN) & ~then["action"].isin(now["action"])]
        yield from (f"action {each.action}, {each.state} in edition {before.number}, is gone" for each in lost.itertuples())


def _held_places(close: Close) -> pd.DataFrame:
    """The places, in their last state, of runs held that ended in the quarter."""
    runs, first = close.rows("course_run"), pd.Timestamp(close.selection.quarter.first.first_day)
    runs = runs[(runs["status"] == "HELD") & runs["end_on"].between(first, close.is_over)]
    places = close.books.rows("training_roster", STEWARD, close.edition, "run", runs["run"].tolist())
    last = places.sort_values("attempt_no").drop_duplicates(["run", "participant_key"], keep="last")
    return last.assign(headcount=last["headcount"].fillna(1)).merge(runs[["run", "start_on"]], on="run")


def _unaccounted(close: Close) -> Iterator[str]:
    for run in balances.places_unaccounted(_held_places(close), (*COMPLETED, *NOT_COMPLETED)).itertuples():
        yield f"run {run.run}: {run.enrolled:.0f} enrolled, {run.accounted:.0f} with an outcome or in progress"


def _closed_units(close: Close) -> Iterator[str]:
    places, units = _held_places(close), close.rows("unit")
    both = places.merge(units[["unit", "valid_to"]], on="unit")
    gone = both[both["valid_to"] < both["start_on"]]
    for run, unit in sorted(set(zip(gone["run"], gone["unit"], strict=True))):
        yield f"run {run}: {((gone['run'] == run) & (gone['unit'] == unit)).sum()} rows of unit {unit}, closed before it began"


_LINKS = (
    ("corrective_action", "action", "merged_into", ("corrective_action",)),
    ("change_log", "change", "caused_by", ("corrective_action", "finding")),
    ("change_log", "change", "affects_courses", ("course",)),
    ("observation", "observation", "recurs_from", ("observation", "corrective_action")),
)
"""Dataset, its key, the column that names something, and where that must be."""
_SOURCES = {"OBSERVATION": "observation", "FINDING": "finding", "AUDIT": "review"}
_KEYS = {"corrective_action": "action"}


def _dangling(close: Close) -> Iterator[str]:
    actions = close.rows("corrective_action")
    asked = [(dataset, close.rows(dataset), key, column, there) for dataset, key, column, there in _LINKS]
    asked += [
        ("corrective_action", actions[actions["source_kind"] == kind], "action", "source", (there,))
        for kind, there in _SOURCES.items()
    ]
    for dataset, rows, key, column, there in asked:
        codes = {code for name in there for code in _every(close, name)[_KEYS.get(name, name)]}
        for row in balances.dangling(rows, column, codes).to_dict("records"):
            yield f"{dataset} {row[key]}: {column} names {row[column]}, which is not there"


def _every(close: Close, dataset: str) -> pd.DataFrame:
    """Rows of all programmes: a link may lead into another."""
    place = (f"every {dataset}", close.edition)
    if place not in close.frames:
        close.frames[place] = close.books.rows(dataset, STEWARD, close.edition)
    return close.frames[place]


def _of_figures(find: Callable[..., Iterator[str]]) -> Callable[[Close], Iterator[str]]:
    return lambda close: find(close.cubes, close.selection.as_known_in(close.edition), tuple(indicators().values()))


def _of_signed(find: Callable[..., Iterator[str]]) -> Callable[[Close], Iterator[str]]:
    return lambda close: find(close.books, close.cubes, signed_before(close.books, close.selection), close.edition)


_FIND: dict[str, Callable[[Close], Iterable[str]]] = {
    "XD-01": _gaps,
    "XD-04": _unanswered,
    "XD-05": _open_actions,
    "XD-06": _unaccounted,
    "XD-07": _of_figures(above_whole),
    "XD-08": _of_figures(apart),
    "XD-09": _of_signed(restated),
    "XD-12": _dangling,
    "XD-13": _closed_units,
    "XD-14": _of_signed(moved_stocks),
}
"""How each law is asked; what it says, and whether it must hold before a quarter is signed, is in `metrics.signed.stated`."""

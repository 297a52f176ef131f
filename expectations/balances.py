"""What must add up: laws over rows and counts, for the close of a period (XD-04 to XD-08, XD-12, XD-14).

Pure functions. Each gives what it found on both sides, so that a difference can be shown and not only noticed.
"""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from expectations.life_cycle import ACTION_DONE, ACTION_ENDS, ACTION_OPEN

PROPOSED = "PROPOSED"
OPEN = tuple(state for state in ACTION_OPEN if state != PROPOSED)
"""An action enters the stock when it is endorsed, as the indicators of open actions count it."""


@dataclass(frozen=True)
class Balance:
    """A stock of open actions that moved: *opening* and what came in, less what went out, is *closing*."""

    opening: int
    came: dict[str, int]
    went: dict[str, int]
    closing: int

    @property
    def difference(self) -> int:
        """Actions that are there and should not be (or, below 0, the other way round); 0 where it adds up."""
        return self.closing - self.opening - sum(self.came.values()) + sum(self.went.values())


def open_actions(before: pd.DataFrame, after: pd.DataFrame) -> Balance:
    """The balance of open actions between two states of the register (XD-05).

    Args:
        before, after: `action` and `state`, one row an action. An action that is in *before* alone is lost, and
            shows as a difference.
    """
    both = after[["action", "state"]].merge(before[["action", "state"]], how="left", on="action", suffixes=("", "_was"))
    was_open, is_open = both["state_was"].isin(OPEN), both["state"].isin(OPEN)
    is_endorsed = is_open & (both["state_was"].isna() | (both["state_was"] == PROPOSED))
    came = {"endorsed": int(is_endorsed.sum()), "reopened": int((is_open & ~was_open & ~is_endorsed).sum())}
    left = both.loc[was_open & ~is_open, "state"]
    went = {state.lower(): int((left == state).sum()) for state in (*ACTION_DONE, *ACTION_ENDS, PROPOSED)}
    opening = int(before["state"].isin(OPEN).sum())
    return Balance(opening, came, went, int(is_open.sum()))


def places_unaccounted(roster: pd.DataFrame, outcomes: tuple[str, ...]) -> pd.DataFrame:
    """Runs whose places are not the sum of their *outcomes* (XD-06): `run`, `enrolled`, `accounted`."""
    known = roster["headcount"].where(roster["outcome"].isin(outcomes), 0)
    sums = pd.DataFrame({"enrolled": roster["headcount"], "accounted": known}).groupby(roster["run"]).sum()
    return sums[sums["enrolled"] != sums["accounted"]].reset_index()


def dangling(rows: pd.DataFrame, column: str, there: Collection[str]) -> pd.DataFrame:
    """Rows of which *column*, one code or a list of them, names something that is not *there* (XD-12).

    Rules ask this of every link whose end has to be known first. What is told later than the row that names it, such
    as the change that an action was carried out by, can be asked only once both registers are in.
    """
    named = rows[column].dropna().astype("str").str.split(";").explode().str.strip()
    return rows.loc[rows.index.isin(named.index[~named.isin(list(there))])]


def above_whole(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells of a proportion whose numerator is above its denominator, or below nought (XD-07)."""
    return cells[(cells["numerator"] > cells["denominator"]) | (cells["numerator"] < 0)]


def parts_apart(parts: pd.DataFrame, totals: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Groups whose parts do not add up to their total (XD-08): *keys*, `total`, `added`.

    Args:
        parts, totals: *keys* and `count`. A group with a total and no parts, or the other way round, is apart too.
    """
    added = parts.groupby(keys, dropna=False)["count"].sum().rename("added")
    total = totals.groupby(keys, dropna=False)["count"].sum().rename("total")
    both = pd.concat([total, added], axis=1).sort_index()
    return both[both["total"].isna() | both["added"].isna() | (both["total"] != both["added"])].reset_index()


def stocks_apart(stocks: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Periods whose opening stock is not the closing stock of the period before (XD-14).

    Args:
        stocks: *keys*, `period` (sortable), `opening` and `closing`; one row a period and group.

    Returns:
        The rows whose `opening` differs, with `closing_before`.
    """
    rows = stocks.sort_values([*keys, "period"])
    before = rows.groupby(keys)["closing"].shift() if keys else rows["closing"].shift()
    return rows.assign(closing_before=before)[before.notna() & (rows["opening"] != before)]


def improvements_unanswered(findings: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """Areas for improvement with neither an action nor a reason why there is none (XD-04)."""
    answered = actions.loc[actions["source_kind"] == "FINDING", "source"]
    asked = findings["kind"] == "AREA_FOR_IMPROVEMENT"
    return findings[asked & ~findings["finding"].isin(answered) & findings["no_action_reason"].isna()]

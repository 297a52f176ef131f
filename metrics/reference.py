"""What reference lists say to the one who reads indicators: names, members, targets."""

from typing import Any, NamedTuple

import pandas as pd

from metrics.indicator import Indicator
from metrics.measures.tally import Window
from vocabulary.period import Period
from vocabulary.selection import Selection

NOT_STATED = "not stated"
PERCENT = 100
IN_PERCENT = "PERCENT"


class Named(NamedTuple):
    """A code and the name a reader knows it by."""

    code: str
    name: str


def partner_names(partners: pd.DataFrame) -> dict[str, str]:
    """Names by code; a code without a name is its own."""
    names = partners["name"].where(partners["name"].notna(), partners["partner"])
    return dict(zip(partners["partner"], names, strict=True))


def members(membership: pd.DataFrame, programme: str, window: Window) -> tuple[str, ...]:
    """Codes of the partners that belonged to a programme on some day of a window, sorted."""
    first, last = pd.Timestamp(window.first.first_day), pd.Timestamp(window.last_day)
    is_open = membership["valid_to"].isna() | (pd.to_datetime(membership["valid_to"]) >= first)
    is_begun = pd.to_datetime(membership["valid_from"]) <= last
    rows = membership[(membership["programme"] == programme) & is_begun & is_open]
    return tuple(sorted(set(rows["partner"])))


def target_of(targets: pd.DataFrame, indicator: Indicator, selection: Selection) -> dict[str, Any]:
    """The target that holds for the whole programme in the quarter under review, and who set it.

    A row of the dataset `target` whose period holds the quarter's last month stands above the indicator's own
    target; of several the one with the shortest period, and of those the one set last.
    """
    rows = targets[(targets["indicator"] == indicator.code) & (targets["programme"] == selection.programme)]
    rows = rows[rows["partner"].isna() & rows["target_value"].notna()]
    last = selection.quarter.last.last_day
    held = []
    for row in rows.to_dict("records"):
        period = Period.parse(row["period"])
        if period.start <= last <= period.end:
            held.append((-(period.end - period.start).days, pd.Timestamp(row["set_on"]), row))
    if not held:
        return {"target": indicator.target, "target_source": indicator.target_source}
    row = max(held, key=lambda each: each[:2])[-1]
    value = float(row["target_value"])
    return {
        "target": value / PERCENT if row["measured_in"] == IN_PERCENT else value,
        "target_source": f"set {row['set_on']:%Y-%m-%d} for {row['period']}",
    }



"""The addresses of the evidence: what a link to the rows behind a figure says, and how it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dashboard.address import Asked, decode
from dashboard.desk import Desk
from metrics.evidence import Sought
from metrics.indicator import Indicator
from vocabulary.period import Month, Quarter
from vocabulary.selection import Selection

PATH = "/evidence"
NUMERATOR, DENOMINATOR, LEFT_OUT = "numerator", "denominator", "left-out"
PARTS = (NUMERATOR, DENOMINATOR, LEFT_OUT)
_SYNONYMS = {"indicator": "focus", "partner": "partners"}
_DIGITS = re.compile(r"^[0-9]{1,6}$")
_LONGEST_TOPIC = 200


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for.

    Args:
        sought: the figure.
        part: which of its rows are listed; "" for the first that there are.
        page: of the list, from 1.
        notices: one sentence for each part of the address that could not be used.
    """

    sought: Sought
    part: str
    page: int
    notices: tuple[str, ...]


def wanted(desk: Desk, fields: Mapping[str, str]) -> Wanted:
    """Read the fields of an address; what cannot be read is the usual, and a notice says so."""
    said = {_SYNONYMS.get(name, name): text for name, text in fields.items()}
    said, notices = _dated(said)
    asked = desk.settled(decode(said, desk.default()))
    by_name = {name: each for each in desk.indicators.values() for name in (each.key, each.code)}
    indicator = by_name.get(asked.focus)
    if indicator is None:
        indicator = next(iter(desk.indicators.values()))
        if asked.focus:
            asked = asked.noting(f"There is no indicator {asked.focus}; {indicator.code} is shown.")
    month, topic = said.get("month"), said.get("topic")
    sought = Sought(
        indicator,
        asked.selection,
        None if month is None else asked.selection.until,
        None if topic is None or month is not None else topic[:_LONGEST_TOPIC],
    )
    part = said.get("part", "")
    page = int(said["page"]) if _DIGITS.match(said.get("page", "")) else 1
    return Wanted(sought, part if part in PARTS else "", max(page, 1), (*notices, *asked.notices))


def figure_link(sought: Sought, part: str = "", page: int = 1) -> str:
    """The address of the rows behind a figure."""
    chosen = sought.selection
    fields = {"indicator": sought.indicator.code, "programme": chosen.programme}
    fields |= {"until": str(chosen.until)} if sought.month is None else {"month": str(sought.month)}
    fields |= {"partners": ",".join(chosen.partners)} if chosen.partners else {}
    fields |= {} if sought.topic is None else {"topic": sought.topic}
    fields |= {"edition": str(chosen.edition)} if chosen.edition is not None else {}
    fields |= ({"part": part} if part else {}) | ({"page": str(page)} if page > 1 else {})
    return f"{PATH}?{urlencode(fields, safe=',')}"


def quarter_link(indicator: Indicator, selection: Selection) -> str:
    """The address of the rows behind the figure of the quarter under review."""
    return figure_link(Sought(indicator, selection))


def row_link(dataset: str, row_id: int, edition: int) -> str:
    """The address of one row."""
    return f"{PATH}/row/{dataset}/{row_id}?{urlencode({'edition': str(edition)})}"


def _dated(said: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The fields with `quarter=2026Q3` and `month=2026-07` told as `until`; one that cannot be read is left out."""
    for name, last in (("quarter", lambda text: Quarter.parse(text).last), ("month", Month.parse)):
        if name in said:
            try:
                return said | {"until": str(last(said[name]))}, ()
            except ValueError:
                rest = {key: text for key, text in said.items() if key != name}
                return rest, (f"The link says a {name} that cannot be read; the usual is shown.",)
    return said, ()


def asked_of(sought: Sought) -> Asked:
    """What a screen is asked that shows the indicator at length."""
    return replace(Asked(sought.selection), focus=sought.indicator.key)

"""The addresses of the evidence: what a link to the rows behind a figure says, and how it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dashboard.address import Asked, query
from dashboard.desk import Desk
from metrics.evidence.lists import CELLS, HELD_BACK, NOT_COUNTED, PARTS
from metrics.evidence.sought import Sought
from metrics.indicator import Indicator
from metrics.measures.composite import Composite
from metrics.series import Point
from vocabulary.period import Month, Quarter
from vocabulary.selection import Selection
from vocabulary.state import State

PATH = "/evidence"
ROWS = "page"
FOLDED = (NOT_COUNTED, CELLS, HELD_BACK)
"""Lists beside that of the rows: an address names the page of each by the list's own name."""
_SYNONYMS = {"indicator": "focus", "partner": "partners"}
_DIGITS = re.compile(r"[0-9]{1,6}")
_LONGEST_TOPIC = 200
_LONGEST_RUN = 120
NOT_STATED_PARTNER = "~"
"""How an address says rows that name no partner."""


@dataclass(frozen=True)
class Wanted:
    """What a reader asked for.

    Args:
        sought: the figure.
        part: which of its rows are listed; "" for the first that there are.
        of: for the rows behind one line that stands for several: what the line is called; "" for the lines.
        pages: of the lists, from 1, by the name of the list; those that the address says.
        notices: one sentence for each part of the address that could not be used.
    """

    sought: Sought
    part: str
    notices: tuple[str, ...]
    of: str = ""
    pages: Mapping[str, int] = field(default_factory=dict)

    def page(self, name: str = ROWS) -> int:
        """The page of a list: the first where the address says none."""
        return self.pages.get(name, 1)

    def turned(self, name: str, page: int) -> str:
        """The address of another page of one list, all else as it is."""
        pages = {each: str(number) for each, number in self.pages.items()} | {name: str(page)}
        return f"{figure_link(self.sought, self.part, of=self.of, pages=pages)}#{panel_of(name)}"


def wanted(desk: Desk, fields: Mapping[str, str]) -> Wanted:
    """Read the fields of an address; what cannot be read is the usual, and a notice says so."""
    said = {_SYNONYMS.get(name, name): text for name, text in fields.items()}
    said, notices = _dated(said)
    is_nobody = said.get("partners") == NOT_STATED_PARTNER
    asked = desk.asked({**said, "partners": ""} if is_nobody else said)
    if is_nobody:
        asked = asked.choosing(asked.selection.narrowed(""))
    by_name = {name: each for each in desk.indicators.values() for name in (each.key, each.code)}
    indicator = by_name.get(asked.focus)
    if indicator is None:
        indicator = next(iter(desk.indicators.values()))
        if asked.focus:
            asked = asked.noting(f"There is no indicator {asked.focus}; {indicator.code} is shown.")
    month, topic = said.get("month"), said.get("topic")
    if month is not None and topic is not None:
        asked = asked.noting("The link says a topic and a month; a topic has figures of quarters only, and all topics are shown.")
        topic = None
    sought = Sought(
        indicator,
        asked.selection,
        None if month is None else asked.selection.until,
        None if topic is None else topic[:_LONGEST_TOPIC],
        part=said.get("count", "")[:_LONGEST_TOPIC],
    )
    if "since" in said and sought.month is None and sought.topic is None:
        sought, asked = _run(sought, asked, said["since"])
    part, pages, unread = _listed(said)
    return Wanted(sought, part, (*notices, *asked.notices, *unread), said.get("of", "")[:_LONGEST_TOPIC], pages)


def panel_of(name: str) -> str:
    """The id of the panel that shows a list."""
    return f"panel-{'rows' if name == ROWS else name}"


def figure_link(sought: Sought, part: str = "", of: str = "", pages: Mapping[str, str] | None = None) -> str:
    """The address of the rows behind a figure."""
    chosen = sought.selection
    fields = {"indicator": sought.indicator.code, "programme": chosen.programme}
    fields |= {"until": str(chosen.until)} if sought.month is None else {"month": str(sought.month)}
    fields |= {"partners": ",".join(chosen.partners) or NOT_STATED_PARTNER} if chosen.partners else {}
    fields |= {"since": str(chosen.since)} if sought.is_run else {}
    fields |= {} if sought.topic is None else {"topic": sought.topic}
    fields |= {"count": sought.part} if sought.part else {}
    fields |= {"edition": str(chosen.edition)} if chosen.edition is not None else {}
    fields |= ({"part": part} if part else {}) | ({"of": of} if of else {}) | (pages or {})
    return f"{PATH}?{query(fields)}"


def behind(sought: Sought, point: Point) -> str | None:
    """The address of the rows behind a figure, or left out of it; None where it is hidden or there are none."""
    has_rows = point.state.is_number or (point.state is State.NOT_APPLICABLE and point.left_out > 0)
    return figure_link(sought) if has_rows else None


def month_link(indicator: Indicator, selection: Selection, point: Point) -> str | None:
    """The address of the rows behind the figure of one month of a series; None where there is none to show."""
    return behind(Sought(indicator, selection, point.month), point)


def quarter_link(indicator: Indicator, selection: Selection) -> str:
    """The address of the rows behind the figure of the quarter under review."""
    return figure_link(Sought(indicator, selection))


def row_link(dataset: str, row_id: int, edition: int) -> str:
    """The address of one row."""
    return f"{PATH}/row/{dataset}/{row_id}?{query({'edition': str(edition)})}"


def _listed(said: Mapping[str, str]) -> tuple[str, dict[str, int], tuple[str, ...]]:
    """Which rows are listed and which page of each list; and a sentence for each that cannot be read."""
    part, notices = said.get("part", ""), []
    if part and part not in PARTS:
        part = ""
        notices.append("The link says rows of a kind that there is not; the usual are shown.")
    named = [name for name in (ROWS, *FOLDED) if name in said]
    pages = {name: max(int(said[name]), 1) for name in named if _DIGITS.fullmatch(said[name])}
    if len(pages) < len(named):
        notices.append("The link says a page that cannot be read; the first is shown.")
    return part, pages, tuple(notices)


def _run(sought: Sought, asked: Asked, since: str) -> tuple[Sought, Asked]:
    """The same for all months from *since* on; where that cannot be read, for the quarter, and a notice says so."""
    try:
        first = Month.parse(since)
        if first + _LONGEST_RUN <= asked.selection.until:
            raise ValueError(f"{since} is too long ago")
        chosen = replace(asked.selection, since=first)
    except ValueError:
        return sought, asked.noting("The link says a first month that cannot be read; the quarter is shown.")
    part = sought.part if isinstance(sought.indicator.read, Composite) else ""
    if part != sought.part:  # such counts stand beside the figure of a quarter alone
        asked = asked.noting("The link says a count beside the figure, and a run of months has none; the figure is shown.")
    return replace(sought, selection=chosen, is_run=True, part=part), asked.choosing(chosen)


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

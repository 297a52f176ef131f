"""What became of the decisions of earlier reviews, and what was decided at this one."""

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.markup import scrolling, tag
from dashboard.screen import Drawn, Table
from metrics.indicator import Indicator
from vocabulary.errors import Unavailable
from vocabulary.period import Quarter
from warehouse.minutes import Decision, DecisionState

_HEAD = ("Decision", "Answers to", "Owner", "Due", "What became of it")


@dataclass(frozen=True)
class Decided:
    """The decisions that a review looks at: those of the quarter, and those before it that matter still.

    Args:
        today: the day on which a due date is judged.
        earlier: decided at earlier reviews, and open, or settled after the last one.
    """

    quarter: Quarter
    today: dt.date
    earlier: tuple[Decision, ...]
    now: tuple[Decision, ...]
    indicators: dict[str, Indicator]


def query(desk: Desk, asked: Asked) -> Decided:
    """Read the decisions of the programme; they are the steward's alone until somebody releases them."""
    if desk.scope.partner is not None:
        raise Unavailable("Decisions of the review are not released to partners.")
    chosen = asked.selection
    found = desk.warehouse.decisions(chosen.programme)
    before = str(chosen.quarter + -1)
    earlier = [each for each in found if each.quarter < str(chosen.quarter) and _matters(each, before)]
    now = [each for each in found if each.quarter == str(chosen.quarter)]
    if not earlier and not now:
        said = "The steward writes down what the review decides: “python -m metrics decide”."
        raise Unavailable(f"No decision is written down yet. {said}")
    return Decided(chosen.quarter, desk.today, tuple(earlier), tuple(now), dict(desk.indicators))


def draw(found: Decided) -> Drawn:
    """One line a decision, those of earlier reviews first."""
    rows = [_row(found, each) for each in (*found.earlier, *found.now)]
    head = tag("tr", [tag("th", name, scope="col") for name in _HEAD])
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="plain said-table")
    twin = Table(_title(found), ("Review", *_HEAD), tuple(_texts(found, each) for each in (*found.earlier, *found.now)))
    return Drawn(_title(found), "Owners are roles. Due dates are judged today.", scrolling(table, "Decisions"), twin)


def _matters(decision: Decision, before: str) -> bool:
    """Open still, or decided at the review before, whatever became of it."""
    return decision.state is DecisionState.OPEN or decision.quarter == before


def _title(found: Decided) -> str:
    if not found.earlier:
        return f"{words.sentence(words.counted(len(found.now), 'decision'))[:-1]} at this review"
    open_ = [each for each in found.earlier if each.state is DecisionState.OPEN]
    overdue = sum(each.due_on < found.today for each in open_)
    late = f", {overdue} of them overdue" if overdue else ""
    told = f"{len(open_)} of {words.counted(len(found.earlier), 'earlier decision')} still open{late}"
    return told + (f"; {len(found.now)} new" if found.now else "")


def _row(found: Decided, each: Decision) -> Markup:
    decision, about, owner, due, became = _texts(found, each)[1:]
    is_late = each.state is DecisionState.OPEN and each.due_on < found.today
    return tag(
        "tr",
        tag("th", decision, tag("span", f"decided for {_quarter(each)}", class_="sub"), scope="row"),
        tag("td", about, data_name=_HEAD[1]),
        tag("td", owner, data_name=_HEAD[2]),
        tag("td", due, class_="concern" if is_late else None, data_name=_HEAD[3]),
        tag("td", became, data_name=_HEAD[4]),
    )


def _texts(found: Decided, each: Decision) -> tuple[str, ...]:
    indicator = found.indicators.get(each.indicator)
    about = "the quarter" if indicator is None else f"{indicator.code} {indicator.short_title}"
    late = " (overdue)" if each.state is DecisionState.OPEN and each.due_on < found.today else ""
    became = str(each.state) + (f": {each.outcome}" if each.outcome else "")
    return _quarter(each), each.said, about, each.owner_role, words.day(each.due_on) + late, became


def _quarter(each: Decision) -> str:
    return Quarter.parse(each.quarter).name

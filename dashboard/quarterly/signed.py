"""The quarter as it was signed, beside what is known now, and what lies between: for ever the same left column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dashboard import points, words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.evidence.address import behind
from dashboard.markup import joined, scrolling, tag
from dashboard.screen import Drawn, Table, linked
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator
from metrics.known.bridge import Bridge, bridge
from metrics.known.bridge_said import parts_said
from metrics.series import Point
from metrics.signed.signing import newest, signed_document
from vocabulary.errors import Unavailable
from vocabulary.state import State
from warehouse.minutes import SignOff

_HEAD = (("Indicator", ""), ("As signed", "num"), ("As known now", "num"), ("What lies between", ""))


@dataclass(frozen=True)
class Line:
    """One indicator, signed and now.

    Args:
        way: the bridge from the signed edition to the one shown; None where there is none, and `why_not` says why.
    """

    indicator: Indicator
    signed: Point | None
    now: Point
    way: Bridge | None
    why_not: str

    @property
    def has_moved(self) -> bool:
        return self.signed is None or told(self.signed) != told(self.now)


@dataclass(frozen=True)
class Signed:
    """A signed quarter beside the edition shown.

    Args:
        despite: the laws of its close that must hold and did not, and the reason to sign all the same; empty where all held.
    """

    asked: Asked
    path: str
    sign_off: SignOff
    lines: tuple[Line, ...]
    despite: Mapping[str, Any]


def query(path: str, desk: Desk, asked: Asked) -> Signed:
    """Read the sign-off that stands; what was signed is the whole programme, and the steward's alone."""
    chosen = asked.selection
    if desk.scope.partner is not None:
        raise Unavailable("What was signed holds all markings and is not released to partners.")
    found = newest(desk.warehouse, chosen.programme, chosen.quarter)
    if found is None:
        said = "is not signed yet. Once it is over, the steward signs it: “python -m metrics sign”."
        raise Unavailable(f"{desk.quarter_name(chosen)} {said}")
    whole = asked.choosing(chosen.narrowed())
    document = signed_document(found)
    figures = document["figures"]
    lines = tuple(_line(desk, whole, found, row, figures) for row in desk.scorecard(whole.selection))
    return Signed(asked, path, found, lines, document.get("despite", {}))


def draw(found: Signed) -> Drawn:
    """One line an indicator, in the order of the scorecard."""
    head = tag("tr", [tag("th", name, scope="col", class_=class_ or None) for name, class_ in _HEAD])
    rows = [_row(found, each) for each in found.lines]
    table = tag("table", tag("thead", head), tag("tbody", rows), class_="plain said-table")
    note = joined(
        (
            f"Signed {words.day(found.sign_off.signed_at.date())} by the {found.sign_off.role}, on ",
            _there(found),
            f"; seal {found.sign_off.sha256[:12]}. “python -m metrics verify” computes every figure anew.",
        )
    )
    said = joined((tag("p", note, class_="note"), _despite(found), scrolling(table, "As signed")))
    return Drawn(_title(found), "", said, _twin(found))


def _despite(found: Signed) -> Markup | str:
    """Why it was signed though a law that must hold did not; nothing where all held."""
    if not found.despite.get("reason"):
        return ""
    laws = "; ".join(found.despite["laws"])
    reason = words.sentence(found.despite["reason"])
    return tag("p", f"Signed all the same, because: {reason} What did not hold: {laws}.", class_="note")


def _line(desk: Desk, asked: Asked, sign_off: SignOff, row: Any, figures: Mapping[str, Any]) -> Line:
    indicator, series = row
    told = figures.get(indicator.code)
    before = None if told is None else as_point(series.quarter.label, told["quarter"])
    line = Line(indicator, before, series.quarter, None, "it was not part of what was signed" if before is None else "")
    if not line.has_moved or before is None:
        return line
    try:
        way = bridge(desk.cubes, indicator, asked.selection, desk.scope, sign_off.edition)
    except Unavailable as unavailable:
        return Line(indicator, before, series.quarter, None, str(unavailable))
    return Line(indicator, before, series.quarter, way, "")


def as_point(label: str, told: Mapping[str, Any]) -> Point:
    """A figure as a signed document spells it."""
    counts = {name: told[name] for name in ("value", "numerator", "n", "low", "high", "left_out")}
    return Point(label, State(told["state"]), **counts)


def _title(found: Signed) -> str:
    moved = sum(each.has_moved for each in found.lines)
    since = f"edition {found.asked.selection.edition}"
    if not moved:
        return f"Every signed figure stands in {since}"
    return f"{words.sentence(words.counted(moved, 'signed figure'))[:-1]} known differently in {since}"


def _there(found: Signed) -> Markup:
    edition = found.sign_off.edition
    address = link(found.path, found.asked.choosing(found.asked.selection.as_known_in(edition)))
    return tag("a", f"edition {edition}", href=address)


def _ways(found: Signed, each: Line) -> tuple[str | None, str | None]:
    """The ways to the rows behind the figure as it was signed, and as it is known in the edition shown."""
    now = found.asked.selection.narrowed()
    then = now.as_known_in(found.sign_off.edition)
    signed = None if each.signed is None else behind(Sought(each.indicator, then), each.signed)
    return signed, behind(Sought(each.indicator, now), each.now)


def _way(text: str, there: str | None) -> Markup | str:
    return tag("a", text, href=there, class_="behind-it") if there else text


def _row(found: Signed, each: Line) -> Markup:
    before, now, between = _texts(each)
    then_there, now_there = _ways(found, each)
    parts = tag("ul", [tag("li", line) for line in between], class_="bridge") if len(between) > 1 else between[0]
    return tag(
        "tr",
        tag("th", f"{each.indicator.code} {each.indicator.short_title}", scope="row"),
        tag("td", _way(before, then_there), class_="num", data_name=_HEAD[1][0]),
        tag("td", _way(now, now_there), class_="num" if each.has_moved else "num muted", data_name=_HEAD[2][0]),
        tag("td", parts, class_="between" if each.has_moved else "between muted", data_name=_HEAD[3][0]),
    )


def _texts(each: Line) -> tuple[str, str, list[str]]:
    unit = each.indicator.unit
    before = "–" if each.signed is None else points.whole(each.signed, unit)
    now = points.whole(each.now, unit)
    if each.way is not None:
        between = [words.set_in_type(line) for line in parts_said(each.indicator, each.way)]
        return before, now, between or ["only what is shown beside it moved"]
    return before, now, [each.why_not or "unchanged"]


def _twin(found: Signed) -> Table:
    rows = (
        (f"{e.indicator.code} {e.indicator.short_title}", *map(linked, _texts(e)[:2], _ways(found, e)),
         "; ".join(_texts(e)[2]))
        for e in found.lines
    )  # fmt: skip
    return Table(_title(found), tuple(name for name, _ in _HEAD), tuple(rows))


def told(point: Point) -> tuple:
    """What tells two publications of one figure apart."""
    value = None if point.value is None else round(point.value, 9)
    return point.state, value, point.numerator, point.n

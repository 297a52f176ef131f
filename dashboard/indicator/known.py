"""One quarter's figure as first published, as signed and as known now, and what moved it in between."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard import points as figures
from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.evidence.address import behind
from dashboard.explore.focus import Focus, Place, focus
from dashboard.markup import tag
from dashboard.quarterly.signed import as_point, told
from dashboard.screen import Drawn, Table, linked
from metrics.evidence.evidence import Sought
from metrics.known.bridge import Bridge, bridge, difference
from metrics.known.bridge_said import change_said, parts_said
from metrics.known.knowledge import first_published
from metrics.series import Point
from metrics.signed.signing import newest, signed_document
from vocabulary.errors import Unavailable
from vocabulary.selection import Selection

KEY = "known"


@dataclass(frozen=True)
class Knowledge:
    """The figure at one time.

    Args:
        name: "As first published".
        edition: its number; None where there is no such figure, and `why_not` says why.
        told: when, and by whom.
        way: the bridge to what is known in the edition shown; None where nothing moved, or `why_no_way` says why.
    """

    name: str
    edition: int | None
    figure: Point | None
    told: str
    why_not: str = ""
    way: Bridge | None = None
    why_no_way: str = ""


@dataclass(frozen=True)
class Known:
    """The figure at three times; the last is that of the edition shown."""

    found: Focus
    times: tuple[Knowledge, ...]


def query(desk: Desk, asked: Asked, place: Place) -> Known:
    """Read the three figures and the bridges between them."""
    found = focus(desk, asked, place)
    now = found.series.quarter
    edition = desk.edition(found.selection.edition)
    newest_is = edition.number == desk.edition().number
    last = Knowledge(
        "As known now" if newest_is else "As known then", edition.number, now,
        f"edition {edition.number}, {words.day(edition.as_of)}",
    )  # fmt: skip
    earlier = (_first(desk, found), _signed(desk, found))
    return Known(found, (*(_with_way(desk, found, each) for each in earlier), last))


def draw(known: Known) -> Drawn:
    """Three figures side by side, what lies between beneath, and a way to any other day."""
    found, now = known.found, known.times[-1]
    cards = [_card(known, each) for each in known.times]
    ways = [_way(known, each) for each in known.times[:-1] if each.figure is not None]
    body = tag("div", tag("div", cards, class_="times"), tag("div", ways, class_="known-ways"), _form(found), class_="known")
    moved = [each for each in known.times[:-1] if each.figure is not None and told(each.figure) != told(now.figure)]
    title = f"{found.series.quarter.label} is known differently now" if moved else "Known as it was first published"
    if all(each.figure is None for each in known.times[:-1]):
        title = "When what was known"
    note = "The same quarter, as three editions know it."
    links = (("CSV", link(f"{found.place.path}/{KEY}.csv", found.asked)),)
    return Drawn(title, note, body, _table(known), links=links)


def _first(desk: Desk, found: Focus) -> Knowledge:
    name = "As first published"
    first = first_published(desk.cubes, found.indicator, found.selection, desk.scope)
    if first is None:
        return Knowledge(name, None, None, "", "no edition after the quarter has a figure")
    when = f"edition {first.edition.number}, {words.day(first.edition.as_of)}"
    return Knowledge(name, first.edition.number, first.figure, when)


def _signed(desk: Desk, found: Focus) -> Knowledge:
    name, chosen = "As signed", found.selection
    if desk.scope.partner is not None:
        return Knowledge(name, None, None, "", "what was signed is not released to partners")
    if chosen.partners:
        return Knowledge(name, None, None, "", "what was signed is the figure of all partners together")
    sign_off = newest(desk.warehouse, chosen.programme, chosen.quarter)
    if sign_off is None or sign_off.edition > chosen.edition:
        return Knowledge(name, None, None, "", f"{desk.quarter_name(chosen)} is not signed in what is shown")
    figures_ = signed_document(sign_off)["figures"]
    if found.indicator.code not in figures_:
        return Knowledge(name, None, None, "", "it was not part of what was signed")
    point = as_point(desk.quarter_name(chosen), figures_[found.indicator.code]["quarter"])
    when = f"edition {sign_off.edition}, signed {words.day(sign_off.signed_at.date())} by the {sign_off.role}"
    return Knowledge(name, sign_off.edition, point, when)


def _with_way(desk: Desk, found: Focus, known: Knowledge) -> Knowledge:
    if known.figure is None or told(known.figure) == told(found.series.quarter):
        return known
    try:
        return replace(known, way=bridge(desk.cubes, found.indicator, found.selection, desk.scope, known.edition))
    except Unavailable as unavailable:
        return replace(known, why_no_way=str(unavailable))


def _card(known: Known, each: Knowledge) -> Markup:
    unit = known.found.indicator.unit
    if each.figure is None:
        return tag("div", tag("h3", each.name), tag("p", words.sentence(each.why_not), class_="why-not"), class_="time")
    chosen: Selection = known.found.selection
    there = link(known.found.place.path, Asked(chosen.as_known_in(each.edition)))
    counts = ", ".join(
        filter(None, (figures.counts(each.figure, unit), "provisional" if each.figure.provisional else ""))
    )
    return tag(
        "div", tag("h3", each.name),
        tag("p", _behind(known, each, tag("b", figures.figure(each.figure, unit),
                                          class_="big" if each.figure.state.is_number else "none")),
            tag("span", counts, class_="resting"), class_="headline"),
        tag("p", tag("a", words.sentence(each.told)[:-1], href=there), class_="when"),
        class_="time",
    )  # fmt: skip


def _there(known: Known, each: Knowledge) -> str | None:
    """The way to the rows behind the figure, as the edition of its time knows them."""
    return behind(Sought(known.found.indicator, known.found.selection.as_known_in(each.edition)), each.figure)


def _behind(known: Known, each: Knowledge, figure: Markup) -> Markup:
    there = _there(known, each)
    return figure if there is None else tag("a", figure, href=there, class_="behind-it")


def _way(known: Known, each: Knowledge) -> Markup:
    """What lies between a figure and the one shown, cause by cause."""
    lines = list(_lines(known, each))
    return tag("div", tag("h3", f"{each.name}, and now"), tag("ul", [tag("li", line) for line in lines]), class_="way")


def _lines(known: Known, each: Knowledge) -> Iterator[str]:
    now, unit = known.found.series.quarter, known.found.indicator.unit
    if told(each.figure) == told(now):
        yield "unchanged"
        return
    change = change_said(difference(each.figure, now), unit)
    if change:
        yield words.set_in_type(f"{change} in all")
    if each.way is not None:
        yield from map(words.set_in_type, parts_said(known.found.indicator, each.way))
    if each.why_no_way:
        yield f"by cause: {each.why_no_way}"


def _form(found: Focus) -> Markup:
    """Read the screen as it was known on any day: an ordinary form, no script."""
    chosen = found.selection
    kept = {"programme": chosen.programme, "until": str(chosen.until), "months": str(len(chosen.months))}
    kept |= {"partners": ",".join(chosen.partners)} if chosen.partners else {}
    hidden = [tag("input", type="hidden", name=name, value=text) for name, text in kept.items()]
    field = tag("label", "As known on ", tag("input", type="date", name="known_on", required=True))
    button = tag("button", "Show", type="submit", class_="button")
    return tag("form", hidden, field, button, method="get", action=found.place.path, class_="known-on")


def _table(known: Known) -> Table:
    unit = known.found.indicator.unit
    rows = tuple(
        (
            each.name,
            linked(figures.figure(each.figure, unit), _there(known, each)) if each.figure is not None else "–",
            (figures.counts(each.figure, unit) or "–") if each.figure is not None else "–",
            each.told or each.why_not,
            "; ".join(_lines(known, each)) if each.figure is not None and at < len(known.times) - 1 else "–",
        )
        for at, each in enumerate(known.times)
    )
    head = ("Knowledge", "Figure", "Cases", "Known when", "To what is shown")
    return Table(f"{known.found.indicator.title}, {known.found.series.quarter.label}", head, rows)

"""The selection bar: one small form of native controls, that works without any script."""

from collections.abc import Iterable

from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.markup import tag
from dashboard.screen import Screen
from vocabulary.period import Month, Quarter
from vocabulary.selection import Selection
from warehouse.edition import Edition

_QUARTERS_OFFERED = 12
_EDITIONS_OFFERED = 40
_RUNS_OFFERED = (12, 24, 36)


def bar(screen: Screen, desk: Desk, asked: Asked) -> Markup:
    """The controls that *screen* offers, set to what was asked."""
    makers = {"programme": _programme, "period": _period, "partners": _partners, "edition": _edition}
    shown = [makers[name](desk, asked.selection) for name in screen.controls]
    focus = tag("input", type="hidden", name="focus", value=asked.focus) if asked.focus else None
    show = tag("noscript", tag("button", "Show", type="submit", class_="button"))
    return tag(
        "form", shown, focus, show, id="selection", class_="controls", method="get", action=screen.path,
        autocomplete="off", aria_label="What is shown",
    )  # fmt: skip


def copy_link(screen: Screen, asked: Asked) -> Markup:
    """A link to exactly this: the edition is in it, so it shows the same next year."""
    return tag("a", "Copy link", href=link(screen.path, asked), id="copy-link", class_="quiet-link")


def _programme(desk: Desk, chosen: Selection) -> Markup:
    options = desk.names(chosen.edition).programmes
    return _select("Programme", "programme", options.items(), chosen.programme)


def _period(desk: Desk, chosen: Selection) -> list[Markup]:
    newest = Quarter.of(Month.of(desk.edition().as_of))
    offered, begins_in = (newest + -back for back in range(_QUARTERS_OFFERED)), desk.fiscal_start(chosen)
    ends = {quarter.last: quarter.named(begins_in) for quarter in offered}
    ends.setdefault(chosen.until, chosen.until.name)
    until = [(str(month), ends[month]) for month in sorted(ends, reverse=True)]
    runs = sorted({*_RUNS_OFFERED, len(chosen.months)})
    return [
        _select("Quarter", "until", until, str(chosen.until)),
        _select("Showing", "months", [(str(run), f"{run} months") for run in runs], str(len(chosen.months))),
    ]


def _partners(desk: Desk, chosen: Selection) -> Markup:
    names = desk.names(chosen.edition).partners
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name="partners", value=code, checked=code in chosen.partners),
            tag("span", name),
        )
        for code, name in desk.members(chosen)
    ]
    summary = words.partners(chosen.partners, names)
    return tag(
        "details",
        tag("summary", _label("Partners"), tag("b", summary[:1].upper() + summary[1:], id="partners-said"), _chevron()),
        tag(
            "div",
            tag("fieldset", tag("legend", "None ticked means all"), boxes),
            tag("div", tag("button", "Show these", type="submit", class_="button"), class_="drop-foot"),
            class_="drop",
        ),
        class_="control",
    )  # fmt: skip


def _edition(desk: Desk, chosen: Selection) -> Markup:
    newest = desk.edition().number
    offered = {"": f"now (edition {newest})"}
    offered |= {str(edition.number): _known_on(edition) for edition in _last_of_each_day(desk, newest)}
    if chosen.edition != newest:
        offered.setdefault(str(chosen.edition), _known_on(desk.edition(chosen.edition)))
    return _select("As known", "edition", offered.items(), "" if chosen.edition == newest else str(chosen.edition))


def _last_of_each_day(desk: Desk, newest: int) -> list[Edition]:
    by_day: dict[object, Edition] = {}
    for edition in sorted(desk.warehouse.editions(), key=lambda edition: edition.number):
        if edition.number != newest:
            by_day[edition.as_of] = edition
    return sorted(by_day.values(), key=lambda edition: -edition.number)[:_EDITIONS_OFFERED]


def _known_on(edition: Edition) -> str:
    return f"on {words.short_day(edition.as_of)} (edition {edition.number})"


def _select(label: str, name: str, options: Iterable[tuple[str, str]], chosen: str) -> Markup:
    choices = [tag("option", text, value=value, selected=value == chosen) for value, text in options]
    return tag("label", _label(label), tag("select", choices, name=name), _chevron(), class_="control")


def _label(text: str) -> Markup:
    return tag("span", text, class_="control-label")


def _chevron() -> Markup:
    path = tag("path", d="M2 4l4 4 4-4", fill="none", stroke="currentColor", stroke_width="1.6")
    return tag("svg", path, class_="chevron", width=12, height=12, viewBox="0 0 12 12", aria_hidden="true")

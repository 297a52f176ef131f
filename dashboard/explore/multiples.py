"""The indicator in focus, one small chart a partner, on one scale, the most pressing first."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import points as said
from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.evidence.address import behind
from dashboard.explore.focus import Focus, Place, focus
from dashboard.markup import tag
from dashboard.screen import Drawn, Table, linked
from dashboard.svg import marks
from dashboard.svg.sparkline import sparkline, vertical
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator
from metrics.reference import NOT_STATED
from metrics.series import Series, Variation
from metrics.statistics.control import expected_false_signals
from vocabulary.errors import Unavailable
from vocabulary.selection import Selection

WIDTH, HEIGHT = 280, 76
KEY = "partners"


@dataclass(frozen=True)
class Multiples:
    """The focus, and one series for each partner.

    Args:
        several: the most pressing first.
        names: partner code to name.
        drawings: of each what does not depend on who is chosen, in the same order: its name, its figure, what stands below.
    """

    found: Focus
    several: tuple[Series, ...]
    names: Mapping[str, str]
    drawings: tuple[tuple[Markup, Markup, Markup], ...]

    def name(self, series: Series) -> str:
        return _name(self.names, series)


def query(desk: Desk, asked: Asked, place: Place) -> Multiples:
    """Read the series of all partners, whichever are chosen: they are the way from one to the next."""
    found = focus(desk, asked, place)
    several = desk.small_multiples(found.indicator, found.of_all.selection)
    if not several:
        raise Unavailable("No partner belonged to the programme in the months shown.")
    drawings = desk.kept(_drawings, found.indicator.key, found.of_all.selection)
    return Multiples(found, several, desk.names(found.series.edition).partners, drawings)


def _drawings(desk: Desk, key: str, selection: Selection) -> tuple[tuple[Markup, Markup, Markup], ...]:
    """The small charts on one scale, and their words; drawn once, whichever partner is chosen."""
    indicator, names = desk.indicators[key], desk.names(selection.edition).partners
    overall, several = desk.series(indicator, selection), desk.small_multiples(indicator, selection)
    up = vertical([overall, *several], indicator.unit, HEIGHT)
    return tuple(
        (
            tag("span", _name(names, series), class_="partner"),
            _figure(series, indicator),
            sparkline(series, indicator, (WIDTH, HEIGHT), up, overall) + marks.variation(series.verdict.variation),
        )
        for series in several
    )


def _name(names: Mapping[str, str], series: Series) -> str:
    code = series.selection.partners[0]
    return names.get(code, code) or NOT_STATED


def _figure(series: Series, indicator: Indicator) -> Markup:
    """A partner's figure with its cases, as the way to its rows."""
    point, unit = series.quarter, indicator.unit
    figure = tag("b", said.figure(point, unit), class_=None if point.state.is_number else "muted")
    there = behind(Sought(indicator, series.selection), point)
    inside = (figure, tag("i", said.counts(point, unit)))
    return tag("a", inside, href=there, class_="of-it") if there else tag("span", inside, class_="of-it")


def draw(shown: Multiples) -> Drawn:
    """The small charts; each is a link that narrows the screen to its partner."""
    found = shown.found
    pairs = zip(shown.several, shown.drawings, strict=True)
    items = [_item(found, series.selection.partners[0], *drawing) for series, drawing in pairs]
    body = tag("ol", items, class_="multiples")
    return Drawn(
        _title(shown),
        f"Sorted by signal, one scale; thin line: all partners. {_chance(shown)}",
        [_trail(shown), body],
        _table(shown),
        links=(("CSV", link(f"{found.place.path}/{KEY}.csv", found.asked)),),
    )


def _item(found: Focus, code: str, name: Markup, figure: Markup, below: Markup) -> Markup:
    is_chosen = code in found.selection.partners
    narrowing = tag(
        "a", name, href=link(found.place.path, found.asked.choosing(found.selection.narrowed(code))), id=f"partner-{code}",
        data_partners=code, aria_current="true" if is_chosen else None,
    )  # fmt: skip
    return tag(
        "li",
        tag("div", narrowing if code else name, figure, class_="top"),
        below,
        class_="chosen" if is_chosen else None,
    )  # fmt: skip


def _trail(shown: Multiples) -> Markup | None:
    """The way back to all partners, where some are chosen."""
    found = shown.found
    if not found.selection.partners:
        return None
    back = link(found.place.path, found.of_all)
    return tag("p", tag("a", "All partners", href=back, data_partners="", id="partners-all"), " › ",
               tag("b", found.whom), class_="crumbs")  # fmt: skip


def _title(shown: Multiples) -> str:
    """Which partners differ from their own past."""
    worse, better = _those(shown, Variation.WORSENING), _those(shown, Variation.IMPROVING)
    odd = [*_those(shown, Variation.SPECIAL_HIGH), *_those(shown, Variation.SPECIAL_LOW)]
    said_of = [
        f"{word} at {words.named(names)}"
        for word, names in (("worsening", worse), ("improving", better), ("unusual", odd))
        if names
    ]
    if said_of:
        return words.sentence("; ".join(said_of))[:-1]
    if any(series.verdict.variation is Variation.COMMON for series in shown.several):
        return "No partner has changed beyond chance"
    if any(series.verdict.variation is Variation.NOT_JUDGED for series in shown.several):
        return "Each partner beside its own median"
    return "No partner has enough months to tell change from chance"


def _those(shown: Multiples, variation: Variation) -> list[str]:
    return [shown.name(series) for series in shown.several if series.verdict.variation is variation]


def _chance(shown: Multiples) -> str:
    """How many signals chance alone would give on so many charts."""
    expected = sum(expected_false_signals(series.control) for series in shown.several)
    return f"About {expected:.1f} of {len(shown.several)} charts would signal by chance." if expected else ""


def _sought(shown: Multiples, series: Series) -> Sought:
    """The quarter's figure of one partner; its series belongs to the partner alone."""
    return Sought(shown.found.indicator, series.selection)


def _table(shown: Multiples) -> Table:
    unit = shown.found.indicator.unit
    rows = tuple(
        (
            shown.name(series),
            linked(said.figure(series.quarter, unit), behind(_sought(shown, series), series.quarter)),
            said.counts(series.quarter, unit) or "–",
            words.interval(series.quarter, unit) or "–",
            words.VARIATION_WORDS[series.verdict.variation],
            series.verdict.assurance.value or "–",
        )
        for series in shown.several
    )
    quarter = shown.found.series.quarter.label
    head = ("Partner", "Figure", "Cases", "Interval", "What it says", "Target")
    return Table(f"{shown.found.indicator.title} by partner, {quarter}", head, rows)

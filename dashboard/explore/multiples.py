"""The indicator in focus, one small chart a partner, on one scale, the most pressing first."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import points as said
from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.explore.focus import Focus, Place, focus
from dashboard.markup import tag
from dashboard.screen import Drawn, Table
from dashboard.svg import marks
from dashboard.svg.sparkline import sparkline, vertical
from metrics.indicator import Unit
from metrics.series import Point, Series, Variation
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
        drawings: of each what does not depend on who is chosen, in the same order: its link's words, what stands below.
    """

    found: Focus
    several: tuple[Series, ...]
    names: Mapping[str, str]
    drawings: tuple[tuple[Markup, Markup], ...]

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


def _drawings(desk: Desk, key: str, selection: Selection) -> tuple[tuple[Markup, Markup], ...]:
    """The small charts on one scale, and their words; drawn once, whichever partner is chosen."""
    indicator, names = desk.indicators[key], desk.names(selection.edition).partners
    overall, several = desk.series(indicator, selection), desk.small_multiples(indicator, selection)
    up = vertical([overall, *several], indicator.unit, HEIGHT)
    return tuple(
        (
            _words(_name(names, series), series.quarter, indicator.unit),
            sparkline(series, indicator, (WIDTH, HEIGHT), up, overall) + marks.variation(series.verdict.variation),
        )
        for series in several
    )


def _name(names: Mapping[str, str], series: Series) -> str:
    code = series.selection.partners[0]
    return names.get(code, code)


def _words(name: str, point: Point, unit: Unit) -> Markup:
    """A partner's name, and its figure with its cases."""
    figure = tag("b", said.figure(point, unit), class_=None if point.state.is_number else "muted")
    of_it = tag("span", figure, tag("i", said.counts(point, unit)), class_="of-it")
    return tag("span", name, class_="partner") + of_it


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


def _item(found: Focus, code: str, words_in_it: Markup, below: Markup) -> Markup:
    is_chosen = code in found.selection.partners
    there = found.asked.choosing(found.selection.narrowed(code))
    return tag(
        "li",
        tag(
            "a", words_in_it, href=link(found.place.path, there), id=f"partner-{code}", data_partners=code,
            aria_current="true" if is_chosen else None,
        ),
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


def _table(shown: Multiples) -> Table:
    unit = shown.found.indicator.unit
    rows = tuple(
        (
            shown.name(series),
            said.figure(series.quarter, unit),
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

"""The reference sheet of an indicator: every field of its declaration, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.explore.focus import Place, focus
from dashboard.indicator.address import found as named
from dashboard.indicator.address import indicator_link
from dashboard.markup import joined, tag
from dashboard.screen import Drawn, Table
from metrics.indicator import Indicator

KEY = "sheet"


@dataclass(frozen=True)
class Sheet:
    """The indicator, with the target of the quarter, and the indicators that it is made of."""

    indicator: Indicator
    asked: Asked
    path: str
    made_of: tuple[Indicator, ...]


def query(desk: Desk, asked: Asked, place: Place) -> Sheet:
    """Read the declaration, and the target that holds for the quarter."""
    indicator = focus(desk, asked, place).indicator
    parts = tuple(part for part in (named(desk, code) for code in indicator.made_of) if part is not None)
    return Sheet(indicator, asked, place.path, parts)


def draw(sheet: Sheet) -> Drawn:
    """The definition in words, then each field."""
    indicator = sheet.indicator
    terms = [
        tag("div", tag("dt", term), tag("dd", _linked(sheet, name, said)))
        for name, term, said in fields(indicator)
        if name != "definition"  # it stands above
    ]
    rows = tuple((term, said if isinstance(said, str) else " ".join(said)) for _, term, said in fields(indicator))
    body = joined((tag("p", indicator.definition, class_="definition-said"), tag("dl", terms, class_="sheet")))
    links = (("CSV", link(f"{sheet.path}/{KEY}.csv", sheet.asked.focused(""))),)
    return Drawn(
        "Reference sheet", indicator.question, body, Table("Reference sheet", ("Field", "Value"), rows), links=links
    )


def fields(indicator: Indicator) -> Iterator[tuple[str, str, str | tuple[str, ...]]]:
    """Field of the declaration, its name for a reader, and what it says; several sentences as a tuple."""
    yield "code", "Code and key", f"{indicator.code}, {indicator.key}"
    yield "title", "Title", f"{indicator.title}; short: {indicator.short_title}"
    yield "definition", "Definition", indicator.definition
    yield "numerator", "Counted (numerator)", indicator.numerator
    yield "denominator", "Out of (denominator)", indicator.denominator
    yield "period_key", "Belongs to (period key)", indicator.period_key
    yield "unit", "Unit and direction", f"{indicator.unit}; {indicator.direction}"
    yield "over_time", "Months make a quarter", f"{indicator.over_time}"
    yield "over_partners", "Partners make a programme", f"{indicator.over_partners}"
    yield "topic_is", "Broken down by", f"partner, unit, {indicator.topic_is}"
    yield "made_of", "Made of", indicator.made_of or "its own cells, of no other indicator"
    target = words.target(indicator)
    yield "target", "Target", f"{target}; {indicator.target_source}" if indicator.target_source else target
    yield "limitations", "Know before you lean on it", indicator.limitations
    yield "owner_role", "Answers for it", indicator.owner_role
    yield "frequency", "Frequency", indicator.frequency
    yield "sources", "Datasets", words.listed(indicator.sources)
    yield "read", "Read as", _read(indicator)
    yield "headline", "Scorecard", "shown on the quarterly scorecard" if indicator.headline else "not on the scorecard"
    yield "baseline_points", "Limits rest on", _baseline(indicator)
    rebases = tuple(f"{each.on}: {each.reason} ({each.author})." for each in indicator.rebases)
    yield "rebases", "Chart starts afresh", rebases or "never: nobody decided so"
    yield "change_log", "Changes of the definition", tuple(f"{each.on}: {each.what}" for each in indicator.change_log)


def _baseline(indicator: Indicator) -> str:
    if indicator.baseline_points is None:
        return "all settled months shown"
    return f"the first {indicator.baseline_points} months of each stretch"


def _read(indicator: Indicator) -> str:
    """How its cells become a figure: the first sentence that the measure says of itself, and what it hides."""
    measure = indicator.read
    told = (type(measure).__doc__ or type(measure).__name__).split("\n", 1)[0]
    hides = f" Figures of fewer than {measure.least_n} persons are hidden." if measure.least_n else ""
    return words.sentence(told) + hides


def _linked(sheet: Sheet, name: str, said: str | tuple[str, ...]) -> Markup | str:
    if name == "made_of" and sheet.made_of:
        return joined(_with_commas([tag("a", f"{each.code} {each.short_title}", href=indicator_link(each, sheet.asked))
                                    for each in sheet.made_of]))  # fmt: skip
    if isinstance(said, str):
        return said if name in ("code", "sources") else said[:1].upper() + said[1:]
    return tag("ul", [tag("li", each) for each in said])


def _with_commas(links: list[Markup]) -> list[Markup | str]:
    return [part for each in links for part in (each, ", ")][:-1]

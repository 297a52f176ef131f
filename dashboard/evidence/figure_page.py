"""The page behind a figure: its counts, and the rows that make them."""

from dataclasses import replace

from flask import request
from markupsafe import Markup

from dashboard import points, shell, words
from dashboard.address import link
from dashboard.desk import Desk
from dashboard.evidence import composite, folded, listing
from dashboard.evidence.address import Wanted, asked_of, figure_link, wanted
from dashboard.markup import joined, tag
from dashboard.pages import fields_of
from dashboard.screen import Page
from metrics.evidence.composite import BY_PART
from metrics.evidence.evidence import Evidence
from metrics.evidence.lists import DENOMINATOR, LEFT_OUT, NUMERATOR
from metrics.evidence.sought import Sought
from metrics.measures.composite import Composite
from metrics.series import Point
from vocabulary.errors import Unavailable

TITLE = "Evidence"
_TERMS = ("in the numerator", "in the denominator only", "left out")
_COUNTED_BY = {
    "partner": "Records count together, partner by partner: each line is a partner, with the rows behind it.",
    "unit": "Records count together: each line stands for several rows.",
    "topic": "Records count together: each line stands for several rows.",
    BY_PART: "",
    "whole": "The figure is made of all its records together; none counts for itself.",
}


def page(desk: Desk) -> Page:
    """The page of the figure that the address names."""
    asked = wanted(desk, fields_of(request.query_string.decode("utf-8", "replace")))
    title = f"{TITLE}: {asked.sought.indicator.short_title}"
    try:
        found = desk.evidence(asked.sought)
    except Unavailable as unavailable:
        why = tag("section", tag("h2", "The rows behind this figure cannot be shown", class_="panel-title"),
                  tag("p", str(unavailable), class_="why-not"), class_="panel full")  # fmt: skip
        return Page(title, joined((_heading(desk, asked, None), tag("div", why, class_="panels evidence"))))
    panels = [
        _figure(found),
        composite.draw(found),
        listing.draw(desk, found, asked),
        folded.passed_over(desk, found, asked),
        folded.cells(found, asked),
        folded.held_back(desk, found, asked),
    ]
    return Page(title, joined((_heading(desk, asked, found.figure), tag("div", panels, class_="panels evidence"))))


def _heading(desk: Desk, asked: Wanted, figure: Point | None) -> Markup:
    sought, chosen = asked.sought, asked.sought.selection
    indicator, names = sought.indicator, desk.names(chosen.edition)
    edition = desk.edition(chosen.edition)
    explorer = desk.explorers.get(indicator.key)
    back = tag("a", indicator.short_title, href=link(explorer, asked_of(sought))) if explorer else indicator.short_title
    said = figure.label if figure is not None else (sought.month.name if sought.month else desk.quarter_name(chosen))
    facts = [
        ("Edition", f"{edition.number}, {words.day(edition.as_of)}"),
        ("Programme", names.programme(chosen.programme)),
        ("Partners", words.sentence(words.partners(chosen.partners, names.partners))[:-1]),
        *(
            [(words.sentence(indicator.topic_is)[:-1], sought.topic or "not stated")]
            if sought.topic is not None
            else []
        ),
    ]
    listed = [tag("div", tag("dt", term), tag("dd", text)) for term, text in facts]
    eyebrow = tag("p", "The rows behind a figure · ", back, f" · {indicator.code}", class_="eyebrow")
    left = tag("div", eyebrow, tag("h1", indicator.title, tag("span", said)))
    notices = [tag("p", notice, class_="notice") for notice in asked.notices]
    return joined((tag("div", left, tag("dl", listed, class_="prov"), class_="title"), _periods(desk, sought), notices))


def _periods(desk: Desk, sought: Sought) -> Markup:
    """The same indicator in its quarter and in each month shown: behind every point of its chart stands such a page."""
    chosen = sought.selection
    quarter = Sought(sought.indicator, chosen, topic=sought.topic, part=sought.part)
    last = chosen.until
    of_month = sought.part if isinstance(sought.indicator.read, Composite) else ""
    links = [_period(quarter, desk.quarter_name(chosen), sought.month is None and not sought.is_run)]
    links += [
        _period(Sought(sought.indicator, chosen, month, part=of_month), words.short_month(month), sought.month == month)
        for month in (last + -11).until(last)
    ]
    return tag("nav", links, class_="indicator-tabs periods", aria_label="Quarter and months")


def _period(sought: Sought, name: str, is_here: bool) -> Markup:
    return tag("a", name, href=figure_link(sought), class_="indicator-tab", aria_current="true" if is_here else None)


def _figure(found: Evidence) -> Markup:
    figure, unit = found.figure, found.unit
    head = tag("p", tag("b", points.figure(figure, unit), class_="big" if figure.state.is_number else "none"),
               tag("span", points.counts(figure, unit), class_="resting"), class_="headline")  # fmt: skip
    notes = [figure.note] if figure.note else []
    notes += [_COUNTED_BY[found.listed.counted_by]] if found.listed.counted_by else []
    note = tag("p", " ".join(words.sentence(text) for text in notes if text), class_="panel-note") if notes else None
    return tag("section", head, _bar(figure), _sum(found), note, _whole(found.sought), class_="panel full", id="panel-figure")


def _whole(sought: Sought) -> Markup | None:
    """From a part of a composite back to all of them."""
    if not (sought.part and isinstance(sought.indicator.read, Composite)):
        return None
    there = tag("a", sought.indicator.title, href=figure_link(replace(sought, part="")))
    return tag("p", "One part of: ", there, class_="panel-note")


def _sum(found: Evidence) -> Markup:
    """The counts as a sum: rows listed by what they add, and what is counted and not listed."""
    figure, are_parts = found.figure, found.listed.counted_by == BY_PART
    one = "part" if figure.numerator == 1 else "parts"
    names = (f"{one} with a figure", "", "without one") if are_parts else _TERMS
    counts = figure.numerator, figure.n - figure.numerator, figure.left_out
    terms = zip(names, counts, (NUMERATOR, DENOMINATOR, LEFT_OUT), strict=True)
    shown = [tag("span", tag("i", class_=f"swatch {part}"), tag("b", f"{count:,}"), f" {said}", class_="term")
             for said, count, part in terms if count > 0 or part == NUMERATOR]  # fmt: skip
    held = sum(part.rows for part in found.refused)
    if held:
        shown.append(
            tag(
                "span", tag("i", class_="swatch held"), tag("b", f"{held:,}"), " held back, in no figure", class_="term"
            )
        )
    return tag("p", shown, class_="parts-of")


def _bar(figure: Point) -> Markup | None:
    """The counts as one line, to scale; a picture beside the sum, which says the same."""
    counts = ((NUMERATOR, figure.numerator), (DENOMINATOR, figure.n - figure.numerator), (LEFT_OUT, figure.left_out))
    if any(count < 0 for _, count in counts) or not sum(count for _, count in counts):
        return None
    parts = [tag("i", style=f"flex-grow:{count}", class_=part) for part, count in counts if count]
    return tag("div", parts, class_="made-of", aria_hidden="true")


def not_there(why: str) -> Page:
    """A calm page where there is no such row, or not for this reader: which of the two is not said."""
    return Page("No such row", shell.message("This row cannot be shown", why, [("To the screens", "/")]), 404)

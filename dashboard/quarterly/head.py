"""The head of the quarterly review: which quarter, as known when, how complete, what comes next."""

from markupsafe import Markup

from dashboard import words
from dashboard.address import Asked, link
from dashboard.desk import Desk
from dashboard.evidence.address import quarter_link
from dashboard.markup import joined, tag
from dashboard.quarterly.reading import Review, next_due, review
from dashboard.screen import Head
from metrics.indicator import Unit

COMPLETENESS = "PEN-04"
PATH = "/quarterly-review"


def head(desk: Desk, asked: Asked) -> Head:
    """Title and facts of the quarter under review."""
    chosen = asked.selection
    title = joined((f"{desk.quarter_name(chosen)} ", tag("span", words.months_of(chosen.quarter))))
    facts = (_reported(desk, desk.once(review, asked)), _complete(desk, asked), _next(desk, asked))
    return Head(title, desk.programme_said(chosen), tuple(filter(None, facts)))


def _reported(desk: Desk, found: Review) -> tuple[str, Markup] | None:
    """How many figures differ from what was first reported, with the way there."""
    if not found.reported:
        return None
    restated = sum(found.restated(indicator, series.quarter) is not None for indicator, series in found.rows)
    edition = desk.edition(found.reported_edition)
    there = link(PATH, found.asked.choosing(found.asked.selection.as_known_in(edition.number)))
    said = f"{words.counted(restated, 'figure')} restated since"
    return "First reported", joined(
        (tag("a", f"{edition.number}, {words.day(edition.as_of)}", href=there), f"; {said}")
    )


def _complete(desk: Desk, asked: Asked) -> tuple[str, Markup] | None:
    """Submissions received of those expected."""
    indicator = next((each for each in desk.indicators.values() if each.code == COMPLETENESS), None)
    if indicator is None:
        return None
    point = desk.series(indicator, asked.selection).quarter
    if not point.state.is_number:
        return None
    filled = tag("span", style=f"width:{words.amount(point.value, Unit.SHARE).replace(words.SPACE, '')}")
    bar = tag("span", filled, class_="bar", aria_hidden="true")
    there = quarter_link(indicator, asked.selection)
    said = tag("a", f"{words.counts(point, Unit.SHARE)} submissions", href=there, class_="behind-it")
    return "Complete", joined((said, bar))


def _next(desk: Desk, asked: Asked) -> tuple[str, str] | None:
    found = next_due(desk, asked.selection)
    if found is None:
        return None
    quarter, due_on = found
    of_year = quarter.in_fiscal_year(desk.fiscal_start(asked.selection))
    return "Next", f"Q{quarter.quarter}{of_year} reports due {words.day(due_on)}"

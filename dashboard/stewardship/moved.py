"""Which figures the edition of a submission moved, and the way to see them then and before."""

import pandas as pd
from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.markup import joined, tag
from dashboard.quarterly.head import PATH as REVIEW
from vocabulary.period import Month
from warehouse.edition import Edition, Submission, SubmissionState

_SHOWN = 12


def draw(desk: Desk, one: Submission) -> Markup | None:
    """The whole panel: of the withdrawal where it was withdrawn, else of its own edition; None where it has none."""
    edition = _edition_of(desk, one)
    if edition is None:
        return None
    moved = _by_indicator(desk.warehouse.moved(edition.number))
    verb = "Withdrawing it" if edition.kind == "withdrawal" else "It"
    if moved.empty:
        body = tag("p", "No headline count changed.", class_="why-not")
        return _panel(f"{verb} moved no figure", body, edition)
    lines = [_line(desk, each) for each in moved.head(_SHOWN).itertuples()]
    more = len(moved) - len(lines)
    head = ("Indicator", "Months", "Programme", "Before", "After")
    table = tag(
        "table", tag("thead", tag("tr", [tag("th", word, scope="col") for word in head])), tag("tbody", lines),
        class_="plain moved",
    )  # fmt: skip
    note = tag("p", f"and {words.counted(more, 'more figure')}.", class_="panel-note") if more > 0 else None
    title = f"{verb} moved {words.counted(moved['indicator'].nunique(), 'indicator')}"
    return _panel(title, joined((tag("div", table, class_="scroll"), note)), edition)


def _edition_of(desk: Desk, one: Submission) -> Edition | None:
    if one.edition is None:
        return None
    if one.state is not SubmissionState.WITHDRAWN:
        return desk.edition(one.edition)
    editions = desk.warehouse.editions()
    return next((each for each in editions if each.kind == "withdrawal" and each.submission == one.id), None)


def _by_indicator(moved: pd.DataFrame) -> pd.DataFrame:
    """One line an indicator, kind and programme: the months it touches, the counts added up."""
    counts = ["numerator_before", "denominator_before", "numerator_after", "denominator_after"]
    groups = moved.groupby(["indicator", "kind", "programme"], as_index=False)
    months = groups["month"].agg(first="min", last="max")
    return months.merge(groups[counts].sum(), on=["indicator", "kind", "programme"])


def _line(desk: Desk, each: object) -> Markup:
    indicator = desk.indicators.get(each.indicator)
    name = indicator.short_title if indicator else each.indicator
    path = desk.explorers.get(each.indicator)
    shown = tag("a", name, href=f"{path}?focus={each.indicator}") if path else name
    kind = tag("span", each.kind, class_="sub") if each.kind else None
    cells = (
        _months(int(each.first), int(each.last)), each.programme,
        f"{int(each.numerator_before):,} of {int(each.denominator_before):,}",
        f"{int(each.numerator_after):,} of {int(each.denominator_after):,}",
    )  # fmt: skip
    return tag("tr", tag("th", shown, kind, scope="row"), [tag("td", text) for text in cells])


def _months(first: int, last: int) -> str:
    ends = [words.short_month(Month(number // 100, number % 100)) for number in (first, last)]
    return ends[0] if first == last else f"{ends[0]} to {ends[1]}"


def _panel(title: str, body: Markup, edition: Edition) -> Markup:
    said = f"Edition {edition.number}, {words.day(edition.as_of)}, against edition {edition.number - 1}."
    known = (("As known before", edition.number - 1), ("As known then", edition.number))
    links = [tag("a", said_, href=f"{REVIEW}?edition={number}") for said_, number in known if number]
    head = tag(
        "div", tag("div", tag("h2", title, class_="panel-title"), tag("p", said, class_="panel-note")),
        tag("div", links, class_="panel-links"), class_="panel-head",
    )  # fmt: skip
    return tag("section", head, body, class_="panel full", id="panel-moved")

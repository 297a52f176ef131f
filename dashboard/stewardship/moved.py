"""Which figures the edition of a submission moved, and the way to see them then and before."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.evidence.address import figure_link
from dashboard.markup import joined, scrolling, tag
from dashboard.quarterly.head import PATH as REVIEW
from metrics.evidence.evidence import Sought
from metrics.indicator import Indicator
from vocabulary.period import Month
from vocabulary.selection import Selection
from warehouse.edition import Edition, Submission, SubmissionState

_SHOWN = 12
_NO_PAIR = "–"
COUNT = "count"
"""The kind of the cells that hold a share's numerator and denominator."""
_COUNTS = ["numerator_before", "denominator_before", "numerator_after", "denominator_after"]


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
    has_counts = moved["denominator_after"].notna() | moved["denominator_before"].notna()
    title = f"{verb} moved {words.counted(moved['indicator'].nunique(), 'indicator')}"
    shares = moved[has_counts]
    others = moved[~moved["indicator"].isin(shares["indicator"])]
    body = (_table(desk, shares, edition.number, title), _others(desk, others))
    return _panel(title, joined(body), edition)


def _table(desk: Desk, shares: pd.DataFrame, edition: int, title: str) -> Markup | None:
    """The shares, with their counts before and after."""
    if shares.empty:
        return None
    lines = [_line(desk, each, edition) for each in shares.head(_SHOWN).itertuples()]
    more = len(shares) - len(lines)
    head = ("Indicator", "Months", "Programme", "Before", "After")
    table = tag(
        "table", tag("thead", tag("tr", [tag("th", word, scope="col") for word in head])), tag("tbody", lines),
        class_="plain moved",
    )  # fmt: skip
    note = tag("p", f"and {words.counted(more, 'more figure')}.", class_="panel-note") if more > 0 else None
    return joined((scrolling(table, title), note))


def _others(desk: Desk, moved: pd.DataFrame) -> Markup | None:
    """Times, stocks and what is made of other figures: they have no pair of counts to set side by side, only names."""
    if moved.empty:
        return None
    named = [_named(desk, key) for key in dict.fromkeys(moved["indicator"])]
    listed = [part for at, name in enumerate(named) for part in (", " if at else "", name)]
    return tag("p", "Also moved, without counts to compare: ", listed, ".", class_="panel-note others")


def _edition_of(desk: Desk, one: Submission) -> Edition | None:
    if one.edition is None:
        return None
    if one.state is not SubmissionState.WITHDRAWN:
        return desk.edition(one.edition)
    editions = desk.warehouse.editions()
    return next((each for each in editions if each.kind == "withdrawal" and each.submission == one.id), None)


def _by_indicator(moved: pd.DataFrame) -> pd.DataFrame:
    """One line an indicator and programme: the months it touches, and the counts of a share where it is one."""
    place = ["indicator", "programme"]
    months = moved.groupby(place, as_index=False)["month"].agg(first="min", last="max")
    shares = moved[moved["kind"] == COUNT].groupby(place, as_index=False)[_COUNTS].sum()
    return months.merge(shares, how="left", on=place)


def _line(desk: Desk, each: Any, edition: int) -> Markup:
    indicator = desk.indicators.get(each.indicator)
    counts = [
        _behind(indicator, each, number, _share(each, when)) for when, number in (("before", edition - 1), ("after", edition))
    ]
    cells = (_months(int(each.first), int(each.last)), each.programme, *counts)
    return tag("tr", tag("th", _named(desk, each.indicator), scope="row"), [tag("td", text) for text in cells])


def _named(desk: Desk, key: str) -> Markup | str:
    """The indicator's short title, leading to the screen that shows it."""
    indicator, path = desk.indicators.get(key), desk.explorers.get(key)
    name = indicator.short_title if indicator else key
    return tag("a", name, href=f"{path}?focus={key}") if path else name


def _behind(indicator: Indicator | None, each: Any, edition: int, text: str) -> Markup | str:
    """The counts as the way to the rows of these months, as the edition knows them."""
    if indicator is None or edition < 1 or text == _NO_PAIR:
        return text
    first, last = (Month.from_number(number) for number in (each.first, each.last))
    sought = Sought(indicator, Selection(each.programme, first, last, edition=edition), is_run=True)
    return tag("a", text, href=figure_link(sought), class_="behind-it")


def _share(each: Any, when: str) -> str:
    """`22 of 137`; times and stocks have no such pair."""
    numerator, denominator = getattr(each, f"numerator_{when}"), getattr(each, f"denominator_{when}")
    return _NO_PAIR if pd.isna(denominator) else f"{int(numerator):,} of {int(denominator):,}"


def _months(first: int, last: int) -> str:
    ends = [words.short_month(Month(number // 100, number % 100)) for number in (first, last)]
    return ends[0] if first == last else f"{ends[0]} to {ends[1]}"


def _panel(title: str, body: Markup, edition: Edition) -> Markup:
    against = f"against edition {edition.number - 1}" if edition.number > 1 else "the first"
    said = f"Edition {edition.number}, {words.day(edition.as_of)}, {against}."
    known = (("As known before", edition.number - 1), ("As known then", edition.number))
    links = [tag("a", said_, href=f"{REVIEW}?edition={number}") for said_, number in known if number]
    head = tag(
        "div", tag("div", tag("h2", title, class_="panel-title"), tag("p", said, class_="panel-note")),
        tag("div", links, class_="panel-links"), class_="panel-head",
    )  # fmt: skip
    return tag("section", head, body, class_="panel full", id="panel-moved")

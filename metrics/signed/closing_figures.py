"""The laws of the close that are asked of figures: shares within one, parts that make the whole, signed quarters."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from expectations import balances
from metrics import read
from metrics.catalogue import indicators
from metrics.cube import Cubes
from metrics.indicator import Indicator, OverPartners, OverTime, Unit
from metrics.measures.tally import Tally, Window
from metrics.reading import Reading
from metrics.series import Point
from metrics.signed.law import NothingBefore
from metrics.signed.signing import signed_document
from vocabulary.period import Quarter
from vocabulary.scope import Scope
from vocabulary.selection import Selection
from vocabulary.state import State
from warehouse.minutes import SignOff

STEWARD = Scope.steward()
COUNTS = ("numerator", "n")
MOST_POINTS, MOST_RECORDS = 0.02, 5
"""A restatement beyond so much of a share, or so many records, needs a reason (XD-09)."""


def above_whole(cubes: Cubes, selection: Selection, every: tuple[Indicator, ...]) -> Iterator[str]:
    """Shares whose numerator is above their denominator, in a month or the quarter, of all or of one partner (XD-07).

    Asked of the tallies, before they become figures: of such counts there is none.
    """
    for indicator in every:
        reading = Reading.of(cubes, indicator, selection, STEWARD)
        if not indicator.read.is_share:
            continue
        windows = (*reading.month_windows, reading.quarter_window(selection.quarter))
        for code in ("", *reading.added_up.partner.present):
            asked = (windows[:-1], windows[-1:])  # windows of one question do not overlap
            tallies = [tally for some in asked for tally in _tallies(reading, code, some)]
            counts = pd.DataFrame({"numerator": [t.numerator for t in tallies], "denominator": [t.n for t in tallies]})
            for at, broken in balances.above_whole(counts).iterrows():
                whose = f", {code}" if code else ""
                yield f"{indicator.code} {windows[at].label}{whose}: {broken['numerator']} of {broken['denominator']}"


def _tallies(reading: Reading, partner: str, windows: tuple[Window, ...]) -> list[Tally]:
    """Counts before they become figures: impossible ones never do. Of all partners where none is named."""
    return reading.tallies(reading.added_up.of_partners((partner,) if partner else ()), windows)


def apart(cubes: Cubes, selection: Selection, every: tuple[Indicator, ...]) -> Iterator[str]:
    """Figures of the programme that are not the sum of its partners', and of what names no partner (XD-08).

    Not asked where figures of few persons are hidden, nor where a programme is no sum of partners.
    """
    for indicator in every:
        if indicator.over_partners is not OverPartners.SUM or indicator.read.least_n:
            continue
        reading = Reading.of(cubes, indicator, selection, STEWARD)
        window = reading.quarter_window(selection.quarter)
        [whole] = _tallies(reading, "", (window,))
        cells = reading.added_up
        parts = [reading.tallies(cells.of_partners((code,)), (window,))[0] for code in cells.partner.present]
        named = [{"count_of": name, "count": getattr(part, name)} for name in COUNTS for part in parts]
        total = [{"count_of": name, "count": getattr(whole, name)} for name in COUNTS]
        found = balances.parts_apart(pd.DataFrame(named or total), pd.DataFrame(total), ["count_of"])
        for each in found.itertuples():
            yield f"{indicator.code} {window.label}, {each.count_of}: partners {each.added:.0f}, programme {each.total:.0f}"


def signed_before(books: Any, selection: Selection) -> list[SignOff]:
    """The sign-offs that stand for the quarters before the one under review.

    Raises:
        NothingBefore: there is none.
    """
    stands = {each.quarter: each for each in books.sign_offs() if each.programme == selection.programme}
    found = [each for each in stands.values() if Quarter.parse(each.quarter) < selection.quarter]
    if not found:
        raise NothingBefore("no quarter before it was signed")
    return sorted(found, key=lambda each: Quarter.parse(each.quarter))


def restated(books: Any, cubes: Cubes, signed: list[SignOff], edition: int) -> Iterator[str]:
    """Figures of signed quarters that moved far since, without a word of their owner after the signing (XD-09)."""
    for sign_off in signed:
        said = {
            each.indicator
            for each in books.comments(sign_off.programme, sign_off.quarter)
            if each.written_at > sign_off.signed_at
        }
        for indicator, was, now in _since(cubes, sign_off, edition):
            if indicator.key not in said and _has_moved(indicator, was, now):
                signed_as, known_as = _said(was["numerator"], was["n"], was["value"]), _said(now.numerator, now.n, now.value)
                yield f"{indicator.code} {sign_off.quarter}: signed {signed_as}, now {known_as}; no reason written since"


def moved_stocks(_books: Any, cubes: Cubes, signed: list[SignOff], edition: int) -> Iterator[str]:
    """Stocks that do not begin where the newest signed quarter ended (XD-14)."""
    stocks = [
        {"indicator": f"{indicator.code} {name}", "period": period, "opening": opening, "closing": closing}
        for indicator, was, now in _since(cubes, signed[-1], edition)
        if indicator.over_time is OverTime.LAST
        for name in ("numerator", "n")
        for period, opening, closing in ((0, 0, was[name]), (1, getattr(now, name), getattr(now, name)))
    ]
    for each in balances.stocks_apart(pd.DataFrame(stocks), ["indicator"]).itertuples():
        yield f"{each.indicator} at the end of {signed[-1].quarter}: signed {each.closing_before:.0f}, now {each.opening}"


def _since(cubes: Cubes, sign_off: SignOff, edition: int) -> Iterator[tuple[Indicator, dict[str, Any], Point]]:
    """Every figure of a signed quarter: as signed, and as an edition knows it."""
    figures, known = signed_document(sign_off)["figures"], {each.code: each for each in indicators().values()}
    chosen = Selection.ending(sign_off.programme, Quarter.parse(sign_off.quarter).last).as_known_in(edition)
    for code in sorted(figures.keys() & known.keys()):
        yield known[code], figures[code]["quarter"], read.series(cubes, known[code], chosen, STEWARD).quarter


def _has_moved(indicator: Indicator, was: dict[str, Any], now: Point) -> bool:
    if State.SUPPRESSED in (was["state"], now.state):
        return was["state"] != now.state
    records = max(abs(now.numerator - was["numerator"]), abs(now.n - was["n"]))
    both = None not in (was["value"], now.value) and indicator.unit is Unit.SHARE
    return records > MOST_RECORDS or (both and abs(now.value - was["value"]) > MOST_POINTS)


def _said(numerator: int, n: int, value: float | None) -> str:
    return f"{numerator} of {n}" + (f" ({value:.3g})" if value is not None else "")

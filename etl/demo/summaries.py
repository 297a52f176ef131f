"""The truth about theme summaries: how many each partner gave on each theme, quarter by quarter."""

import datetime as dt

from etl.demo.cast import FIRST, LAST, PARTNERS, PROGRAMME, SILENT_PARTNER, SILENT_SINCE, THEMES, Partner
from etl.demo.chance import stream
from etl.demo.training import Row
from vocabulary.period import Quarter

USUAL = 3.2
RISING, RISING_SINCE, RISE = "RESOURCES", Quarter(2025, 3), 1.35
"""No course teaches it, and there is more of it in every quarter."""
FADING, FADES = "TERMINOLOGY", 0.95
"""A theme that courses and glossary answered."""
PARTLY = ("FEN", (Quarter(2025, 1), Quarter(2025, 2)))
"""A partner that covered its themes in part, two quarters running."""
RESTATED = ("COR", Quarter(2025, 4), "COORDINATION")
"""A count that was put right after the period was locked, with a reason."""
RESTATED_ON = dt.date(2026, 6, 15)
TRAINABLE = ("TRAINING", "PROCEDURES", "COMMUNICATION", "TERMINOLOGY", "RESOURCES")


def quarters() -> tuple[Quarter, ...]:
    return tuple(dict.fromkeys(Quarter.of(month) for month in FIRST.until(LAST)))


def ends(quarter: Quarter) -> dt.date:
    return quarter.last.last_day


def summaries(seed: int) -> tuple[Row, ...]:
    """Every count. Elmar is small and counts little."""
    return tuple(
        _line(seed, partner, quarter, at, theme)
        for at, quarter in enumerate(quarters())
        for partner in PARTNERS
        if partner.is_member(ends(quarter))
        for theme, _ in THEMES
    )


def _line(seed: int, partner: Partner, quarter: Quarter, at: int, theme: str) -> Row:
    row: Row = {
        "period": str(quarter),
        "programme": PROGRAMME,
        "reporting_partner": partner.code,
        "theme": theme,
        "is_training_relevant": theme in TRAINABLE,
    }
    if partner.code == SILENT_PARTNER and ends(quarter) >= SILENT_SINCE.last_day:
        return row | {"coverage": "NONE"}
    risen = max(0, quarters().index(quarter) - quarters().index(RISING_SINCE) + 1)
    expected = USUAL * (0.3 + 8 * partner.share)
    expected *= RISE**risen if theme == RISING else FADES**at if theme == FADING else 1.0
    count = int(stream(seed, "summary", partner.code, quarter, theme).poisson(expected))
    is_part = partner.code == PARTLY[0] and quarter in PARTLY[1]
    return row | {"coverage": "PARTIAL" if is_part else "FULL", "summary_count": count}


def as_known(row: Row, on: dt.date) -> Row | None:
    """The summary as reported by a day: after the quarter's end; one count was put right much later."""
    if ends(Quarter.parse(str(row["period"]))) > on:
        return None
    is_restated = (row["reporting_partner"], row["period"], row["theme"]) == (
        RESTATED[0],
        str(RESTATED[1]),
        RESTATED[2],
    )
    if not is_restated or on >= RESTATED_ON:
        return row | ({"change_reason": "Two summaries had been sorted elsewhere."} if is_restated else {})
    return row | {"summary_count": row["summary_count"] + 2}

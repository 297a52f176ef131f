"""The rows of the reference lists: partners, units, periods, courses, targets, and what is expected of whom."""

import datetime as dt
from collections.abc import Iterable

from etl.demo.cast import COURSES, LEAD, OPENED, PROGRAMME, REMOTE_SINCE, TITLE, Partner
from etl.demo.requirements import ROLES
from etl.demo.rhythm import FIRST_YEAR, cut_off_on, due_on, locked_on, owed
from etl.demo.surveys import ITEMS, SURVEY
from etl.demo.training import PASS_MARK, VALID_DAYS, Row
from vocabulary.period import Month, Period, Quarter

TAUGHT = {
    "CRS-COORD": "COORDINATION",
    "CRS-TERMS": "TERMINOLOGY",
    "CRS-LIAIS": "COMMUNICATION",
    "CRS-DEBRF": "PROCEDURES",
    "CRS-LEGAL": "LEGAL",
    "CRS-EXPLN": "PROCEDURES",
    "CRS-TRAIN": "TRAINING",
    "CRS-MEDIA": "COMMUNICATION",
}
BY_TITLE = ("CRS-MEDIA",)
"""Courses whose theme is claimed by their title alone."""
TARGET_PERIODS = ("2024Q4", "2025Q4", "2026Q4")
LAST_TARGET = TARGET_PERIODS[-1]
TARGETS = (
    ("TRN-01", "PERCENT", "UP", 86, 88, 90),
    ("TRN-04", "PERCENT", "DOWN", 5, 5, 5),
    ("TRN-08", "PERCENT", "UP", 80, 80, 80),
    ("FBK-05", "PERCENT", "UP", 75, 75, 75),
    ("FBK-06", "DAYS", "DOWN", 210, 195, 180),
    ("FBK-07", "PERCENT", "DOWN", 10, 10, 10),
    ("FBK-08", "PERCENT", "UP", 60, 70, 80),
    ("PEN-01", "PERCENT", "UP", 80, 80, 80),
    ("PEN-04", "PERCENT", "UP", 100, 100, 100),
    ("PEN-05", "PERCENT", "UP", 90, 90, 90),
    ("REV-02", "PERCENT", "UP", 85, 85, 85),
    ("DQ-01", "PERCENT", "UP", 60, 60, 60),
    ("TRN-05", "PERCENT", "UP", 95, 95, 95),
    ("TRN-09", "PERCENT", "UP", 60, 60, 60),
    ("FBK-02", "PERCENT", "UP", 90, 90, 90),
    ("FBK-10", "PERCENT", "DOWN", 10, 10, 10),
    ("FBK-11", "PERCENT", "UP", 95, 95, 95),
    ("PEN-02", "PERCENT", "UP", 85, 85, 85),
    ("REV-01", "PERCENT", "UP", 90, 90, 90),
    ("REV-03", "PERCENT", "UP", 95, 95, 95),
    ("SED-02", "COUNT", "DOWN", 1, 1, 1),
    ("SED-03", "PERCENT", "UP", 60, 70, 80),
    ("SED-05", "PERCENT", "UP", 100, 100, 100),
    ("SED-06", "PERCENT", "UP", 90, 90, 90),
    ("SED-07", "PERCENT", "UP", 85, 85, 85),
    ("SED-09", "PERCENT", "UP", 60, 65, 70),
)
"""Indicator, unit, direction, and the value for each of TARGET_PERIODS."""


def partner_row(partner: Partner) -> Row:
    return {
        "partner": partner.code,
        "name": partner.name,
        "kind": "NATION",
        "language_codes": partner.languages.upper(),
        "fiscal_start_month": 1,
        "weekend_days": "SAT;SUN",
        "valid_from": partner.joined,
    }


def unit_rows(partner: Partner) -> list[Row]:
    """The partner's top unit, and the units below it that send people."""
    top = f"{partner.code}-HQ"
    root = {
        "unit": top,
        "partner": partner.code,
        "name": f"{partner.name} programme cell",
        "kind": "JOINT",
        "valid_from": partner.joined,
    }
    return [root] + [
        {
            "unit": code,
            "partner": partner.code,
            "parent_unit": top,
            "name": name,
            "kind": kind,
            "valid_from": partner.joined,
        }
        for code, name, kind in partner.units
    ]


def programme_row() -> Row:
    return {
        "programme": PROGRAMME,
        "name": TITLE,
        "lead_partner": LEAD,
        "start_on": OPENED,
        "period_type": "QUARTER",
        "fiscal_start_month": 1,
    }


def membership_row(partner: Partner, left: dt.date | None) -> Row:
    return {
        "programme": PROGRAMME,
        "partner": partner.code,
        "role": "LEAD" if partner.code == LEAD else "MEMBER",
        "valid_from": partner.joined,
        "valid_to": left,
    }


def period_rows() -> list[Row]:
    """Months, quarters, half-years and the first programme year, to December 2026; each calendar without gaps."""
    months = [f"{month.number}" for month in Month(2023, 10).until(Month(2026, 12))]
    quarters = [str(Quarter(2023, 4) + number) for number in range(13)]
    halves = [f"{year}S{half}" for year in (2024, 2025, 2026) for half in (1, 2)]
    calendars = {
        "MONTH": months,
        "QUARTER": quarters,
        "HALF": halves,
        "OCTOBER_YEAR": [period.code for period in FIRST_YEAR],
    }
    return [_period(Period.parse(code), calendar) for calendar, codes in calendars.items() for code in codes]


def _period(period: Period, calendar: str) -> Row:
    return {
        "period": period.code,
        "calendar": calendar,
        "start_on": period.start,
        "end_on": period.end,
        "due_on": due_on(period),
        "locked_on": locked_on(period),
    }


def course_row(code: str, version: int, last: dt.date | None) -> Row:
    course = next(course for course in COURSES if course.code == code)
    return {
        "course": code,
        "course_version": version,
        "title": course.title,
        "hours": course.hours,
        "modality": "BLENDED" if version == 2 else "IN_PERSON",
        "validity_months": VALID_DAYS * 12 // 365,
        "pass_mark": None if code == "CRS-MEDIA" else PASS_MARK,
        "required_for_roles": ROLES.get(code),
        "themes": TAUGHT[code],
        "valid_from": REMOTE_SINCE.first_day if version == 2 else OPENED,
        "valid_to": last,
    }


def mapped_rows() -> list[Row]:
    """Which course teaches which theme; no course teaches RESOURCES."""
    return [
        {"course": course, "theme": theme, "basis": "TITLE" if course in BY_TITLE else "CONTENT", "valid_from": OPENED}
        for course, theme in TAUGHT.items()
    ]


def holiday_rows() -> list[Row]:
    """The days on which the programme office is closed."""
    return [
        {"holiday_on": dt.date(year, month, day), "name": name}
        for year in (2023, 2024, 2025, 2026)
        for month, day, name in ((1, 1, "New Year"), (5, 1, "Labour Day"), (12, 25, "Winter holiday"))
    ]


def item_rows() -> list[Row]:
    return [
        {
            "survey": SURVEY,
            "form_version": version,
            "item_code": item,
            "label": label,
            "scale": "LIKERT5",
            "measures": "REACTION",
            "language": "EN",
        }
        for version in ("KOBO-1", "QUALTRICS-1")
        for item, label in ITEMS
    ]


def expected_rows(partners: Iterable[Partner], year: int) -> list[Row]:
    return [
        {
            "programme": PROGRAMME,
            "partner": partner.code,
            "dataset": "training_roster",
            "period": period.code,
            "due_on": due_on(period),
            "cut_off_on": cut_off_on(period),
            "is_in_force": True,
        }
        for partner in partners
        for period in owed(partner)
        if period.end.year == year
    ]


def target_rows() -> list[Row]:
    return [
        {
            "indicator": indicator,
            "programme": PROGRAMME,
            "period": period,
            "measured_in": unit,
            "direction": direction,
            "target_value": value,
            "kind": "FINAL" if period == LAST_TARGET else "MILESTONE",
            "set_on": dt.date(2023, 9, 20),
            "set_by_role": "programme board",
            "reason": "Agreed when the programme began to report.",
        }
        for indicator, unit, direction, *values in TARGETS
        for period, value in zip(TARGET_PERIODS, values, strict=True)
    ]

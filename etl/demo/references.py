"""The reference lists as the programme office sent them: at the start, and whenever something changed."""

import datetime as dt
from collections.abc import Iterable

from etl.demo.cast import (
    COURSES,
    LEAD,
    OPENED,
    PARTNERS,
    PROGRAMME,
    REMOTE_SINCE,
    THEMES,
    TITLE,
    Partner,
)
from etl.demo.chance import days
from etl.demo.parcel import Parcel
from etl.demo.rhythm import cut_off_on, due_on, locked_on, owed
from etl.demo.surveys import ITEMS, SURVEY
from etl.demo.tables import template_csv
from etl.demo.training import PASS_MARK, VALID_DAYS, Row
from vocabulary.period import Month, Period, Quarter

START = dt.datetime(2023, 10, 2, 8, 0, tzinfo=dt.UTC)
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
TARGET_PERIODS = ("2024S2", "2025Q4", "2026Q4")
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
)
"""Indicator, unit, direction, and the value for each of TARGET_PERIODS."""


def reference_parcels() -> list[Parcel]:
    """Every version of every list, dated by when it was sent."""
    founders = [partner for partner in PARTNERS if partner.joined == OPENED]
    later = [partner for partner in PARTNERS if partner.joined != OPENED]
    parcels = [
        _sent(START, 0, "partner", [_partner(partner) for partner in founders]),
        _sent(START, 1, "unit", [unit for partner in founders for unit in _units(partner)]),
        _sent(START, 2, "programme", [_programme()]),
        _sent(START, 3, "membership", [_membership(partner, None) for partner in founders]),
        _sent(START, 4, "period", _periods()),
        _sent(START, 5, "theme", [{"theme": code, "name": name, "topic": code} for code, name in THEMES]),
        _sent(START, 6, "course", [_course(course.code, 1, None) for course in COURSES]),
        _sent(START, 7, "survey_item", _items()),
        _sent(START, 8, "target", _targets()),
        _sent(START, 9, "expected_submission", _expected(founders, (2023, 2024))),
        _sent(dt.datetime(2024, 12, 9, 9, tzinfo=dt.UTC), 0, "expected_submission", _expected(founders, (2025,))),
        _sent(dt.datetime(2025, 12, 9, 9, tzinfo=dt.UTC), 0, "expected_submission", _expected(PARTNERS, (2026,))),
    ]
    for partner in later:
        joined = dt.datetime.combine(partner.joined - days(12), dt.time(9), tzinfo=dt.UTC)
        parcels += [
            _sent(joined, 0, "partner", [_partner(partner)]),
            _sent(joined, 1, "unit", _units(partner)),
            _sent(joined, 2, "membership", [_membership(partner, None)]),
            _sent(joined, 3, "expected_submission", _expected((partner,), (2025,))),
        ]
    for partner in PARTNERS:
        if partner.left:
            told = dt.datetime.combine(partner.left - days(8), dt.time(9), tzinfo=dt.UTC)
            parcels.append(_sent(told, 0, "membership", [_membership(partner, partner.left)]))
    return [*parcels, _remote_modules()]


def _sent(first: dt.datetime, minutes: int, dataset: str, rows: list[Row]) -> Parcel:
    return Parcel(
        f"{dataset}.csv",
        template_csv(dataset, rows),
        dataset,
        first + dt.timedelta(minutes=minutes),
        programme="",
        declared_rows=len(rows),
    )


def _remote_modules() -> Parcel:
    """The second versions of the courses that got remote modules; the first ones end the day before."""
    remote = [course for course in COURSES if course.remote_since]
    last = REMOTE_SINCE.first_day - days(1)
    rows = [_course(course.code, 1, last) for course in remote] + [_course(course.code, 2, None) for course in remote]
    return _sent(dt.datetime(2025, 12, 12, 9, tzinfo=dt.UTC), 0, "course", rows)


def _partner(partner: Partner) -> Row:
    return {
        "partner": partner.code,
        "name": partner.name,
        "kind": "NATION",
        "language_codes": partner.languages.upper(),
        "fiscal_start_month": 1,
        "weekend_days": "SAT;SUN",
        "valid_from": partner.joined,
    }


def _units(partner: Partner) -> list[Row]:
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


def _programme() -> Row:
    return {
        "programme": PROGRAMME,
        "name": TITLE,
        "lead_partner": LEAD,
        "start_on": OPENED,
        "period_type": "QUARTER",
        "fiscal_start_month": 1,
    }


def _membership(partner: Partner, left: dt.date | None) -> Row:
    return {
        "programme": PROGRAMME,
        "partner": partner.code,
        "role": "LEAD" if partner.code == LEAD else "MEMBER",
        "valid_from": partner.joined,
        "valid_to": left,
    }


def _periods() -> list[Row]:
    """Months, quarters and half-years from October 2023 to December 2026, each calendar without gaps."""
    months = [f"{month.number}" for month in Month(2023, 10).until(Month(2026, 12))]
    quarters = [str(Quarter(2023, 4) + number) for number in range(13)]
    halves = [f"{year}S{half}" for year in (2024, 2025, 2026) for half in (1, 2)]
    calendars = {"MONTH": months, "QUARTER": quarters, "HALF": halves}
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


def _course(code: str, version: int, last: dt.date | None) -> Row:
    course = next(course for course in COURSES if course.code == code)
    return {
        "course": code,
        "course_version": version,
        "title": course.title,
        "hours": course.hours,
        "modality": "BLENDED" if version == 2 else "IN_PERSON",
        "validity_months": VALID_DAYS * 12 // 365,
        "pass_mark": None if code == "CRS-MEDIA" else PASS_MARK,
        "themes": TAUGHT[code],
        "valid_from": REMOTE_SINCE.first_day if version == 2 else OPENED,
        "valid_to": last,
    }


def _items() -> list[Row]:
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


def _expected(partners: Iterable[Partner], years: tuple[int, ...]) -> list[Row]:
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
        if period.end.year in years
    ]


def _targets() -> list[Row]:
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

"""The reference lists as the programme office sent them: one workbook at the start, and whatever changed later."""

import datetime as dt

from etl.demo import assessments, other_surveys
from etl.demo import reference_rows as rows
from etl.demo.agreements import TYPES, required_rows, standard_rows
from etl.demo.cast import COURSES, OPENED, PARTNERS, REMOTE_SINCE, THEMES, Partner
from etl.demo.chance import days
from etl.demo.parcel import Parcel
from etl.demo.tables import Rows, template_csv, template_workbook

START = dt.datetime(2023, 10, 2, 8, 0, tzinfo=dt.UTC)


def reference_parcels() -> list[Parcel]:
    """Every version of every list, dated by when it was sent."""
    founders = [partner for partner in PARTNERS if partner.joined == OPENED]
    expected = [
        _list(dt.datetime(year - 1, 12, 9, 9, tzinfo=dt.UTC), "expected_submission", rows.expected_rows(partners, year))
        for year, partners in ((2025, founders), (2026, PARTNERS))
    ]
    joined = [_joining(partner) for partner in PARTNERS if partner.joined != OPENED]
    left = [_leaving(partner) for partner in PARTNERS if partner.left]
    return [_start(founders), *expected, *joined, *left, _remote_modules()]


def _start(founders: list[Partner]) -> Parcel:
    sheets = {
        "partner": [rows.partner_row(partner) for partner in founders],
        "unit": [unit for partner in founders for unit in rows.unit_rows(partner)],
        "programme": [rows.programme_row()],
        "membership": [rows.membership_row(partner, None) for partner in founders],
        "period": rows.period_rows(),
        "theme": [{"theme": code, "name": name, "topic": code} for code, name in THEMES],
        "course": [rows.course_row(course.code, 1, None) for course in COURSES],
        "agreement_type": [{"agreement_type": code, "name": name} for code, name in TYPES],
        "required_agreement": required_rows(),
        "standard": standard_rows(),
        "assessment_item": assessments.item_rows(),
        "course_theme_map": rows.mapped_rows(),
        "holiday": rows.holiday_rows(),
        "survey_item": [*rows.item_rows(), *other_surveys.item_rows()],
        "target": rows.target_rows(),
        "expected_submission": rows.expected_rows(founders, 2024),
    }
    return _workbook(START, "reference_lists", sheets)


def _joining(partner: Partner) -> Parcel:
    sheets = {
        "partner": [rows.partner_row(partner)],
        "unit": rows.unit_rows(partner),
        "membership": [rows.membership_row(partner, None)],
        "expected_submission": rows.expected_rows((partner,), partner.joined.year),
    }
    told = dt.datetime.combine(partner.joined - days(12), dt.time(9), tzinfo=dt.UTC)
    return _workbook(told, f"{partner.code}_joins", sheets)


def _leaving(partner: Partner) -> Parcel:
    told = dt.datetime.combine(partner.left - days(8), dt.time(9), tzinfo=dt.UTC)
    return _list(told, "membership", [rows.membership_row(partner, partner.left)])


def _remote_modules() -> Parcel:
    """The second versions of the courses that got remote modules; the first ones end the day before."""
    remote = [course.code for course in COURSES if course.remote_since]
    last = REMOTE_SINCE.first_day - days(1)
    versions = [rows.course_row(code, 1, last) for code in remote] + [rows.course_row(code, 2, None) for code in remote]
    return _list(dt.datetime(2025, 12, 12, 9, tzinfo=dt.UTC), "course", versions)


def _list(sent: dt.datetime, dataset: str, listed: Rows) -> Parcel:
    content = template_csv(dataset, listed)
    return Parcel(f"{dataset}.csv", content, dataset, sent, programme="", declared_rows=len(listed))


def _workbook(sent: dt.datetime, name: str, sheets: dict[str, Rows]) -> Parcel:
    return Parcel(f"{name}.xlsx", template_workbook(sheets), "template", sent, programme="")

"""The truth about reviews: after-action reviews of exercises, their ratings and findings."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from etl.demo import wording
from etl.demo.cast import CAPABILITIES, LAST, MONTHS, PROGRAMME
from etl.demo.chance import days, stream
from etl.demo.engagements import Engagements, attendance_of
from etl.demo.training import Row
from vocabulary.period import Quarter

ON_TIME = 0.82
"""Share of after-action reports and plans submitted within 90 days of the event's end."""
HELD_LATE, NEVER_HELD = (Quarter(2024, 3), Quarter(2025, 4)), (Quarter(2025, 2),)
"""Quarters whose review came more than a month late, and one whose review never came."""
SET_ASIDE = 0.08
"""Share of the areas for improvement that a review decides to leave, and says why."""
WHY_SET_ASIDE = (
    "Covered by an action that was agreed before.",
    "Would take more time than it saves; looked at again after the next exercise.",
)
OVERLOOKED = (Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1))
"""Quarters whose review found something to improve, its last, that nobody ever answered."""
REPORTED = (
    "held_on", "draft_on", "plan_agreed_on", "report_submitted_on", "plan_submitted_on", "finalised_on", "published_on",
)  # fmt: skip
RATINGS = (("P", 0.34), ("S", 0.44), ("M", 0.17), ("U", 0.02), ("NE", 0.03))


@dataclass(frozen=True)
class Reviews:
    """Reviews, ratings of capabilities, and findings."""

    reviews: tuple[Row, ...]
    ratings: tuple[Row, ...]
    findings: tuple[Row, ...]


def reviews(seed: int, engagements: Engagements) -> Reviews:
    """One after-action review for every exercise that was held, and one review of every quarter."""
    held = [row for row in engagements.engagements if row["kind"] == "EXERCISE" and row["status"] == "HELD"]
    rows = [_review(stream(seed, "review", event["engagement"]), event, at) for at, event in enumerate(held, start=1)]
    for row in rows:
        row["participants"] = ";".join(attendance_of(engagements, row["engagement"]))
    rows += quarterly_reviews(engagements)
    findings = [finding for row in rows for finding in _findings(stream(seed, "findings", row["review"]), row)]
    findings = _answered(seed, findings)
    rated = [row for row in rows if row["kind"] == "AAR"]
    ratings = [rating for row in rated for rating in _ratings(stream(seed, "ratings", row["review"]), row, findings)]
    return Reviews(tuple(rows), tuple(ratings), tuple(findings))


def _review(rng: np.random.Generator, event: Row, number: int) -> Row:
    end = event["end_on"]
    held = end + days(rng.integers(2, 8))
    draft = held + days(rng.integers(12, 24))
    agreed = draft + days(rng.integers(10, 28))
    is_on_time = rng.random() < ON_TIME
    submitted = agreed + days(rng.integers(2, 25)) if is_on_time else end + days(rng.integers(93, 150))
    return {
        "review": f"REV-{number:04d}",
        "programme": PROGRAMME,
        "engagement": event["engagement"],
        "kind": "AAR",
        "planned_on": end + days(5),
        "event_end_on": end,
        "held_on": held,
        "draft_on": draft,
        "plan_agreed_on": agreed,
        "report_submitted_on": submitted,
        "plan_submitted_on": submitted,
        "finalised_on": submitted + days(7),
        "published_on": submitted + days(rng.integers(10, 20)),
    }


def quarterly_reviews(engagements: Engagements) -> list[Row]:
    """A review of each quarter, planned three weeks after its end and held at a meeting of the programme."""
    meetings = [row for row in engagements.engagements if row["kind"] == "MEETING" and row["status"] == "HELD"]
    quarters = [quarter for quarter in dict.fromkeys(map(Quarter.of, MONTHS)) if quarter.last <= LAST]
    rows = [_quarterly(quarter, meetings) for quarter in quarters]
    for row in rows:
        met = row.pop("met_at")
        row["participants"] = ";".join(attendance_of(engagements, met)) if met else None
    return rows


def _quarterly(quarter: Quarter, meetings: list[Row]) -> Row:
    end = quarter.last.last_day
    planned = end + days(21)
    row = dict.fromkeys(REPORTED) | {
        "review": f"REV-{quarter}",
        "programme": PROGRAMME,
        "engagement": None,
        "kind": "QUARTERLY",
        "planned_on": planned,
        "event_end_on": end,
        "met_at": None,
    }
    if quarter in NEVER_HELD:
        return row
    wanted = planned + days(45 if quarter in HELD_LATE else 0)
    at = min(
        (meeting for meeting in meetings if meeting["start_on"] > end),
        key=lambda meeting: abs((meeting["start_on"] - wanted).days),
    )
    done = [at["start_on"] + days(after) for after in (0, 9, 16, 23, 23, 26, 33)]
    return row | {"met_at": at["engagement"]} | dict(zip(REPORTED, done, strict=True))


def _findings(rng: np.random.Generator, review: Row) -> list[Row]:
    if review["held_on"] is None:
        return []
    return [_finding(rng, review, number) for number in range(1, int(rng.integers(6, 10)))]


def _finding(rng: np.random.Generator, review: Row, number: int) -> Row:
    theme, topic = wording.theme(rng), wording.pick(rng, wording.TOPICS)
    is_strength = number > 1 and rng.random() < 0.25
    said = wording.pick(rng, wording.STRENGTHS) if is_strength else wording.observed(rng, theme, topic)
    return {
        "finding": f"{review['review']}-F{number}",
        "review": review["review"],
        "kind": "STRENGTH" if is_strength else "AREA_FOR_IMPROVEMENT",
        "finding_text": said,
        "capability": wording.pick(rng, CAPABILITIES),
        "theme": theme,
        "recommended_change": None if is_strength else wording.CHANGES.get(theme, "OTHER"),
    }


def overlooked(findings: Iterable[Row]) -> set[object]:
    """The findings that nobody ever answers: of each review of `OVERLOOKED`, its last area for improvement."""
    last = {row["review"]: row["finding"] for row in findings if row["kind"] == "AREA_FOR_IMPROVEMENT"}
    return {last[f"REV-{quarter}"] for quarter in OVERLOOKED}


def _answered(seed: int, findings: list[Row]) -> list[Row]:
    """The findings with the reason why there will be no action on it, where the review decided so."""
    never = overlooked(findings)
    rows = []
    for row in findings:
        rng = stream(seed, "set aside", row["finding"])
        is_left = row["kind"] == "AREA_FOR_IMPROVEMENT" and row["finding"] not in never and rng.random() < SET_ASIDE
        rows.append(row | {"no_action_reason": wording.pick(rng, WHY_SET_ASIDE) if is_left else None})
    return rows


def _ratings(rng: np.random.Generator, review: Row, findings: list[Row]) -> list[Row]:
    """External ratings of three capabilities; major challenges only where the review names something to improve."""
    weak = {f["capability"] for f in findings if f["review"] == review["review"] and f["kind"] != "STRENGTH"}
    names, weights = zip(*RATINGS, strict=True)
    rows = []
    for number, capability in enumerate(CAPABILITIES[:3], start=1):
        drawn = str(rng.choice(names, p=weights))
        rating = "S" if drawn in ("M", "U") and capability not in weak else drawn
        rows.append(
            {
                "review": review["review"],
                "objective_no": number,
                "capability": capability,
                "rating": rating,
                "evaluator_kind": "EXTERNAL",
            }
        )
    return rows


def as_known(review: Row, on: dt.date) -> Row | None:
    """The register's row on a day; a review is in the register once its event has ended."""
    if review["event_end_on"] > on:
        return None
    keeps = ("planned_on", "event_end_on")
    row = {
        name: None if isinstance(value, dt.date) and value > on and name not in keeps else value
        for name, value in review.items()
    }
    row["state"] = (
        "FINAL" if row["finalised_on"] else "DRAFT" if row["draft_on"] else "HELD" if row["held_on"] else "PLANNED"
    )
    if row["held_on"] is None:
        row["participants"] = None
    return row

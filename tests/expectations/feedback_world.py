"""A small programme that observations, actions, reviews, engagements and surveys can be right or wrong about."""

from expectations.catalogue import datasets
from tests.expectations.asking import Row
from tests.expectations.known_frames import FramesKnown, typed

MEMBER = {"programme": "PRG", "role": "MEMBER", "valid_from": "2023-01-01"}
ENGAGEMENT = {"engagement": "ENG-1", "programme": "PRG", "kind": "EXERCISE", "start_on": "2026-03-02",
              "end_on": "2026-03-04", "status": "HELD", "host_partner": "ALD"}  # fmt: skip
RUN = {"run": "RUN-1", "programme": "PRG", "start_on": "2026-03-02", "end_on": "2026-03-04"}
REVIEW = {"review": "REV-1", "programme": "PRG", "engagement": "ENG-1", "kind": "AAR", "planned_on": "2026-03-10",
          "held_on": "2026-03-10", "state": "HELD"}  # fmt: skip
ACTION = {"action": "ACT-0", "source_kind": "OBSERVATION", "source": "OBS-0", "programme": "PRG", "state": "TASKED",
          "proposed_on": "2026-01-10"}  # fmt: skip

ROWS: dict[str, list[Row]] = {
    "partner": [{"partner": code} for code in ("ALD", "BRE", "COR", "OUT")],
    "programme": [{"programme": "PRG", "start_on": "2023-01-01", "end_on": "2027-12-31", "period_type": "QUARTER"}],
    "membership": [
        MEMBER | {"partner": "ALD", "role": "LEAD"},
        MEMBER | {"partner": "BRE"},
        MEMBER | {"partner": "COR", "valid_to": "2026-02-28"},
    ],
    "unit": [{"unit": "ALD-M1", "partner": "ALD"}],
    "theme": [{"theme": "TERMS"}, {"theme": "OLD-TERMS", "valid_to": "2024-12-31"}],
    "engagement": [
        ENGAGEMENT,
        ENGAGEMENT | {"engagement": "ENG-PAST", "start_on": "2025-01-06", "end_on": "2025-01-08"},
        ENGAGEMENT | {"engagement": "ENG-OURS", "marking": "ALD"},
        ENGAGEMENT | {"engagement": "ENG-OFF", "status": "CANCELLED", "end_on": None},
        ENGAGEMENT | {"engagement": "ENG-NEW", "start_on": "2026-06-15", "end_on": "2026-06-17"},
        ENGAGEMENT | {"engagement": "ENG-MEET", "kind": "MEETING", "start_on": "2026-04-15", "end_on": "2026-04-15"},
    ],
    "course_run": [RUN, RUN | {"run": "RUN-PAST", "start_on": "2025-01-06", "end_on": "2025-01-08"}],
    "review": [REVIEW, REVIEW | {"review": "REV-PAST", "held_on": "2025-01-20"},
               REVIEW | {"review": "REV-NEW", "held_on": "2026-06-01"}],
    "finding": [
        {"finding": "FND-1", "review": "REV-1", "kind": "AREA_FOR_IMPROVEMENT"},
        {"finding": "FND-N", "review": "REV-NEW", "kind": "STRENGTH"},
        *({"finding": f"FND-P{n}", "review": "REV-PAST", "kind": "AREA_FOR_IMPROVEMENT"} for n in range(6)),
    ],
    "observation": [
        {"observation": "OBS-0", "originator_partner": "BRE", "submitted_on": "2025-11-03",
         "title": "Two forms for one", "observation_text": "Partners fill in two forms for one report."},
        {"observation": "OBS-LED", "originator_partner": "BRE", "submitted_on": "2025-02-03"},
    ],
    "corrective_action": [
        ACTION,
        ACTION | {"action": "ACT-LED", "source": "OBS-LED", "state": "VALIDATED", "proposed_on": "2025-03-01",
                  "validated_on": "2025-09-01"},
        ACTION | {"action": "ACT-AGAIN", "source": "OBS-X", "state": "IN_IMPLEMENTATION", "proposed_on": "2025-03-01",
                  "reopened_on": "2026-05-01"},
        ACTION | {"action": "ACT-GONE", "state": "MERGED", "merged_into": "ACT-0"},
        ACTION | {"action": "ACT-FND", "source_kind": "FINDING", "source": "FND-1"},
    ],
    "invitation": [
        {"engagement": "ENG-1", "partner": "ALD", "attendance": "PRESENT"},
        {"engagement": "ENG-1", "partner": "BRE", "attendance": "ABSENT"},
    ],
}  # fmt: skip


def feedback_world(
    more: dict[str, list[Row]] | None = None, before: dict[str, list[Row]] | None = None, **said: object
) -> FramesKnown:
    """Received on 30 June 2026. *more* rows are added to what is known; *before* was known before this submission."""
    rows = {key: [*ROWS.get(key, ()), *(more or {}).get(key, ())] for key in {*ROWS, *(more or {})}}
    return FramesKnown(_frames(rows), _frames(before or {}), **said)


def _frames(rows: dict[str, list[Row]]) -> dict[str, object]:
    return {key: typed(datasets()[key], *some) for key, some in rows.items()}


def keyed(cases: list[tuple[str, Row, Row]], base: Row, key: str, first: str = "NEW-") -> list[tuple[str, Row, Row]]:
    """The two sides of each case laid over *base*, each row with a key of its own unless the case gives one."""
    return [
        (rule_id, base | {key: f"{first}{at}A"} | holds, base | {key: f"{first}{at}B"} | breaks)
        for at, (rule_id, holds, breaks) in enumerate(cases)
    ]


SCREENED = {
    "a": ("Held near 50 N and 4 E, on the map.", "Held at 50.8503, 4.3517."),
    "b": ("Ask the lessons manager.", "Ask lessons.manager@partner.example."),
    "c": ("Room 1230, extension 12.", "Call +32 2 555 12 34."),
    "d": ("The unit moved its meeting.", "It told of a troop movement."),
}
"""For each part of screening, a text that may stay and one that may not."""


def screening_cases(rule_id: str, columns: tuple[str, ...]) -> list[tuple[str, Row, Row]]:
    """Both sides of every screening rule of *columns*."""
    return [
        (f"{rule_id}{part}:{column}", {column: stays}, {column: goes})
        for column in columns
        for part, (stays, goes) in SCREENED.items()
    ]

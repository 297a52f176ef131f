"""A small programme that training rows can be right or wrong about."""

from expectations.datasets import course, course_run, engagement, membership, partner, programme, unit
from tests.expectations.known_frames import FramesKnown, typed

RUN = {"run": "RUN-1", "course": "CRS-A", "course_version": "1", "programme": "PRG", "start_on": "2026-03-02",
       "end_on": "2026-03-04", "status": "HELD", "modality": "IN_PERSON"}  # fmt: skip
PLACE = {"run": "RUN-1", "participant_key": "P1", "headcount": 1, "unit": "ALD-M1", "attendance": "PRESENT",
         "outcome": "COMPLETED_PASS", "attempt_no": 1, "completed_on": "2026-03-04"}  # fmt: skip


def training_world(**said: object) -> FramesKnown:
    """Received on 30 June 2026: two partners, five runs (one cancelled, one long ago), two courses."""
    return FramesKnown(
        {
            "partner": typed(partner.DATASET, {"partner": "ALD"}, {"partner": "BRE"}, {"partner": "OUT"}),
            "programme": typed(programme.DATASET, {"programme": "PRG", "start_on": "2023-01-01"}),
            "membership": typed(
                membership.DATASET,
                {"programme": "PRG", "partner": "ALD", "role": "LEAD", "valid_from": "2023-01-01"},
                {"programme": "PRG", "partner": "BRE", "role": "MEMBER", "valid_from": "2023-01-01"},
                {"programme": "PRG", "partner": "OUT", "role": "MEMBER", "valid_from": "2023-01-01",
                 "valid_to": "2026-03-01"},
            ),
            "unit": typed(
                unit.DATASET,
                {"unit": "ALD-M1", "partner": "ALD"},
                {"unit": "ALD-M2", "partner": "ALD"},
                {"unit": "OLD", "partner": "ALD", "valid_to": "2025-12-31"},
            ),
            "course": typed(
                course.DATASET,
                {"course": "CRS-A", "course_version": "1", "hours": 24, "pass_mark": 70, "validity_months": 24},
                {"course": "CRS-B", "course_version": "1"},
                {"course": "CRS-OLD", "course_version": "1", "valid_to": "2025-12-31"},
            ),
            "course_run": typed(
                course_run.DATASET,
                RUN | {"seats_offered": 2, "trainee_count": 2},
                RUN | {"run": "RUN-2", "start_on": "2026-03-04", "end_on": "2026-03-06"},
                RUN | {"run": "RUN-3", "course": "CRS-B", "start_on": "2026-03-09", "end_on": "2026-03-10"},
                RUN | {"run": "RUN-OFF", "status": "CANCELLED"},
                RUN | {"run": "RUN-PAST", "start_on": "2026-01-05", "end_on": "2026-01-07"},
            ),
            "engagement": typed(engagement.DATASET, {"engagement": "ENG-1"}),
        },
        **said,
    )  # fmt: skip

"""Who and what the demonstration programme is made of. Every name is invented."""

import datetime as dt
from dataclasses import dataclass

from vocabulary.period import Month

PROGRAMME = "DEMO-CRP"
TITLE = "Combined Response Programme (demonstration)"
OPENED = dt.date(2023, 1, 1)
FIRST = Month(2023, 10)
LAST = Month(2026, 9)
"""The 36 months the screens look back on. October 2026 is there too, incomplete."""
MONTHS = tuple(FIRST.until(LAST + 1))
TODAY = dt.date(2026, 11, 20)
"""The last day on which something arrived."""

LATE_SINCE = Month(2026, 3)
"""The month the action form and the reporting form changed: Veldland and Osmark have been late since."""
LATE_PARTNERS = ("OSM", "VEL")
SILENT_SINCE = Month(2026, 2)
SILENT_PARTNER = "LOR"
SMALL_PARTNER = "ELM"
RELEASED_TO = {"ELM": "ALD ELM", "LOR": "ALD LOR", "VEL": "ALD BRE VEL"}
"""Partners whose rosters are not for everybody, and for whom they are; the steward sees all of them."""
RECURRING_ACTION = "ACT-HANDOVER"
"""A validated action whose cause came back: it was taken up again in March 2026."""
REMOTE_SINCE = Month(2026, 1)
"""The month the remote modules opened to all partners."""


@dataclass(frozen=True)
class Partner:
    """One fictional partner: its share of seats, how long it is a member, and its units."""

    code: str
    name: str
    share: float
    units: tuple[tuple[str, str, str], ...]
    joined: dt.date = OPENED
    left: dt.date | None = None
    languages: str = "en"

    def is_member(self, day: dt.date) -> bool:
        return self.joined <= day and (self.left is None or day <= self.left)


def _units(code: str, *tails: str) -> tuple[tuple[str, str, str], ...]:
    names = {
        "M1": ("Response Training Centre", "MILITARY"),
        "M2": ("Support Staff Group", "MILITARY"),
        "L1": ("Police Liaison Office", "LAW_ENFORCEMENT"),
        "L2": ("Border Service School", "LAW_ENFORCEMENT"),
    }
    return tuple((f"{code}-{tail}", *names[tail]) for tail in tails)


PARTNERS = (
    Partner("ALD", "Alderland", 0.115, _units("ALD", "M1", "M2", "L1")),
    Partner("BRE", "Brenmark", 0.105, _units("BRE", "M1", "L1")),
    Partner("COR", "Corvia", 0.085, _units("COR", "M1", "L1", "L2")),
    Partner("DRO", "Drosk", 0.085, _units("DRO", "M1", "M2", "L1")),
    Partner("ELM", "Elmar", 0.0, _units("ELM", "M1", "L1")),
    Partner("FEN", "Fenwick", 0.095, _units("FEN", "M1", "L1")),
    Partner("GRE", "Greyholm", 0.100, _units("GRE", "M1", "M2", "L1", "L2")),
    Partner("HAL", "Halvia", 0.075, _units("HAL", "M1", "L1"), left=dt.date(2025, 11, 15)),
    Partner("KEL", "Kelmere", 0.070, _units("KEL", "M1", "L1"), joined=dt.date(2025, 4, 1)),
    Partner("LOR", "Lorvik", 0.080, _units("LOR", "M1", "L1"), languages="en;fr"),
    Partner("OSM", "Osmark", 0.110, _units("OSM", "M1", "M2", "L1"), languages="en;de"),
    Partner("VEL", "Veldland", 0.115, _units("VEL", "M1", "L1", "L2")),
)
LEAD = "ALD"


def members(day: dt.date) -> tuple[Partner, ...]:
    """The partners whose membership is in force that day."""
    return tuple(partner for partner in PARTNERS if partner.is_member(day))


@dataclass(frozen=True)
class Course:
    """One course of the catalogue."""

    code: str
    title: str
    hours: int
    remote_since: Month | None = None


COURSES = (
    Course("CRS-COORD", "Joint coordination for response staff", 24, REMOTE_SINCE),
    Course("CRS-TERMS", "Common terminology and reporting forms", 16, REMOTE_SINCE),
    Course("CRS-LIAIS", "Liaison duties between services", 24),
    Course("CRS-DEBRF", "Leading a debrief and writing it up", 16, REMOTE_SINCE),
    Course("CRS-LEGAL", "Legal frames for information sharing", 16),
    Course("CRS-EXPLN", "Planning a joint exercise", 32),
    Course("CRS-TRAIN", "Train the trainer", 32),
    Course("CRS-MEDIA", "Speaking with one voice to the public", 16),
)
KOBO_COURSES = ("CRS-COORD", "CRS-LIAIS", "CRS-LEGAL", "CRS-TRAIN")
"""Courses whose reaction form is asked with KoboToolbox; the others use Qualtrics."""

THEMES = (
    ("TRAINING", "Training and instruction"),
    ("PROCEDURES", "Procedures and checklists"),
    ("COMMUNICATION", "Communication between partners"),
    ("COORDINATION", "Coordination and command structure"),
    ("LEGAL", "Legal and disclosure questions"),
    ("TERMINOLOGY", "Terminology and forms"),
    ("RESOURCES", "Resources and time"),
)

CAPABILITIES = ("Operational coordination", "Public information", "Planning", "Information sharing")

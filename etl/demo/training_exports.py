"""How partners send their rosters: our template, Moodle in two variants, school offices with habits of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from etl.demo.tables import delimited, template_csv, template_workbook
from etl.demo.training import Row, Training

MOODLE_COLUMNS = ("", "ID number", "Email address", "Institution", "Course run", "Attempt")
OPENING, COURSE = "Opening session", "Course completion"
STATES = {
    "COMPLETED_PASS": "Completed (achieved pass grade)",
    "COMPLETED_UNGRADED": "Completed",
    "COMPLETED_FAIL": "Completed (did not achieve pass grade)",
    "NOT_COMPLETED": "Not completed",
    "WITHDRAWN": "Withdrawn",
    "IN_PROGRESS": "In progress",
}
SCHOOL_COLUMNS = (
    "Course run",
    "Participant",
    "Unit",
    "Nominated",
    "Confirmed",
    "Withdrawn",
    "Attendance",
    "Hours",
    "Result",
    "Pre-test",
    "Post-test",
    "Completed on",
    "Certificate until",
)
SCHOOL_WORDS = {
    "PRESENT": "present",
    "PARTIAL": "partly",
    "NO_SHOW": "absent",
    "UNKNOWN": "-",
    "COMPLETED_PASS": "passed",
    "COMPLETED_UNGRADED": "attended",
    "COMPLETED_FAIL": "failed",
    "NOT_COMPLETED": "not completed",
    "WITHDRAWN": "withdrawn",
    "IN_PROGRESS": "in progress",
}


@dataclass(frozen=True)
class Export:
    """One way of writing a roster: profile, ending of the file name, and the writer of the bytes."""

    profile: str
    ending: str
    write: Callable[[Training, list[Row]], bytes]


def _csv(_training: Training, places: list[Row]) -> bytes:
    return template_csv("training_roster", places)


def _xlsx(_training: Training, places: list[Row]) -> bytes:
    return template_workbook({"training_roster": places})


def _moodle(training: Training, places: list[Row]) -> bytes:
    """Activity completion as Moodle writes it: a nameless first column, two cells an activity, the second one headed by
    the day it is expected or by nothing."""
    header = [*MOODLE_COLUMNS, OPENING, "", COURSE, ""]
    starts = {run["run"]: run["start_on"] for run in training.runs}
    lines = [header, *(_moodle_line(place, starts) for place in places)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines).encode()


def _moodle_line(place: Row, starts: Mapping[object, object]) -> list[str]:
    was_there = place["attendance"] in ("PRESENT", "PARTIAL")
    done = place.get("completed_on")
    return [
        f"Participant {place['participant_key'][1:5]}",
        str(place["participant_key"]),
        f"{str(place['participant_key']).lower()}@learning.example",
        str(place["unit"]),
        str(place["run"]),
        str(place["attempt_no"]),
        "Completed" if was_there else "Not completed",
        f"{starts[place['run']]} 08:30:00" if was_there else "",
        STATES[str(place["outcome"])],
        f"{done} 16:00:00" if done else "",
    ]


def moodle_utf16(training: Training, places: list[Row]) -> bytes:
    """The variant that Moodle calls Excel-compatible: UTF-16LE with a byte order mark, tabs, still named .csv."""
    text = _moodle(training, places).decode().replace('","', '"\t"')
    return b"\xff\xfe" + text.encode("utf-16-le")


def _school(_training: Training, places: list[Row]) -> bytes:
    return delimited(SCHOOL_COLUMNS, [school_line(place, "%d.%m.%Y") for place in places], ";")


def _school_american(_training: Training, places: list[Row]) -> bytes:
    """The same with the month before the day: what a changed computer setting makes of it."""
    return delimited(SCHOOL_COLUMNS, [school_line(place, "%m.%d.%Y") for place in places], ";")


def school_line(place: Row, day: str) -> Row:
    """A place as the school offices of Osmark and Veldland write it: own words, days first, a decimal comma."""
    days = {
        "Nominated": "nominated_on",
        "Confirmed": "confirmed_on",
        "Withdrawn": "withdrawn_on",
        "Completed on": "completed_on",
        "Certificate until": "cert_expires_on",
    }
    scores = {"Hours": "hours_attended", "Pre-test": "pre_score", "Post-test": "post_score"}
    return {
        "Course run": place["run"],
        "Participant": place["participant_key"],
        "Unit": place["unit"],
        "Attendance": SCHOOL_WORDS[str(place["attendance"])],
        "Result": SCHOOL_WORDS[str(place["outcome"])],
        **{name: place[key].strftime(day) if place.get(key) else None for name, key in days.items()},
        **{name: f"{place[key]},0" if place.get(key) is not None else None for name, key in scores.items()},
    }


CSV = Export("training_roster", "csv", _csv)
XLSX = Export("training_roster", "xlsx", _xlsx)
MOODLE = Export("moodle_completion", "csv", _moodle)
MOODLE_EXCEL = Export("moodle_completion", "csv", moodle_utf16)
SCHOOL = Export("school_roster", "csv", _school)
SCHOOL_AMERICAN = Export("school_roster", "csv", _school_american)
USUAL = {
    "ALD": XLSX,
    "BRE": MOODLE,
    "COR": XLSX,
    "DRO": CSV,
    "ELM": XLSX,
    "FEN": MOODLE_EXCEL,
    "GRE": XLSX,
    "HAL": CSV,
    "KEL": XLSX,
    "LOR": CSV,
    "OSM": SCHOOL,
    "VEL": SCHOOL,
}
"""How each partner writes its roster."""

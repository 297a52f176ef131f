"""The truth about changes of protocols and training: what implemented actions led to."""

import datetime as dt
from collections.abc import Iterable

from etl.demo.cast import COURSES, PROGRAMME, REMOTE_SINCE
from etl.demo.chance import days, stream
from etl.demo.reference_rows import TAUGHT
from etl.demo.training import Row

KINDS = {"TERMINOLOGY": "TERMINOLOGY", "PROCEDURES": "PROTOCOL", "TRAINING": "SOP"}
"""By theme, the kind of thing that an action changes; actions on other themes change no document."""
OBJECTS = {
    "TERMINOLOGY": ("GLOSSARY", "FORM-REPORT", "FORM-REQUEST"),
    "PROCEDURES": ("PRT-HANDOVER", "PRT-REQUESTS", "PRT-DEBRIEF", "CHK-BRIEFING"),
    "TRAINING": ("LES-COORD", "LES-TERMS", "LES-DEBRF"),
}
AT_ONCE = 0.84
"""Share of the changes that are written down when the action is done; the others are some months later."""
FORGOTTEN = 90
"""One in so many of the actions that change a document is done, and its change never written down."""
TAUGHT_SHARE = 0.7
UNEXPLAINED = 0.01


def changes(seed: int, actions: Iterable[Row]) -> tuple[Row, ...]:
    """Every change with all of its days; versions are numbered as they were approved."""
    written = [action for action in actions if action.get("written_on")]
    drawn = [_change(seed, action) for action in written] + [*_remote_modules()]
    versions: dict[object, int] = {}
    rows = []
    for row in sorted(drawn, key=lambda row: (row["approved_on"], str(row["change"]))):
        if row["kind"] != "COURSE":
            before = versions.get(row["object_ref"], 1)
            versions[row["object_ref"]] = before + 1
            row |= {"from_version": str(before), "to_version": str(before + 1)}
        rows.append(row)
    return tuple(rows)


def with_changes(seed: int, actions: Iterable[Row]) -> tuple[Row, ...]:
    """The actions; of those that change a document, with the change and the day on which it was written down.

    An action that names its change, as those on training do, names one that the log lacks where it was forgotten.
    """
    changing = 0
    rows = []
    for action in actions:
        row = action
        if action.get("implemented_on") and not action.get("ended_on") and action["theme"] in KINDS:
            changing += 1
            row = action | {"change": str(action["action"]).replace("ACT-", "CHG-")}
            row |= {"written_on": _written_on(seed, action) if changing % FORGOTTEN else None}
        rows.append(row)
    return tuple(rows)


def _written_on(seed: int, action: Row) -> dt.date:
    rng = stream(seed, "written", action["action"])
    return action["implemented_on"] + days(rng.integers(-20, 1) if rng.random() < AT_ONCE else rng.integers(45, 110))


def _change(seed: int, action: Row) -> Row:
    rng = stream(seed, "change", action["action"])
    theme, approved = str(action["theme"]), action["written_on"]
    published = max(approved, action["implemented_on"]) + days(rng.integers(0, 15))
    courses = [course for course, taught in TAUGHT.items() if taught == theme]
    is_taught = rng.random() < TAUGHT_SHARE
    causes = [action["action"], *([action["source"]] if action["source_kind"] == "FINDING" else [])]
    objects = OBJECTS[theme]
    return {
        "change": action["change"],
        "programme": PROGRAMME,
        "kind": KINDS[theme],
        "object_ref": objects[int(rng.integers(len(objects)))],
        "caused_by": None if rng.random() < UNEXPLAINED else ";".join(map(str, causes)),
        "approved_on": approved,
        "published_on": published,
        "affects_courses": ";".join(courses),
        "course_reissued_on": published + days(rng.integers(20, 140)) if is_taught else None,
    }


def _remote_modules() -> Iterable[Row]:
    """The second versions of the courses that got remote modules."""
    for course in COURSES:
        if course.remote_since:
            yield {
                "change": f"CHG-{course.code}-2",
                "programme": PROGRAMME,
                "kind": "COURSE",
                "object_ref": course.code,
                "from_version": "1",
                "to_version": "2",
                "approved_on": dt.date(2025, 12, 1),
                "published_on": dt.date(2025, 12, 12),
                "affects_courses": course.code,
                "course_reissued_on": REMOTE_SINCE.first_day,
            }


def as_known(change: Row, on: dt.date) -> Row | None:
    """The log's row on a day: nothing before it was approved, later days not yet."""
    if change["approved_on"] > on:
        return None
    return {name: None if isinstance(value, dt.date) and value > on else value for name, value in change.items()}

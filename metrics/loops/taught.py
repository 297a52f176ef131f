"""Who was taught a changed version: course runs held of it, and who completed them."""

from collections import defaultdict
from collections.abc import Iterable

from expectations.change_facts import NEEDS_A_COURSE
from expectations.training_facts import ABSENT, NOT_RECORDED, PASSED
from metrics.loops.links import Row, listed
from metrics.loops.parts import Taught

COURSE = "COURSE"


def courses_of(change: Row) -> tuple[str, ...]:
    """The courses that have to teach a change; a changed course teaches itself."""
    own = (change["object_ref"],) if change["kind"] == COURSE else ()
    return tuple(dict.fromkeys((*listed(change["affects_courses"]), *own)))


def lacks_course(change: Row) -> bool:
    """It has to be taught, and neither a course nor a reason why none has to teach it is named."""
    return change["kind"] in NEEDS_A_COURSE and not courses_of(change) and not change["no_course_reason"]


def teaching(changes: Iterable[Row], courses: Iterable[Row], runs: Iterable[Row]) -> dict[str, list[Row]]:
    """The runs held that teach each published change, by its code, the first held first.

    A run teaches a change when it is of one of its courses and programme, and its version began with the change or
    later, or the run itself began once the courses were issued anew. A changed course is taught by runs of that version.
    """
    began = {(each["course"], each["course_version"]): each["valid_from"] for each in courses}
    held = defaultdict(list)
    for run in sorted(runs, key=lambda run: (run["end_on"], run["run"])):
        if run["status"] == "HELD":
            held[run["course"]].append(run)
    found = {}
    for change in changes:
        if change["published_on"] is not None:
            own = [run for course in courses_of(change) for run in held[course] if _teaches(run, change, began)]
            found[change["change"]] = sorted(own, key=lambda run: (run["end_on"], run["run"]))
    return found


def _teaches(run: Row, change: Row, began: dict) -> bool:
    if run["programme"] != change["programme"]:
        return False
    version = began.get((run["course"], run["course_version"]))
    if change["kind"] == COURSE and run["course"] == change["object_ref"]:
        first = began.get((change["object_ref"], change["to_version"]))
        is_later = version is not None and first is not None and version >= first
        return run["course_version"] == change["to_version"] or is_later
    is_reissued = change["course_reissued_on"] is not None and run["start_on"] >= change["course_reissued_on"]
    return is_reissued or (version is not None and version >= change["published_on"])


class Trained:
    """Who completed runs. Many changes are taught by the same runs: each set of runs is counted once."""

    def __init__(self, roster: Iterable[Row]) -> None:
        self._of_run = defaultdict(list)
        for row in roster:
            if _completed(row):
                self._of_run[row["run"]].append(row)
        self._counted: dict[tuple[str, ...], tuple[int, frozenset[str]]] = {}

    def by(self, runs: list[Row]) -> Taught | None:
        """Who was taught by these runs; None where there are none."""
        if not runs:
            return None
        codes = tuple(run["run"] for run in runs)
        if codes not in self._counted:
            self._counted[codes] = self._count(codes)
        persons, units = self._counted[codes]
        return Taught(len(runs), units, persons, runs[0]["run"], runs[0]["row_id"], runs[0]["end_on"])

    def _count(self, runs: tuple[str, ...]) -> tuple[int, frozenset[str]]:
        persons: dict[str, int] = {}
        units = set()
        for row in (row for run in runs for row in self._of_run.get(run, ())):
            size = 1 if row["headcount"] is None else int(row["headcount"])
            persons[row["participant_key"]] = max(size, persons.get(row["participant_key"], 0))
            units.add(row["unit"])
        return sum(persons.values()), frozenset(unit for unit in units if unit)


def _completed(row: Row) -> bool:
    """Completed and did not fail; of a source that knows no outcome, whoever did not stay away."""
    is_unsaid = row["outcome"] == NOT_RECORDED and row["attendance"] not in ABSENT
    return row["outcome"] in PASSED or is_unsaid

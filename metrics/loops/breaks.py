"""The links that are missing in a loop, and what to do about each."""

from collections.abc import Iterable, Mapping

from expectations.corrective_action_facts import SOURCES
from expectations.life_cycle import ACTION_DONE
from metrics.loops.line import ACTION, CHANGE
from metrics.loops.links import Links, Row, listed
from metrics.loops.parts import Break, Broken
from metrics.loops.taught import courses_of, lacks_course

REASONS: Mapping[Break, str] = {
    Break.ORIGIN_NOT_NAMED: "The action does not say which observation, finding or review it comes from.",
    Break.ORIGIN_NOT_THERE: "What the action says it comes from is in no register.",
    Break.REVIEW_NOT_THERE: "The review that made the finding is not in the register.",
    Break.MERGED_INTO_NOT_THERE: "The action that took this one over is not in the register.",
    Break.MERGED_IN_A_CIRCLE: "Actions were merged into each other in a circle: none of them carries on.",
    Break.NO_CHANGE: "A change of protocol or training was recommended and is implemented, and no change is logged.",
    Break.CHANGE_NOT_THERE: "The action names a changed document that the change log does not have.",
    Break.CAUSE_NOT_THERE: "The change names a cause that is in no register.",
    Break.NO_COURSE: "The change has to be taught, and names no course that teaches it.",
    Break.COURSE_NOT_THERE: "The change names a course that is not in the catalogue.",
    Break.RECURS_FROM_NOT_THERE: "The observation says it recurs from something that is in no register.",
    Break.NO_CAUSE: "The change names no action or finding that caused it.",
}
MENDS: Mapping[Break, str] = {
    Break.ORIGIN_NOT_NAMED: "Fill in source in the action register.",
    Break.ORIGIN_NOT_THERE: "Send the register that holds it, or mend source in the action register.",
    Break.REVIEW_NOT_THERE: "Send the review, or mend the finding's review.",
    Break.MERGED_INTO_NOT_THERE: "Send the action it was merged into, or mend merged_into.",
    Break.MERGED_IN_A_CIRCLE: "Let one of them carry on: give it the state it is in, and empty its merged_into.",
    Break.NO_CHANGE: "Log the change with this action in caused_by; if nothing was changed, the action is not done.",
    Break.CHANGE_NOT_THERE: "Log the change under that number, or mend change_ref in the action register.",
    Break.CAUSE_NOT_THERE: "Send the register that holds it, or mend caused_by in the change log.",
    Break.NO_COURSE: "Name the courses in affects_courses, or say in no_course_reason why none has to teach it.",
    Break.COURSE_NOT_THERE: "Add the course to the catalogue, or mend affects_courses in the change log.",
    Break.RECURS_FROM_NOT_THERE: "Name the earlier observation or action in recurs_from, or empty it.",
    Break.NO_CAUSE: "Write the number of the action or finding in caused_by; until then it belongs to no loop.",
}
_ORDER = list(Break)


class Breaks:
    """Finds missing links. Asked only for a reader who sees all: to others, what is absent may be hidden."""

    def __init__(self, links: Links, courses: Iterable[Row]) -> None:
        self._links = links
        self._courses = {course["course"] for course in courses}

    def of_finding(self, finding: Row) -> list[Broken]:
        if finding["review"] in self._links.reviews:
            return []
        return [_broken(Break.REVIEW_NOT_THERE, "finding", finding, finding["finding"], finding["review"])]

    def of_observation(self, observation: Row) -> list[Broken]:
        named, links = observation["recurs_from"], self._links
        if not named or named in links.actions or named in links.observations or named in links.findings:
            return []
        kind = Break.RECURS_FROM_NOT_THERE
        return [_broken(kind, "observation", observation, observation["observation"], named)]

    def of_source(self, action: Row) -> list[Broken]:
        """Of an action that no observation or finding leads to."""
        if action["source_kind"] not in SOURCES or self._links.source_of(action) is not None:
            return []
        kind = Break.ORIGIN_NOT_THERE if action["source"] else Break.ORIGIN_NOT_NAMED
        return [_broken(kind, ACTION, action, action["action"], action["source"])]

    def of_action(self, action: Row) -> list[Broken]:
        """Of what it was merged into, and of the change that it names."""
        found, why = self._links.merged(action)
        broken = []
        if why:
            kind = Break.MERGED_INTO_NOT_THERE if why == "away" else Break.MERGED_IN_A_CIRCLE
            broken.append(_broken(kind, ACTION, found, found["action"], found["merged_into"]))
        if action["change_ref"] and action["change_ref"] not in self._links.changes:
            broken.append(_broken(Break.CHANGE_NOT_THERE, ACTION, action, action["action"], action["change_ref"]))
        return broken

    def of_change(self, change: Row) -> list[Broken]:
        """Of what caused it, and of the courses that have to teach it."""
        code = change["change"]
        missing = [cause for cause in listed(change["caused_by"]) if not self._links.is_cause(cause)]
        away = [course for course in courses_of(change) if course not in self._courses]
        broken = [_broken(Break.CAUSE_NOT_THERE, CHANGE, change, code, each) for each in missing]
        broken += [_broken(Break.NO_COURSE, CHANGE, change, code)] if lacks_course(change) else []
        return broken + [_broken(Break.COURSE_NOT_THERE, CHANGE, change, code, each) for each in away]

    def without_change(self, action: Row | None) -> list[Broken]:
        """Of a loop that needs a change and has none: nothing is broken before its action is done."""
        if action is None or action["state"] not in ACTION_DONE or action["change_ref"]:
            return []
        return [_broken(Break.NO_CHANGE, ACTION, action, action["action"])]

    def loose(self, used: set[str]) -> tuple[Broken, ...]:
        """Changes that no loop leads to."""
        return tuple(
            each for code, change in sorted(self._links.changes.items()) if code not in used
            for each in self._of_loose(change)
        )  # fmt: skip

    def _of_loose(self, change: Row) -> list[Broken]:
        missing = [each for each in self.of_change(change) if each.kind is Break.CAUSE_NOT_THERE]
        return missing or [_broken(Break.NO_CAUSE, CHANGE, change, change["change"])]


def in_order(broken: Iterable[Broken]) -> tuple[Broken, ...]:
    """Each missing link once, the one that breaks the loop first standing first."""
    return tuple(sorted(dict.fromkeys(broken), key=lambda each: (_ORDER.index(each.kind), each.code, each.named)))


def _broken(kind: Break, dataset: str, row: Row, code: str, named: str | None = "") -> Broken:
    return Broken(kind, dataset, row["row_id"], code, named or "")

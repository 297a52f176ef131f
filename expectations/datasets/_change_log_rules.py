"""What is asked of the change log, in the order of the field's rule list (CH-01 to CH-11)."""

from expectations.change_facts import DAYS_TO_TEACH
from expectations.chronology import in_a_row, step_rules
from expectations.dataset import Effect
from expectations.rules import filled, in_order, listed, true, unique
from expectations.texts import screened_texts

LIFE = in_a_row("approved_on", "published_on", "course_reissued_on")

RULES = (
    unique(
        "CH-01", Effect.REFUSE_ROW, ["change"],
        reason="A change is listed once.", hint="Keep its newest row.",
    ),
    *step_rules("CH-02", Effect.REFUSE_ROW, LIFE),
    true(
        "CH-03", Effect.REFUSE_ROW, "to_version.grew", shows=("to_version", "from_version"),
        reason="A change leads to a later version.", hint="Mend the versions; they may have been swapped.",
    ),
    true(
        "CH-04a", Effect.REFUSE_ROW, "caused_by.all_exist",
        reason="The actions and findings that caused a change are known.",
        hint="Send those registers first, or mend the numbers.",
    ),
    filled(
        "CH-04b", Effect.WARN, "caused_by",
        reason="A change says which action or finding caused it.",
        hint="Write the numbers, joined by ; until then no finding can be followed to it.",
    ),
    true(
        "CH-05", Effect.REFUSE_ROW, "course.has_version", when="change.is_of_course",
        shows=("object_ref", "to_version"),
        reason="A changed course is in the catalogue in its new version.",
        hint="Add the version of the course first, or mend the code.",
    ),
    true(
        "CH-06", Effect.WARN, "change.names_courses", when="change.needs_course",
        shows=("affects_courses", "no_course_reason"), needs=("affects_courses",),
        reason="A changed protocol or procedure has to be taught in some course.",
        hint="Name the courses, or say in no_course_reason why none has to teach it.",
    ),
    true(
        "CH-07", Effect.NOTE, "change.is_taught", shows=("course_reissued_on", "published_on", "affects_courses"),
        needs=("course_reissued_on", "affects_courses"),
        reason=f"Affected courses are issued anew within {DAYS_TO_TEACH} days.",
        hint="Nothing to mend; it counts as published and not taught.",
    ),
    in_order(
        "CH-08", Effect.WARN, "causes.last_endorsed_on", "published_on", shows=("published_on", "caused_by"),
        reason="A change is published after the action that caused it was endorsed.",
        hint="See whether another action caused it.",
    ),
    true(
        "CH-09", Effect.REFUSE_ROW, "change.is_the_only_one", shows=("object_ref", "to_version", "change"),
        reason="A version of one thing is made by one change.", hint="Keep one of the rows, or mend the version.",
    ),
    true(
        "CH-10", Effect.WARN, "causes.stand", shows=("caused_by",),
        reason="A change is not caused by an action that was cancelled.", hint="See whether another action caused it.",
    ),
    true(
        "CH-11", Effect.REFUSE_SUBMISSION, "published_on.is_kept_closed", shows=("published_on", "change"),
        reason="The day a change was published does not move into or out of a locked period.",
        hint="Put the day back, or have the period opened again.",
    ),
    listed("CH-12", "programme", "programme"),
    true(
        "XD-12", Effect.REFUSE_ROW, "affects_courses.all_exist",
        reason="The courses that have to teach a change are in the catalogue.",
        hint="Add the course first, or mend its code.",
    ),
    *screened_texts("SG-02", ("no_course_reason",)),
)  # fmt: skip

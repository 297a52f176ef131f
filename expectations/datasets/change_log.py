"""What was changed in protocols and training, what caused it, and whether it is taught."""

from expectations import change_facts as facts
from expectations.chronology import step_facts
from expectations.columns import PROGRAMME, RELEASABILITY, day, free_text
from expectations.dataset import Column, Dataset
from expectations.datasets._change_log_rules import LIFE, RULES
from expectations.facts import all_exist, before, exists, is_in

KINDS = ("PROTOCOL", "SOP", "COURSE", "TERMINOLOGY")

DATASET = Dataset(
    key="change_log",
    title="Change log",
    one_row_is="one new version of one protocol, procedure, course or glossary",
    prefix="CH",
    columns=(
        Column("change", "id", "the change's number, never used twice"),
        PROGRAMME,
        Column("kind", "code", "kind of thing that changed", allowed=KINDS),
        Column("object_ref", "id", "what changed: a course by its code, a document by its number"),
        Column("from_version", "code", "version before; empty for what is new", required=False),
        Column("to_version", "code", "version it is now"),
        Column("caused_by", "list", "numbers of the actions and findings that caused it", required=False),
        day("approved_on", "day it was approved", required=True),
        day("published_on", "day it was published"),
        Column("affects_courses", "list", "courses that have to teach it", required=False),
        free_text("no_course_reason", "why no course has to teach it", longest=500),
        day("course_reissued_on", "day the last of the affected courses was issued anew"),
        RELEASABILITY,
    ),
    key_columns=("change",),
    references=("programme", "course", "finding", "corrective_action", "period"),
    facts=(
        exists("programme", "programme"),
        before("change_log", "change", "approved_on"),
        before("change_log", "change", "published_on"),
        all_exist("affects_courses", "course", "course"),
        *step_facts(LIFE),
        is_in("change.is_of_course", "kind", ("COURSE",)),
        is_in("change.needs_course", "kind", facts.NEEDS_A_COURSE),
        facts.version_grew, facts.causes_exist, facts.last_endorsed, facts.causes_stand, facts.course_has_version,
        facts.names_courses, facts.is_taught, facts.is_the_only_one, facts.published_in_open_period,
    ),
    rules=RULES,
    dated_by="approved_on",
    markings_from="releasability",
    usage_warnings=("A change that no course teaches is published, not learnt.",),
)  # fmt: skip

"""Which course teaches which theme, and what that is claimed on."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists
from expectations.reference_facts import apart
from expectations.rules import in_order, listed, one_of, true

KEYS = ("course", "theme", "valid_from")

DATASET = Dataset(
    key="course_theme_map",
    title="Courses and the themes they teach",
    one_row_is="one theme that one course teaches",
    prefix="CT",
    columns=(
        Column("course", "id", "the course"),
        Column("theme", "id", "the theme it teaches"),
        Column(
            "basis", "code", "what it is claimed on: its content was looked through, or its title alone",
            allowed=("CONTENT", "TITLE"),
        ),
        day("valid_from", "first day it is taught; empty is always"),
        day("valid_to", "last day it is taught; empty is still"),
    ),
    key_columns=KEYS,
    references=("course", "theme"),
    facts=(
        exists("course", "course"),
        exists("theme", "theme"),
        apart("mapping.is_apart", "course_theme_map", ("course", "theme")),
    ),
    rules=(
        true(
            "RF-01", Effect.REFUSE_SUBMISSION, "mapping.is_apart", shows=("valid_from", "valid_to", "course", "theme"),
            reason="A theme is mapped to a course once at a time.",
            hint="End the earlier row the day before the later one begins.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A mapping does not end before it begins.", hint="Mend valid_from or valid_to.",
        ),
        listed("CT-01", "course", "course"),
        listed("CT-02", "theme", "theme"),
        one_of(
            "CT-03", Effect.NOTE, "basis", ("CONTENT",),
            reason="What a course teaches is claimed after its content was looked through.",
            hint="Look through the course, and write CONTENT.",
        ),
    ),
    usage_warnings=("What is claimed by title alone has not been looked at.",),
    example={"course": "CRS-COORD", "theme": "TERMINOLOGY", "basis": "CONTENT", "valid_from": "2023-01-01"},
)  # fmt: skip

"""The courses of the catalogue, version by version."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import all_exist
from expectations.reference_facts import apart, tiles
from expectations.retirement import Use, free_to_retire
from expectations.rules import between, in_order, true, unique
from expectations.texts import screened_texts

MODALITIES = ("IN_PERSON", "ONLINE", "BLENDED")

PLANNED_RUNS = Use("course_run", ("course", "course_version"), "start_on", where={"status": ("PLANNED",)})

DATASET = Dataset(
    key="course",
    title="Courses",
    one_row_is="one version of one course",
    prefix="CO",
    columns=(
        Column("course", "id", "code of the course", aliases=("course code", "course id")),
        Column("course_version", "code", "its version; 1 where versions are not kept", aliases=("version",)),
        Column("title", "text", "its title", longest=200),
        Column("hours", "number", "length in hours", required=False, unit="hour"),
        Column("modality", "code", "how it is usually held", required=False, allowed=MODALITIES),
        Column("validity_months", "integer", "how long a certificate is valid", required=False, unit="month"),
        Column("pass_mark", "percent", "least score that passes; empty where it is not graded", required=False),
        Column("required_for_roles", "list", "roles that must hold it", required=False),
        Column("themes", "list", "themes of the programme that it teaches", required=False),
        day("valid_from", "first day of this version; empty is always"),
        day("valid_to", "last day of this version; empty is still"),
    ),
    key_columns=("course", "course_version"),
    references=("theme",),
    facts=(
        all_exist("themes", "theme", key="theme"),
        apart("version.is_apart", "course", ("course",)),
        tiles("version.tiles", "course", ("course",)),
        free_to_retire("course.is_free_to_retire", ("course", "course_version"), "valid_to", [PLANNED_RUNS]),
    ),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["course", "course_version"],
            reason="A version of a course is listed once.", hint="Keep one row.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A version does not end before it begins.", hint="Mend valid_from or valid_to.",
        ),
        true(
            "RF-07", Effect.REFUSE_SUBMISSION, "version.is_apart", shows=("valid_from", "valid_to", "course"),
            reason="Two versions of one course are never in force on one day.",
            hint="End the earlier version the day before the later one begins.",
        ),
        true(
            "RF-07b", Effect.REFUSE_SUBMISSION, "version.tiles", shows=("valid_from", "course", "course_version"),
            reason="A version begins the day after the one before it ended.",
            hint="Close the gap, or retire the course and list the later one under its own code.",
        ),
        between(
            "RF-07c", Effect.REFUSE_SUBMISSION, "pass_mark", 0, 100,
            reason="A pass mark lies between 0 and 100.", hint="Write percent, not a fraction.",
        ),
        true(
            "RF-11", Effect.WARN, "course.is_free_to_retire", shows=("valid_to", "course", "course_version"),
            reason="No run of a retired version is still planned.", hint="Plan it with the version then in force.",
        ),
        true(
            "CO-01", Effect.WARN, "themes.all_exist",
            reason="Every theme is in the list of themes.", hint="Add the theme first, or mend its code.",
        ),
        between(
            "CO-02", Effect.REFUSE_ROW, "hours", 0, 5000,
            reason="A course lasts between 0 and 5000 hours.", hint="Write hours, not minutes.",
        ),
        between(
            "CO-03", Effect.REFUSE_ROW, "validity_months", 1, 600,
            reason="A certificate is valid for at least a month.", hint="Leave it empty where it does not expire.",
        ),
        *screened_texts("SG-02", ("title",)),
    ),
    example={"course": "CRS-COORD", "course_version": "1", "title": "Joint coordination for response staff",
             "hours": "24", "modality": "IN_PERSON", "pass_mark": "70", "validity_months": "24"},
)  # fmt: skip

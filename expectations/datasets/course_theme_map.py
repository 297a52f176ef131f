"""Which course teaches which theme, and what that is claimed on."""

from expectations.columns import day
from expectations.dataset import Column, Dataset

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
    usage_warnings=("What is claimed by title alone has not been looked at.",),
    example={"course": "CRS-COORD", "theme": "TERMINOLOGY", "basis": "CONTENT", "valid_from": "2023-01-01"},
)  # fmt: skip

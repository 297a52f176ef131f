"""What a row is about: it is known, it ended not long ago, and it says who may see it."""

from collections.abc import Iterator

from expectations.dataset import Effect, Fact, Rule
from expectations.facts import exists, later_by, looked_up
from expectations.rules import in_order, true

LINKS = {
    "linked_engagement": ("engagement", "end_on"),
    "linked_run": ("course_run", "end_on"),
    "linked_review": ("review", "held_on"),
}
"""The columns that link, the dataset each names a row of, and the column that says when that ended."""
MARKINGS = tuple(f"{column}.marking" for column in LINKS)


def link_facts() -> Iterator[Fact]:
    """For each of LINKS: whether it is known, when it ended, a year after that, and its marking."""
    for column, (dataset, ended) in LINKS.items():
        key = column.removeprefix("linked_")
        yield exists(column, dataset, key)
        yield looked_up(column, dataset, ended, key)
        yield looked_up(column, dataset, "marking", key)
        yield later_by(f"{column}.year_after", f"{column}.{ended}", 365)


def link_rules(rule_id: str, day: str) -> Iterator[Rule]:
    """What a row is about is known (a, c, e); *day* is within a year of its end (b, d, f)."""
    for exists_letter, recent_letter, column in zip("ace", "bdf", LINKS, strict=True):
        about = column.removeprefix("linked_")
        yield true(
            f"{rule_id}{exists_letter}", Effect.REFUSE_ROW, f"{column}.exists",
            reason=f"The {about} that it is about is known.", hint="Send that register first, or mend the number.",
        )  # fmt: skip
        yield in_order(
            f"{rule_id}{recent_letter}", Effect.WARN, day, f"{column}.year_after",
            shows=(day, column), needs=(column,),
            reason=f"It is submitted within a year of the {about} it is about.",
            hint=f"See whether it is about a later {about}.",
        )  # fmt: skip

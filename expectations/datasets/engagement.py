"""Meetings, exercises, workshops and visits between partners."""

from expectations.columns import PROGRAMME, RELEASABILITY, day, free_text
from expectations.dataset import Column, Dataset

DATASET = Dataset(
    key="engagement",
    title="Engagements",
    one_row_is="one meeting, exercise, workshop, visit, course or exchange",
    prefix="EN",
    columns=(
        Column("engagement", "id", "the engagement's number"),
        PROGRAMME,
        Column(
            "kind",
            "code",
            "kind of engagement",
            allowed=("MEETING", "EXERCISE", "WORKSHOP", "VISIT", "COURSE", "EXCHANGE"),
        ),
        Column("title", "text", "what it is called", required=False, longest=150),
        day("planned_on", "day it was planned for when the plan was approved"),
        day("start_on", "first day; while it is planned, the day it is meant to start", required=True),
        day("end_on", "last day"),
        Column("status", "code", "where it stands", allowed=("PLANNED", "HELD", "POSTPONED", "CANCELLED")),
        Column("host_partner", "id", "partner that hosts it", required=False),
        Column("chair_partner", "id", "partner that chairs it", required=False),
        Column("logged_by_partner", "id", "partner whose log it comes from", required=False),
        Column("modality", "code", "how people meet", required=False, allowed=("IN_PERSON", "VIRTUAL", "HYBRID")),
        Column("planned_series", "id", "series of meetings it belongs to", required=False),
        Column("planned_series_count", "integer", "engagements of the series in the period's plan", required=False),
        day("minutes_issued_on", "day the minutes were issued"),
        Column("actions_raised_count", "integer", "actions it raised", required=False),
        Column("actions_closed_count", "integer", "of these, closed by the next meeting", required=False),
        Column("postponed_to", "id", "engagement that takes its place", required=False),
        Column("excluded_partners", "list", "members that were left out on purpose", required=False),
        free_text("exclusion_reason", "why members were left out", longest=200),
        RELEASABILITY,
    ),
    key_columns=("engagement",),
    dated_by="start_on",
    references=("programme", "partner", "membership"),
    markings_from="releasability",
)

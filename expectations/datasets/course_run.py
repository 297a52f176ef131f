"""Course runs: a course held once, from a day to a day."""

import pandas as pd

from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.datasets.course import MODALITIES
from expectations.facts import exists, looked_up_by, say, valid_on
from expectations.known import Known
from expectations.rules import between, filled, in_order, true, unique
from expectations.training_facts import HOURS_A_DAY

MOST_STRETCH = 3
"""A run may last three times the days that its course's hours fill (TR-03b); evenings and weekends are in that."""
VERSION = {"course": "course", "course_version": "course_version"}


@say("run.days", "days from first to last, both counted")
def _days(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return ((frame["end_on"] - frame["start_on"]).dt.days + 1).astype("float64")


@say("run.most_days", "most days that the course's hours explain")
def _most_days(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (frame["course.hours"] / HOURS_A_DAY).clip(lower=1) * MOST_STRETCH


@say("course.has_version", "the catalogue has the version of the course")
def _has_version(frame: pd.DataFrame, known: Known) -> pd.Series:
    keys = list(VERSION)
    versions = known.rows("course", "course", list(frame["course"].dropna().unique()))[keys].drop_duplicates()
    found = frame[keys].merge(versions.assign(found=True), how="left", on=keys)["found"].notna()
    return found.set_axis(frame.index).astype("boolean").mask(frame[keys].isna().any(axis=1))


DATASET = Dataset(
    key="course_run",
    title="Course runs",
    one_row_is="one run of one version of a course",
    prefix="CR",
    columns=(
        Column("run", "id", "code of the run", aliases=("run id", "class", "session", "offering")),
        Column("course", "id", "course it follows"),
        Column("course_version", "code", "version of the course; 1 where versions are not kept"),
        PROGRAMME,
        Column("host_partner", "id", "partner that hosts it", required=False),
        Column("delivery_partner", "id", "partner that teaches it", required=False),
        day("start_on", "first day", required=True),
        day("end_on", "last day", required=True),
        Column("seats_offered", "integer", "seats offered", required=False, unit="person"),
        Column("trainee_count", "integer", "persons, as the course office counted", required=False, unit="person"),
        Column("status", "code", "where it stands", allowed=("PLANNED", "HELD", "CANCELLED")),
        Column("modality", "code", "how it is held", required=False, allowed=MODALITIES),
        Column(
            "participants", "list", "kinds of services it is for", required=False,
            allowed=("MILITARY", "LAW_ENFORCEMENT", "CIVIL"),
        ),
        Column("is_joint", "boolean", "held as an exercise or joint course; empty is not said", required=False),
        Column("engagement", "id", "the engagement it is logged as", required=False),
        RELEASABILITY,
    ),
    key_columns=("run",),
    dated_by="end_on",
    markings_from="releasability",
    references=("course", "programme", "partner", "engagement"),
    facts=(
        exists("course", "course"),
        exists("programme", "programme"),
        exists("host_partner", "partner", key="partner"),
        exists("delivery_partner", "partner", key="partner"),
        exists("engagement", "engagement"),
        looked_up_by("course.hours", "course", VERSION, "hours"),
        valid_on("course.was_in_force", "course", "course", "start_on"),
        _has_version, _days, _most_days,
        say("run.must_be_logged", "a joint run that was held")(
            lambda frame, _known: frame["is_joint"] & (frame["status"] == "HELD")
        ),
    ),
    rules=(
        unique(
            "TR-01", Effect.REFUSE_ROW, ["run"],
            reason="A run is listed once.", hint="Keep the row that is right; both are held back until then.",
        ),
        true(
            "TR-02", Effect.REFUSE_ROW, "course.has_version", shows=("course", "course_version"),
            reason="The course and its version are in the catalogue.", hint="Add the course first, or mend its code.",
        ),
        true(
            "TR-02b", Effect.REFUSE_ROW, "course.was_in_force", shows=("start_on", "course"),
            reason="The course was in the catalogue on the day the run started.",
            hint="Mend the day, or the days of the course.",
        ),
        true(
            "TR-02c", Effect.REFUSE_ROW, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
        ),
        true(
            "TR-02d", Effect.REFUSE_ROW, "host_partner.exists",
            reason="The host is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "TR-02e", Effect.REFUSE_ROW, "delivery_partner.exists",
            reason="The partner that teaches is in the list of partners.", hint="Add it first, or mend its code.",
        ),
        in_order(
            "TR-03", Effect.REFUSE_ROW, "start_on", "end_on",
            reason="A run does not end before it starts.", hint="Mend start_on or end_on; they may have been swapped.",
        ),
        in_order(
            "TR-03b", Effect.WARN, "run.days", "run.most_days", shows=("end_on", "start_on", "course"),
            reason="A run lasts at most three times as many days as its course's hours fill.",
            hint="Mend a mistyped year or month, or the hours of the course.",
        ),
        between(
            "TR-16b", Effect.REFUSE_ROW, "seats_offered", 0, None,
            reason="Seats are counted from 0.", hint="Leave the cell empty where the number is not known.",
        ),
        between(
            "TR-21b", Effect.REFUSE_ROW, "trainee_count", 0, None,
            reason="Persons are counted from 0.", hint="Leave the cell empty where the number is not known.",
        ),
        filled(
            "TR-22", Effect.WARN, "engagement", when="run.must_be_logged",
            reason="A joint course that was held is in the engagement log.", hint="Name the engagement it was.",
        ),
        true(
            "TR-22b", Effect.WARN, "engagement.exists",
            reason="The engagement is in the engagement log.", hint="Log it, or mend its number.",
        ),
    ),
    usage_warnings=("Runs that are planned or cancelled are in no completion rate.",),
    example={"run": "RUN-0001", "course": "CRS-COORD", "course_version": "1", "programme": "DEMO-CRP",
             "host_partner": "ALD", "start_on": "2025-03-03", "end_on": "2025-03-05", "seats_offered": "20",
             "status": "HELD", "modality": "IN_PERSON", "participants": "MILITARY;LAW_ENFORCEMENT"},
)  # fmt: skip

"""Who took part in a course run and with what outcome: persons by pseudonym, or groups with a headcount."""

import expectations.training_facts as training
from expectations import places_known
from expectations.columns import RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import RECEIVED_ON, exists, is_in, later_by, looked_up, member_on, valid_on
from expectations.rules import between, empty, filled, in_order, none_of, one_of, true, unique

KEYS = ("run", "participant_key", "attempt_no")
OUTCOMES = (*training.COMPLETED, *training.NOT_COMPLETED, training.NOT_RECORDED)

DATASET = Dataset(
    key="training_roster",
    title="Training roster",
    one_row_is="one person's (or one group's) place in one course run, one attempt",
    prefix="TR",
    columns=(
        Column("run", "id", "course run", aliases=("run id", "class", "session", "offering")),
        Column("participant_key", "id", "pseudonym of the person or group; never a name", aliases=("person_key",)),
        Column("headcount", "integer", "persons the row stands for; 1 for a person", unit="person"),
        Column("unit", "id", "unit that sent them; empty where only the partner is known", required=False),
        Column("partner", "id", "partner that sent them; needed where the unit is empty", required=False),
        day("nominated_on", "day of the nomination"),
        day("confirmed_on", "day the place was confirmed"),
        day("withdrawn_on", "day of the withdrawal"),
        Column("attendance", "code", "whether they came", allowed=("PRESENT", "NO_SHOW", "PARTIAL", "UNKNOWN")),
        Column("hours_attended", "number", "hours they were there", required=False, unit="hour"),
        Column("outcome", "code", "how it ended; NOT_RECORDED where the source does not say", allowed=OUTCOMES),
        Column("outcome_label", "text", "the source's own words for the outcome", required=False),
        Column("attempt_no", "integer", "1 for the first attempt, 2 for the next"),
        Column("pre_score", "percent", "score of the test before", required=False),
        Column("post_score", "percent", "score of the test after", required=False),
        Column("test_family", "code", "tests that may be compared share it", required=False),
        day("completed_on", "day they completed it"),
        day("cert_expires_on", "day the certificate expires"),
        Column("role_requirement", "code", "role that requires the course of them", required=False),
        RELEASABILITY,
    ),
    key_columns=KEYS,
    references=("course_run", "course", "unit", "partner", "membership", "training_requirement"),
    markings_from="releasability",
    facts=(
        exists("run", "course_run"),
        *(looked_up("run", "course_run", take) for take in (
            "start_on", "end_on", "status", "programme", "course", "course_version", "modality", "seats_offered",
            "trainee_count",
        )),
        exists("unit", "unit"),
        exists("partner", "partner"),
        looked_up("unit", "unit", "partner"),
        valid_on("unit.was_open", "unit", "unit", "run.start_on"),
        training.of_course("hours"), training.of_course("pass_mark"), training.of_course("validity_months"),
        training.partner_of_row, training.partner_agrees, training.sender_is_named,
        member_on("partner.is_member", "run.programme", "partner.of_row", "run.start_on"),
        is_in("outcome.is_completed", "outcome", training.COMPLETED),
        is_in("outcome.is_pass", "outcome", ("COMPLETED_PASS",)),
        is_in("outcome.is_not_completed", "outcome", training.NOT_COMPLETED),
        is_in("outcome.is_in_progress", "outcome", ("IN_PROGRESS",)),
        is_in("attendance.is_no_show", "attendance", training.ABSENT),
        is_in("run.is_cancelled", "run.status", ("CANCELLED",)),
        later_by("run.results_by", "run.end_on", training.DAYS_FOR_RESULTS),
        RECEIVED_ON,
        training.outcome_agrees_with_label, training.withdrawn_before_start, training.most_hours,
        training.pre_score_is_percent, training.post_score_is_percent, training.attempt_follows,
        places_known.unit_is_the_only_one, places_known.run_is_the_only_one, places_known.occupied_seats,
        places_known.total_agrees, training.certificate_is_regular, training.progress_is_recent,
    ),
    rules=(
        unique(
            "TR-01", Effect.REFUSE_ROW, KEYS,
            reason="A participant has one row for each attempt in a run.",
            hint="Keep the row that is right; both are held back until then.",
        ),
        true(
            "TR-02", Effect.REFUSE_ROW, "run.exists",
            reason="The run is in the list of course runs.", hint="Send the course runs first, or mend its code.",
        ),
        true(
            "TR-02b", Effect.REFUSE_ROW, "unit.exists",
            reason="The unit is in the list of units.", hint="Add the unit first, or mend its code.",
        ),
        true(
            "TR-02c", Effect.REFUSE_ROW, "unit.was_open", shows=("unit", "run"),
            reason="The unit was open on the day the run started.", hint="Mend the unit, or its days in the list.",
        ),
        true(
            "TR-02d", Effect.REFUSE_ROW, "partner.exists",
            reason="The partner is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "TR-02e", Effect.REFUSE_ROW, "sender.is_named", shows=("unit", "partner"), needs=(),
            reason="A row says the unit, or at least the partner, that sent the participant.",
            hint="Fill in the unit or the partner.",
        ),
        true(
            "TR-02f", Effect.REFUSE_ROW, "partner.agrees", shows=("partner", "unit"),
            reason="The partner is the one the unit belongs to.", hint="Mend the unit or the partner.",
        ),
        one_of(
            "TR-04", Effect.REFUSE_ROW, "outcome", OUTCOMES,
            reason=f"The outcome is one of {', '.join(OUTCOMES)}.",
            hint="Tell the steward what the label means; it then becomes part of the profile.",
        ),
        filled(
            "TR-05", Effect.REFUSE_ROW, "completed_on", when="outcome.is_completed", shows=("completed_on", "outcome"),
            needs=("completed_on",),
            reason="Whoever completed a course has a day of completion.", hint="Add the day, or mend the outcome.",
        ),
        empty(
            "TR-05b", Effect.REFUSE_ROW, "completed_on", when="outcome.is_not_completed",
            shows=("completed_on", "outcome"),
            reason="Whoever did not complete a course has no day of completion.",
            hint="Take the day out, or mend the outcome.",
        ),
        in_order(
            "TR-06", Effect.REFUSE_ROW, "run.start_on", "completed_on", shows=("completed_on", "run"),
            reason="Nobody completes a run before it starts.", hint="Mend the day, or the run.",
        ),
        in_order(
            "TR-06b", Effect.REFUSE_ROW, "completed_on", "run.results_by", shows=("completed_on", "run"),
            reason="A run is completed at the latest 60 days after it ended.", hint="Mend the day, or the run.",
        ),
        in_order(
            "TR-06c", Effect.REFUSE_ROW, "completed_on", "submission.received_on",
            reason="Nothing was completed after the file was received.", hint="Mend the day; look at its year.",
        ),
        one_of(
            "TR-07", Effect.REFUSE_ROW, "attendance", ("UNKNOWN",), when="run.is_cancelled",
            shows=("attendance", "run"),
            reason="Nobody attended a run that was cancelled.", hint="Write UNKNOWN, or mend the status of the run.",
        ),
        one_of(
            "TR-07b", Effect.REFUSE_ROW, "outcome", (training.NOT_RECORDED, "WITHDRAWN"), when="run.is_cancelled",
            shows=("outcome", "run"),
            reason="A run that was cancelled has no outcomes.", hint="Write NOT_RECORDED, or mend the run's status.",
        ),
        in_order(
            "TR-08", Effect.REFUSE_ROW, "course.pass_mark", "post_score", when="outcome.is_pass",
            shows=("post_score", "outcome", "run"), needs=("post_score",),
            reason="Whoever passed a graded course reached its pass mark.", hint="Mend the score or the outcome.",
        ),
        true(
            "TR-09", Effect.REFUSE_SUBMISSION, "outcome.agrees_with_label", shows=("outcome", "outcome_label"),
            needs=("outcome_label",),
            reason="A label that says somebody did not pass is not read as a pass.",
            hint="Read it as COMPLETED_FAIL in the profile; nothing loads until then.",
        ),
        between(
            "TR-10", Effect.REFUSE_ROW, "hours_attended", None, 0, when="attendance.is_no_show",
            shows=("hours_attended", "attendance"),
            reason="Whoever did not come has no hours.", hint="Take the hours out, or mend the attendance.",
        ),
        none_of(
            "TR-10b", Effect.REFUSE_ROW, "outcome", training.COMPLETED, when="attendance.is_no_show",
            shows=("outcome", "attendance"),
            reason="Whoever did not come did not complete.", hint="Mend the outcome or the attendance.",
        ),
        one_of(
            "TR-11", Effect.WARN, "outcome", ("WITHDRAWN",), when="withdrawn.before_start",
            shows=("outcome", "withdrawn_on", "run"), needs=("withdrawn_on",),
            reason="Whoever withdrew before the run has the outcome WITHDRAWN.", hint="Mend the outcome or the day.",
        ),
        in_order(
            "TR-12", Effect.WARN, "hours_attended", "course.most_hours", shows=("hours_attended", "run"),
            reason="Nobody attends a tenth more hours than the course has.", hint="Mend the hours, or the course's.",
        ),
        between(
            "TR-12b", Effect.REFUSE_ROW, "hours_attended", 0, None,
            reason="Hours are counted from 0.", hint="Leave the cell empty where they are not known.",
        ),
        between(
            "TR-13", Effect.REFUSE_ROW, "pre_score", 0, 100,
            reason="A score lies between 0 and 100.", hint="Write percent; look at the decimal mark.",
        ),
        between(
            "TR-13b", Effect.REFUSE_ROW, "post_score", 0, 100,
            reason="A score lies between 0 and 100.", hint="Write percent; look at the decimal mark.",
        ),
        true(
            "TR-13c", Effect.WARN, "pre_score.is_percent",
            reason="Scores are percent: 85, not 0.85.", hint="Multiply the whole column by 100 in the profile.",
        ),
        true(
            "TR-13d", Effect.WARN, "post_score.is_percent",
            reason="Scores are percent: 85, not 0.85.", hint="Multiply the whole column by 100 in the profile.",
        ),
        between(
            "TR-14", Effect.REFUSE_ROW, "attempt_no", 1, None,
            reason="Attempts are counted from 1.", hint="Write 1 for the first attempt.",
        ),
        true(
            "TR-14b", Effect.WARN, "attempt.follows", shows=("attempt_no", "completed_on", "run"),
            reason="An attempt follows the one before it, which is known and was not completed later.",
            hint="Send the earlier attempt too, or mend the number.",
        ),
        true(
            "TR-15", Effect.WARN, "unit.is_the_only_one", shows=("unit", "participant_key", "run"), needs=("unit",),
            reason="A person is in one unit on the same day.", hint="Mend the unit in one of the rows.",
        ),
        in_order(
            "TR-16", Effect.WARN, "run.occupied_seats", "run.seats_offered", shows=("run", "headcount"),
            reason="No more seats are taken than the run offers.", hint="Mend the seats offered, or the run of a row.",
        ),
        true(
            "TR-17", Effect.WARN, "certificate.is_regular", shows=("cert_expires_on", "completed_on", "run"),
            needs=("cert_expires_on", "completed_on"),
            reason="A certificate expires when the validity of the course says, give or take a month.",
            hint="Mend the day, or the course's validity.",
        ),
        true(
            "TR-18", Effect.WARN, "progress.is_recent", when="outcome.is_in_progress", shows=("outcome", "run"),
            reason="Nobody is still in progress 90 days after the run ended.", hint="Send the outcome.",
        ),
        true(
            "TR-19", Effect.WARN, "run.is_the_only_one", shows=("run", "participant_key"),
            reason="A person is in one run in person at a time.", hint="Mend the run or the attendance of one row.",
        ),
        true(
            "TR-20", Effect.REFUSE_ROW, "partner.is_member", shows=("unit", "partner", "run"), needs=(),
            reason="The partner was a member of the programme on the day the run started.",
            hint="Mend the partner, or send the membership first.",
        ),
        true(
            "TR-21", Effect.WARN, "run.total_agrees", shows=("run", "headcount"),
            reason="A run has as many participants as the course office counted.",
            hint="Ask the sender and the course office which number is right.",
        ),
        between(
            "TR-23", Effect.REFUSE_ROW, "headcount", 0, None,
            reason="Persons are counted from 0.", hint="Write 1 for a person, the size for a group.",
        ),
    ),
    usage_warnings=(
        "A label such as 'Completed (did not achieve pass grade)' is a completion in the learning system and no pass.",
        "Rows that stand for groups count their headcount; such sources know no outcome and are in no completion rate.",
        "Withdrawals before the start and cancelled runs are in no completion rate.",
    ),
    example={"run": "RUN-0001", "participant_key": "P4F2A91C07E", "headcount": "1", "unit": "ALD-M1",
             "attendance": "PRESENT", "outcome": "COMPLETED_PASS", "attempt_no": "1", "pre_score": "54",
             "post_score": "81", "completed_on": "2025-03-05"},
)  # fmt: skip

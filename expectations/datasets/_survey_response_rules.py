"""What is asked of survey answers, in the order of the field's rule list (SV-01 to SV-20)."""

from expectations.dataset import Effect
from expectations.rules import avoids, between, in_order, one_of, true, unique
from expectations.survey_item_facts import NO_ANSWERS
from expectations.texts import screened_texts

LABEL_ROW = r"(?i)importid|^response ?id$|^respondent ?id$|^#"
"""What stands where the number of a sheet should stand, when a second or third header row or a tag row was kept."""
FEWEST_SHOWN = 10

RULES = (
    avoids(
        "SV-01", Effect.REFUSE_SUBMISSION, "response", LABEL_ROW,
        reason="Second and third header rows, and tag rows, are no answers.",
        hint="Say in the profile how many rows under the header are labels.",
    ),
    one_of(
        "SV-02", Effect.REFUSE_ROW, "status", ("REAL",),
        reason="Only real answers count, not previews and tests.", hint="Nothing to mend; they are counted here.",
    ),
    unique(
        "SV-03a", Effect.REFUSE_ROW, ("survey", "wave", "response", "item_code"),
        reason="A sheet answers an item once.", hint="Keep the last export of the sheet.",
    ),
    true(
        "SV-03b", Effect.REFUSE_ROW, "response.is_one_persons", shows=("response", "invitee_key"),
        reason="A sheet number belongs to one person.", hint="See whether two exports number their sheets alike.",
    ),
    true(
        "SV-03c", Effect.NOTE, "response.is_kept", shows=("response", "invitee_key"), needs=("invitee_key",),
        reason="A person counts once in a wave, with the last complete sheet.",
        hint="Nothing to mend; earlier and incomplete sheets of the same person do not count.",
    ),
    true(
        "SV-04", Effect.REFUSE_SUBMISSION, "item_code.is_known", shows=("item_code", "form_version"),
        reason="Every item is in the codebook of its version of the form.",
        hint="Add the new item to the codebook first, or mend its code in the profile.",
    ),
    true(
        "SV-05", Effect.REFUSE_ROW, "value.is_on_scale", needs=("item_code",),
        shows=("value_raw", "value_num", "value_code", "item_code"),
        reason="An answer is one that its item's scale has, in whatever language its label is.",
        hint="Add the label to the profile's recodings, or mend the answer.",
    ),
    true(
        "SV-06a", Effect.REFUSE_ROW, "value_num.is_silent", shows=("value_num", "value_code"),
        reason=f"An answer that was declined ({' or '.join(NO_ANSWERS)}) has no number.", hint="Empty value_num.",
    ),
    true(
        "SV-06b", Effect.REFUSE_ROW, "value_num.is_blank", shows=("value_num", "value_code", "value_raw"),
        needs=("value_raw",),
        reason="An item left blank has neither number nor code: it is no nought and no middle.",
        hint="Empty value_num and value_code, or give the answer as it was written.",
    ),
    true(
        "SV-06c", Effect.REFUSE_ROW, "value_num.is_no_decline", shows=("value_num", "value_raw"),
        reason="Words that decline an item are not a number.",
        hint=f"Recode them to {' or '.join(NO_ANSWERS)} in the profile.",
    ),
    true(
        "SV-07", Effect.REFUSE_SUBMISSION, "value_num.is_coded_once", shows=("value_num", "value_raw", "item_code"),
        reason="Items marked as reversed are turned round once, and no others.",
        hint="See the codebook's is_reversed, and what the survey tool turns round by itself.",
    ),
    true(
        "SV-08a", Effect.REFUSE_ROW, "item.option_is_known", shows=("item_code",),
        reason="An option of a multiple choice is one that the codebook lists.",
        hint="Add the option to the codebook, or mend its code.",
    ),
    true(
        "SV-08b", Effect.REFUSE_ROW, "item.choices_agree", shows=("value_raw", "value_code", "item_code"),
        needs=("item_code",),
        reason="A multiple choice has one row for each option (ITEM/OPTION), and a list that agrees with them.",
        hint="Trust the option columns: labels with blanks cannot be taken apart.",
    ),
    in_order(
        "SV-09a", Effect.REFUSE_ROW, "started_at", "submitted_at",
        reason="A form is not sent before it was opened.", hint="Mend the order of day and month.",
    ),
    in_order(
        "SV-09b", Effect.REFUSE_ROW, "submitted_at.earliest", "submitted_at",
        reason="A form is not sent before its wave opens.", hint="Mend the day, or the wave.",
    ),
    in_order(
        "SV-09c", Effect.REFUSE_ROW, "submitted_at", "submitted_at.latest",
        reason="A form is sent at most a day after its wave closes.", hint="Mend the day, or the wave.",
    ),
    in_order(
        "SV-09d", Effect.REFUSE_ROW, "submitted_at", "submission.end_of_day",
        reason="A form was sent before the file was received.", hint="Mend the day, or its order.",
    ),
    true(
        "SV-10a", Effect.WARN, "duration_seconds.is_plausible",
        reason="Filling in a form takes at least a third of the wave's median.",
        hint="See whether the person read the questions.",
    ),
    true(
        "SV-10b", Effect.WARN, "response.is_varied", shows=("response", "value_num"),
        reason="Ten or more items of a scale are not all answered alike.",
        hint="See whether the person read the questions.",
    ),
    true(
        "SV-11a", Effect.WARN, "progress.is_disposed_complete", shows=("progress", "invitee_key"),
        reason="A form is complete where its invitation says I, and nowhere else.",
        hint="Mend the disposition of the invitation.",
    ),
    true(
        "SV-11b", Effect.WARN, "progress.is_disposed_partial", shows=("progress", "invitee_key"),
        reason="The invitation of a form filled in by half or more says P.",
        hint="Mend the disposition of the invitation.",
    ),
    true(
        "SV-12a", Effect.REFUSE_ROW, "invitee_key.is_invited", shows=("invitee_key", "wave"),
        reason="Whoever answers with an invitation was invited to that wave.",
        hint="Send the invitations first, or mend the key.",
    ),
    in_order(
        "SV-12b", Effect.REFUSE_ROW, "invitee_key.sent_at", "submitted_at", shows=("submitted_at", "invitee_key"),
        reason="Nobody answers before the invitation was sent.", hint="Mend the time zone or the moment.",
    ),
    true(
        "SV-13", Effect.REFUSE_SUBMISSION, "wave.has_room", shows=("wave",),
        reason="No more people answer a wave than were asked: a response rate is at most 100 %.",
        hint="Send the missing invitations, or see whether one person's sheets count twice.",
    ),
    true(
        "SV-14", Effect.NOTE, "wave.is_sent", shows=("wave",),
        reason="A wave without invitations is an open link: its response rate cannot be computed.",
        hint="Nothing to mend, unless the invitations were forgotten.",
    ),
    true(
        "SV-15a", Effect.WARN, "linked_run.exists",
        reason="The course run that is asked about is known.", hint="Send the run list first, or mend the code.",
    ),
    true(
        "SV-15b", Effect.WARN, "linked_run.was_attended", shows=("linked_run", "invitee_key"),
        reason="Whoever is asked about a run attended it.", hint="Mend the run, or its roster.",
    ),
    true(
        "SV-15c", Effect.WARN, "linked_engagement.exists",
        reason="The engagement that is asked about is in the log.", hint="Send it first, or mend its number.",
    ),
    true(
        "SV-15d", Effect.WARN, "linked_engagement.was_attended", shows=("linked_engagement", "partner"),
        reason="The partner of whoever is asked about an engagement came to it.",
        hint="Mend the engagement, or its attendance.",
    ),
    true(
        "SV-16a", Effect.REFUSE_ROW, "programme.exists",
        reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
    ),
    true(
        "SV-16b", Effect.REFUSE_ROW, "partner.exists",
        reason="The partner is in the list of partners.", hint="Add the partner first, or mend its code.",
    ),
    true(
        "SV-16c", Effect.REFUSE_ROW, "unit.exists",
        reason="The unit is in the list of units.", hint="Add the unit first, or mend its code.",
    ),
    between(
        "SV-16d", Effect.NOTE, "partner.respondents", FEWEST_SHOWN, None, shows=("partner", "wave"),
        reason=f"A partner's answers to a wave are shown from {FEWEST_SHOWN} respondents on.",
        hint="Nothing to mend; they are hidden where they could point at a person.",
    ),
    *screened_texts("SV-17", ("value_raw",)),
    true(
        "SV-18", Effect.WARN, "item.is_in_all_versions", shows=("item_code", "form_version"),
        reason="Where a wave mixes versions of a form, every version has the item.",
        hint="Add the item to the codebook of the other version, or split the wave.",
    ),
    in_order(
        "SV-19a", Effect.WARN, "linked_run.follow_up_from", "submitted_at", when="item.is_follow_up",
        shows=("submitted_at", "linked_run"), needs=("linked_run",),
        reason="What was applied is asked three months after a course at the earliest.",
        hint="See whether the wave is the reaction survey.",
    ),
    in_order(
        "SV-19b", Effect.WARN, "submitted_at", "linked_run.follow_up_until", when="item.is_follow_up",
        shows=("submitted_at", "linked_run"), needs=("linked_run",),
        reason="What was applied is asked six months after a course at the latest.", hint="Note why it came late.",
    ),
    true(
        "SV-20a", Effect.WARN, "language.is_recognised",
        reason="A language is written as its two letters (EN, FR).", hint="Write the code in place of the name.",
    ),
    true(
        "SV-20b", Effect.WARN, "language.is_said",
        reason="Where one item is answered in several languages, each answer says in which.",
        hint="Export the form's language with the answers.",
    ),
)  # fmt: skip

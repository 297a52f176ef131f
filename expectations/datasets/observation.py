"""What somebody saw that should be improved, or kept."""

from expectations import observation_facts as facts
from expectations.chronology import in_a_row, step_facts, step_rules
from expectations.code_lists import BARRIERS, ELEMENTS
from expectations.columns import LINKED_ENGAGEMENT, LINKED_RUN, PROGRAMME, RELEASABILITY, day, free_text
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import before, exists, is_in, member_on, valid_on
from expectations.life_cycle import OBSERVATION_MOVES, OBSERVATION_REOPENINGS, OBSERVATION_STATES, move_in, newly_filled
from expectations.links import MARKINGS, link_facts, link_rules
from expectations.releasability import no_wider
from expectations.rules import between, empty, filled, matches, one_of, true, unique
from expectations.texts import is_stated, names_nobody, screened_texts

LIFE = in_a_row("submitted_on", "triage_on", "analysed_on", "finalised_on", "originator_informed_on")
FEWEST_CHARACTERS = 20
MOST_CHARACTERS = 6000
"""About a page and a half, NATO's measure for an observation that others can use."""
OTHER_TEXTS = ("triage_by_role", "reject_reason")

DATASET = Dataset(
    key="observation",
    title="Observations",
    one_row_is="one observation, in its present state",
    prefix="OB",
    columns=(
        Column("observation", "id", "the observation's number, never used twice"),
        PROGRAMME,
        day("submitted_on", "day it was submitted", required=True),
        Column("originator_partner", "id", "partner that made it"),
        Column("originator_unit", "id", "unit that made it; empty where it is anonymous", required=False),
        Column("is_anonymous", "boolean", "the originator wants no answer; empty is no", required=False),
        Column("is_offline_form", "boolean", "it came on a form that needs no triage; empty is no", required=False),
        LINKED_ENGAGEMENT,
        LINKED_RUN,
        Column("linked_review", "id", "review it is about", required=False),
        free_text("title", "what it is about, in a line", longest=150, required=True),
        free_text("observation_text", "what was seen, and what was expected", required=True),
        free_text("discussion", "why it happened"),
        free_text("conclusion", "what follows from it"),
        free_text("recommendation", "what should be done"),
        Column("kind", "code", "something to improve, or something to keep", allowed=("ISSUE", "BEST_PRACTICE")),
        Column("theme", "id", "theme of the programme it belongs to", required=False),
        Column("barriers", "list", "what stood in the way", required=False, allowed=BARRIERS),
        Column("capability_element", "code", "what would have to change", required=False, allowed=ELEMENTS),
        Column("state", "code", "where it stands", allowed=OBSERVATION_STATES),
        day("triage_on", "day it was accepted or rejected"),
        Column("triage_by_role", "text", "role that accepted or rejected it", required=False),
        day("analysed_on", "day its analysis ended"),
        day("finalised_on", "day it reached its final state"),
        day("originator_informed_on", "day the originator was told what became of it"),
        day("reopened_on", "day it was taken up again"),
        Column("recurs_from", "id", "earlier observation or validated action that it repeats", required=False),
        free_text("reject_reason", "why it was rejected", longest=500),
        RELEASABILITY,
    ),
    key_columns=("observation",),
    facts=(
        *(before("observation", "observation", take) for take in
          ("state", "originator_partner", "submitted_on", "reopened_on")),
        *step_facts(LIFE),
        *link_facts(),
        facts.is_same,
        move_in("state.can_follow", OBSERVATION_MOVES | OBSERVATION_REOPENINGS, "the life-cycle leads to the state"),
        move_in("state.was_reopened", OBSERVATION_REOPENINGS, "the state is one that only taking it up again leads to"),
        newly_filled("reopened_on.is_new", "reopened_on"),
        is_in("observation.is_rejected", "state", ("REJECTED",)),
        is_in("observation.is_lesson", "state", ("LESSON_IDENTIFIED",)),
        facts.needs_triage,
        is_stated("title"),
        is_stated("observation_text"),
        facts.length,
        exists("originator_unit", "unit", "unit"),
        exists("theme", "theme"),
        valid_on("theme.was_valid", "theme", "theme", "submitted_on"),
        facts.each_in("barriers.are_known", "barriers", BARRIERS),
        facts.is_told_once,
        facts.is_old_lesson,
        facts.has_action,
        facts.recurs_from_validated,
        no_wider("releasability.is_no_wider", MARKINGS),
        member_on("originator_partner.was_member", "programme", "originator_partner", "submitted_on"),
    ),
    rules=(
        unique(
            "OB-01a", Effect.REFUSE_ROW, ["observation"],
            reason="An observation is listed once.", hint="Keep its newest row.",
        ),
        true(
            "OB-01b", Effect.REFUSE_ROW, "observation.is_same",
            shows=("observation", "submitted_on", "originator_partner"),
            reason="A number is never used again: what it names keeps its partner and the day it was submitted.",
            hint="Give the new observation a number of its own.",
        ),
        one_of(
            "OB-02a", Effect.REFUSE_ROW, "state", OBSERVATION_STATES,
            reason=f"A state is one of {', '.join(OBSERVATION_STATES)}.", hint="Map the word to one of these.",
        ),
        true(
            "OB-02b", Effect.REFUSE_ROW, "state.can_follow",
            reason="An observation moves along its life-cycle from the state last reported; only triage rejects.",
            hint="Mend the state; an observation that ends after triage is NOTED.",
        ),
        *step_rules("OB-03", Effect.REFUSE_ROW, LIFE),
        filled(
            "OB-04a", Effect.REFUSE_ROW, "reject_reason", when="observation.is_rejected",
            reason="A rejected observation says why it was rejected.", hint="Write the reason that was given.",
        ),
        filled(
            "OB-04b", Effect.REFUSE_ROW, "triage_on", when="observation.is_rejected",
            reason="A rejected observation says when it was rejected.", hint="Write the day of triage.",
        ),
        filled(
            "OB-05", Effect.REFUSE_ROW, "triage_on", when="observation.needs_triage",
            reason="An observation past SUBMITTED says when triage let it through.",
            hint="Write the day of triage; for a form that needs none, set is_offline_form to yes.",
        ),
        filled(
            "OB-06a", Effect.WARN, "conclusion", when="observation.is_lesson",
            reason="A lesson identified has a conclusion.", hint="Write what follows from the observation.",
        ),
        filled(
            "OB-06b", Effect.WARN, "recommendation", when="observation.is_lesson",
            reason="A lesson identified has a recommendation.", hint="Write what should be done.",
        ),
        true(
            "OB-07a", Effect.WARN, "title.is_stated",
            reason="A title says what the observation is about.", hint="Write it out in place of n/a, TBD or dots.",
        ),
        true(
            "OB-07b", Effect.WARN, "observation_text.is_stated",
            reason="An observation says what was seen.", hint="Write it out in place of n/a, TBD or dots.",
        ),
        matches(
            "OB-07c", Effect.WARN, "observation_text", rf"(?s)^.{{{FEWEST_CHARACTERS}}}",
            reason=f"An observation that others can use has at least {FEWEST_CHARACTERS} characters.",
            hint="Say what was seen and what was expected.",
        ),
        between(
            "OB-08", Effect.WARN, "observation.length", None, MOST_CHARACTERS, shows=("observation_text",),
            reason=f"An observation fits on about a page and a half: {MOST_CHARACTERS} characters with all its parts.",
            hint="Shorten it, or make it several observations.",
        ),
        true(
            "OB-09a", Effect.REFUSE_ROW, "theme.exists",
            reason="The theme is in the list of themes.", hint="Add the theme first, or mend its code.",
        ),
        true(
            "OB-09b", Effect.REFUSE_ROW, "theme.was_valid", shows=("theme", "submitted_on"),
            reason="The theme was in use on the day of submission.", hint="Take the theme that was in use that day.",
        ),
        true(
            "OB-09c", Effect.REFUSE_ROW, "barriers.are_known",
            reason=f"A barrier is one of {', '.join(BARRIERS)}.", hint="Map the register's words to these.",
        ),
        *link_rules("OB-10", "submitted_on"),
        true(
            "OB-11", Effect.WARN, "observation.is_told_once",
            shows=("title", "observation_text", "originator_partner", "submitted_on"),
            reason="A partner submits an observation once: another of its last or next 30 days says nearly the same.",
            hint="If it is the same, withdraw one; if it came back, fill recurs_from.",
        ),
        empty(
            "OB-12", Effect.REFUSE_ROW, "originator_unit", when="is_anonymous",
            reason="An anonymous observation names no unit.", hint="Empty the unit.",
        ),
        true(
            "OB-13", Effect.WARN, "observation.has_action", when="observation.is_old_lesson",
            shows=("state", "finalised_on", "observation"),
            reason="A lesson identified leads to a corrective action within 60 days.",
            hint="Add the action with this observation as its source, or note the observation.",
        ),
        true(
            "OB-14", Effect.REFUSE_ROW, "recurs_from.was_validated", shows=("recurs_from", "submitted_on"),
            reason="What recurs is an earlier action that had been validated, or an observation that led to one.",
            hint="Name that item; where nothing had been validated yet, leave the cell empty.",
        ),
        *screened_texts("OB-15", facts.TEXTS),
        *names_nobody("OB-15e", facts.TEXTS),
        *screened_texts("SG-02", OTHER_TEXTS),
        true(
            "OB-16", Effect.REFUSE_ROW, "reopened_on.is_new", when="state.was_reopened", shows=("state", "reopened_on"),
            reason="An observation goes back only when it was taken up again, on a day.",
            hint="Fill reopened_on with that day, or mend the state.",
        ),
        filled(
            "OB-17a", Effect.REFUSE_ROW, "releasability",
            reason="An observation says who may see it.", hint="Write ALL, or the codes of the partners.",
        ),
        true(
            "OB-17b", Effect.WARN, "releasability.is_no_wider",
            reason="An observation is not seen by more partners than what it is about.",
            hint="Ask its originator; narrow it, or have the engagement's releasability widened.",
        ),
        true(
            "OB-18", Effect.REFUSE_ROW, "originator_partner.was_member",
            shows=("originator_partner", "programme", "submitted_on"),
            reason="The partner was a member of the programme on the day of submission.",
            hint="Mend partner, programme or day; or add the membership first.",
        ),
        true(
            "OB-18b", Effect.REFUSE_ROW, "originator_unit.exists",
            reason="The unit is in the list of units.", hint="Add the unit first, or mend its code.",
        ),
    ),
    dated_by="submitted_on",
    references=("programme", "partner", "unit", "membership", "theme", "engagement", "course_run", "review"),
    markings_from="releasability",
    usage_warnings=("More observations are not worse: a fall may be silence.",),
)  # fmt: skip

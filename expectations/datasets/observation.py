"""What somebody saw that should be improved, or kept."""

from expectations.columns import LINKED_ENGAGEMENT, LINKED_RUN, PROGRAMME, RELEASABILITY, day, free_text
from expectations.dataset import Column, Dataset
from expectations.life_cycle import OBSERVATION_STATES

BARRIERS = (
    "POLITICAL_PRIORITY", "LEGAL_DISCLOSURE", "CULTURE_PRACTICE", "LANGUAGE_TERMINOLOGY", "TECHNICAL_EQUIPMENT",
    "PROCEDURES", "COMMAND_COORDINATION", "RESOURCES_TIME", "PERSONNEL_TURNOVER", "OTHER",
)  # fmt: skip
ELEMENTS = (
    "PLANNING", "ORGANISATION", "EQUIPMENT", "TRAINING", "EXERCISE",
    "DOCTRINE", "MATERIEL", "LEADERSHIP", "PERSONNEL", "FACILITIES", "POLICY",
)  # fmt: skip
"""POETE (HSEEP) and DOTMLPF-P; a programme uses one of the two lists."""

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
    dated_by="submitted_on",
    references=(
        "programme", "partner", "unit", "membership", "theme", "engagement", "course_run", "review",
    ),
    markings_from="releasability",
    usage_warnings=("More observations are not worse: a fall may be silence.",),
)

"""The sentences of the demonstration: calm, general, about training, procedures, forms and terms."""

import numpy as np

OBSERVED = {
    "TRAINING": (
        "staff were unsure which course prepares for the task",
        "the joint course came after the exercise it was for",
    ),
    "PROCEDURES": (
        "two checklists gave the same step in another order",
        "the handover step was left out of the procedure",
    ),
    "COMMUNICATION": ("messages were answered in the wrong channel", "the contact list was out of date"),
    "COORDINATION": (
        "it was unclear who chairs the coordination cell",
        "decisions were taken twice in parallel meetings",
    ),
    "LEGAL": ("it was unclear which reports may be passed on", "the disclosure form was asked for too late"),
    "TERMINOLOGY": (
        "partners used one term for two things",
        "the reporting form used terms that the glossary does not have",
    ),
    "RESOURCES": (
        "one person held two roles during the exercise",
        "there was not enough time between briefing and start",
    ),
}
"""By theme, what was seen."""
EXPECTED = (
    "The agreed procedure expects one answer from all partners.",
    "The programme's handbook expects this to be settled before the start.",
    "The plan expected every partner to work from the same form.",
)
MEASURES = {
    "TRAINING": ("Add a practice session on {topic} to the joint course", "Bring the course on {topic} forward"),
    "PROCEDURES": ("Rewrite the checklist on {topic}", "Add a handover step for {topic} to the procedure"),
    "COMMUNICATION": ("Keep one contact list for {topic}", "Agree one channel for {topic}"),
    "COORDINATION": ("Name who chairs {topic}", "Hold one coordination meeting on {topic}"),
    "LEGAL": ("Agree a disclosure note for {topic}", "Clear the form for {topic} in advance"),
    "TERMINOLOGY": (
        "Put the terms for {topic} into the glossary",
        "Align the reporting form for {topic} with the glossary",
    ),
    "RESOURCES": ("Plan a second person for {topic}", "Set aside time for {topic} before the start"),
}
"""By theme, what is decided; `{topic}` is one of TOPICS."""
TOPICS = (
    "the opening briefing",
    "situation reports",
    "shift handover",
    "requests between partners",
    "the debrief",
    "exercise planning",
    "public statements",
    "liaison duties",
    "translation of forms",
    "the joint calendar",
    "the review template",
    "visitor support",
    "the lessons register",
    "the contact cell",
    "document marking",
    "the training record",
    "the closing report",
    "course nomination",
)
STRENGTHS = (
    "Liaison staff were known to all partners",
    "The new form was filled in without questions",
    "The debrief began on the same day",
    "Partners used the shared glossary",
)
ELEMENTS = {
    "TRAINING": "TRAINING",
    "PROCEDURES": "PLANNING",
    "COMMUNICATION": "ORGANISATION",
    "COORDINATION": "ORGANISATION",
    "LEGAL": "PLANNING",
    "TERMINOLOGY": "TRAINING",
    "RESOURCES": "ORGANISATION",
}
BARRIERS = {
    "TRAINING": "PERSONNEL_TURNOVER",
    "PROCEDURES": "PROCEDURES",
    "COMMUNICATION": "LANGUAGE_TERMINOLOGY",
    "COORDINATION": "COMMAND_COORDINATION",
    "LEGAL": "LEGAL_DISCLOSURE",
    "TERMINOLOGY": "LANGUAGE_TERMINOLOGY",
    "RESOURCES": "RESOURCES_TIME",
}
CHANGES = {"TRAINING": "TRAINING", "TERMINOLOGY": "PROTOCOL", "PROCEDURES": "PROTOCOL", "RESOURCES": "ORGANISATION"}
ROLES = ("Training lead", "Head of planning", "Liaison officer", "Exercise planner", "Procedures editor")


def pick(rng: np.random.Generator, choices: tuple[str, ...]) -> str:
    return choices[int(rng.integers(len(choices)))]


def theme(rng: np.random.Generator) -> str:
    return pick(rng, tuple(OBSERVED))


def observed(rng: np.random.Generator, theme: str, topic: str) -> str:
    """One observation in two sentences: what was seen, and what was expected."""
    return f"During {topic}, {pick(rng, OBSERVED[theme])}. {pick(rng, EXPECTED)}"


def measure(rng: np.random.Generator, theme: str) -> str:
    """One corrective action in a sentence."""
    return pick(rng, MEASURES[theme]).format(topic=pick(rng, TOPICS))

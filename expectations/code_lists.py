"""Codes that several registers use."""

BARRIERS = (
    "POLITICAL_PRIORITY", "LEGAL_DISCLOSURE", "CULTURE_PRACTICE", "LANGUAGE_TERMINOLOGY", "TECHNICAL_EQUIPMENT",
    "PROCEDURES", "COMMAND_COORDINATION", "RESOURCES_TIME", "PERSONNEL_TURNOVER", "OTHER",
)  # fmt: skip
"""What can stand in the way of working together."""

ELEMENTS = (
    "PLANNING", "ORGANISATION", "EQUIPMENT", "TRAINING", "EXERCISE",
    "DOCTRINE", "MATERIEL", "LEADERSHIP", "PERSONNEL", "FACILITIES", "POLICY",
)  # fmt: skip
"""What can be changed: POETE (HSEEP) and DOTMLPF-P; a programme uses one of the two lists."""

ASSESSED_DOMAINS = ("HUMAN", "PROCEDURAL", "TECHNICAL")
"""The three domains of interoperability that partners are assessed in."""

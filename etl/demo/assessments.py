"""The truth about interoperability: what partners say of themselves, and what external assessors say."""

import datetime as dt

import numpy as np

from etl.demo.cast import PROGRAMME, SILENT_PARTNER, SILENT_SINCE, members
from etl.demo.chance import days, stream, workday
from etl.demo.training import Row

VERSION = "1"
ITEMS = (
    ("HUMAN", "H1", "Staff of different services know each other's roles."),
    ("HUMAN", "H2", "Staff can work in the programme's common language."),
    ("HUMAN", "H3", "Liaison staff are named and reachable."),
    ("HUMAN", "H4", "Staff were trained together with another partner."),
    ("PROCEDURAL", "P1", "Common procedures are in use."),
    ("PROCEDURAL", "P2", "Common terms are used in reports."),
    ("PROCEDURAL", "P3", "Requests of partners have an owner and a time limit."),
    ("PROCEDURAL", "P4", "Reviews lead to changed procedures."),
    ("TECHNICAL", "T1", "Reports can be read by the systems of other partners."),
    ("TECHNICAL", "T2", "Staff can talk to other partners without a relay."),
    ("TECHNICAL", "T3", "The shared calendar and registers are used."),
    ("TECHNICAL", "T4", "Training records can be exchanged."),
)
ROUNDS = tuple(dt.date(year, month, 9) for year in (2024, 2025, 2026) for month in (2, 8))
EXTERNAL_MONTH = 8
EXTERNAL = ("ALD", "COR", "DRO", "GRE", "OSM", "VEL")
"""Partners that are assessed from outside too, once a year."""
LAGGING = "DRO"
"""Far behind the others in what is technical, and hardly moving."""
RATES_ITSELF_HIGH = "VEL"
TARGET_LEVEL, HIGHEST = 2, 3
A_ROUND = 0.16
"""By how much a partner gets better from one round to the next."""


def item_rows() -> list[Row]:
    return [
        {"instrument_version": VERSION, "domain": domain, "item_code": code, "item_text": text}
        for domain, code, text in ITEMS
    ]


def assessments(seed: int) -> tuple[Row, ...]:
    """Every item of every assessment."""
    rows: list[Row] = []
    for number, day in enumerate(ROUNDS):
        for partner in members(day):
            if partner.code != SILENT_PARTNER or day < SILENT_SINCE.first_day:
                rows += _assessment(seed, partner.code, number, "SELF")
            if day.month == EXTERNAL_MONTH and partner.code in EXTERNAL:
                rows += _assessment(seed, partner.code, number, "EXTERNAL")
    return tuple(rows)


def _assessment(seed: int, partner: str, number: int, source: str) -> list[Row]:
    rng = stream(seed, "assessment", partner, number, source)
    day = workday(ROUNDS[number] + days(rng.integers(0, 12) + 21 * (source == "EXTERNAL")))
    head = {
        "assessment": f"ASM-{partner}-{number + 1}{source[0]}",
        "partner": partner,
        "programme": PROGRAMME,
        "assessed_on": day,
        "source": source,
        "instrument_version": VERSION,
    }
    above = 0.9 if source == "SELF" and partner == RATES_ITSELF_HIGH else 0.0
    return [
        head
        | {"domain": domain, "item_code": code}
        | _rated(rng, _standing(seed, partner, domain, code, number) + above)
        for domain, code, _ in ITEMS
    ]


def _standing(seed: int, partner: str, domain: str, item: str, number: int) -> float:
    """How far the partner really is: where it began, the item's own difficulty, and what it gained since."""
    if (partner, domain) == (LAGGING, "TECHNICAL"):
        return 0.2 + 0.02 * number
    begins = stream(seed, "standing", partner, domain).normal(1.35 if domain != "TECHNICAL" else 1.6, 0.25)
    return float(begins + stream(seed, "item", partner, item).normal(0, 0.3) + A_ROUND * number)


def _rated(rng: np.random.Generator, standing: float) -> Row:
    if rng.random() < 0.015:
        return {"level": None, "target_level": TARGET_LEVEL, "rating": "NOT_EVALUATED"}
    level = int(np.clip(np.floor(standing + 0.5), 0, HIGHEST))
    return {"level": level, "target_level": TARGET_LEVEL}


def as_known(row: Row, on: dt.date) -> Row | None:
    return row if row["assessed_on"] <= on else None

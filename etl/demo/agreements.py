"""The truth about agreements and common standards: what was signed, what is in force, what each partner adopted."""

import datetime as dt

from etl.demo.cast import LEAD, OPENED, PROGRAMME, members
from etl.demo.chance import days, stream
from etl.demo.training import Row

TYPES = (
    ("INFO-SHARING", "Sharing of information"),
    ("PERSONNEL-STATUS", "Status of personnel during joint activities"),
    ("DATA-PROTECTION", "Protection of personal data"),
    ("JOINT-TRAINING", "Joint training"),
)
TRAINING_SINCE = dt.date(2025, 1, 1)
"""The day from which the programme requires an agreement on joint training too."""
FOUNDERS = "ALD;BRE;COR;DRO;ELM;FEN;GRE;HAL;LOR;OSM;VEL"
AGREEMENTS = (
    ("AGR-001", "INFO-SHARING", FOUNDERS, "2023-01-20", "2023-02-01", None),
    ("AGR-002", "PERSONNEL-STATUS", "ALD;BRE;COR;FEN;GRE", "2023-01-20", "2023-03-01", "2027-12-31"),
    ("AGR-003", "PERSONNEL-STATUS", "ALD;DRO", "2023-02-15", "2023-04-01", "2026-03-31"),
    ("AGR-004", "PERSONNEL-STATUS", "ALD;OSM", "2023-07-03", "2023-09-01", "2026-08-31"),
    ("AGR-005", "PERSONNEL-STATUS", "ALD;VEL", "2024-01-15", "2024-03-01", "2027-02-28"),
    ("AGR-006", "PERSONNEL-STATUS", "ALD;LOR", "2023-11-20", "2024-01-01", "2026-12-31"),
    ("AGR-007", "PERSONNEL-STATUS", "ALD;HAL", "2023-01-20", "2023-03-01", "2028-02-28"),
    ("AGR-008", "PERSONNEL-STATUS", "ALD;ELM", "2024-05-06", "2024-06-01", None),
    ("AGR-009", "DATA-PROTECTION", "ALD;BRE;COR;DRO;FEN;GRE;HAL;LOR;OSM;VEL", "2023-11-10", "2024-01-01", "2027-06-30"),
    ("AGR-010", "JOINT-TRAINING", FOUNDERS, "2024-12-09", "2025-03-01", "2029-02-28"),
    ("AGR-011", "INFO-SHARING", "ALD;KEL", "2025-05-12", "2025-06-01", None),
    ("AGR-012", "JOINT-TRAINING", "ALD;KEL", "2025-05-12", "2025-06-01", "2029-02-28"),
    ("AGR-013", "PERSONNEL-STATUS", "ALD;DRO", "2026-02-20", "2026-04-01", "2029-03-31"),
    ("AGR-014", "DATA-PROTECTION", "ALD;KEL", "2026-09-14", "2027-01-01", "2029-12-31"),
)
"""Number, type, parties, and the days it was signed, came into force and expires; None is open-ended."""
TERMINATED = {"AGR-007": dt.date(2025, 11, 15)}
RENEWED = {"AGR-003": dt.date(2025, 10, 1), "AGR-006": dt.date(2026, 7, 1)}
SUPERSEDES = {"AGR-013": "AGR-003"}
DRAFT_DAYS = 40
COVERS = {
    "INFO-SHARING": "INFORMATION_SHARING",
    "PERSONNEL-STATUS": "STATUS_OF_PERSONNEL",
    "DATA-PROTECTION": "DATA_PROTECTION",
    "JOINT-TRAINING": "TRAINING",
}
STANDARDS = (
    ("STD-TERMS", "1", "Glossary of common terms", "2022-05-02", "2025-03-01"),
    ("STD-TERMS", "2", "Glossary of common terms", "2025-03-01", None),
    ("STD-REPORT", "1", "Common reporting form", "2023-06-01", None),
    ("STD-DEBRIEF", "1", "Debrief and review template", "2022-11-01", None),
    ("STD-LIAISON", "1", "Duties of liaison staff", "2023-02-01", None),
)
RATIFIED_ONLY = "STD-REPORT"
"""Nearly everybody ratified it, and few use it."""
USES_IT = ("ALD", "BRE", "GRE")
RESERVED = ("OSM", "STD-LIAISON")


def agreements() -> tuple[Row, ...]:
    """Every agreement with all of its days; a bilateral one is for its parties to see."""
    titles = dict(TYPES)
    return tuple(
        {
            "agreement": number,
            "agreement_type": kind,
            "parties": parties,
            "title": f"{titles[kind]} ({parties.replace(';', ', ')})",
            "signed_on": dt.date.fromisoformat(signed),
            "effective_on": dt.date.fromisoformat(effective),
            "expires_on": expires and dt.date.fromisoformat(expires),
            "is_open_ended": expires is None,
            "ended_on": TERMINATED.get(number),
            "renewal_started_on": RENEWED.get(number),
            "supersedes": SUPERSEDES.get(number),
            "covers": COVERS[kind],
            "releasability": "ALL" if parties.count(";") > 1 else parties.replace(";", " "),
        }
        for number, kind, parties, signed, effective, expires in AGREEMENTS
    )


def agreement_as_known(agreement: Row, on: dt.date) -> Row | None:
    """The list's row on a day: a draft for a few weeks before it was signed."""
    if agreement["signed_on"] - days(DRAFT_DAYS) > on:
        return None
    is_signed = agreement["signed_on"] <= on
    ahead = ("effective_on", "expires_on") if is_signed else ()
    row = {
        name: None if isinstance(value, dt.date) and value > on and name not in ahead else value
        for name, value in agreement.items()
    }
    return row | {"is_open_ended": row["is_open_ended"] and is_signed, "status": _status(row, on)}


def _status(row: Row, on: dt.date) -> str:
    if row["ended_on"]:
        return "TERMINATED"
    if row["expires_on"] and row["expires_on"] < on:
        return "EXPIRED"
    if row["effective_on"] and row["effective_on"] <= on:
        return "IN_FORCE"
    return "SIGNED" if row["signed_on"] else "DRAFT"


def required_rows() -> list[Row]:
    """What the programme requires of every member."""
    return [
        {
            "programme": PROGRAMME,
            "agreement_type": code,
            "valid_from": TRAINING_SINCE if code == "JOINT-TRAINING" else OPENED,
        }
        for code, _ in TYPES
    ]


def standard_rows() -> list[Row]:
    return [
        {
            "standard": code,
            "edition": edition,
            "title": title,
            "promulgated_on": dt.date.fromisoformat(promulgated),
            "superseded_on": superseded and dt.date.fromisoformat(superseded),
        }
        for code, edition, title, promulgated, superseded in STANDARDS
    ]


def adoptions(seed: int, last: dt.date) -> tuple[Row, ...]:
    """Each partner's statuses, edition by edition, up to the *last* day: a new edition sets everybody back."""
    rows = [row for standard in standard_rows() for row in _adopted(seed, standard)]
    return tuple(row for row in rows if row["status_on"] <= last)


def _adopted(seed: int, standard: Row) -> list[Row]:
    rows: list[Row] = []
    code, begins = str(standard["standard"]), max(standard["promulgated_on"], OPENED)
    ends = standard["superseded_on"] or dt.date.max
    for partner in members(begins) if begins > dt.date(2025, 1, 1) else members(dt.date(2025, 4, 1)):
        rng = stream(seed, "adoption", code, standard["edition"], partner.code)
        first = max(begins, partner.joined) + days(rng.integers(5, 60))
        ratified = first + days(rng.integers(60, 420))
        implemented = ratified + days(rng.integers(90, 700 if partner.code != LEAD else 120))
        is_reserved = (partner.code, code) == RESERVED
        steps = [(first, "NOT_CONSIDERED"), (ratified, "RATIFIED_WITH_RESERVATION" if is_reserved else "RATIFIED")]
        if not is_reserved and (code != RATIFIED_ONLY or partner.code in USES_IT):
            steps.append((implemented, "IMPLEMENTED"))
        rows += [
            {
                "standard": code,
                "edition": standard["edition"],
                "partner": partner.code,
                "status": status,
                "status_on": day,
                "reservation_note": "The chapter on handover is not used." if "RESERVATION" in status else None,
            }
            for day, status in steps
            if day < ends and partner.is_member(day)
        ]
    return rows


def adoption_as_known(adoption: Row, on: dt.date) -> Row | None:
    return adoption if adoption["status_on"] <= on else None

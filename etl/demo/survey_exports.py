"""How the two survey tools export the answers: KoboToolbox and Qualtrics, quirks included."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

from etl.demo.chance import stream
from etl.demo.parcel import Parcel
from etl.demo.rhythm import OFFICE_PERIODS, SURVEY_DAY, Turn, office_turns
from etl.demo.surveys import ITEMS, wave_of
from etl.demo.tables import delimited
from etl.demo.training import Row
from etl.demo.truth import Truth
from vocabulary.period import Month

LABELS = {
    "en": ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree", "Not applicable"),
    "fr": (
        "Pas du tout d'accord",
        "Plutôt pas d'accord",
        "Ni d'accord ni pas d'accord",
        "Plutôt d'accord",
        "Tout à fait d'accord",
        "Sans objet",
    ),
}
FRENCH_PERIODS = ("2025Q1", "2025Q2")
"""Exports for which the person at the desk had chosen French labels."""
ACCOUNT_ZONE = ZoneInfo("Europe/Berlin")
"""Qualtrics writes moments in the zone of the account, without saying so."""
QUALTRICS = (
    ("StartDate", "Anfangsdatum", "startDate"),
    ("EndDate", "Enddatum", "endDate"),
    ("Status", "Antworttyp", "status"),
    ("IPAddress", "IP-Adresse", "ipAddress"),
    ("Progress", "Aktueller Stand", "progress"),
    ("Duration (in seconds)", "Dauer (in Sekunden)", "duration"),
    ("Finished", "Beendet", "finished"),
    ("RecordedDate", "Erfassungsdatum", "recordedDate"),
    ("ResponseId", "Antwort-ID", "_recordId"),
    ("RecipientLastName", "Nachname des Empfängers", "recipientLastName"),
    ("RecipientFirstName", "Vorname des Empfängers", "recipientFirstName"),
    ("RecipientEmail", "E-Mail des Empfängers", "recipientEmail"),
    ("ExternalReference", "Externe Datenreferenz", "externalDataReference"),
    ("LocationLatitude", "Breitengrad des Standorts", "locationLatitude"),
    ("LocationLongitude", "Längengrad des Standorts", "locationLongitude"),
    ("DistributionChannel", "Verteilungskanal", "distributionChannel"),
    ("UserLanguage", "Benutzersprache", "userLanguage"),
    ("wave", "wave", "wave"),
    ("course_run", "course_run", "course_run"),
    ("partner", "partner", "partner"),
    *((f"Q{number}", label, f"QID{number}") for number, (_, label) in enumerate(ITEMS, start=1)),
)
"""Name, text and ImportId of each column; the texts of the tool's own columns are in the account's language."""
PREVIEWS = 2
"""Try-outs that the form's author left in the first export."""


def survey_parcels(truth: Truth) -> list[Parcel]:
    """One export of each tool a period."""
    turns = office_turns(truth.seed, SURVEY_DAY, "survey")
    return [_export(truth, turn, system) for turn in turns for system in ("KOBO", "QUALTRICS")]


def _export(truth: Truth, turn: Turn, system: str) -> Parcel:
    waves = {wave_of(month.first_day) for month in Month.of(turn.period.start).until(Month.of(turn.period.end))}
    rows = [row for row in truth.surveys.responses if row["wave"] in waves and row["system"] == system]
    if system == "KOBO":
        language = "fr" if turn.period.code in FRENCH_PERIODS else "en"
        return Parcel(
            f"Course_reaction_-_all_versions_-_{language}_-_{turn.period.code}.csv",
            kobo(rows, language),
            "kobo_survey",
            turn.received_at,
            period=turn.period.code,
            declared_rows=len(rows),
        )
    is_first = turn.period == OFFICE_PERIODS[0]
    previews = [_preview(row, truth.seed) for row in rows[:PREVIEWS]] if is_first else []
    return Parcel(
        f"Course_reaction_{turn.period.code}_qualtrics.csv",
        qualtrics(previews + rows),
        "qualtrics_survey",
        turn.received_at + dt.timedelta(minutes=7),
        period=turn.period.code,
    )


def _preview(row: Row, seed: int) -> Row:
    number = stream(seed, "preview", row["response"]).integers(10**8, 10**9)
    return row | {"response": f"R_{number}", "is_preview": True, "invitee_key": ""}


def kobo(rows: list[Row], language: str) -> bytes:
    """Semicolons, every cell quoted, no byte order mark, CRLF; group and question joined with a slash."""
    columns = [
        "start",
        "end",
        "wave",
        "course_run",
        "partner",
        "invitee",
        *(f"reaction/{item}" for item, _ in ITEMS),
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_notes",
        "_status",
        "_submitted_by",
        "__version__",
        "_tags",
        "_index",
    ]
    lines = [columns, *(_kobo_line(row, language, at) for at, row in enumerate(rows, start=1))]
    return "".join(";".join(_quoted(cell) for cell in line) + "\r\n" for line in lines).encode()


def _quoted(cell: object) -> str:
    return '"' + str(cell).replace('"', '""') + '"'


def _kobo_line(row: Row, language: str, index: int) -> list[object]:
    label = dict(zip(("1", "2", "3", "4", "5", "NA"), LABELS[language], strict=True)) | {"": ""}
    number = int(row["response"])
    return [
        f"{row['started_at']:%Y-%m-%dT%H:%M:%S}.000+00:00",
        f"{row['submitted_at']:%Y-%m-%dT%H:%M:%S}.000+00:00",
        row["wave"],
        row["run"],
        row["partner"],
        row["invitee_key"],
        *(label[row["answers"][item]] for item, _ in ITEMS),
        number,
        f"{number:08x}-demo-4000-8000-{number:012d}",
        f"{row['submitted_at']:%Y-%m-%dT%H:%M:%S}",
        "validation_status_approved",
        "",
        "submitted_via_web",
        "",
        "vCourseReaction1",
        "",
        index,
    ]


def qualtrics(rows: list[Row]) -> bytes:
    """Three header rows (name, text, JSON), answers as numbers, moments in the account's zone."""
    names, texts, imports = zip(*QUALTRICS, strict=True)
    labels = [
        dict(zip(names, texts, strict=True)),
        {name: json.dumps({"ImportId": key}) for name, key in zip(names, imports, strict=True)},
    ]
    return delimited(names, [*labels, *(_qualtrics_line(row) for row in rows)], ",", "\n")


def _qualtrics_line(row: Row) -> Row:
    start, end = (
        row[name].astimezone(ACCOUNT_ZONE).strftime("%Y-%m-%d %H:%M:%S") for name in ("started_at", "submitted_at")
    )
    return {
        "StartDate": start,
        "EndDate": end,
        "RecordedDate": end,
        "Status": 1 if row.get("is_preview") else 0,
        "Progress": row["progress"],
        "Duration (in seconds)": row["duration_s"],
        "Finished": int(row["progress"] == 100),
        "ResponseId": row["response"],
        "ExternalReference": row["invitee_key"],
        "DistributionChannel": "preview" if row.get("is_preview") else "email",
        "UserLanguage": str(row["language"]).upper(),
        "wave": row["wave"],
        "course_run": row["run"],
        "partner": row["partner"],
        **{
            f"Q{n}": {"NA": "6"}.get(row["answers"][item], row["answers"][item])
            for n, (item, _) in enumerate(ITEMS, start=1)
        },
    }

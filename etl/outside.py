"""What is to be said of a sheet and its columns, apart from any cell."""

import difflib
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from etl.cells import Cells
from etl.headers import folded
from etl.profile_parts import Part, Profile
from etl.reading.sheet import Note, RawSheet
from etl.steps import Making
from expectations.dataset import Dataset, Effect
from expectations.file_rules import FileRule, file_rule
from expectations.finding import Finding, Outcome
from expectations.screening import names_content, names_position, out_of_scope
from expectations.while_reading import reading_rule

_LISTED = 10
WRONGLY_DECODED, LET_PASS = "MF-10", "MF-10b"
EXCHANGES = "info_exchange"
_PERSONAL = (
    "e-mail", "email", "ip address", "ipaddress", "telephone", "phone", "first name", "firstname", "last name",
    "lastname", "surname", "passport", "date of birth", "birthdate",
)  # fmt: skip


def personal(header: str) -> bool:
    """Whether a column so headed looks like one about a person."""
    return names_position(header) or any(word in folded(header) for word in _PERSONAL)


def personal_headers(sheet: RawSheet, profile: Profile, cells: Cells) -> frozenset[str]:
    """Folded headers whose cells never leave the kept file: the profile's, and what looks like them and is not used."""
    listed = {folded(header) for header in profile.personal}
    looks = {folded(header) for header in sheet.headers if personal(header)}
    return frozenset(listed | (looks - cells.used))


def outside_findings(sheet: RawSheet, profile: Profile, cells: Cells, parts: list[Part]) -> list[Finding]:
    """Notes of the reading, personal columns left behind, columns that nobody knows, columns that are not there."""
    say = _Speaker(parts[0].dataset)
    findings = [_noted(say, note) for note in sheet.notes]
    here = {folded(header): header.strip() for header in sheet.headers}
    left = personal_headers(sheet, profile, cells) - _put_there(here, parts)
    if dropped := [header for name, header in here.items() if name in left]:
        findings.append(say.rule(file_rule("MF-14b"), f"left behind: {_listed(dropped)}"))
    known = cells.used | left | {folded(header) for header in profile.ignored}
    extra = [header for name, header in here.items() if name not in known]
    if forbidden := [header for header in extra if out_of_scope(header)]:
        findings.append(say.rule(file_rule("SG-01"), f"in the file: {_listed(forbidden)}"))
    if content := _content(extra, parts):
        findings.append(say.rule(reading_rule(EXCHANGES, "EN-16"), f"in the file: {_listed(content)}"))
    if extra := [header for header in extra if header not in (*forbidden, *content)]:
        detail = f"not known and not loaded: {_listed(extra)}{_nearest(extra, parts, here)}"
        findings.append(say.rule(file_rule("MF-02b"), detail))
    findings += [_absent(say, part, cells) for part in parts if _absent_headers(part, cells)]
    return findings


def _put_there(here: Mapping[str, str], parts: list[Part]) -> set[str]:
    """Columns of positions in a file of our own template: no platform adds them there, so somebody did (SG-01).

    A platform for surveys adds them of itself; in its exports they are left behind like all that is personal.
    """
    is_ours = all(part.from_template for part in parts)
    return {name for name, header in here.items() if is_ours and names_position(header)}


def _content(extra: list[str], parts: list[Part]) -> list[str]:
    """Of a log of exchanges, the unknown headers that name what was exchanged."""
    is_log = any(part.dataset == EXCHANGES for part in parts)
    return [header for header in extra if is_log and names_content(header)]


def _noted(say: "_Speaker", note: Note) -> Finding:
    if note.rule == WRONGLY_DECODED:
        rule = file_rule(note.rule if note.refuses else LET_PASS)
        return say.rule(rule, f"{note.text[0].upper()}{note.text[1:]}.")
    return say.rule(file_rule(note.rule), note.text)


def part_findings(
    dataset: Dataset, frame: pd.DataFrame, making: Making, shared: Making, said: Iterable[str]
) -> tuple[Finding, ...]:
    """Codes that no recoding knows, texts that no pattern fits, texts that became one id, rows that disagree."""
    say = _Speaker(dataset.key)
    findings = [say("MAP-FOLD", Effect.WARN, "Rows that are folded into one record agree.", text) for text in said]
    for made in (making, shared):
        for name, texts in made.unknown.items():
            findings.append(_unknown(say, dataset, frame, name, texts))
        for name, texts in made.unmatched.items():
            findings.append(
                say(
                    "MAP-PATTERN",
                    Effect.WARN,
                    f"Every {name} is written as the profile expects.",
                    f"kept as they are: {_listed(texts)}",
                )
            )
    for name, codes in making.merged.items():
        several = {code: texts for code, texts in codes.items() if len({folded(text) for text in texts}) > 1}
        if several:
            listed = _listed(f"{code} from {' / '.join(sorted(texts))}" for code, texts in several.items())
            findings.append(say("MAP-CODE", Effect.NOTE, f"Each {name} has one spelling.", f"made one id: {listed}"))
    return tuple(findings)


def _unknown(say: "_Speaker", dataset: Dataset, frame: pd.DataFrame, name: str, texts: set[str]) -> Finding:
    """Where the column has a list of codes, typing refuses the cells; else the rows are refused here."""
    reason, hint = f"Every {name} is in the profile's table.", "Add the label to the profile, or mend the cell."
    detail = f"not in the table: {_listed(texts)}"
    if name not in dataset.column_names or dataset.column(name).allowed:
        return say("MAP-CODES", Effect.WARN, reason, detail, hint)
    positions = np.flatnonzero(frame[name].isin(texts))
    return say("MAP-CODES", Effect.REFUSE_ROW, reason, detail, hint, shows=(name,), positions=positions)


def _absent_headers(part: Part, cells: Cells) -> list[str]:
    unpivot = part.unpivot
    made = {unpivot.name, unpivot.value, unpivot.next_column} if unpivot else set()
    makers = [maker for maker in part.columns.values() if maker.header and maker.header not in made]
    headers = [(maker.header,) if isinstance(maker.header, str) else maker.header for maker in makers]
    return [names[0] for names in headers if not any(name in cells for name in names)]


def _absent(say: "_Speaker", part: Part, cells: Cells) -> Finding:
    detail = f"{part.dataset}: not in the file: {_listed(_absent_headers(part, cells))}"
    return say.rule(file_rule("MF-03c" if part.from_template else "MF-03b"), detail)


def _nearest(extra: list[str], parts: list[Part], here: Mapping[str, str]) -> str:
    """For unknown headers, the nearest column that is not filled yet."""
    wanted = {folded(name): name for part in parts for name in part.columns if folded(name) not in here}
    near = {header: difflib.get_close_matches(folded(header), wanted, 1) for header in extra}
    return "".join(f"; did you mean {wanted[names[0]]} by {header!r}?" for header, names in near.items() if names)


def _listed(texts: Iterable[str]) -> str:
    texts = sorted(texts)
    more = f" and {len(texts) - _LISTED} more" if len(texts) > _LISTED else ""
    return ", ".join(map(repr, texts[:_LISTED])) + more


class _Speaker:
    """Makes findings of one dataset."""

    def __init__(self, dataset: str) -> None:
        self.dataset = dataset

    def __call__(self, rule: str, effect: Effect, reason: str, detail: str, hint: str = "", **more: object) -> Finding:
        return Finding(rule, self.dataset, effect, Outcome.BROKEN, reason, hint, detail=detail, **more)

    def rule(self, rule: FileRule, detail: str) -> Finding:
        """What is listed, in its own words and with its own effect."""
        return self(rule.id, rule.effect, rule.reason, detail, rule.hint)

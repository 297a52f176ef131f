"""A history of answers and tests of some tens of persons, and a plain model of the states that its rows were in."""

import datetime as dt
import importlib
from collections.abc import Callable
from random import Random

from expectations.catalogue import datasets
from tests.metrics.lines import run
from tests.metrics.plain.asked import Asked
from tests.metrics.plain.barrier_profile import BARRIERS
from tests.metrics.plain.course_reaction import respondents
from tests.metrics.shelf import Row, day
from vocabulary.period import Quarter
from vocabulary.selection import Selection
from warehouse.causes import Cause

PROGRAMME, REVIEWED = "FEW", Quarter(2025, 3)
ASKED = Asked(PROGRAMME, (), REVIEWED.first.first_day, REVIEWED.last.last_day, dt.date(2026, 12, 31))
ITEMS = [
    {"survey": "F", "form_version": "1", "item_code": code, "scale": scale, "measures": measures}
    for code, scale, measures in (
        ("R1", "LIKERT5", "REACTION"), ("T1", "LIKERT5", "TRUST"), ("T2", "LIKERT5", "TRUST"),
        ("A1", "YESNO", "APPLICATION"), ("B1", "CODE", "BARRIER"),
    )
]  # fmt: skip
RUNS = [run(code, day(on), start_on=day(on), programme=PROGRAMME) for code, on in (("F0", "2025-04-01"), ("F1", "2025-07-10"))]
KEYS = {"survey_item": ("survey", "item_code"), "course_run": ("run",), "training_roster": ("run", "participant_key"),
        "survey_response": ("wave", "response", "item_code")}  # fmt: skip
CAUSES = (Cause.WITHDRAWN, Cause.CORRECTED, Cause.NEW)

File = dict[str, list[Row]]
Known = dict[tuple, tuple[str, Row]]
"""What is known: dataset and row, by dataset and key."""


class Few:
    """The files of a history, one an edition, and what was known once each cause had its part in an edition."""

    def __init__(self, pick: Random) -> None:
        self._pick, self._size = pick, pick.randint(14, 24)
        self._files: dict[int, File] = {}
        self._states: dict[tuple[int, str], Known] = {}
        self._editions = 0

    def first(self) -> File:
        """A load."""
        return self._sent({**_persons(self._pick, 0, self._size), "survey_item": ITEMS, "course_run": RUNS})

    def next(self) -> File:
        """Some corrected and others new: a few, or nearly all taken back and as many others in their place."""
        pick, size, first = self._pick, self._size, 100 * self._editions
        if pick.random() < 0.5:
            again, new = _persons(pick, 0, size // 3), _persons(pick, first, pick.randint(1, 9))
        else:
            again, new = _persons(pick, 0, size - 2, "TEST"), _persons(pick, first, pick.randint(8, 24))
        return self._sent({name: [*again[name], *new[name]] for name in again})

    def withdrawn(self, edition: int) -> None:
        """What an edition's file corrected is as it was, and what it brought is gone: one step."""
        del self._files[edition]
        self._editions += 1
        self._states |= dict.fromkeys([(self._editions, cause) for cause in CAUSES], _after(self._files.values(), {}))

    def at(self, edition: int, cause: str = Cause.NEW) -> Known:
        """What was known in an edition; where a cause is named, once it had its part."""
        return self._states[edition, cause if cause in CAUSES else Cause.NEW]

    @staticmethod
    def selection(edition: int) -> Selection:
        return Selection(PROGRAMME, REVIEWED.first, REVIEWED.last, (), edition)

    def _sent(self, file: File) -> File:
        before = self.at(self._editions) if self._editions else {}
        self._editions += 1
        self._files[self._editions] = file
        then = _after([file], before)
        self._states[self._editions, Cause.WITHDRAWN] = before
        self._states[self._editions, Cause.CORRECTED] = {key: then[key] for key in before}
        self._states[self._editions, Cause.NEW] = then
        return file


def counted(key: str, known: Known) -> tuple:
    """A figure by a plain recomputation: value, numerator, n, left out, and how many persons it is of."""
    blank = {name: dict.fromkeys(datasets()[name].column_names) for name in KEYS}

    def rows(name: str) -> list[Row]:
        return [blank[name] | row for its, row in known.values() if its == name]

    found = importlib.import_module(f"tests.metrics.plain.{key}").counted(rows, ASKED)
    value = found.median if found.median is not None else found.value
    persons = {"course_reaction": respondents, "trust": _trusting}.get(key, lambda *_: found.n)(rows, ASKED)
    return value, found.numerator, found.n, found.left_out, persons


def _after(files, known: Known) -> Known:
    """The rows once these files have come: of each key the last."""
    rows = [(name, row) for file in files for name, each in file.items() for row in each]
    return known | {(name, *(row[key] for key in KEYS[name])): (name, row) for name, row in rows}


def _trusting(rows: Callable[[str], list[Row]], _: Asked) -> int:
    """Persons with a valid answer to one of the items of trust."""
    given = (row for row in rows("survey_response") if row["item_code"] in ("T1", "T2") and row["status"] == "REAL")
    return len({row["response"] for row in given if row["value_num"] in (1, 2, 3, 4, 5)})


def _persons(pick: Random, first: int, count: int, status: str = "REAL") -> File:
    """So many persons, each with a sheet, a follow-up and a place with two tests; not REAL, they count no more."""
    answers, places = [], []
    for at in range(first, first + count):
        name, partner = f"F{at}", pick.choice(("AAA", "AAA", "BBB", "CCC"))
        about = {"survey": "F", "programme": PROGRAMME, "partner": partner, "form_version": "1", "status": status,
                 "response": name}  # fmt: skip
        sheet = {**about, "wave": "W1", "linked_run": "F1", "submitted_at": dt.datetime(2025, 7, 20 + at % 9)}
        answers += [{**sheet, "item_code": code, "value_num": pick.choice((1, 2, 4, 5, 5, None))} for code in ("R1", "T1", "T2")]
        answers.append({**sheet, "item_code": "B1", "value_code": pick.choice(BARRIERS[:3])})
        later = {**about, "wave": "W3", "linked_run": "F0", "submitted_at": dt.datetime(2025, 7, 15 + at % 9)}
        answers.append({**later, "item_code": "A1", "value_num": pick.choice((0, 1, 1))})
        places.append(
            {"run": "F1", "participant_key": name, "attempt_no": 1, "headcount": 1, "partner": partner,
             "attendance": "PRESENT", "outcome": "COMPLETED_PASS", "test_family": "T", "pre_score": 30,
             "post_score": pick.choice((40, 70, 90)) if status == "REAL" else None}
        )  # fmt: skip
    return {"survey_response": answers, "training_roster": places}

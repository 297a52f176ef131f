"""Small random programmes, for comparing two ways of counting. Rows need not be likely, only possible."""

import datetime as dt
from random import Random

from tests.metrics.partner_world import PartnerWorld
from tests.metrics.shelf import Row

PROGRAMMES = ("G1", "G2", "G3", "G4")
PARTNERS = ("AAA", "BBB", "CCC")
START = dt.date(2025, 1, 1)
DAYS = 500
RUNS, EVENTS, ACTIONS, OBSERVATIONS, FINDINGS = 24, 48, 120, 90, 70
UNITS = (("AAA", "MILITARY"), ("BBB", "LAW_ENFORCEMENT"), ("CCC", None), ("AAA", "CIVIL"), ("BBB", "JOINT"))
MONTHS = [(2025 + at // 12, at % 12 + 1) for at in range(17)]


class World(PartnerWorld):
    """Tables of random rows; the same seed makes the same."""

    partners = PARTNERS

    def __init__(self, seed: int) -> None:
        self._random, self._apart = Random(seed), Random(seed + 1000)

    def tables(self) -> dict[str, list[Row]]:
        """Rows of every dataset that an indicator reads."""
        runs = [self._run(at) for at in range(RUNS)]
        return {
            "unit": [{"unit": f"U{at}", "partner": partner, "kind": kind} for at, (partner, kind) in enumerate(UNITS)],
            "holiday": [{"holiday_on": START + dt.timedelta(days=at), "partner": "AAA" if at % 30 == 0 else None}
                        for at in range(0, 2 * DAYS, 6)],
            "course_run": runs,
            "training_requirement": self._requirements(40),
            "training_roster": [self._withdrawn(row, runs) for row in self._roster(120)],
            "survey_item": [
                {"survey": "S1", "form_version": "1", "item_code": code, "scale": scale, "measures": measures,
                 "is_reversed": is_reversed}
                for code, scale, measures, is_reversed in (
                    ("R1", "LIKERT5", "REACTION", None), ("R2", "LIKERT5", "REACTION", True),
                    ("X1", "LIKERT5", "LEARNING", None), ("X2", "TEXT", "REACTION", False),
                    ("A1", "YESNO", "APPLICATION", None), ("A2", "YESNO", "APPLICATION", None),
                    ("A3", "TEXT", "APPLICATION", None),
                )
            ] + self.partner_items(),
            "survey_response": [
                *(row for at in range(150) for row in self._sheet(at)),
                *(row for at in range(250) for row in self._follow_up(at, runs)),
                *self.partner_sheets(),
            ],
            "survey_dispatch": [self._dispatch(at) for at in range(60)],
            "observation": [self._observation(at) for at in range(OBSERVATIONS)],
            "corrective_action": [self._action(at) for at in range(ACTIONS)],
            "engagement": [self._engagement(at) for at in range(EVENTS)],
            "invitation": [self._invitation(at) for at in range(90)],
            "review": [self._review(at) for at in range(EVENTS)],
            "finding": [self._finding(at) for at in range(FINDINGS)],
            "review_rating": self._ratings(90),
            "period": [self._period(year, month) for year, month in MONTHS],
            "membership": [
                row for code in PROGRAMMES for partner in PARTNERS for row in self._memberships(code, partner)
            ],
            "expected_submission": self._expected(),
            "submission_manifest": [self._sent(at) for at in range(150)],
            **self.partner_tables(),
        }  # fmt: skip

    def changed(self) -> dict[str, list[Row]]:
        """Some rows of every table that grows, as a corrected file would send them."""
        again = self.tables()
        grows = ("course_run", "training_roster", "survey_dispatch", "corrective_action", "engagement", "invitation",
                 "review", "expected_submission", "submission_manifest", "info_exchange", "agreement",
                 "change_log")  # fmt: skip
        return {name: self._random.sample(again[name], k=len(again[name]) // 2) for name in grows}

    def _day(self, least: int = 0, most: int = DAYS) -> dt.date:
        return START + dt.timedelta(days=self._random.randint(least, most))

    def _maybe(self, thing, chance: float = 0.7):
        return thing if self._random.random() < chance else None

    def _programme(self) -> str:
        return self._random.choice(PROGRAMMES)

    def _near(self, day: dt.date, least: int, most: int) -> dt.date:
        return day + dt.timedelta(days=self._random.randint(least, most))

    def _run(self, at: int) -> Row:
        start = self._day()
        return {"run": f"R{at}", "course": self._random.choice(("C1", "C2")), "course_version": "1",
                "programme": self._programme(), "start_on": start, "end_on": self._near(start, 0, 40),
                "host_partner": self._maybe(self._random.choice(PARTNERS), 0.9),
                "seats_offered": self._random.choice((None, 0, 3, 5, 8)),
                "status": self._random.choice(("HELD", "HELD", "HELD", "PLANNED", "CANCELLED"))}  # fmt: skip

    def _roster(self, count: int) -> list[Row]:
        rows = {}
        for _ in range(count):
            pick = self._random
            row = {
                "run": f"R{pick.randint(0, RUNS)}", "participant_key": f"P{pick.randint(0, 3)}",
                "attempt_no": pick.randint(1, 3), "headcount": pick.choice((1, 1, 1, 12)),
                "partner": self._maybe(pick.choice(PARTNERS)), "unit": self._maybe(f"U{pick.randint(0, len(UNITS) - 1)}"),
                "confirmed_on": self._maybe(self._day()), "withdrawn_on": None,
                "attendance": pick.choice(("PRESENT", "PRESENT", "NO_SHOW", "NO_SHOW", "PARTIAL", "PARTIAL", "UNKNOWN")),
                "pre_score": self._maybe(pick.choice((40, 55, 62.5, 70, 100)), 0.8),
                "post_score": self._maybe(pick.choice((35, 60, 77.25, 85, 100)), 0.8),
                "test_family": self._maybe("T1", 0.9), "completed_on": self._maybe(self._day(), 0.6),
                "cert_expires_on": self._expires(),
                "outcome": pick.choice(("COMPLETED_PASS", "COMPLETED_UNGRADED", "COMPLETED_FAIL", "NOT_COMPLETED",
                                        "WITHDRAWN", "IN_PROGRESS", "NOT_RECORDED")),
            }  # fmt: skip
            rows[row["run"], row["participant_key"], row["attempt_no"]] = row
        return list(rows.values())

    def _expires(self) -> dt.date | None:
        pick = self._apart
        return START + dt.timedelta(days=pick.randint(100, 2 * DAYS)) if pick.random() < 0.8 else None

    def _requirements(self, count: int) -> list[Row]:
        rows = {}
        for _ in range(count):
            pick = self._apart
            first = START + dt.timedelta(days=pick.randint(0, 300))
            last = first + dt.timedelta(days=pick.randint(0, 300))
            row = {"participant_key": f"P{pick.randint(0, 3)}", "programme": pick.choice(PROGRAMMES), "role": "LIAISON",
                   "partner": pick.choice(PARTNERS), "course": pick.choice(("C1", "C2")), "required_from": first,
                   "required_to": last if pick.random() < 0.4 else None}  # fmt: skip
            rows[tuple(row[name] for name in ("participant_key", "programme", "course", "required_from"))] = row
        return list(rows.values())

    def _withdrawn(self, place: Row, runs: list[Row]) -> Row:
        """Some withdraw, about the days that decide whether they count."""
        start = next((run["start_on"] for run in runs if run["run"] == place["run"]), None)
        if start is None or self._random.random() < 0.4:
            return place
        return {**place, "withdrawn_on": start + dt.timedelta(days=self._random.choice((-11, -10, -9, -1, 0, 1)))}

    def _sheet(self, at: int) -> list[Row]:
        pick = self._random
        about = {"survey": "S1", "wave": pick.choice(("W1", "W2")), "response": f"A{at}",
                 "invitee_key": self._maybe(f"I{at}"), "programme": self._programme(),
                 "partner": self._maybe(pick.choice(PARTNERS), 0.9),
                 "linked_run": self._maybe(f"R{pick.randint(0, RUNS)}"),
                 "submitted_at": dt.datetime.combine(self._day(), dt.time(9)), "form_version": self._maybe("1", 0.5),
                 "status": pick.choice(("REAL", "REAL", "REAL", "TEST"))}  # fmt: skip
        items = pick.sample(("R1", "R2", "X1", "X2"), k=pick.randint(1, 4))
        return [{**about, "item_code": item, "value_num": pick.choice((1, 2, 3, 4, 5, 5, 9, None))} for item in items]

    def _follow_up(self, at: int, runs: list[Row]) -> list[Row]:
        """Asked about the days that decide whether it counts."""
        pick, run = self._random, self._random.choice(runs)
        days = pick.choice((88, 89, 90, 120, 150, 184, 184, 185))
        about = {"survey": "S1", "wave": "W3", "response": f"F{at}", "programme": run["programme"],
                 "partner": self._maybe(pick.choice(PARTNERS), 0.9), "linked_run": run["run"],
                 "submitted_at": dt.datetime.combine(run["end_on"] + dt.timedelta(days=days), dt.time(9)),
                 "form_version": "1", "status": pick.choice(("REAL", "REAL", "REAL", "TEST"))}  # fmt: skip
        items = pick.sample(("A1", "A2", "A3"), k=pick.randint(1, 3))
        answers = ((1, None), (1, None), (0, None), (0, None), (None, "YES"), (None, "NO"), (None, "NA"), (7, None))
        return [
            {**about, "item_code": item, **dict(zip(("value_num", "value_code"), pick.choice(answers), strict=True))}
            for item in items
        ]

    def _observation(self, at: int) -> Row:
        pick, submitted = self._random, self._day()
        state = pick.choice(("SUBMITTED", "REJECTED", "ACCEPTED", "NOTED", "BEST_PRACTICE", "LESSON_IDENTIFIED"))
        recurs = self._maybe(pick.choice((f"A{pick.randint(0, ACTIONS)}", f"O{pick.randint(0, OBSERVATIONS)}")), 0.8)
        return {"observation": f"O{at}", "programme": self._programme(), "submitted_on": submitted, "kind": "ISSUE",
                "originator_partner": pick.choice(PARTNERS), "theme": self._maybe("T1"), "state": state,
                "title": "a title", "observation_text": "something that was seen",
                "is_anonymous": pick.choice((None, None, False, True)),
                "is_offline_form": pick.choice((None, None, None, False, True)),
                "triage_on": None if state == "SUBMITTED" else self._maybe(self._near(submitted, 11, 15), 0.9),
                "finalised_on": self._maybe(self._near(submitted, 15, 90)),
                "originator_informed_on": self._maybe(self._near(submitted, 15, 90)), "recurs_from": recurs,
                "barriers": self.barriers()}  # fmt: skip

    def _finding(self, at: int) -> Row:
        pick = self._random
        return {"finding": f"F{at}", "review": f"V{pick.randint(0, EVENTS)}", "finding_text": "what was found",
                "recommended_change": pick.choice((None, "PROTOCOL", "PROTOCOL", "TRAINING", "EQUIPMENT")),
                "kind": pick.choice(("STRENGTH", "AREA_FOR_IMPROVEMENT", "AREA_FOR_IMPROVEMENT")),
                "no_action_reason": pick.choice((None, None, None, " ", "it is not worth it"))}  # fmt: skip

    def _ratings(self, count: int) -> list[Row]:
        rows = {}
        for _ in range(count):
            pick = self._random
            row = {"review": f"V{pick.randint(0, EVENTS)}", "objective_no": pick.randint(1, 2),
                   "capability": pick.choice(("Planning", "Medical")), "rating": pick.choice("PPSMU") if
                   pick.random() < 0.9 else "NE", "evaluator_kind": pick.choice(("SELF", "EXTERNAL"))}  # fmt: skip
            rows[row["review"], row["objective_no"], row["capability"], row["evaluator_kind"]] = row
        return list(rows.values())

    def _dispatch(self, at: int) -> Row:
        pick = self._random
        return {"survey": "S1", "wave": pick.choice(("W1", "W1", "W2")), "invitee_key": f"I{at}",
                "programme": self._programme(), "partner": pick.choice(PARTNERS), "field_closes_on": self._day(),
                "disposition": pick.choice(("I", "P", "R", "NC", "O", "UH", "UO", "INELIGIBLE"))}  # fmt: skip

    def _action(self, at: int) -> Row:
        pick, proposed = self._random, self._day(0, 380)
        endorsed = self._maybe(self._near(proposed, 0, 30), 0.8)
        original = self._maybe(self._near(proposed, 0, 200), 0.8)
        state = pick.choice(("PROPOSED", "ENDORSED", "IN_IMPLEMENTATION", "IMPLEMENTED", "IMPLEMENTED", "VALIDATED",
                             "CANCELLED", "MERGED", "RISK_ACCEPTED"))  # fmt: skip
        is_done, is_over = state in ("IMPLEMENTED", "VALIDATED"), state in ("CANCELLED", "MERGED", "RISK_ACCEPTED")
        done = self._near(endorsed or proposed, 0, 200) if is_done else None
        if done and original and pick.random() < 0.2:
            done = max(original, endorsed or proposed)
        proven = self._near(done, 0, 250) if state == "VALIDATED" else None
        source_kind = pick.choice(("REQUEST", "OBSERVATION", "OBSERVATION", "FINDING", "FINDING"))
        sources = {"OBSERVATION": f"O{pick.randint(0, OBSERVATIONS)}", "FINDING": f"F{pick.randint(0, FINDINGS)}"}
        return {"action": f"A{at}", "source_kind": source_kind, "action_text": "x", "programme": self._programme(),
                "source": sources.get(source_kind), "success_criterion": pick.choice((None, "TBD", "it works", "it works")),
                "poc_role": pick.choice((" n/a ", "Editor", "Editor", "Editor")),
                "capability_element": self._maybe("TRAINING", 0.8),
                "first_validated_on": self._maybe(self._near(proposed, 0, 250), 0.4),
                "state": state, "proposed_on": proposed, "endorsed_on": endorsed, "due_original_on": original,
                "due_current_on": self._maybe(self._near(original or proposed, 0, 90)), "implemented_on": done,
                "validated_on": proven,
                "validated_by_role": self._maybe(pick.choice(("Evaluator", "Works unit ", "editor", "tbd", "")), 0.8),
                "evidence_ref": self._maybe(pick.choice(("DOC 1", "DOC 1", "n/a", " ")), 0.8),
                "responsible_organisation": self._maybe("works unit"), "priority": self._maybe("HIGH"),
                "responsible_partner": self._maybe(pick.choice(PARTNERS), 0.9), "theme": self._maybe("T1"),
                "ended_on": self._maybe(self._ended(proposed, original), 0.8) if is_over else None,
                "reopened_on": self._maybe(self._near(done or proposed, 0, 2 if done else 300), 0.3)}  # fmt: skip

    def _ended(self, proposed: dt.date, original: dt.date | None) -> dt.date:
        """Often just before, on or after the due day: there is where definitions differ."""
        if original and self._random.random() < 0.5:
            return max(proposed, self._near(original, -1, 1))
        return self._near(proposed, 0, 250)

    def _engagement(self, at: int) -> Row:
        start = self._day()
        return {"engagement": f"E{at}", "programme": self._programme(), "start_on": start,
                "kind": self._random.choice(("EXERCISE", "EXERCISE", "MEETING")),
                "end_on": self._maybe(self._near(start, 0, 20), 0.9), "host_partner": self._maybe("AAA"),
                "status": self._random.choice(("HELD", "HELD", "HELD", "PLANNED", "CANCELLED")),
                **self.of_engagement(start)}  # fmt: skip

    def _invitation(self, at: int) -> Row:
        pick = self._random
        return {"engagement": f"E{pick.randint(0, EVENTS)}", "partner": pick.choice(PARTNERS),
                "unit": f"U{at}" if at else None,
                "attendance": pick.choice(("PRESENT", "PRESENT", "REPRESENTED", "ABSENT", "UNKNOWN")),
                "is_level_met": pick.choice((None, True, False)),
                "is_withdrawn_by_host": pick.choice((None, None, True, False)), **self.of_invitation()}  # fmt: skip

    def _review(self, at: int) -> Row:
        pick, ended = self._random, self._day()
        return {"review": f"V{at}", "programme": self._programme(),
                "engagement": self._maybe(f"E{pick.randint(0, EVENTS)}"),
                "kind": pick.choice(("AAR", "AAR", "HOTWASH")), "state": pick.choice(("HELD", "CANCELLED")),
                "event_end_on": self._maybe(ended), "planned_on": ended,
                "held_on": self._maybe(self._near(ended, -32, 32), 0.9),
                "finalised_on": self._maybe(self._near(ended, 0, 90), 0.8),
                "participants": self._maybe(";".join(pick.sample(PARTNERS, k=pick.randint(1, 3))), 0.8),
                "report_submitted_on": self._maybe(self._near(ended, 88, 91), 0.9),
                "plan_submitted_on": self._maybe(self._near(ended, 88, 91), 0.9),
                "draft_on": self._maybe(self._near(ended, 29, 31))}  # fmt: skip

    def _period(self, year: int, month: int) -> Row:
        end = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return {"period": f"{year}{month:02d}", "calendar": "MONTH", "start_on": dt.date(year, month, 1),
                "end_on": end, "due_on": end + dt.timedelta(days=15)}  # fmt: skip

    def _memberships(self, programme: str, partner: str) -> list[Row]:
        left = self._maybe(self._day(100))
        rows = [{"programme": programme, "partner": partner, "role": "MEMBER", "valid_from": START, "valid_to": left}]
        if left and self._random.random() < 0.5:
            back = left + dt.timedelta(days=self._random.randint(1, 60))
            rows.append({**rows[0], "valid_from": back, "valid_to": None})
        return rows

    def _expected(self) -> list[Row]:
        rows = []
        owing = [(code, month) for code in PROGRAMMES for month in MONTHS]
        for programme, (year, month) in self._random.sample(owing, k=30):
            end = self._period(year, month)["end_on"]
            for partner in (*PARTNERS, None):
                due = self._near(end, 1, 30)
                rows.append(
                    {
                        "programme": programme,
                        "partner": partner,
                        "dataset": "training_roster",
                        "period": f"{year}{month:02d}",
                        "due_on": due,
                        "cut_off_on": self._maybe(self._near(due, 0, 30)),
                        "is_in_force": self._random.choice((None, None, True, False)),
                    }
                )
        return rows

    def _sent(self, at: int) -> Row:
        pick, (year, month) = self._random, self._random.choice(MONTHS)
        received = self._near(self._period(year, month)["end_on"], 0, 60)
        return {"batch": f"B{at}", "dataset": pick.choice(("training_roster", "observation")),
                "partner": self._maybe(pick.choice(PARTNERS), 0.9),
                "programme": self._maybe(self._programme(), 0.9), "period": f"{year}{month:02d}", "extract": "DELTA",
                "received_on": received, "outcome": pick.choice(("ACCEPTED", "ACCEPTED", "REFUSED")),
                **self.of_submission()}  # fmt: skip

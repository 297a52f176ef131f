"""The part of a random programme that partners make among themselves: meetings, answers, exchanges, observations."""

import datetime as dt

from tests.metrics.shelf import Row

BARRIER_CODES = ("PROCEDURES", "LANGUAGE_TERMINOLOGY", "OTHER")
STANDARDS, THEMES, TYPES = ("ST1", "ST2"), ("T1", "T2", "T3"), ("INFO", "STATUS")
EXCHANGES, SHEETS, ASSESSMENTS, AGREEMENTS, CHANGES = 260, 240, 60, 9, 60
ROUNDS = (dt.date(2025, 3, 20), dt.date(2025, 9, 20))


class PartnerWorld:
    """Rows that `tests.metrics.world.World` adds to its own; it has `_random`, `_day`, `_maybe`, `_near`, `_programme`."""

    partners: tuple[str, ...]

    def partner_tables(self) -> dict[str, list[Row]]:
        return {
            "info_exchange": [self._exchange(at) for at in range(EXCHANGES)],
            "partner_self_assessment": self._once(
                ("partner", "unit", "domain", "item_code", "assessed_on", "source"),
                [row for _ in range(ASSESSMENTS) for row in self._assessment()],
            ),
            "agreement": [self._agreement(at) for at in range(AGREEMENTS)],
            "required_agreement": self._once(
                ("programme", "agreement_type", "partner", "valid_from"), [self._required() for _ in range(10)]
            ),
            "standard": [self._standard(code, edition) for code in STANDARDS for edition in ("1", "2")],
            "standards_adoption": self._once(
                ("standard", "partner", "status_on"), [self._adoption() for _ in range(30)]
            ),
            "theme_summary": self._once(
                ("period", "programme", "reporting_partner", "theme"), [self._summary() for _ in range(150)]
            ),
            "course": [
                {"course": code, "course_version": "1", "title": code, "valid_to": self._maybe(self._day(300), 0.3)}
                for code in ("C1", "C2")
            ],
            "course_theme_map": self._once(("course", "theme", "valid_from"), [self._taught() for _ in range(9)]),
            "change_log": [self._change(at) for at in range(CHANGES)],
        }

    def of_engagement(self, start: dt.date) -> Row:
        """What an engagement says beside its days: plan, chair, minutes."""
        pick, end = self._random, self._near(start, 0, 3)
        return {"chair_partner": self._maybe(pick.choice(self.partners), 0.5),
                "instructor_partner": self._maybe(pick.choice(self.partners), 0.3),
                "planned_on": self._maybe(self._near(start, -5, 5)),
                "minutes_issued_on": self._maybe(self._near(end, 9, 17)), "planned_series": self._maybe("M1"),
                "actions_raised_count": self._maybe(pick.randint(0, 5)),
                "actions_closed_count": self._maybe(pick.randint(0, 3))}  # fmt: skip

    def of_invitation(self) -> Row:
        """What an invitation says of its answer."""
        pick, due = self._random, self._day()
        return {"rsvp_due_on": self._maybe(due, 0.85), "responded_on": self._maybe(self._near(due, -2, 2)),
                "response": pick.choice(("ACCEPT", "DECLINE", "NONE", None))}  # fmt: skip

    def of_submission(self) -> Row:
        """What was counted of a submission."""
        pick = self._random
        return {"sha256": f"{pick.randint(0, 40):064d}", "file_rows": self._maybe(pick.randint(0, 50)),
                "refused_rows": self._maybe(pick.randint(0, 9))}  # fmt: skip

    def partner_items(self) -> list[Row]:
        return [
            {"survey": "S2", "form_version": "1", "item_code": code, "scale": scale, "measures": measures,
             "is_reversed": is_reversed}
            for code, scale, measures, is_reversed in (
                ("T1", "LIKERT5", "TRUST", None), ("T2", "LIKERT5", "TRUST", True), ("T3", "TEXT", "TRUST", None),
                ("B1", "CODE", "BARRIER", None), ("B2", "TEXT", "BARRIER", None),
            )
        ]  # fmt: skip

    def partner_sheets(self) -> list[Row]:
        return [row for at in range(SHEETS) for row in self._partner_sheet(at)]

    def barriers(self) -> str | None:
        codes = self._random.sample(BARRIER_CODES, k=self._random.randint(1, 2))
        return self._maybe(";".join(codes), 0.8)

    def _partner_sheet(self, at: int) -> list[Row]:
        pick = self._random
        sent = dt.datetime.combine(self._near(pick.choice(ROUNDS), -10, 15), dt.time(9))
        about = {"survey": "S2", "wave": "W1", "response": f"P{at}", "programme": pick.choice(("G1", "G2")),
                 "partner": self._maybe(pick.choice(self.partners), 0.9), "submitted_at": sent, "form_version": "1",
                 "status": pick.choice(("REAL", "REAL", "REAL", "TEST"))}  # fmt: skip
        codes = pick.sample(("T1", "T2", "T3", "B1", "B2"), k=pick.randint(2, 5))
        return [
            {**about, "item_code": code, "value_num": pick.choice((1, 2, 3, 4, 5, 5, None)),
             "value_code": pick.choice((*BARRIER_CODES, "NA", None))}
            for code in codes
        ]  # fmt: skip

    @staticmethod
    def _once(key: tuple[str, ...], rows: list[Row]) -> list[Row]:
        """One row a key, the last."""
        return list({tuple(row.get(name) for name in key): row for row in rows}.values())

    def _assessment(self) -> list[Row]:
        pick = self._random
        about = {"assessment": f"S{pick.randint(0, 999)}", "partner": pick.choice(self.partners),
                 "unit": pick.choice((None, None, None, "U1")), "programme": pick.choice(("G1", "G2")),
                 "assessed_on": self._day(-700), "source": pick.choice(("SELF", "SELF", "PEER", "EXTERNAL")),
                 "domain": pick.choice(("TECHNICAL", "HUMAN")), "instrument_version": "1"}  # fmt: skip
        return [
            {**about, "item_code": f"I{at}", "level": pick.choice((None, 0, 1, 2, 3)),
             "target_level": pick.choice((None, 1, 1, 2))}
            for at in range(pick.randint(1, 3))
        ]  # fmt: skip

    def _agreement(self, at: int) -> Row:
        pick, start = self._random, self._day(-300)
        ends = self._maybe(self._near(start, 100, 600))
        return {"agreement": f"G{at}", "agreement_type": pick.choice(TYPES), "title": "an agreement",
                "parties": ";".join(pick.sample(self.partners, k=pick.randint(1, 3))),
                "effective_on": self._maybe(start, 0.9), "expires_on": ends,
                "status": pick.choice(("IN_FORCE", "IN_FORCE", "SIGNED", "DRAFT", "TERMINATED")),
                "ended_on": self._maybe(self._near(start, 50, 400), 0.3),
                "renewal_started_on": self._maybe(self._near(ends or start, -200, -1), 0.4)}  # fmt: skip

    def _required(self) -> Row:
        pick, first = self._random, self._maybe(self._day())
        return {"programme": self._programme(), "agreement_type": pick.choice(TYPES),
                "partner": self._maybe(pick.choice(self.partners), 0.5), "valid_from": first,
                "valid_to": self._maybe(self._near(first, 0, 400), 0.3) if first else None}  # fmt: skip

    def _standard(self, code: str, edition: str) -> Row:
        replaced = self._maybe(self._day(), 0.6) if edition == "1" else None
        return {"standard": code, "edition": edition, "title": code, "superseded_on": replaced,
                "promulgated_on": dt.date(2020, 1, 1)}  # fmt: skip

    def _adoption(self) -> Row:
        pick = self._random
        return {"standard": pick.choice(STANDARDS), "edition": pick.choice(("1", "1", "2", "3")),
                "partner": pick.choice(self.partners), "status_on": self._day(-200),
                "status": pick.choice(("NOT_CONSIDERED", "RATIFIED", "RATIFIED_WITH_RESERVATION", "IMPLEMENTED",
                                       "IMPLEMENTED", "NOT_APPLICABLE"))}  # fmt: skip

    def _summary(self) -> Row:
        pick = self._random
        return {"period": f"2025{pick.randint(1, 12):02d}", "programme": self._programme(),
                "reporting_partner": pick.choice(self.partners), "theme": pick.choice(THEMES), "coverage": "FULL",
                "summary_count": pick.choice((None, 0, 1, 2, 4))}  # fmt: skip

    def _taught(self) -> Row:
        pick, first = self._random, self._maybe(self._day(0, 200), 0.5)
        return {"course": pick.choice(("C1", "C2")), "theme": pick.choice(THEMES), "valid_from": first,
                "basis": pick.choice(("CONTENT", "CONTENT", "TITLE")),
                "valid_to": self._maybe(self._near(first, 100, 400), 0.4) if first else None}  # fmt: skip

    def _change(self, at: int) -> Row:
        pick, approved = self._random, self._day()
        causes = [f"{pick.choice(('F', 'A'))}{pick.randint(0, 70)}" for _ in range(pick.randint(0, 3))]
        return {"change": f"H{at}", "programme": self._programme(), "kind": "PROTOCOL", "object_ref": "P1",
                "to_version": "2", "caused_by": ";".join(causes) or None, "approved_on": approved,
                "published_on": self._maybe(self._near(approved, 0, 200), 0.8),
                "affects_courses": self._maybe("C1"), "course_reissued_on": None}  # fmt: skip

    def _exchange(self, at: int) -> Row:
        pick, due = self._random, self._day()
        giver, taker = pick.sample(self.partners, k=2)
        came = pick.choice(("FULL", "FULL", "PARTIAL", "DECLINED", "PENDING"))
        is_delivered = came in ("FULL", "PARTIAL")
        return {"exchange": f"X{at}", "programme": pick.choice(("G1", "G2")), "from_partner": giver, "to_partner": taker,
                "kind": pick.choice(("REQUEST", "REQUEST", "STANDING_REPORT", "PRODUCT")), "completeness": came,
                "requested_on": self._maybe(self._near(due, -40, -6)), "agreed_due_on": due,
                "delivered_on": self._near(due, -5, 5) if is_delivered else None}  # fmt: skip

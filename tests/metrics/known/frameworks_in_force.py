from tests.metrics.lines import PROGRAMME, member


def answer(shelf):
    """A and B share an agreement in force, C only signed one, D's expired on the day before: 2 of 4. E is no member."""
    agreement = {"agreement_type": "INFO", "title": "on information", "status": "IN_FORCE",
                 "effective_on": "2025-01-01"}  # fmt: skip
    shelf.fill(
        "2026-06-01",
        membership=[member(code) for code in ("AAA", "BBB", "CCC", "DDD")],
        required_agreement=[{"programme": PROGRAMME, "agreement_type": "INFO"}],
        agreement=[
            {**agreement, "agreement": "G1", "parties": "AAA;BBB;EEE", "expires_on": "2026-08-27"},
            {**agreement, "agreement": "G2", "parties": "CCC;EEE", "status": "SIGNED", "effective_on": "2026-03-01"},
            {**agreement, "agreement": "G3", "parties": "DDD;EEE", "expires_on": "2026-02-27"},
            {**agreement, "agreement": "G4", "parties": "DDD;EEE", "ended_on": "2026-02-28"},
        ],
    )
    january, february, march = shelf.series("frameworks_in_force", "2026-03").points
    assert [(point.numerator, point.n) for point in (january, february, march)] == [(3, 4), (2, 4), (3, 4)]
    assert february.note.endswith("not in force: CCC INFO, DDD INFO")
    assert [list(point.parts.values()) for point in (january, february)] == [[1], [2]]

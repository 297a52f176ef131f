from tests.metrics.lines import member
from vocabulary.state import State


def answer(shelf):
    """A implemented the edition in use; B's was superseded; C ratified; to D it does not apply; E is no member; F is silent.

    A, B, C and F count for ST1: 1 of 4. ST0 is withdrawn and ST2 not in force yet: they count for nobody.
    """
    said = {"AAA": ("IMPLEMENTED", "2"), "BBB": ("IMPLEMENTED", "1"), "CCC": ("RATIFIED", "2"),
            "DDD": ("NOT_APPLICABLE", "2"), "EEE": ("IMPLEMENTED", "2")}  # fmt: skip
    shelf.fill(
        "2026-06-01",
        membership=[member(code) for code in ("AAA", "BBB", "CCC", "DDD", "FFF")],
        standard=[
            {"standard": "ST1", "edition": "1", "title": "terms", "promulgated_on": "2020-01-01",
             "superseded_on": "2026-02-28"},
            {"standard": "ST0", "edition": "1", "title": "old", "promulgated_on": "2020-01-01", "superseded_on": "2026-01-31"},
            {"standard": "ST2", "edition": "1", "title": "new", "promulgated_on": "2026-03-31"},
            {"standard": "ST1", "edition": "2", "title": "terms", "promulgated_on": "2025-01-01"},
        ],
        standards_adoption=[
            *(
                {"standard": "ST1", "partner": code, "status": status, "edition": edition, "status_on": "2025-06-01"}
                for code, (status, edition) in said.items()
            ),
            {"standard": "ST1", "partner": "AAA", "status": "RATIFIED", "edition": "1", "status_on": "2025-01-01"},
            {"standard": "ST1", "partner": "CCC", "status": "IMPLEMENTED", "edition": "2", "status_on": "2026-03-01"},
        ],
    )  # fmt: skip
    january, february, march = shelf.series("standards_adopted", "2026-03").points
    assert [(point.numerator, point.n) for point in (january, february, march)] == [(2, 4), (1, 4), (2, 9)]
    assert february.parts == {
        "ratified": 1, "ratified with reservation": 0, "implemented, superseded edition": 1,
        "no status reported": 1,
    }  # fmt: skip
    assert february.note.endswith("not implemented: BBB ST1, CCC ST1, FFF ST1")
    silent = shelf.point("standards_adopted", "2026-02", partners=("FFF",))
    assert (silent.numerator, silent.n, silent.state) == (0, 1, State.ZERO)

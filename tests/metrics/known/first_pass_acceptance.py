from tests.metrics.lines import sent


def answer(shelf):
    """B1 was refused, B3, B5 and B6 were right at once: 3 of 4. B2, B4 and B7 were sent before."""
    shelf.fill(
        "2026-06-01",
        submission_manifest=[
            sent("B1", "AAA", "202601", "2026-02-01", "REFUSED", file_rows=10, refused_rows=10),
            sent("B2", "AAA", "202601", "2026-02-03", file_rows=10, refused_rows=1),
            sent("B3", "BBB", "202601", "2026-02-03", file_rows=20, refused_rows=0),
            sent("B4", "BBB", "202601", "2026-03-03"),
            sent("B5", "CCC", None, "2026-02-04", sha256="f1"),
            sent("B6", "CCC", None, "2026-02-04", sha256="f2"),
            sent("B7", "CCC", None, "2026-02-05", "REFUSED", sha256="f1"),
        ],
    )
    point = shelf.point("first_pass_acceptance", "2026-02")
    assert (point.numerator, point.n) == (3, 4)
    assert point.parts == {"submissions in all": 6, "rows received": 40, "rows refused": 11}
    assert shelf.point("first_pass_acceptance", "2026-03").n == 0

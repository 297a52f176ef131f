from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from tests.metrics.plain.asked import Asked, Counted, Record, Rows
from tests.metrics.plain.first_attempt_pass import first_attempts


def counted(rows: Rows, asked: Asked) -> Counted:
    result, gains = Counted(), []
    for attempt in first_attempts(rows, asked, _is_paired):
        if attempt["headcount"] != 1:
            continue
        if attempt["pre_score"] >= 100 or not attempt["test_family"]:
            result.left_out += 1
            continue
        gains.append(_gain(attempt))
        result.add(gains[-1] > 0)
    result.median = float(median(gains)) if gains else None
    return result


def unpaired(rows: Rows, asked: Asked) -> int:
    """Persons with one test, who in no attempt of the run have both."""
    paired = {(row["run"], row["participant_key"]) for row in rows("training_roster") if _is_paired(row)}
    tested = first_attempts(rows, asked, lambda row: (row["pre_score"], row["post_score"]) != (None, None))
    return sum(row["headcount"] == 1 and (row["run"], row["participant_key"]) not in paired for row in tested)


def _is_paired(row: Record) -> bool:
    return row["pre_score"] is not None and row["post_score"] is not None


def _gain(row: Record) -> Decimal:
    before, after = Decimal(str(row["pre_score"])), Decimal(str(row["post_score"]))
    return ((after - before) / (100 - before)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Persons with both tests, and with one only."""
    found = counted(rows, asked)
    return [found.n + found.left_out, unpaired(rows, asked)]

from tests.metrics.plain.asked import Asked, Counted, Rows
from tests.metrics.plain.reporting_timeliness import owed


def counted(rows: Rows, asked: Asked) -> Counted:
    return owed(rows, asked, lambda expected: expected["cut_off_on"] or expected["due_on"])

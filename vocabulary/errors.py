"""What can go wrong, and what a person is told.

FullCircleError
├── Refused          something a person gave us cannot be used: says what, where, why, how to mend
├── Unavailable      something asked for cannot be shown, with the reason
├── Busy             somebody else is publishing; the same command works in a moment
├── NoRoom           the disk is full; nothing of what was being done is kept
└── BrokenPromise    one of our own floors broke its contract; a defect of ours, never the reader's

Programming mistakes stay plain ``ValueError`` or ``TypeError`` and are not caught.
"""


class FullCircleError(Exception):
    """Any error that this product raises on purpose."""


class Refused(FullCircleError):
    """Something that a person gave us cannot be used.

    Args:
        what: the thing, as the person knows it ("roster_2026Q1.csv").
        why: what is wrong with it.
        mend: what the person can do.
        where: the place inside the thing ("sheet Roster, row 17, column end_on"), if there is one.
    """

    def __init__(self, what: str, why: str, mend: str, where: str = "") -> None:
        self.what, self.why, self.mend, self.where = what, why, mend, where
        place = f" ({where})" if where else ""
        super().__init__(f"{what}{place}: {why}. {mend}")


class Unavailable(FullCircleError):
    """Something asked for cannot be shown; the message says why, in a reader's words."""


class Busy(FullCircleError):
    """Another process holds the right to publish."""


class NoRoom(FullCircleError):
    """The disk is full; the message says which, and that nothing half done was kept."""


class BrokenPromise(FullCircleError):
    """One of our own floors broke its contract."""

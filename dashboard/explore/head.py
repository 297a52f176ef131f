"""The head of an explore screen: its question, and how far its figures reach."""

from dashboard import words
from dashboard.address import Asked
from dashboard.desk import DEMONSTRATION, Desk
from dashboard.explore.focus import Place, focus
from dashboard.screen import Head


def head(desk: Desk, asked: Asked, place: Place, title: str, question: str) -> Head:
    """Title, question, and the last day that the indicator in focus has a figure for."""
    is_fictional = asked.selection.programme.startswith(DEMONSTRATION)
    eyebrow = question + (" · demonstration data" if is_fictional else "")
    months = [point.month for point in focus(desk, asked, place).overall.points if point.state.is_number]
    if not months:
        return Head(title, eyebrow)
    as_of = desk.edition(asked.selection.edition).as_of
    return Head(title, eyebrow, (("Data to", words.day(min(months[-1].last_day, as_of))),))

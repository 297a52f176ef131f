"""Feedback closure: do we close the loop, how fast, and what is overdue?"""

from functools import partial

from dashboard.explore import records
from dashboard.explore.focus import Place
from dashboard.explore.head import head
from dashboard.explore.panels import by_topic, funnel, kept_panel, keys, opening, own_codes, whatever_the_focus
from dashboard.quarterly import closure
from dashboard.screen import Route, Screen, Width

TITLE = "Feedback closure"
QUESTION = "Do we close the loop, how fast, and what is overdue?"
_ACTIONS = ("FBK-05", "FBK-06", "FBK-07", "FBK-08", "FBK-09", "FBK-10", "FBK-04")
_OBSERVATIONS = ("FBK-01", "FBK-02", "FBK-03", "FBK-11", "SED-10")
PLACE = Place(
    "feedback_closure",
    "/feedback-closure",
    (*_ACTIONS, *_OBSERVATIONS, *own_codes("FBK")),
)

SCREEN = Screen(
    key=PLACE.screen,
    path=PLACE.path,
    title=TITLE,
    menu="Feedback",
    question=QUESTION,
    panels=(
        *opening(PLACE),
        kept_panel("closing", closure.closing, closure.draw_closing, Width.HALF, whatever_the_focus),
        kept_panel("ageing", closure.ageing, closure.draw_ageing, Width.HALF, whatever_the_focus),
        by_topic(PLACE),
        funnel(PLACE, "FBK-05"),
        kept_panel("actions", partial(records.query, path=PLACE.path), records.draw),
    ),
    place=3,
    covers=keys(PLACE),
    head=partial(head, place=PLACE, title=TITLE, question=QUESTION),
    routes=(Route(f"{PLACE.path}/{records.DOWNLOAD}", records.download),),
)

"""Reviews and readiness: do reviews happen, become actions, and are we ready to work together?"""

from functools import partial

from dashboard.explore.focus import Place
from dashboard.explore.head import head
from dashboard.explore.panels import by_topic, funnel, keys, opening, own_codes
from dashboard.screen import Screen

TITLE = "Reviews and readiness"
QUESTION = "Do reviews happen, are their findings taken up, and are we ready to work together?"
_REVIEWS = ("REV-01", "REV-02", "REV-03", "REV-04", "REV-05", "SED-09")
_READINESS = ("SED-01", "SED-02", "SED-03", "SED-05")
_OTHERS = own_codes(but=("TRN", "FBK", "PEN"))
PLACE = Place("reviews_readiness", "/reviews-and-readiness", (*_REVIEWS, *_READINESS, *_OTHERS))

SCREEN = Screen(
    key=PLACE.screen,
    path=PLACE.path,
    title=TITLE,
    menu="Reviews",
    question=QUESTION,
    panels=(*opening(PLACE), by_topic(PLACE), funnel(PLACE, "REV-02")),
    place=5,
    covers=keys(PLACE),
    head=partial(head, place=PLACE, title=TITLE, question=QUESTION),
)

"""Training completion: do people finish the training, and what do they think of it?"""

from functools import partial

from dashboard.explore import answers
from dashboard.explore.focus import Place
from dashboard.explore.head import head
from dashboard.explore.panels import by_topic, funnel, kept_panel, keys, opening, own_codes, whatever_the_focus
from dashboard.screen import Screen

TITLE = "Training completion"
QUESTION = "Do people come, finish the training, and find it worth their time?"
PLACE = Place(
    "training_completion",
    "/training-completion",
    (
        "TRN-01",
        "TRN-02",
        "TRN-03",
        "TRN-04",
        "TRN-05",
        "TRN-06",
        "TRN-07",
        "TRN-08",
        "TRN-09",
        "SED-08",
        "DQ-01",
        *own_codes("TRN"),
    ),
)

SCREEN = Screen(
    key=PLACE.screen,
    path=PLACE.path,
    title=TITLE,
    menu="Training",
    question=QUESTION,
    panels=(
        *opening(PLACE),
        by_topic(PLACE),
        funnel(PLACE, "TRN-01"),
        kept_panel("answers", answers.query, answers.draw, pins=whatever_the_focus),
    ),
    place=2,
    covers=keys(PLACE),
    head=partial(head, place=PLACE, title=TITLE, question=QUESTION),
)

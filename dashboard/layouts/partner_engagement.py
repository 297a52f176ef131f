"""Partner engagement: who takes part, and who reports in full and on time?"""

from functools import partial

from dashboard.explore.focus import Place
from dashboard.explore.head import head
from dashboard.explore.panels import by_topic, funnel, kept_panel, keys, opening, own_codes, whichever_of_all
from dashboard.quarterly import partners
from dashboard.screen import Screen, Width

TITLE = "Partner engagement"
QUESTION = "Who takes part, and who reports in full and on time?"
_PARTNERS = ("PEN-01", "PEN-02", "PEN-03", "PEN-04", "PEN-05", "PEN-06", "PEN-07", "PEN-08", "DQ-02")
_COOPERATION = ("SED-04", "SED-06", "SED-07")
PLACE = Place("partner_engagement", "/partner-engagement", (*_PARTNERS, *_COOPERATION, *own_codes("PEN")))

SCREEN = Screen(
    key=PLACE.screen,
    path=PLACE.path,
    title=TITLE,
    menu="Partners",
    question=QUESTION,
    panels=(
        *opening(PLACE),
        kept_panel(
            "timeliness", partners.timeliness, partners.draw_timeliness, Width.HALF, whichever_of_all
        ),
        funnel(PLACE, "PEN-01"),
        by_topic(PLACE, Width.FULL),
    ),
    place=4,
    covers=keys(PLACE),
    head=partial(head, place=PLACE, title=TITLE, question=QUESTION),
)

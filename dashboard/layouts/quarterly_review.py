"""The quarterly review: what changed, and what needs a decision? Served as HTML and inline SVG; needs no script."""

from functools import partial

from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.loop.home import standing
from dashboard.quarterly import closure, decisions, head, key, loops, partners, quality, said, scorecard, signed
from dashboard.quarterly.reading import Review, review
from dashboard.screen import Panel, Screen, Width


def _review(desk: Desk, asked: Asked) -> tuple[Desk, Review]:
    return desk, desk.once(review, asked)


SCREEN = Screen(
    key="quarterly_review",
    path=head.PATH,
    title="Quarterly review",
    menu="Quarterly review",
    question="What changed, and what needs a decision?",
    panels=(
        Panel("said", _review, said.draw),
        Panel("scorecard", _review, scorecard.draw),
        Panel("decisions", decisions.query, decisions.draw),
        Panel("loops", standing, loops.draw),
        Panel("ageing", closure.ageing, closure.draw_ageing, Width.HALF),
        Panel("closing", closure.closing, closure.draw_closing, Width.HALF),
        Panel("timeliness", partners.timeliness, partners.draw_timeliness, Width.HALF),
        Panel("comparison", partners.comparison, partners.draw_comparison, Width.HALF),
        Panel("signed", partial(signed.query, head.PATH), signed.draw),
        Panel("quality", quality.query, quality.draw),
        Panel("key", _review, key.draw),
    ),
    place=1,
    live=False,
    head=head.head,
)

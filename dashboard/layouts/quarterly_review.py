"""The quarterly review: what changed, what needs a decision?"""

from dashboard.screen import Screen

SCREEN = Screen(
    key="quarterly_review",
    path="/quarterly-review",
    title="Quarterly review",
    menu="Quarterly review",
    question="What changed, and what needs a decision?",
    panels=(),
    place=1,
    live=False,
)

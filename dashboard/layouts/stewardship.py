"""Stewardship: what arrived, what is due, what was held back; send, mend, take back. Needs no script."""

from dashboard.screen import Route, Screen
from dashboard.stewardship import downloads, handbook_page, home, incoming, sending, submission, withdrawal
from dashboard.stewardship.guard import PATH, for_steward, posted

SCREEN = Screen(
    key="stewardship",
    path=PATH,
    title=home.TITLE,
    menu="Stewardship",
    question=home.QUESTION,
    panels=(),
    place=8,
    controls=(),
    live=False,
    charts=False,
    routes=(
        Route(PATH, home.page),
        Route(sending.UPLOAD, posted(incoming.receive, incoming.MOST_BYTES, incoming.FORM), ("POST",)),
        Route(f"{PATH}/templates/<name>.xlsx", for_steward(downloads.template)),
        Route(f"{PATH}/datasets/<key>", for_steward(downloads.dataset_page)),
        Route(handbook_page.CLOSING, for_steward(downloads.closing_page)),
        Route(f"{PATH}/<id_>", for_steward(submission.page)),
        Route(f"{PATH}/<id_>/source", for_steward(downloads.source)),
        Route(f"{PATH}/<id_>/refused.xlsx", for_steward(downloads.refused)),
        Route(f"{PATH}/<id_>/withdraw", for_steward(withdrawal.page)),
        Route(
            f"{PATH}/<id_>/withdrawn",
            posted(withdrawal.withdraw, withdrawal.MOST_BYTES, withdrawal.FORM),
            ("POST",),
        ),
    ),
)

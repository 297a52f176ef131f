"""Where a file was refused as one thing and has the headers of another, a word on that."""

from etl import profile as profiles
from etl.loader import Loader
from vocabulary.errors import Refused
from warehouse.edition import Submission


def fits_better(loader: Loader, submission: Submission) -> str:
    """The profile or dataset whose headers the file has, where it was read as another; "" where there is nothing to say."""
    if not submission.profile:
        return ""
    try:
        first_rows = loader.first_rows(submission)
    except Refused:  # it cannot be opened: the refusal says so already
        return ""
    fits = profiles.fitting(first_rows, loader.profiles, loader.datasets)
    if not fits or submission.profile in _read_alike(fits, loader):
        return ""
    if len(fits) > 1:
        return f"Its headers fit {', '.join(fits)}: load it with --profile and the one that is meant."
    [key] = fits
    kind = "dataset" if key in loader.datasets else "profile"
    return f"Its headers fit the {kind} {key}: load it with --{kind} {key}."


def _read_alike(fits: list[str], loader: Loader) -> set[str]:
    """Keys under which the file would be read no other than as one of those: our workbook reads any of our sheets."""
    return {*fits, *([profiles.TEMPLATE] if any(key in loader.datasets for key in fits) else [])}

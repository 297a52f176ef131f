"""A list a page at a time: which lines are shown of how many, and plain links to the others."""

from collections.abc import Callable

from markupsafe import Markup

from dashboard.markup import tag
from metrics.evidence.lists import Stretch


def pager(stretch: Stretch, size: int, there: Callable[[int], str], what: str) -> Markup | None:
    """First, previous, next and last page; None where there is one page only.

    Args:
        size: how many lines a page has.
        there: the address of a page by its number.
        what: what the lines are: "rows".
    """
    here, last = -(-stretch.first // size), -(-stretch.total // size)
    if last <= 1:
        return None
    before = (("First", 1, "first"), ("Previous", here - 1, "prev")) if here > 1 else ()
    after = (("Next", here + 1, "next"), ("Last", last, "last")) if here < last else ()
    said = tag("span", f"{what.capitalize()} {stretch.said}", class_="stretch", aria_current="page")
    links = [_link(each, there, what) for each in before], said, [_link(each, there, what) for each in after]
    return tag("nav", links, class_="pager", aria_label=f"Pages of the {what}")


def _link(step: tuple[str, int, str], there: Callable[[int], str], what: str) -> Markup:
    name, number, rel = step
    more = tag("span", f" page of the {what}", class_="visually-hidden")
    return tag("a", name, more, href=there(number), rel=rel if rel in ("prev", "next") else None)

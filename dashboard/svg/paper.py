"""The sheet a drawing is made on: one for a wide page, one for a narrow one, so that text stays readable on both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.markup import joined, tag
from dashboard.svg.scale import Scale


@dataclass(frozen=True)
class Paper:
    """Width and height, and the margins that axes and labels need, in pixels."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def is_narrow(self) -> bool:
        return self.width < NARROW_BELOW

    def across(self, low: float, high: float) -> Scale:
        """A scale from the left margin to the right one."""
        return Scale(low, high, self.left, self.width - self.right)

    def up(self, low: float, high: float) -> Scale:
        """A scale from the bottom margin up to the top one."""
        return Scale(low, high, self.height - self.bottom, self.top)


NARROW_BELOW = 400


def for_both(draw: Callable[[Paper], Iterable[Markup]], wide: Paper, narrow: Paper, aloud: str) -> Markup:
    """The drawing twice; the stylesheet shows the one that fits, and a screen reader meets only that one."""
    return joined(_sheet(draw, paper, aloud) for paper in (wide, narrow))


def _sheet(draw: Callable[[Paper], Iterable[Markup]], paper: Paper, aloud: str) -> Markup:
    return tag(
        "svg", list(draw(paper)), width="100%", viewBox=f"0 0 {paper.width} {paper.height}", role="img",
        aria_label=aloud, class_="on-narrow" if paper.is_narrow else "on-wide",
    )  # fmt: skip

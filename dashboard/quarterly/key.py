"""How to read the page, and what every indicator is: folded, at the end, always there."""

from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.markup import tag
from dashboard.quarterly.reading import Review
from dashboard.quarterly.scorecard import definition_id
from dashboard.screen import Drawn
from dashboard.svg import marks
from metrics.indicator import Indicator
from metrics.series import Assurance, Series, Variation

_VARIATIONS = (
    (Variation.WORSENING, "the latest month is one that chance alone does not explain, in the unwanted direction"),
    (Variation.IMPROVING, "the same, in the wanted direction"),
    (Variation.SPECIAL_HIGH, "the same, where neither direction is better"),
    (Variation.COMMON, "the latest month lies in its own ordinary variation"),
    (
        Variation.NOT_JUDGED,
        "set beside its median only: a stock, whose months hold much the same cases, or months that are mostly alike",
    ),
    (Variation.TOO_FEW, "fewer than 13 settled months"),
)
_ASSURANCES = (
    (Assurance.WILL_MEET, "the target lies outside the limits on the good side"),
    (Assurance.WILL_MISS, "the target lies outside the limits on the other side"),
    (Assurance.MAY_OR_MAY_NOT, "the target lies within the limits"),
)


def draw(found: tuple[Desk, Review]) -> Drawn:
    """The key and the definitions."""
    _, review = found
    reading = tag("details", tag("summary", "How to read this page"), _key(), class_="fold")
    definitions = [_definition(indicator, series) for indicator, series in review.rows]
    defined = tag(
        "details", tag("summary", "Definitions of the indicators"), definitions, class_="fold", id="definitions"
    )
    return Drawn("Method and definitions", body=tag("div", reading, defined, class_="folds"))


def _key() -> Markup:
    icons = [tag("div", tag("dt", marks.variation(each)), tag("dd", said)) for each, said in _VARIATIONS]
    icons += [tag("div", tag("dt", marks.assurance(each)), tag("dd", said)) for each, said in _ASSURANCES]
    drawing = (
        "In the trend, the grey band is ordinary variation, computed for each month from the series itself; the dotted "
        "line is the target. A triangle marks an improvement, a diamond a concern, a square a neutral signal. A hollow "
        "point is provisional: its period is not over, or its cases have not matured. A short stroke at the bottom "
        "marks a month without a figure. Shares are sums over sums, never averages of shares."
    )
    return tag("div", tag("dl", icons, class_="icons"), tag("p", drawing), class_="reading")


def _definition(indicator: Indicator, series: Series) -> Markup:
    target = words.target(indicator)
    if indicator.target is not None and indicator.target_source:
        target += f"; {indicator.target_source}"
    facts = (
        ("Counted", indicator.numerator),
        ("Out of", indicator.denominator),
        ("Belongs to", indicator.period_key),
        ("Target", target),
        ("Chart", series.control.says),
        ("Know before you lean on it", " ".join(indicator.limitations)),
        ("Answers for it", indicator.owner_role),
    )
    return tag(
        "article",
        tag("h3", f"{indicator.code} {indicator.title}"),
        tag("p", indicator.definition),
        tag("dl", [tag("div", tag("dt", term), tag("dd", said)) for term, said in facts if said]),
        id=definition_id(indicator),
        class_="definition",
    )

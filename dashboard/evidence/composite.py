"""The parts of a composite figure: each with its own counts, and the way to its own rows."""

from markupsafe import Markup

from dashboard import points, words
from dashboard.evidence.address import figure_link
from dashboard.markup import scrolling, tag
from metrics.evidence.composite import BY_PART, PartFigure
from metrics.evidence.evidence import Evidence

_HEAD = ("Part", "Figure", "Numerator", "Denominator", "Left out")


def draw(found: Evidence) -> Markup | None:
    """A line a part; None where the figure is no composite."""
    if not found.parts:
        return None
    rows = [_row(each) for each in found.parts]
    heading = [tag("th", name, scope="col", class_="num" if at else None) for at, name in enumerate(_HEAD)]
    caption = words.sentence(f"{words.counted(len(found.parts), 'part')}, each with rows of its own")[:-1]
    table = tag("table", tag("caption", caption, class_="visually-hidden"), tag("thead", tag("tr", heading)),
                tag("tbody", rows), class_="evidence-parts")  # fmt: skip
    is_sum = found.listed.counted_by != BY_PART and not any(each.is_hidden for each in found.parts)
    said = "The counts of the parts add up to the figure's, whose rows are listed below." if is_sum else None
    note = tag("p", said, class_="panel-note") if said else None
    head = tag("div", tag("div", tag("h2", caption, class_="panel-title"), note),
               class_="panel-head")  # fmt: skip
    return tag("section", head, scrolling(table, caption), class_="panel full", id="panel-parts")


def _row(each: PartFigure) -> Markup:
    figure = each.figure
    called = words.sentence(each.name)[:-1]
    name = tag("a", called, href=figure_link(each.sought)) if _has_rows(each) else called
    own = tag("span", f"{each.code} {each.title}", class_="sub") if each.code else None
    counts = (figure.numerator, figure.n, figure.left_out)
    texts = (points.figure(figure, each.unit), *("–" if each.is_hidden else f"{count:,}" for count in counts))
    cells = [tag("td", text, class_="num", data_name=head) for head, text in zip(_HEAD[1:], texts, strict=True)]
    return tag("tr", tag("th", name, own, scope="row"), cells)


def _has_rows(each: PartFigure) -> bool:
    return bool(each.figure.numerator or each.figure.n or each.figure.left_out)

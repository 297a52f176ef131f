"""The marks of points and verdicts: a shape for each meaning, so that colour is never alone."""

from markupsafe import Markup

from dashboard import theme, words
from dashboard.markup import tag
from metrics.series import Assurance, Meaning, Variation

_VARIATION_GLYPHS = {
    Variation.IMPROVING: "M10 5.6L14.2 13H5.8Z",
    Variation.WORSENING: "M10 14.4L5.8 7H14.2Z",
    Variation.SPECIAL_HIGH: "M10 5.5L14.5 10L10 14.5L5.5 10Z",
    Variation.SPECIAL_LOW: "M10 5.5L14.5 10L10 14.5L5.5 10Z",
}
_WAVE = "M5.6 8.9c1.5-1.6 2.9-1.6 4.4 0s2.9 1.6 4.4 0M5.6 12.1c1.5-1.6 2.9-1.6 4.4 0s2.9 1.6 4.4 0"
_LINE_GLYPHS = {
    Variation.COMMON: _WAVE,
    Variation.NOT_JUDGED: "M5.6 10h8.8M7.4 7.2h.01M10 12.8h.01M12.6 7.2h.01",
    Variation.TOO_FEW: "M6.5 10h.01M10 10h.01M13.5 10h.01",
    Variation.NO_DATA: "M7 10h6",
    Assurance.WILL_MEET: "M6.4 10.4l2.4 2.5 4.9-5.4",
    Assurance.WILL_MISS: "M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6",
    Assurance.MAY_OR_MAY_NOT: "M7.9 8.2c.1-2.7 4.3-2.7 4.3 0 0 1.6-2.2 1.6-2.2 3.2M10 13.7h.01",
}


def variation(of: Variation) -> Markup:
    """The icon of what the latest point says, and its word."""
    colour = theme.of_variation(of)
    return tag("span", _icon(of), words.VARIATION_WORDS[of], class_=f"says {colour}")


def assurance(of: Assurance) -> Markup | None:
    """The icon of what to expect of the target, and its words; None where nothing can be said."""
    if of is Assurance.NONE:
        return None
    return tag("span", _icon(of), f"{of.value[:1].upper()}{of.value[1:]}", class_="says quiet")


def point(x: float, y: float, meaning: Meaning | None, size: float, is_provisional: bool = False) -> Markup:
    """One point of a chart: a circle, for an improvement a triangle, for a concern a diamond, else a square."""
    colour = "" if meaning is None else f" {theme.of_meaning(meaning)}"
    class_ = f"hollow{colour}" if is_provisional else f"dot{colour}"
    if meaning is None:
        return tag("circle", cx=x, cy=y, r=size, class_=class_)
    return tag("path", d=_outline(x, y, meaning, size * 1.35), class_=class_)


def _outline(x: float, y: float, meaning: Meaning, size: float) -> str:
    if meaning is Meaning.IMPROVEMENT:
        wide, up, down = round(size * 1.05, 1), round(size * 1.05, 1), round(size * 0.8, 1)
        return f"M{x:g} {y - up:g}l{wide:g} {up + down:g}h{-2 * wide:g}z"
    if meaning is Meaning.CONCERN:
        size = round(size, 1)
        return f"M{x:g} {y - size:g}l{size:g} {size:g}l{-size:g} {size:g}l{-size:g} {-size:g}z"
    size = round(size * 0.8, 1)
    return f"M{x - size:g} {y - size:g}h{2 * size:g}v{2 * size:g}h{-2 * size:g}z"


def _icon(of: Variation | Assurance) -> Markup:
    ring = tag("circle", cx=10, cy=10, r=9, fill="none", stroke="currentColor", stroke_width="1.5")
    if of in _VARIATION_GLYPHS:
        glyph = tag("path", d=_VARIATION_GLYPHS[of], fill="currentColor")
    else:
        glyph = tag(
            "path", d=_LINE_GLYPHS[of], fill="none", stroke="currentColor", stroke_width="1.6",
            stroke_linecap="round", stroke_linejoin="round",
        )  # fmt: skip
    return tag("svg", ring, glyph, width=20, height=20, viewBox="0 0 20 20", aria_hidden="true")

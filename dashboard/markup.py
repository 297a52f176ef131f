"""HTML and SVG written by hand, every text escaped."""

from markupsafe import Markup, escape

_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "path", "rect", "line", "circle", "use", "polyline"})


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """One element.

    Args:
        children: text (escaped), Markup (kept), None (nothing), or lists of these.
        attributes: `class_` is written class, `aria_label` aria-label; None and False leave an attribute out,
            True writes it bare; a float is written with two decimals at most.

    Example:
        >>> tag("p", "a < b", class_="note", hidden=None)
        Markup('<p class="note">a &lt; b</p>')
    """
    opening = Markup("").join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID and not children:
        return Markup("<{}{}/>").format(Markup(name), opening)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), opening, joined(children))


def joined(children: object) -> Markup:
    """Children one after the other, as `tag` takes them."""
    if children is None:
        return Markup("")
    if isinstance(children, str | int | float):
        return escape(children)
    return Markup("").join(joined(child) for child in children)


def _attribute(key: str, value: object) -> Markup:
    if value is None or value is False:
        return Markup("")
    name = Markup(key.rstrip("_").replace("_", "-"))
    if value is True:
        return Markup(" {}").format(name)
    return Markup(' {}="{}"').format(
        name, f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
    )

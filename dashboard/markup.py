"""HTML and SVG written by hand, every text escaped. The only module that vouches for markup."""

import re
from functools import cache

from markupsafe import Markup, escape

_TO_ESCAPE = re.compile("[&<>'\"]")
_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "path", "rect", "line", "circle", "use", "col"})


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
    opening = "".join([_attribute(key, value) for key, value in attributes.items()]) if attributes else ""
    if name in _VOID:
        return _vouched(f"<{name}{opening}/>")
    return _vouched(f"<{name}{opening}>{_inner(children)}</{name}>")


def joined(children: object) -> Markup:
    """Children one after the other, as `tag` takes them."""
    return _vouched(_inner(children))


def scrolling(table: Markup, caption: str, class_: str = "scroll") -> Markup:
    """A table in a frame of its own, which the keyboard can reach and scroll."""
    return tag("div", table, class_=class_, tabindex="0", role="group", aria_label=caption)


def verbatim(fragment: str) -> Markup:
    """A fragment that is written as it stands: a constant of ours, or what Dash made. Never data."""
    return Markup(fragment)  # noqa: S704


def css_text(text: str) -> str:
    """A text as a string of a style sheet, quotes included: every letter that could end it is written by number."""
    return '"' + "".join(each if each.isalnum() or each in " ,.:·()" else f"\\{ord(each):x} " for each in text) + '"'


def _vouched(html: str) -> Markup:
    """*html* as Markup, without the questions that `Markup(...)` asks of whatever it is given: thousands a screen."""
    return str.__new__(Markup, html)


def _inner(children: object) -> str:
    if type(children) is Markup:
        return children
    if children is None:
        return ""
    if isinstance(children, str | int | float):
        return _escaped(children)
    return "".join([_inner(child) for child in children])


def _escaped(value: object) -> str:
    """As `escape` writes it. Most texts hold nothing to escape, and are told so for a fifth of the price."""
    text = value if isinstance(value, str) else str(value)
    return escape(value) if isinstance(value, Markup) or _TO_ESCAPE.search(text) else text


@cache
def _name(key: str) -> str:
    """How HTML writes the name of an argument; there are as many as the source has."""
    return key.rstrip("_").replace("_", "-")


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = _name(key)
    if value is True:
        return f" {name}"
    if isinstance(value, float):
        value = f"{value:.2f}".rstrip("0").rstrip(".")
    return f' {name}="{_escaped(value)}"'

"""What stands around every screen: head, navigation, title, selection bar, notices, foot. Server-made HTML."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import controls, words
from dashboard.address import Asked, link
from dashboard.desk import DEMONSTRATION, Desk
from dashboard.files import Files
from dashboard.markup import css_text, joined, tag, verbatim
from dashboard.screen import Head, Screen

PRODUCT = "Full Circle"
THEME_SCRIPT = (
    'try{var t=localStorage.getItem("theme");if(t==="light"||t==="dark")'
    "document.documentElement.dataset.theme=t}catch(e){}"
)
"""Runs before anything is painted, so that a reader of the dark never sees a white flash."""


def theme_script_hash() -> str:
    """The hash by which the content security policy knows `THEME_SCRIPT`."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(THEME_SCRIPT.encode()).digest()).decode()}'"


@dataclass(frozen=True, eq=False)
class Shell:
    """The screens there are, and the files a page links to."""

    screens: Mapping[str, Screen]
    files: Files

    def page(
        self, title: str, inner: Markup, band: Markup, tail: Markup | str = "", head: Markup | str = "", live: str = ""
    ) -> str:
        """A whole page: *inner* is the main part, *tail* the scripts after it, *head* what the head needs more.

        *live* is the id of the store that the selection bar writes to; "" where a change loads the page anew.
        """
        return verbatim("<!doctype html>") + tag(
            "html",
            tag("head", self._head(title), head),
            tag(
                "body",
                tag("a", "Skip to content", href="#content", class_="skip"),
                band,
                tag("main", inner, id="content", tabindex="-1", data_live=live or None),
                tail,
            ),
            lang="en",
        )

    def _head(self, title: str) -> tuple[Markup, ...]:
        files = self.files
        return (
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", f"{title} · {PRODUCT}"),
            tag("script", verbatim(THEME_SCRIPT)),
            tag("link", rel="preload", href=files.font.address, as_="font", type="font/woff2", crossorigin=True),
            tag("link", rel="stylesheet", href=files.stylesheet.address),
            tag("link", rel="icon", href=files.mark.address, type="image/svg+xml"),
            tag("script", src=files.house.address, defer=True),
            tag("script", src=files.address.address, defer=True),
        )

    def band(self, reader: str, marking: str, here: Screen | None = None, asked: Asked | None = None) -> Markup:
        """The top of every page: the product, the screens (keeping the selection), whose eyes are looking."""
        entries = [
            tag(
                "a", screen.menu, aria_current="page" if screen is here else None,
                href=link(screen.path, asked.focused("")) if asked else screen.path,
            )
            for screen in sorted(self.screens.values(), key=lambda screen: screen.place)
            if screen.menu
        ]  # fmt: skip
        switch = tag(
            "button", _sun_and_moon(), type="button", id="theme-switch", class_="theme-switch",
            aria_label="Switch between light and dark", title="Light or dark",
        )  # fmt: skip
        return tag(
            "header",
            tag("a", mark(), PRODUCT, href="/", class_="brand"),
            tag("nav", entries, aria_label="Screens"),
            tag(
                "div",
                tag("span", marking, class_="marking"),
                tag("span", reader, class_="reader"),
                switch,
                class_="who",
            ),
            class_="band",
        )


def heading(screen: Screen, desk: Desk, asked: Asked) -> Markup:
    """Title and question on the left, provenance on the right, the selection bar beneath."""
    head = head_of(screen, desk, asked)
    names = desk.names(asked.selection.edition)
    where = f"{names.programme(asked.selection.programme)}, {words.say(asked.selection, names.partners)}"
    left = tag("div", tag("p", head.eyebrow, class_="eyebrow"), tag("h1", head.title))
    right = tag("div", provenance(screen, desk, asked), id="provenance")
    reset = tag("a", "Reset", href=screen.path, class_="quiet-link") if screen.live else None
    trail = tag("div", reset, controls.copy_link(screen, asked), class_="trail")
    return joined(
        (
            tag("div", left, right, class_="title"),
            tag("div", controls.bar(screen, desk, asked), trail, class_="bar-row"),
            tag("div", notices(screen, desk, asked), id="notices", role="status"),
            tag("p", where, class_="print-only selection-said"),
            tag("p", id="told", class_="visually-hidden", role="status") if screen.live else None,
        )
    )


def head_of(screen: Screen, desk: Desk, asked: Asked) -> Head:
    """The head that a screen declares, or its title and question."""
    if screen.head is not None:
        return desk.once(screen.head, asked)
    fictional = " · demonstration data" if asked.selection.programme.startswith(DEMONSTRATION) else ""
    return Head(screen.title, screen.question + fictional)


def provenance(screen: Screen, desk: Desk, asked: Asked) -> Markup:
    """Which edition is shown, and what else is said of the data behind the page."""
    edition = desk.edition(asked.selection.edition)
    said = [("Edition", f"{edition.number}, {words.day(edition.as_of)}"), *head_of(screen, desk, asked).facts]
    return tag("dl", [tag("div", tag("dt", term), tag("dd", text)) for term, text in said], class_="prov")


def notices(screen: Screen, desk: Desk, asked: Asked) -> Markup:
    """What a reader must know before the figures: an old edition, a link that could not be read."""
    said: list[object] = []
    newest = desk.edition()
    if asked.selection.edition != newest.number:
        shown = desk.edition(asked.selection.edition)
        now = link(screen.path, asked.choosing(asked.selection.as_known_in(None)))
        said.append(
            tag(
                "p", tag("b", f"As known on {words.day(shown.as_of)} (edition {shown.number})."),
                f" The newest is {newest.number}, {words.day(newest.as_of)}. ", tag("a", "Show as known now", href=now),
                class_="notice",
            )
        )  # fmt: skip
    said += [tag("p", sentence, class_="notice") for sentence in asked.notices]
    return joined(said)


def print_margins(desk: Desk, asked: Asked) -> Markup:
    """What stands at the foot of every printed page: what was chosen, from which edition, which page."""
    edition = desk.edition(asked.selection.edition)
    names = desk.names(edition.number)
    said = f"{names.programme(asked.selection.programme)}, {words.say(asked.selection, names.partners)}"
    known = f"{PRODUCT} · edition {edition.number}, {words.day(edition.as_of)}"
    style = (
        f"@page{{@bottom-left{{content:{css_text(said)}}}@bottom-center{{content:{css_text(known)}}}"
        '@bottom-right{content:counter(page) " of " counter(pages)}}'
    )
    return tag("style", verbatim(style))


def message(title: str, why: str, ways_out: Sequence[tuple[str, str]]) -> Markup:
    """The inside of a page that has no figures: what happened, why, and where to go."""
    links = [tag("li", tag("a", text, href=address)) for text, address in ways_out]
    return tag("section", tag("h1", title), tag("p", why), tag("ul", links), class_="panel message")


def mark() -> Markup:
    """The product's mark: a circle that closes."""
    strokes = {"fill": "none", "stroke": "currentColor", "stroke_width": "2.4", "stroke_linecap": "round"}
    return tag(
        "svg", tag("path", d="M18.5 11a7.5 7.5 0 1 1-2.6-5.7", **strokes),
        tag("path", d="M16.2 1.6v4.2H12", stroke_linejoin="round", **strokes),
        width=22, height=22, viewBox="0 0 22 22", aria_hidden="true",
    )  # fmt: skip


def _sun_and_moon() -> Markup:
    half = tag("path", d="M9 2a7 7 0 0 1 0 14z", fill="currentColor")
    ring = tag("circle", cx=9, cy=9, r=7, fill="none", stroke="currentColor", stroke_width="1.6")
    return tag("svg", ring, half, width=18, height=18, viewBox="0 0 18 18", aria_hidden="true")

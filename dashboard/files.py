"""The stylesheet, scripts and fonts: named by their content, compressed once, cached for ever."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

from dashboard import theme

_FOLDER = Path(__file__).parent / "assets"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
_PLOTLY = "plotly-cartesian-4.1.1.min.js"
_FONT = "inter-4.1.woff2"
_SHEETS = ("house.css", "explore.css", "stewardship.css", "evidence.css", "indicator.css", "loop.css")
_FOR_EVER = "public, max-age=31536000, immutable"
_PREFIX = "/house"


@dataclass(frozen=True)
class File:
    """One file as it is served; `encoded` by content coding, best first."""

    name: str
    kind: str
    address: str
    encoded: Mapping[str, bytes]


@dataclass(frozen=True)
class Files:
    """The files of the house, by what they are for."""

    stylesheet: File
    house: File
    address: File
    font: File
    plotly: File
    mark: File

    @classmethod
    def read(cls) -> "Files":
        """Read the assets folder; the stylesheet starts with the palettes of `theme`."""
        font = _file(_FONT, _read(_FONT))
        sheets = theme.stylesheet().encode() + b"".join(map(_read, _SHEETS))
        css = sheets.replace(b"url(inter)", f"url({font.address})".encode())
        return cls(
            stylesheet=_file("house.css", css),
            house=_file("house.js", _palettes() + _read("house.js")),
            address=_file("address.js", _read("address.js")),
            font=font,
            plotly=_file(_PLOTLY, _read(_PLOTLY), _read(_PLOTLY + ".br")),
            mark=_file("mark.svg", _read("mark.svg")),
        )

    def serve_from(self, server: Flask) -> None:
        """Add the one route that serves them."""
        known = {file.address: file for file in vars(self).values()}

        def serve(print_: str, name: str) -> Response:
            file = known.get(f"{_PREFIX}/{print_}/{name}") or abort(404)
            return _answer(file)

        server.add_url_rule(f"{_PREFIX}/<print_>/<name>", "house_file", serve)


def _answer(file: File) -> Response:
    accepted = request.accept_encodings
    coding = next((coding for coding in file.encoded if coding == "identity" or accepted[coding] > 0), "identity")
    response = Response(file.encoded[coding], content_type=file.kind)
    if coding != "identity":
        response.headers["Content-Encoding"] = coding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = _FOR_EVER
    return response


def _palettes() -> bytes:
    return f"window.fullCirclePalette={json.dumps({'light': dict(theme.LIGHT), 'dark': dict(theme.DARK)})};".encode()


def _read(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


def _file(name: str, body: bytes, brotlied: bytes | None = None) -> File:
    kind = _KINDS[Path(name).suffix]
    print_ = hashlib.sha256(body).hexdigest()[:12]
    encoded = {"identity": body}
    if kind != "font/woff2":  # already compressed
        encoded = {"br": brotlied or brotli.compress(body), "gzip": gzip.compress(body), **encoded}
    return File(
        name, f"{kind}; charset=utf-8" if kind.startswith("text") else kind, f"{_PREFIX}/{print_}/{name}", encoded
    )

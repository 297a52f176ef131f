"""What every answer carries: compression, caching, and the headers that keep a page to itself."""

import gzip
from collections.abc import Sequence
from functools import lru_cache

import brotli
from flask import Flask, Response, request

_SMALLEST = 400
_QUICK, _DENSE = 5, 9
_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
_SUITES = "/_dash-component-suites/"


def secure(server: Flask, script_hashes: Sequence[str]) -> None:
    """Add the security headers to every answer, and refuse to have data kept by anybody on the way."""
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(script_hashes)}",
            "style-src 'self' 'unsafe-inline'",  # plotly and dash write inline styles; there is no other way yet
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        )
    )

    def add(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        if not request.path.startswith((_SUITES, "/house/")):
            response.headers["Cache-Control"] = "no-store"
        return response

    server.after_request(add)


def compress(server: Flask) -> None:
    """Compress text answers; the component suites once, everything else as it comes."""

    def shrink(response: Response) -> Response:
        coding = next((coding for coding in ("br", "gzip") if request.accept_encodings[coding] > 0), "")
        if not coding or not _is_worth_it(response):
            return response
        body = response.get_data()
        is_suite = request.path.startswith(_SUITES)
        response.set_data(_suite(body, coding) if is_suite else _packed(body, coding, _QUICK))
        response.headers["Content-Encoding"] = coding
        response.headers.add("Vary", "Accept-Encoding")
        return response

    server.after_request(shrink)


def _is_worth_it(response: Response) -> bool:
    return (
        response.status_code == 200
        and not response.direct_passthrough
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(_TEXT)
        and (response.content_length or 0) >= _SMALLEST
    )


@lru_cache(maxsize=128)
def _suite(body: bytes, coding: str) -> bytes:
    return _packed(body, coding, _DENSE)


def _packed(body: bytes, coding: str, quality: int) -> bytes:
    return (
        brotli.compress(body, quality=quality) if coding == "br" else gzip.compress(body, compresslevel=min(quality, 9))
    )

"""What stands before Dash's callbacks: bodies that no page of ours could have sent are refused, calmly.

Dash takes any input value, maps inputs by position, and answers 500 to most malformed bodies. The gate compares
each body with the callback it names, so that what comes after may trust the shape (never the values).
"""

import json
from collections.abc import Mapping
from typing import Any

from dash import Dash
from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

LARGEST_BODY = 100_000
_ROUTE = "/_dash-update-component"
_MOST_NAMES = 100


def guard(app: Dash) -> None:
    """Refuse malformed or oversized callback bodies of *app* with a neutral 400. Files are sent to a `Route`."""

    def check() -> Response | None:
        if request.path != _ROUTE or request.method != "POST":
            return None
        request.max_content_length = LARGEST_BODY
        body = _body()
        spec = app.callback_map.get(body.get("output")) if body and isinstance(body.get("output"), str) else None
        return None if spec is not None and _fits(body, spec) else _refusal()

    app.server.before_request(check)


def _refusal() -> Response:
    return Response('{"error": "This request cannot be understood."}', 400, content_type="application/json")


def _body() -> dict[str, Any] | None:
    if request.mimetype != "application/json":
        return None
    try:
        body = json.loads(request.get_data(cache=True))
    except (ValueError, RecursionError, RequestEntityTooLarge):
        return None
    return body if isinstance(body, dict) else None


def _fits(body: dict[str, Any], spec: Mapping[str, Any]) -> bool:
    inputs, states = body.get("inputs"), body.get("state", [])
    if not (_same_items(inputs, spec["inputs"]) and _same_items(states, spec["state"])):
        return False
    known = {f"{item['id']}.{item['property']}" for item in spec["inputs"]}
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(name, str) and name in known for name in changed):
        return False
    return _same_outputs(body.get("outputs"), body["output"])


def _same_items(sent: Any, declared: list[dict[str, Any]]) -> bool:
    if not isinstance(sent, list) or len(sent) != len(declared) or len(sent) > _MOST_NAMES:
        return False
    return all(
        isinstance(item, dict)
        and set(item) <= {"id", "property", "value"}
        and item.get("id") == wanted["id"]
        and item.get("property") == wanted["property"]
        for item, wanted in zip(sent, declared, strict=True)
    )


def _same_outputs(sent: Any, spec: str) -> bool:
    """`..a.x...b.y..` names several outputs, `a.x` one; see dash._utils.create_callback_id."""
    many = spec.startswith("..") and spec.endswith("..")
    names = spec[2:-2].split("...") if many else [spec]
    items = sent if isinstance(sent, list) else [sent]
    if isinstance(sent, list) != many or len(items) != len(names):
        return False
    return all(
        isinstance(item, dict) and set(item) == {"id", "property"} and f"{item['id']}.{item['property']}" == name
        for item, name in zip(items, names, strict=True)
    )

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import gate, ids
from tests.dashboard.conftest import TRIAL

PATH = "/_dash-update-component"


def body(data) -> dict:
    """What the page sends when the selection of the trial screen changes."""
    outputs = [{"id": ids.about(TRIAL), "property": "data"}, {"id": ids.panel(TRIAL, "trend"), "property": "children"}]
    return {
        "output": "..{}...{}..".format(*(f"{one['id']}.{one['property']}" for one in outputs)),
        "outputs": outputs,
        "inputs": [{"id": ids.selection(TRIAL), "property": "data", "value": data}],
        "changedPropIds": [f"{ids.selection(TRIAL)}.data"],
        "state": [],
        "parsedChangedPropsIds": [f"{ids.selection(TRIAL)}.data"],
    }


GOOD = body({"programme": "DEMO-TST", "until": "2026-09"})


def test_what_the_page_sends_is_answered(client):
    answer = client.post(PATH, json=GOOD)
    assert answer.status_code == 200
    assert "Edition" in answer.json["response"][ids.about(TRIAL)]["data"]["provenance"]


BROKEN = [
    {},
    {"output": "nothing.children"},
    {"output": 7},
    {"output": ["..", ".."]},
    {**GOOD, "inputs": []},
    {**GOOD, "inputs": None},
    {**GOOD, "inputs": [GOOD["inputs"][0], GOOD["inputs"][0]]},
    {**GOOD, "inputs": [{**GOOD["inputs"][0], "id": "other"}]},
    {**GOOD, "inputs": [{**GOOD["inputs"][0], "id": {"type": "x", "index": 1}}]},
    {**GOOD, "inputs": [{**GOOD["inputs"][0], "property": "children"}]},
    {**GOOD, "inputs": [{**GOOD["inputs"][0], "extra": 1}]},
    {**GOOD, "outputs": []},
    {**GOOD, "outputs": GOOD["outputs"][0]},
    {**GOOD, "outputs": list(reversed(GOOD["outputs"]))},
    {**GOOD, "state": "x"},
    {**GOOD, "state": [{"id": "a", "property": "b", "value": 1}]},
    {**GOOD, "changedPropIds": "x"},
    {**GOOD, "changedPropIds": [["x"]]},
    {**GOOD, "changedPropIds": ["a.b"]},
    {**GOOD, "inputs": [{**GOOD["inputs"][0], "value": "x" * gate.LARGEST_BODY}]},
]


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_body_that_no_page_could_have_sent_is_refused_calmly(client, broken):
    answer = client.post(PATH, json=broken)
    assert answer.status_code == 400
    assert answer.json == {"error": "This request cannot be understood."}


@pytest.mark.parametrize(
    "raw", [b"", b"null", b"[]", b"{", b"7", b'"x"', b"\xff\xfe", b"[" * 50_000, b'{"output":' * 20_000]
)
def test_what_is_no_json_object_is_refused_calmly(client, raw):
    assert client.post(PATH, data=raw, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_a_body_of_another_kind_is_refused_so_that_no_foreign_page_can_send_one(client, kind):
    assert client.post(PATH, data=json.dumps(GOOD), content_type=kind).status_code == 400


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(values)
def test_no_value_however_strange_makes_the_screens_fail(application, value):
    assert application.server.test_client().post(PATH, json=body(value)).status_code == 200


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(GOOD)), values, st.booleans())
def test_no_mutated_body_makes_the_screens_fail(application, name, value, is_dropped):
    mutated = copy.deepcopy(GOOD)
    mutated[name] = value
    if is_dropped:
        del mutated[name]
    assert application.server.test_client().post(PATH, json=mutated).status_code in (200, 400)


def test_every_callback_is_one_that_wiring_declared(application, client):
    client.get("/trial")
    shown = f"{ids.CONTENT}.children"
    known = {shown, body(None)["output"]}
    assert {name for name in application.callback_map if TRIAL in name or name == shown} >= known
    assert not [name for name in application.callback_map if name.startswith("_pages")]

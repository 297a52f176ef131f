"""Files for the steward: the kept file, the rows held back, blank workbooks; and the handbook's pages."""

import tempfile
from pathlib import Path
from urllib.parse import quote

from flask import Response, send_file
from werkzeug.exceptions import NotFound

from dashboard.desk import Desk
from dashboard.screen import Page
from dashboard.stewardship import choices, handbook_page
from dashboard.stewardship.submission import known
from expectations.catalogue import datasets
from expectations.template import write_template
from vocabulary.errors import Unavailable
from warehouse.archive import workbook_name

_ANYTHING = "application/octet-stream"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALL = "all"


def source(desk: Desk, id_: str) -> Response:
    """The file as it came, never opened by the browser itself."""
    one = known(desk, id_)
    return _attached(_kept(lambda: desk.archive.path(one.sha256)), one.file_name, _ANYTHING)


def refused(desk: Desk, id_: str) -> Response:
    """The workbook of the rows held back."""
    one = known(desk, id_)
    name = workbook_name(one.id)
    return _attached(_kept(lambda: desk.archive.derived(one.id, name)), name, _WORKBOOK)


def template(desk: Desk, name: str) -> Response:  # noqa: ARG001 (every route is given the desk)
    """The blank workbook of a dataset, or of all."""
    declared = datasets()
    keys = list(choices.templates_of()) if name == ALL else [name]
    if any(key not in choices.templates_of() for key in keys):
        raise NotFound
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template({key: declared[key] for key in keys}, path)
        content = path.read_bytes()
    return Response(content, content_type=_WORKBOOK, headers=_disposition(f"{name}-template.xlsx"))


def dataset_page(desk: Desk, key: str) -> Page:  # noqa: ARG001 (every route is given the desk)
    """What is expected of a dataset: its columns and rules."""
    if key not in datasets():
        raise NotFound
    return handbook_page.page(datasets()[key])


def closing_page(desk: Desk) -> Page:  # noqa: ARG001 (every route is given the desk)
    """What must hold when a quarter closes."""
    return handbook_page.closing_page()


def _kept(find: object) -> Path:
    try:
        return find()
    except Unavailable:
        raise NotFound from None


def _attached(path: Path, name: str, kind: str) -> Response:
    answer = send_file(path, mimetype=kind, etag=False, conditional=False, max_age=0)
    answer.headers.update(_disposition(name))
    return answer


def _disposition(name: str) -> dict[str, str]:
    """An attachment of that name: plain letters for old browsers, the whole name percent-coded for the others."""
    plain = "".join(each if each.isascii() and (each.isalnum() or each in "._- ") else "_" for each in name)
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"}

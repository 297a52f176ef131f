"""The page of methods says which of them stand behind a figure and which are there for asking only."""

import ast
import re
from pathlib import Path

HERE = Path(__file__).parents[2]
PAGE = HERE / "docs" / "methods.md"
FLOORS = ("vocabulary", "warehouse", "expectations", "etl", "metrics", "dashboard")
STATISTICS = "metrics.statistics."
FOR_ASKING_ONLY = "for asking only"


INSTEAD = {"median", "fixed_counts"}
"""Named in a row of another that is for asking only, as what the screens use in its place."""


def test_a_method_behind_no_figure_is_said_to_be_for_asking_only_and_no_other_is():
    used = _imports()
    methods = {name for name in used if name.startswith(STATISTICS) and not name.endswith("__init__")}
    behind = {name for module, names in used.items() if module not in methods for name in names} & methods
    while more := {name for module in behind for name in used[module]} & methods - behind:
        behind |= more
    rows = [row for row in PAGE.read_text(encoding="utf-8").splitlines() if row.startswith("|") and FOR_ASKING_ONLY in row]
    told = {STATISTICS + name for row in rows for name in re.findall(r"(\w+)\.py`", row)} & methods
    assert methods - behind <= told, "feeds no figure: the page must say so"
    assert told & behind <= {STATISTICS + name for name in INSTEAD}, "feeds a figure: it is there for more than asking"


def _imports() -> dict[str, set[str]]:
    """Each module of the program, and the modules that it imports."""
    files = (file for floor in FLOORS for file in (HERE / floor).rglob("*.py"))
    return {".".join(file.relative_to(HERE).with_suffix("").parts): _imported(file) for file in files}


def _imported(file: Path) -> set[str]:
    found = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom))
    return {
        name
        for node in found
        for name in (node.module or "", *(f"{node.module}.{each.name}" for each in node.names))
    }

"""Pages about datasets, made from their declarations: `python -m expectations.handbook docs/datasets`."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from expectations.catalogue import datasets, load_order
from expectations.dataset import Column, Dataset, Effect, Rule
from expectations.file_rules import FILE_RULES, FileRule
from expectations.implied import all_rules
from expectations.template import how_written
from expectations.while_reading import WHILE_READING

IN_WORDS = {
    Effect.REFUSE_SUBMISSION: "nothing of the file is loaded",
    Effect.REFUSE_ROW: "the row is held back, the rest is loaded",
    Effect.WARN: "the row is loaded, and pointed out",
    Effect.NOTE: "the row is loaded, and counted",
}
FILES_PAGE = "files"
INDEX_PAGE = "README"


def page(dataset: Dataset) -> str:
    """The handbook page of *dataset*, in Markdown: columns, rules, warnings, an example."""
    lines = [
        f"# {dataset.title} (`{dataset.key}`)",
        "",
        f"One row is {dataset.one_row_is}. Key: {_code(dataset.key_columns)}.",
        *_dated(dataset),
        *_owned(dataset),
        "",
        *_named("Names rows of", dataset.references),
        *_bullets("Before you use figures made from it", dataset.usage_warnings),
        "## Columns",
        "",
        *table(("column", "required", "holds", "written as", "also known as"), map(_column_line, dataset.columns)),
        "",
        "## Rules",
        "",
        f"A submission with more than {dataset.most_refused_share:.0%} of its rows held back is refused as a whole.",
        "",
        *table(("rule", "if it is broken", "what is expected", "how to mend it"), map(_rule_line, _asked(dataset))),
        *_example(dataset),
    ]
    return "\n".join(lines) + "\n"


def files_page() -> str:
    """The page of the rules that speak of a file as a whole."""
    lines = [
        "# Rules about a file as a whole",
        "",
        "They are asked while a file is read, before any rule about its rows.",
        "",
        *table(("rule", "if it is broken", "what is expected", "how to mend it"), map(_rule_line, FILE_RULES)),
    ]
    return "\n".join(lines) + "\n"


def pages(declared: Mapping[str, Dataset]) -> Mapping[str, str]:
    """Every page by its name: an index, one page a dataset, one page about files."""
    index = [
        "# Datasets",
        "",
        "Made from the declarations in `expectations/datasets`; run `python -m expectations.handbook docs/datasets`",
        "after changing one. In the order in which they load:",
        "",
        *(f"- [{declared[key].title}]({key}.md): {declared[key].one_row_is}" for key in load_order(declared)),
        "",
        f"[Rules about a file as a whole]({FILES_PAGE}.md)",
    ]
    each = {key: page(dataset) for key, dataset in declared.items()}
    return {INDEX_PAGE: "\n".join(index) + "\n", **each, FILES_PAGE: files_page()}


def write_pages(folder: Path) -> int:
    """Write every page into *folder*, and return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages(datasets())
    for name, text in written.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return len(written)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table in Markdown."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (header, *rows)]
    return [lines[0], "|" + " --- |" * len(header), *lines[1:]]


def _dated(dataset: Dataset) -> list[str]:
    return [f"A row belongs to the month of its `{dataset.dated_by}`."] if dataset.dated_by else []


def _owned(dataset: Dataset) -> list[str]:
    owner = dataset.unmarked_belong_to
    return [f"A row that nobody marked is seen by the `{owner}` it is about, and by no other."] if owner else []


def _named(words: str, names: Sequence[str]) -> list[str]:
    links = ", ".join(f"[{name}]({name}.md)" for name in names)
    return [f"{words} {links}.", ""] if names else []


def _bullets(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *(f"- {line}" for line in lines), ""] if lines else []


def _column_line(column: Column) -> tuple[str, ...]:
    need = "yes" if column.required else ""
    return f"`{column.name}`", need, column.means, how_written(column), ", ".join(column.aliases)


def _rule_line(rule: Rule | FileRule) -> tuple[str, ...]:
    return f"`{rule.id}`", IN_WORDS[rule.effect], rule.reason, rule.hint


def _asked(dataset: Dataset) -> Sequence[Rule | FileRule]:
    """Every rule of the dataset, then those that are asked while its file is read."""
    return (*all_rules(dataset), *WHILE_READING.get(dataset.key, ()))


def _example(dataset: Dataset) -> list[str]:
    if not dataset.example:
        return []
    rows = ((f"`{column}`", cell) for column, cell in dataset.example.items())
    return ["", "## Example", "", *table(("column", "cell"), rows)]


def _code(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    print(f"{write_pages(Path(sys.argv[1]))} pages written to {sys.argv[1]}")

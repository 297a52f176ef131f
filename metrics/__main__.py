"""`python -m metrics`: the indicators on the command line."""

from pathlib import Path

import typer

from metrics.catalogue import indicators
from metrics.sheets import sheets, target_in_words

app = typer.Typer(help="The indicators of the catalogue.", no_args_is_help=True, add_completion=False)


@app.command("list")
def list_them() -> None:
    """One line for each indicator: code, key, title, target."""
    for each in sorted(indicators().values(), key=lambda indicator: indicator.code):
        typer.echo(f"{each.code:<7} {each.key:<24} {each.title} (target {target_in_words(each)}, {each.direction})")


@app.command("sheets")
def write_sheets(path: Path) -> None:
    """Write the reference sheets of all indicators to a Markdown page."""
    path.write_text(sheets(indicators().values()), encoding="utf-8")
    typer.echo(f"{path}: {len(indicators())} indicators")


if __name__ == "__main__":
    app()

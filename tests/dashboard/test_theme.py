import colorsys
import re
from pathlib import Path

import pytest

import dashboard
from dashboard import theme

HOME = Path(dashboard.__file__).parent
PALETTES = [theme.LIGHT, theme.DARK]


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), theme.TEXT_PAIRS)
def test_text_can_be_read_on_what_it_stands_on(palette, text, ground):
    assert theme.contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), theme.GRAPHIC_PAIRS)
def test_marks_can_be_told_from_what_they_stand_on(palette, mark, ground):
    assert theme.contrast(palette[mark], palette[ground]) >= 3


def test_contrast_is_that_of_the_standard():
    assert round(theme.contrast("#000000", "#ffffff"), 2) == 21
    assert round(theme.contrast("#767676", "#ffffff"), 2) == 4.54


def test_no_two_meanings_share_a_colour_so_that_a_figure_can_be_turned_dark():
    assert len(set(theme.LIGHT.values())) == len(theme.LIGHT)
    assert theme.LIGHT.keys() == theme.DARK.keys()


def test_the_stylesheet_uses_only_colours_that_the_theme_names():
    css = (HOME / "assets/house.css").read_text()
    used = set(re.findall(r"var\(--([a-z0-9-]+)", css)) - {"font", "s1", "s2", "s3", "s4", "s5", "s6", "round"}
    assert used <= {name.replace("_", "-") for name in theme.LIGHT}


def hue(colour: str) -> float:
    return 360 * colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0]


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_better_is_blue_and_worse_is_orange_never_green_and_red(palette):
    assert 195 <= hue(palette["better"]) <= 225
    assert 20 <= hue(palette["worse"]) <= 45


def test_no_sheet_restyles_a_bare_class_of_another():
    """All sheets are one stylesheet in the end: a bare class that two of them lay out changes screens that never asked."""
    bare = re.compile(r"(?:^|[},])\s*\.([a-z-]+)\s*(?=[,{])", re.MULTILINE)
    laid_out: dict[str, set[str]] = {}
    for name in ("house", "explore", "stewardship", "evidence", "indicator", "loop"):
        css = re.sub(r":is\([^)]*\)|@media print\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", (HOME / f"assets/{name}.css").read_text())
        for class_ in bare.findall(css):
            laid_out.setdefault(class_, set()).add(name)
    shared = {class_: names for class_, names in laid_out.items() if len(names) > 1}
    assert shared == {"panel-links": {"house", "explore"}}, "name the screen before the class"

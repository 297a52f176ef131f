from dashboard.markup import css_text, joined, tag

HOSTILE = "</script><script>alert(1)</script>\"'&"


def test_every_text_is_escaped_wherever_it_stands():
    written = str(tag("p", HOSTILE, tag("b", [HOSTILE]), title=HOSTILE))
    assert "<script" not in written
    assert written.count("&lt;script&gt;") == 3
    assert "\"'" not in written.removeprefix("<p")


def test_markup_is_kept_and_nothing_is_left_out():
    assert joined([tag("i", 1), None, "a<b"]) == "<i>1</i>a&lt;b"


def test_attributes_are_left_out_bare_or_rounded():
    assert tag("input", checked=True, disabled=False, value=None, class_="x") == '<input checked class="x"/>'
    assert tag("circle", cx=1.23456, r=2.0) == '<circle cx="1.23" r="2"/>'


def test_a_text_cannot_leave_the_string_of_a_style_sheet():
    written = css_text('a"}</style><b>\\')
    assert (written[0], written[-1]) == ('"', '"')
    assert not set('"<>{}/') & set(written[1:-1])

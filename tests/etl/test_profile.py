"""What a profile may say, how it is found, and how a file finds its profile."""

import pytest

from etl import profile as profiles
from etl.headers import folded
from etl.profile_parts import Maker
from expectations.catalogue import datasets
from vocabulary.errors import Refused

DATASETS = datasets()
PROFILES = {key: profiles.load(key) for key in profiles.keys()}  # noqa: SIM118 - a function of ours
LEAST = 'key = "school"\ntitle = "School"\n[[part]]\ndataset = "course"\n[part.columns]\ntitle = "name"\n'


@pytest.fixture
def load(tmp_path):
    def loading(text: str):
        (tmp_path / "school.toml").write_text(text)
        return profiles.load("school", tmp_path)

    return loading


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_profile_names_only_datasets_and_columns_that_there_are(profile):
    for part in profile.parts:
        names = {*part.columns, *part.missing, *part.keep, *part.once_per}
        assert names <= set(DATASETS[part.dataset].column_names)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_profile_fills_or_explains_what_its_datasets_require(profile):
    for part in profile.parts:
        required = {column.name for column in DATASETS[part.dataset].columns if column.required}
        assert required <= {*part.columns, *part.missing, *part.keep}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_profile_says_whose_the_files_are_and_how_they_are_known(profile):
    assert profile.title
    assert profile.recognise is not None
    assert profile.recognise.headers


def test_a_short_spelling_is_a_header(load):
    assert load(LEAST).parts[0].columns["title"] == Maker(header="name")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LEAST + "[reeding]\nencoding = 'utf-8'\n", "'reeding' is not known. Did you mean 'reading'"),
        (LEAST + "[values]\ndecimals = ','\n", "'decimals' is not known. Did you mean 'decimal'"),
        (LEAST + "[values]\ndecimal = ';'\n", "not one of ., ,"),
        (LEAST + "[reading]\nheader_row = 'two'\n", "'two' is not a int"),
        (LEAST + "[reading]\nheader_row = true\n", "True is not a int"),
        (LEAST + "[control]\ngroup = ['a']\n", "the key 'where' is missing"),
        (LEAST + "course = { template = '{a}', header = 'b' }\n", "one source"),
        (LEAST + "course = { code = true }\n", "one source"),
        (LEAST + "course = { header = 'a', recode = 'codes' }\n", "no table .recode.codes."),
        (LEAST.replace('"school"', '"college"', 1), "its key is 'college'"),
        ("key = ", "not TOML"),
    ],
)
def test_what_no_profile_can_say_is_refused_with_file_and_place(load, text, says):
    with pytest.raises(Refused, match=says) as refused:
        load(text)
    assert refused.value.what == "school.toml"


def test_an_unknown_profile_is_refused_with_those_there_are():
    with pytest.raises(Refused, match="nyc311"):
        profiles.load("nyc312")


def test_a_file_is_recognised_whatever_the_order_and_case_of_its_headers():
    header = ["VOTE", " country", "extra", "\ufeffrcid", "Country_Code"]
    assert profiles.recognise("x.csv", [("x", [["Title"], header])], PROFILES, DATASETS) == "un_ga_votes"


def test_headers_of_an_interface_and_with_marks_of_direction_are_the_same_headers():
    header = ["unique_key", "Created_Date", "\u200fagency", "complaint_type", "\u202estatus\u202c"]
    assert profiles.recognise("x.csv", [("x", [header])], PROFILES, DATASETS) == "nyc311"
    assert folded("_id") != folded("id")


def test_votes_joined_with_their_roll_calls_are_votes():
    header = ["rcid", "session", "date", "unres", "short", "country", "country_code", "vote"]
    assert profiles.recognise("x.csv", [("x", [header])], PROFILES, DATASETS) == "un_ga_votes"


def test_our_template_is_recognised_by_name_or_by_headers():
    header = ["course code", "version", "title"]
    assert profiles.recognise("Course.csv", [("Course", [["whatever"]])], PROFILES, DATASETS) == "course"
    assert profiles.recognise("list.csv", [("list", [header])], PROFILES, DATASETS) == "course"
    both = [("partner", [["partner"]]), ("unit", [["unit"]])]
    assert profiles.recognise("all.xlsx", both, PROFILES, DATASETS) == profiles.TEMPLATE


def test_a_file_that_fits_two_profiles_is_refused_with_both_named():
    header = ["code_module", "code_presentation", "module_presentation_length", "id_student", "final_result"]
    with pytest.raises(Refused, match="oulad_courses, oulad_student_info"):
        profiles.recognise("x.csv", [("x", [header])], PROFILES, DATASETS)


def test_a_file_that_fits_nothing_is_refused_with_what_there_is():
    with pytest.raises(Refused, match=r"fit no profile.*nyc311.*corrective_action"):
        profiles.recognise("x.csv", [("x", [["a", "b"]])], PROFILES, DATASETS)

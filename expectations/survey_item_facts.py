"""Facts of answers against the codebook: is the item known, is the value on its scale, is silence kept apart.

An answer names an item of the codebook, or one option of a multiple choice as ITEM/OPTION.
"""

import pandas as pd

from expectations.dataset import Fact
from expectations.facts import say
from expectations.known import Known

NO_ANSWERS = ("NOT_APPLICABLE", "PREFER_NOT_TO_SAY")
"""Value codes of the two ways to decline an item; an item left blank has neither a code nor a number."""
ENDS = {"LIKERT5": (1, 5), "NPS11": (0, 10), "YESNO": (0, 1)}
YES_OR_NO = ("YES", "NO")
DECLINED = (
    r"(?i)^\W*(?:n\s*/?\s*a|not applicable|does not apply|prefer not to (?:say|answer)|no answer|no opinion"
    r"|sans objet|ne s'applique pas|préfère ne pas répondre|entfällt|trifft nicht zu|keine angabe|no aplica)\W*$"
)
"""Words with which people decline an item, whatever number a tool writes beside them."""
_SEPARATORS = r"[;,\s]+"


@say("item.name", "the row of the codebook that describes the answer")
def item_name(frame: pd.DataFrame, known: Known) -> pd.Series:
    items = _codebook(frame, known)
    asked = frame[["survey", "form_version", "item_code"]]
    distinct = asked.drop_duplicates()
    own = _name(distinct)
    of_choice = _name(distinct.assign(item_code=distinct["item_code"].str.split("/").str[0]))
    choices = items.loc[items["scale"] == "MULTI", "name"]
    named = own.where(own.isin(items["name"]), of_choice.where(of_choice.isin(choices)))
    return asked.merge(distinct.assign(name=named), how="left", on=list(asked))["name"].set_axis(frame.index)


def of_item(take: str) -> Fact:
    """`item.{take}`: what the codebook holds in *take* for the item answered."""

    def compute(frame: pd.DataFrame, known: Known) -> pd.Series:
        codes, names = pd.factorize(frame["item.name"])
        found = _codebook(frame, known).drop_duplicates("name", keep="last").set_index("name")[take].reindex(names)
        return found.reset_index(drop=True).reindex(codes).set_axis(frame.index)

    return Fact(f"item.{take}", compute, f"{take} of the item in the codebook")


@say("item_code.is_known", "the codebook has the item for that version of the form")
def item_is_known(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return frame["item.name"].notna().astype("boolean")


@say("item.option", "the option of a multiple choice that the row is about")
def option(frame: pd.DataFrame, _known: Known) -> pd.Series:
    said = frame["item_code"].str.partition("/")[2].astype("str")
    return said.where((frame["item.scale"] == "MULTI") & (said != ""))


@say("value.is_on_scale", "the answer is one that the item's scale has, or was declined, or was left blank")
def is_on_scale(frame: pd.DataFrame, _known: Known) -> pd.Series:
    number, code, scale = frame["value_num"], frame["value_code"], frame["item.scale"]
    is_option = frame["item.option"].notna()
    held = code.isin(NO_ANSWERS) | (frame["value_raw"].isna() & number.isna() & code.isna())
    for name, (least, most) in ENDS.items():
        held |= (scale == name) & number.between(least, most) & (number % 1 == 0)
    held |= (scale == "YESNO") & code.isin(YES_OR_NO)
    held |= is_option & number.isin((0, 1))
    held |= (scale == "TEXT") | ((scale == "MULTI") & ~is_option)
    held |= (scale == "CODE") & _is_an_option(code, frame["item.options"])
    return held.astype("boolean").mask(scale.isna())


@say("value_num.is_silent", "an answer that was declined has no number")
def silence_has_no_number(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return (~frame["value_code"].isin(NO_ANSWERS) | frame["value_num"].isna()).astype("boolean")


@say("value_num.is_blank", "an item left blank has neither number nor code")
def blank_has_no_value(frame: pd.DataFrame, _known: Known) -> pd.Series:
    has_value = frame["value_num"].notna() | frame["value_code"].notna()
    return (frame["value_raw"].notna() | ~has_value).astype("boolean")


@say("value_num.is_no_decline", "words that decline an item are not read as a number")
def decline_has_no_number(frame: pd.DataFrame, _known: Known) -> pd.Series:
    codes, said = pd.factorize(frame["value_raw"])
    declines = pd.Series(said, dtype="str").str.contains(DECLINED).astype("boolean").reindex(codes)
    return ~(declines.set_axis(frame.index).fillna(False) & frame["value_num"].notna())


@say("value_num.is_coded_once", "a number given is kept, or turned round where the codebook says reversed")
def coded_once(frame: pd.DataFrame, _known: Known) -> pd.Series:
    codes, said = pd.factorize(frame["value_raw"])
    given = pd.to_numeric(pd.Series(said, dtype="str"), errors="coerce").reindex(codes).set_axis(frame.index)
    around = frame["item.scale"].map({name: least + most for name, (least, most) in ENDS.items() if name != "YESNO"})
    is_reversed = frame["item.is_reversed"].astype("boolean").fillna(False)
    expected = given.where(~is_reversed, around - given)
    nothing_to_ask = given.isna() | around.isna() | frame["value_num"].isna()
    return (frame["value_num"] == expected).astype("boolean").mask(nothing_to_ask)


@say("item.option_is_known", "the option is one that the codebook lists")
def option_is_known(frame: pd.DataFrame, _known: Known) -> pd.Series:
    held = _is_an_option(frame["item.option"], frame["item.options"])
    return held.astype("boolean").mask(frame["item.option"].isna() | frame["item.options"].isna())


@say("item.choices_agree", "a cell that lists the options chosen agrees with the rows of its options")
def choices_agree(frame: pd.DataFrame, _known: Known) -> pd.Series:
    sheet = ["survey", "wave", "response"]
    summary = frame[(frame["item.scale"] == "MULTI") & frame["item.option"].isna()]
    listed = summary["value_code"].fillna(summary["value_raw"]).fillna("").astype("str")
    listed = listed.str.strip().str.split(_SEPARATORS).explode()
    listed = listed[listed != ""].groupby(level=0).agg(lambda options: ";".join(sorted(options)))
    ticked = frame[frame["item.option"].notna() & (frame["value_num"] == 1)].sort_values("item.option")
    ticked = ticked.assign(item_code=ticked["item_code"].str.split("/").str[0]).groupby([*sheet, "item_code"])
    chosen = ticked["item.option"].agg(";".join).rename("chosen").reset_index()
    both = summary[[*sheet, "item_code"]].merge(chosen, how="left", on=[*sheet, "item_code"]).set_index(summary.index)
    agree = listed.reindex(summary.index).fillna("") == both["chosen"].fillna("")
    return agree.astype("boolean").reindex(frame.index)


@say("item.is_in_all_versions", "where a wave mixes versions of a form, every version has the item")
def is_in_all_versions(frame: pd.DataFrame, known: Known) -> pd.Series:
    items = _codebook(frame, known)[["survey", "form_version", "item_code"]].drop_duplicates()
    used = frame[["survey", "wave", "form_version"]].drop_duplicates()
    mixed = used[used.duplicated(["survey", "wave"], keep=False)]
    if mixed.empty:
        return pd.Series(pd.NA, index=frame.index, dtype="boolean")
    asked = frame[["survey", "wave", "item_code"]].assign(item_code=frame["item_code"].str.split("/").str[0])
    every = asked.drop_duplicates().merge(mixed, on=["survey", "wave"])
    found = every.merge(items.assign(is_there=True), how="left", on=list(items))
    whole = found["is_there"].notna().groupby([found[name] for name in asked]).all().rename("whole").reset_index()
    return asked.merge(whole, how="left", on=list(asked))["whole"].astype("boolean").set_axis(frame.index)


def _codebook(frame: pd.DataFrame, known: Known) -> pd.DataFrame:
    items = known.rows("survey_item", "survey", frame["survey"].dropna().unique())
    return items.assign(name=_name(items))


def _name(items: pd.DataFrame) -> pd.Series:
    return items["survey"].astype("str").str.cat([items["form_version"], items["item_code"]], sep=" ")


def _is_an_option(codes: pd.Series, options: pd.Series) -> pd.Series:
    """Whether each code is one of the list beside it; each distinct pair is looked at once."""
    code_numbers, code_words = pd.factorize(codes)
    list_numbers, lists = pd.factorize(options)
    listed = [{option.strip() for option in words.split(";")} for words in lists]
    numbers, pairs = pd.factorize(code_numbers * (len(lists) + 1) + list_numbers)
    both = [divmod(int(pair) + 1, len(lists) + 1) for pair in pairs]
    held = [code >= 0 and at > 0 and code_words[code] in listed[at - 1] for code, at in both]
    return pd.Series(held, dtype="bool").take(numbers).set_axis(codes.index)

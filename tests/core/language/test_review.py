"""Loaded words are found, with what to write instead."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.language.quotations import quoted_spans
from handrail.core.language.review import check, review

# clinical §6.5, one text for each row of its table
ROWS = [
    ("Mara is an alienating parent.", "alienating"),
    ("He calls her an alienator.", "alienator"),
    ("an alienated child", "alienated"),
    ("the rejected parent", "rejected parent"),
    ("the targeted parent", "targeted parent"),
    ("the favored parent", "favored parent"),
    ("the aligned parent", "aligned parent"),
    ("Wren was brainwashed.", "brainwashed"),
    ("Wren was coached.", "coached"),
    ("sounds programmed", "programmed"),
    ("They are enmeshed.", "enmeshed"),
    ("a manipulative letter", "manipulative"),
    ("narcissistic traits", "narcissistic"),
    ("seems borderline", "borderline"),
    ("a toxic home", "toxic"),
    ("the abuser", "abuser"),
    ("the perpetrator", "perpetrator"),
    ("the victim", "victim"),
    ("the alleged slap", "alleged"),
    ("Theo refused to cooperate.", "refused to cooperate"),
    ("Wren was resistant.", "resistant"),
    ("an unmotivated parent", "unmotivated"),
    ("He was non-compliant.", "non-compliant"),
    ("She was hysterical.", "hysterical"),
    ("She is overreacting.", "overreacting"),
    ("a hostile tone", "hostile"),
    ("This is gatekeeping.", "gatekeeping"),
    ("supervised visitation", "visitation"),
    ("the custodial parent", "custodial parent"),
    ("the non-custodial parent", "non-custodial parent"),
    ("a high-conflict couple", "high-conflict couple"),
    ("the real parent", "real parent"),
    ("a broken home", "broken home"),
    ("a deadbeat", "deadbeat"),
    ("He lied.", "lied"),
    ("a false allegation", "false allegation"),
    ("a failed visit", "failed visit"),
    ("to earn time", "earn time"),
    ("reward time", "reward time"),
    ("The child's best interests require it.", "best interests require"),
]
NEUTRAL = [
    "Wren declined the planned contact on 12 May and said: the room was too loud.",
    "Contact not held; ended at minute 12 because Wren held up the red card.",
    "The coach rewarded the team. A programmer moved the border line. They believed him.",
    "He spoke over others five times. Each parent spends time with the child.",
    "She read from Nonviolent Communication; the belied alliance held.",
]


def words(text: str, language: str = "en", *, own_words: bool = False) -> list[str]:
    return [finding.word for finding in review(text, language, own_words=own_words)]


@pytest.mark.parametrize(("text", "word"), ROWS)
def test_each_row_of_the_brief_is_found(text: str, word: str) -> None:
    (finding,) = review(text)
    assert finding.word == word
    assert text[finding.start : finding.end] == word
    assert finding.suggestion
    assert finding.why


@pytest.mark.parametrize("text", NEUTRAL)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert words(text) == []


def test_capitals_do_not_matter_and_the_text_is_told_as_written() -> None:
    assert words("ALIENATOR, Victim") == ["ALIENATOR", "Victim"]


def test_only_whole_words_are_found() -> None:
    assert words("victimology nonalienator toxicology deadbeaten intoxicated") == []


def test_the_longest_phrase_wins_and_is_told_once() -> None:
    assert words("the non-custodial parent") == ["non-custodial parent"]


@pytest.mark.parametrize(
    "text", ["non custodial parent", "non-custodial  parent", "non–custodial\nparent"]
)
def test_a_phrase_is_found_across_hyphens_spaces_and_lines(text: str) -> None:
    assert words(text) == [text]


def test_a_phrase_does_not_reach_across_a_sentence() -> None:
    assert words("That was real. Parent and child left. It was a broken, home-made chair.") == []


@pytest.mark.parametrize(
    "text",
    ["ｖｉｃｔｉｍ", "vic\u00adtim", "vic\u200btim", "victim's", "victim’s", "VICTIM"],
)
def test_spelling_tricks_and_endings_do_not_hide_a_word(text: str) -> None:
    assert words(f"a {text} here") == [text]


def test_places_are_those_of_the_text_as_written() -> None:
    text = "Straße ﬁne é\u0301 — a ｖｉｃｔｉｍ"
    (finding,) = review(text)
    assert text[finding.start : finding.end] == "ｖｉｃｔｉｍ"


@pytest.mark.parametrize(
    "quoted", ['"{}"', "“{}”", "«{}»", "‘{}’", "'{}'", "“he said ‘{}’ twice”", "“a\nb {}”"]
)
def test_own_words_in_quotation_marks_are_left_alone(quoted: str) -> None:
    text = f"Wren said {quoted.format('he is toxic')}. The hostile tone stayed."
    assert words(text, own_words=True) == ["hostile"]
    assert words(text) == ["toxic", "hostile"]


@pytest.mark.parametrize(
    "text",
    [
        "Wren said “he is toxic. The rest is ours.",
        'A stray " and he is toxic.',
        "It's Theo's toxic tone, isn't it?",
        "the parents' toxic tone and the boys' room",
    ],
)
def test_a_quotation_that_is_never_closed_and_an_apostrophe_hide_nothing(text: str) -> None:
    assert words(text, own_words=True) == ["toxic"]


def test_single_marks_do_not_quote_across_lines() -> None:
    assert words("'til six\nhe is toxic at the parents' house", own_words=True) == ["toxic"]


def test_nested_quotations_count_as_the_outermost() -> None:
    assert quoted_spans('“a "b" c” d "e"') == [(0, 9), (12, 15)]


def test_quotations_that_cross_count_as_one() -> None:
    assert quoted_spans('“a "b” c" d') == [(0, 9)]


def test_an_apostrophe_inside_a_quotation_does_not_close_it() -> None:
    assert words("Wren said 'I don't like the toxic dog' and left.", own_words=True) == []


def test_spanish_has_its_own_list_and_says_that_nobody_reviewed_it() -> None:
    found = review("El padre rechazado y la VÍCTIMA; vi\u0301ctimas; régimen de visitas.", "es")
    assert [one.word for one in found] == [
        "padre rechazado", "VÍCTIMA", "vi\u0301ctimas", "régimen de visitas",
    ]  # fmt: skip
    assert not any(one.reviewed for one in found)


def test_lists_do_not_mix_and_a_language_without_one_finds_nothing() -> None:
    assert words("the victim", "es") == []
    assert words("the victim", "fr") == []
    assert words("", "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "aaaa!" * 40_000,
        "“" * 100_000 + "”" * 100_000,
        "\"'“‘" * 50_000,
        "a'" * 100_000,
        "real " * 40_000,
        "refused to " * 18_000,
        "non-" * 50_000,
        "real" + " " * 200_000 + "parent",
        "manipulative é " * 13_000,
        "victim " * 28_000,
        "a" + "\u0301\u0323" * 100_000,
        "a" * 200_000,
    ],
    ids=lambda text: f"{text[:9]}…",
)
def test_a_long_or_hostile_text_takes_no_time(text: str) -> None:
    """200,000 characters: a quadratic way would take minutes; processor time, not the clock."""
    start = process_time()
    review(text, own_words=True)
    assert process_time() - start < 5


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["victim", "non-custodial", "high conflict"]))
def test_any_text_keeps_findings_in_order_and_inside(noise: str, word: str) -> None:
    text = f"{noise} {word} {noise}"
    found = review(text)
    assert any(one.word == word for one in found)
    ends = [0, *(one.end for one in found)]
    for one, before in zip(found, ends, strict=False):
        assert before <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.word


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="\"'“”‘’«»ab \n", max_size=40))
def test_quotations_never_overlap_and_keep_their_marks(text: str) -> None:
    spans = quoted_spans(text)
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[start] in "\"'“‘«" and text[end - 1] in "\"'”’»" for start, end in spans)


# --- a practice's own list ----------------------------------------------------------------------

RIGHT = """
[[entry]]
language = "en"
words = ["loaded", "very loaded*"]
write = "what was seen"
why = "it judges"
source = "ours"
reviewed = false
"""


def told(folder: Path, text: str) -> list[str]:
    path = folder / "neutral.toml"
    path.write_text(text, encoding="utf-8")
    return [mistake.path for mistake in check(path)]


def test_the_shipped_list_is_right_and_signed_by_nobody_yet() -> None:
    assert check() == []
    assert not any(one.reviewed for text, _ in ROWS for one in review(text))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('write = "what was seen"', "", "entry[0].write"),
        ('why = "it judges"', 'why = " "', "entry[0].why"),
        ('source = "ours"', "source = 1", "entry[0].source"),
        ('"en"', '"xx"', "entry[0].language"),
        ("reviewed = false", "", "entry[0].reviewed"),
        ("reviewed = false", "reviewed = false\ncolour = 1", "entry[0].colour"),
        ('["loaded", "very loaded*"]', "[]", "entry[0].words"),
        ('"loaded"', '""', "entry[0].words[0]"),
        ('"loaded"', '"lo*"', "entry[0].words[0]"),
        ('"loaded"', '"(a+)+"', "entry[0].words[0]"),
        ('"loaded"', "7", "entry[0].words[0]"),
        ('"loaded"', '"Very LOADED*"', "entry[0].words[1]"),
        ("[[entry]]", "[[entries]]", "entries"),
        ("[[entry]]", "[[entry", "neutral.toml"),
    ],
)
def test_a_wrong_list_is_told(tmp_path: Path, old: str, new: str, path: str) -> None:
    assert path in told(tmp_path, RIGHT.replace(old, new, 1))


def test_a_right_list_is_right(tmp_path: Path) -> None:
    assert told(tmp_path, RIGHT) == []

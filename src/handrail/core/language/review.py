"""Loaded words in a text, and what could be written instead (clinical §6.5).

It warns and suggests. It never rewrites, and a person may go on all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handrail.core.datafile import DataFileError, Mistake, read_toml
from handrail.core.language.folding import folded
from handrail.core.language.quotations import quoted_spans

SHIPPED = Path(__file__).parent / "neutral.toml"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN = re.compile(r"[\s\-‐‑–/]{1,8}")
_TEXTS = ("language", "write", "why", "source")
_LANGUAGES = ("en", "es")
_SHORTEST_STEM = 4


@dataclass(frozen=True)
class Finding:
    """One loaded word: text[start:end], what to write instead, and why.

    reviewed: whether a clinician has signed this entry of the list.
    """

    start: int
    end: int
    word: str
    suggestion: str
    why: str
    reviewed: bool


@dataclass(frozen=True)
class _Phrase:
    """words: folded, each with whether any ending fits."""

    words: tuple[tuple[str, bool], ...]
    suggestion: str
    why: str
    reviewed: bool


@dataclass(frozen=True)
class _List:
    """The phrases of one language by their first word, and by the first letters of a stem."""

    by_word: Mapping[str, tuple[_Phrase, ...]]
    by_stem: Mapping[str, tuple[_Phrase, ...]]
    stem_lengths: tuple[int, ...]


def review(text: str, language: str = "en", *, own_words: bool = False) -> list[Finding]:
    """Every loaded word of the text, in order, the longest phrase where several fit.

    own_words: what stands between quotation marks is somebody's own words and is left alone.
    language: "en" or "es"; for another one nothing is found. Linear in the length of the text.
    """
    phrases = _lists().get(language)
    if phrases is None:
        return []
    plain, places = folded(text)
    found = [_finding(text, places, *hit) for hit in _hits(plain, phrases)]
    return _outside(found, quoted_spans(text)) if own_words else found


def _finding(text: str, places: list[int], start: int, end: int, phrase: _Phrase) -> Finding:
    while places[end] == places[end - 1]:  # one character may fold into several
        end += 1
    first, after = places[start], places[end]
    word = text[first:after]
    return Finding(first, after, word, phrase.suggestion, phrase.why, phrase.reviewed)


def _outside(found: list[Finding], quoted: list[tuple[int, int]]) -> list[Finding]:
    """Both lists run in order, so one pass is enough."""
    kept: list[Finding] = []
    spans = iter(quoted)
    span = next(spans, None)
    for finding in found:
        while span and span[1] <= finding.start:
            span = next(spans, None)
        if not span or finding.end <= span[0]:
            kept.append(finding)
    return kept


def _hits(plain: str, phrases: _List) -> Iterator[tuple[int, int, _Phrase]]:
    """(start, end, phrase) in the folded text, none overlapping."""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(plain)]
    skip_to = 0
    for index, (start, _, word) in enumerate(words):
        if index < skip_to:
            continue
        fits = [one for one in _candidates(word, phrases) if _fits(one, words, index, plain)]
        if fits:
            longest = max(fits, key=lambda phrase: len(phrase.words))
            skip_to = index + len(longest.words)
            yield start, words[skip_to - 1][1], longest


def _candidates(word: str, phrases: _List) -> Iterator[_Phrase]:
    bare = word.removesuffix("'s")
    for spelling in dict.fromkeys((word, bare)):
        yield from phrases.by_word.get(spelling, ())
    for length in phrases.stem_lengths:
        yield from phrases.by_stem.get(word[:length], ())


def _fits(phrase: _Phrase, words: list[tuple[int, int, str]], index: int, plain: str) -> bool:
    end = index + len(phrase.words)
    if end > len(words):
        return False
    for offset, (wanted, open_ended) in enumerate(phrase.words):
        _, stop, word = words[index + offset]
        if not (
            word.startswith(wanted) if open_ended else wanted in (word, word.removesuffix("'s"))
        ):
            return False
        if index + offset + 1 < end:
            following = words[index + offset + 1][0]
            if not _BETWEEN.fullmatch(plain, stop, min(following, stop + 9)):
                return False
    return True


@cache
def _lists() -> Mapping[str, _List]:
    """The shipped lists by language; raises DataFileError when the file is wrong."""
    mistakes = check()
    if mistakes:
        raise DataFileError("; ".join(str(mistake) for mistake in mistakes))
    found: dict[str, list[_Phrase]] = {}
    for entry in read_toml(SHIPPED)["entry"]:
        for words in entry["words"]:
            phrase = _Phrase(_folded_words(words), entry["write"], entry["why"], entry["reviewed"])
            found.setdefault(entry["language"], []).append(phrase)
    return MappingProxyType({language: _list(found[language]) for language in found})


def _list(phrases: list[_Phrase]) -> _List:
    by_word: dict[str, tuple[_Phrase, ...]] = {}
    by_stem: dict[str, tuple[_Phrase, ...]] = {}
    for phrase in phrases:
        first, open_ended = phrase.words[0]
        index = by_stem if open_ended else by_word
        index[first] = (*index.get(first, ()), phrase)
    return _List(by_word, by_stem, tuple(sorted({len(stem) for stem in by_stem})))


def _folded_words(text: str) -> tuple[tuple[str, bool], ...]:
    pieces = folded(text)[0].replace("-", " ").split()
    return tuple((piece.removesuffix("*"), piece.endswith("*")) for piece in pieces)


def check(path: Path = SHIPPED) -> list[Mistake]:
    """Every mistake in a list of loaded words."""
    try:
        data = read_toml(path)
    except DataFileError as error:
        return [Mistake(path.name, str(error))]
    entries = data.get("entry")
    found = [Mistake(key, "is not known here", "[[entry]]") for key in data if key != "entry"]
    if not isinstance(entries, list) or not entries:
        return [*found, Mistake("entry", "is missing", "[[entry]] tables")]
    seen: dict[tuple[str, str], str] = {}
    for index, entry in enumerate(entries):
        found += _entry_mistakes(entry, f"entry[{index}]", seen)
    return found


def _entry_mistakes(
    entry: object, path: str, seen: dict[tuple[str, str], str]
) -> Iterator[Mistake]:
    if not isinstance(entry, Mapping):
        yield Mistake(path, "is no table", "[[entry]]")
        return
    for key in entry:
        if key not in (*_TEXTS, "words", "reviewed"):
            yield Mistake(f"{path}.{key}", "is not known here", ", ".join((*_TEXTS, "words")))
    for key in _TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            yield Mistake(f"{path}.{key}", "is missing", "a text")
    if entry.get("language") not in _LANGUAGES:
        right = f"one of {', '.join(_LANGUAGES)}"
        yield Mistake(f"{path}.language", f"{entry.get('language')!r} is not known", right)
    if not isinstance(entry.get("reviewed"), bool):
        yield Mistake(f"{path}.reviewed", "is missing", "true or false")
    yield from _word_mistakes(entry, path, seen)


def _word_mistakes(
    entry: Mapping[str, object], path: str, seen: dict[tuple[str, str], str]
) -> Iterator[Mistake]:
    words = entry.get("words")
    if not isinstance(words, list) or not words:
        yield Mistake(f"{path}.words", "is missing", "a list of words")
        return
    for index, word in enumerate(words):
        here = f"{path}.words[{index}]"
        if not isinstance(word, str) or not all(
            map(_is_word, _folded_words(word) or (("", True),))
        ):
            right = f"words of letters; a * only after {_SHORTEST_STEM} letters or more"
            yield Mistake(here, f"{word!r} does not fit", right)
            continue
        first = seen.setdefault((str(entry.get("language")), folded(word)[0]), here)
        if first != here:
            yield Mistake(here, f"{word!r} stands twice", f"see {first}")


def _is_word(word: tuple[str, bool]) -> bool:
    text, open_ended = word
    return bool(_WORD.fullmatch(text)) and (not open_ended or len(text) >= _SHORTEST_STEM)

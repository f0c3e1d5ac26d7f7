"""Text both engines can keep, and the order of names."""

from __future__ import annotations

import unicodedata


class TextRefused(ValueError):
    """This text cannot be kept; the message says why and what would do."""


def problem_with(text: str, *, longest: int | None = None) -> str | None:
    """Why this text cannot be kept, in one plain sentence; None when it can.

    PostgreSQL refuses NUL and SQLite keeps it; half a surrogate pair (broken emoji) breaks both,
    later and elsewhere. So neither is let in.
    """
    if "\x00" in text:
        return "The text holds an invisible NUL character; please delete it and type it again."
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return "The text holds half of a character (often a broken emoji); please type it again."
    if longest is not None and len(text) > longest:
        return f"The text is {len(text)} characters long; {longest} fit."
    return None


def refuse_unstorable(text: str, *, longest: int | None = None) -> str:
    """The text itself; raises TextRefused where `problem_with` has something to say."""
    problem = problem_with(text, longest=longest)
    if problem:
        raise TextRefused(problem)
    return text


def folded(name: str) -> str:
    """A name without capitals and accents, for sorting and comparing.

    Done in Python because the engines disagree: SQLite folds ASCII alone, PostgreSQL by locale.
    """
    bare = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def by_name(name: str) -> tuple[str, str]:
    """Sort key of a name: folded first, the exact spelling only to break a tie."""
    return folded(name), name

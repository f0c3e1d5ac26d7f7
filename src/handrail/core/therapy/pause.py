"""The one sentence for every pause, and whether a text reads as leave to keep a child from order
time. Source: clinical §2.4 (i), (j), §9 row 3, §10.2 (C6).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from handrail.core.datafile import read_toml
from handrail.core.therapy.shape import Words, words

_DATA = Path(__file__).with_name("pause.toml")


@cache
def pause_sentence() -> Words:
    """What a family is told of any pause, whatever the reason, both parents in the same words."""
    return words(read_toml(_DATA)["sentence"])


def reads_as_leave(text: str, language: str = "en") -> tuple[str, ...]:
    """The passages that could be read as leave to keep a child from order time; () when none.

    language: "en" or "es"; for another one nothing is found. Quotation marks protect nothing.
    """
    plain = " ".join(text.split())
    patterns = _leave().get(language, ())
    return tuple(found[0] for pattern in patterns for found in pattern.finditer(plain))


@cache
def _leave() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return MappingProxyType(
        {
            language: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
            for language, patterns in read_toml(_DATA)["leave"].items()
        }
    )

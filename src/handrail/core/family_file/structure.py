"""From bytes to a JSON object, and what handrail-case/1 says against its shape."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from handrail.core.datafile import Mistake
from handrail.core.family_file.plain_mistakes import Place, path_of, shown

MOST_BYTES = 20_000_000
MOST_DEPTH = 40
MOST_DIGITS = 100
SCHEMA_NAME = "handrail-case-1.schema.json"


class FamilyFileRefused(ValueError):
    """A family file is wrong; nothing of it was used. `mistakes` lists everything found."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistake(s): " + "; ".join(map(str, mistakes[:5])))
        self.mistakes = mistakes


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of handrail-case/1."""
    text = files(__package__).joinpath(SCHEMA_NAME).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def read_object(content: bytes) -> dict[str, Any]:
    """The file's JSON object, of whatever shape; raises FamilyFileRefused when it holds none."""
    if len(content) > MOST_BYTES:
        raise _refused(f"is larger than {MOST_BYTES // 10**6} MB")
    if not content.strip():
        raise _refused("is empty", "a family as one JSON object")
    value = _parse(content)
    if _is_deeper(value, MOST_DEPTH):
        raise _refused("is nested too deeply", f"at most {MOST_DEPTH} levels")
    if not isinstance(value, dict):
        raise _refused(f"is {shown(value)}", 'one object: {"format": …}')
    return value


def schema_errors(value: dict[str, Any]) -> list[ValidationError]:
    """What the schema says against it."""
    return list(_Validator(schema()).iter_errors(value))


def _pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    # "$" would let a line break at the end through
    if isinstance(value, str) and (value.endswith("\n") or not re.search(pattern, value)):
        yield ValidationError("does not match")


_Validator: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys that stood in it more than once."""

    twice: tuple[str, ...] = ()


def _object(items: list[tuple[str, Any]]) -> _Object:
    found = _Object(items)
    if len(found) < len(items):
        names = [name for name, _ in items]
        found.twice = tuple(name for name in found if names.count(name) > 1)
    return found


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= MOST_DIGITS else math.inf


def _parse(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_object, parse_int=_whole)
    except UnicodeDecodeError as error:
        raise _refused(f"is not UTF-8 text (byte {error.start})") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _refused(f"is not JSON: {error.msg}, {where}") from error
    except RecursionError as error:
        raise _refused("is nested too deeply", f"at most {MOST_DEPTH} levels") from error


def _refused(what: str, right: str = "") -> FamilyFileRefused:
    return FamilyFileRefused([Mistake("$", what, right)])


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner: Iterable[Any] = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(one, levels - 1) for one in inner)


def faults(value: Any, place: Place = ()) -> Iterator[Mistake]:
    """Doubled keys, numbers that are none, and characters that no engine keeps faithfully."""
    if isinstance(value, str) and _is_unkeepable(value):
        right = "leave out control characters and broken ones"
        yield Mistake(path_of(place), "holds a character that cannot be kept", right)
    elif isinstance(value, float) and not math.isfinite(value):
        yield Mistake(path_of(place), "is not a number that can be kept", "a number such as 24")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from faults(inner, (*place, index))
    elif isinstance(value, dict):
        for key in getattr(value, "twice", ()):
            yield Mistake(path_of((*place, key)), "stands twice", "each key only once")
        for key, inner in value.items():
            if _is_unkeepable(key):
                yield from faults(key, (*place, key))
            yield from faults(inner, (*place, key))


def _is_unkeepable(text: str) -> bool:
    return any(
        (sign < " " and sign not in "\t\n\r") or sign == "\x7f" or "\ud800" <= sign <= "\udfff"
        for sign in text
    )

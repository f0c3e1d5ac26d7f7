"""From bytes to a JSON object that has the shape of handrail-case/1, or every mistake in it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from handrail.core.datafile import Mistake

MOST_BYTES = 20_000_000
MOST_DEPTH = 40
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
    """The file's JSON object; raises FamilyFileRefused when it is not one or lacks the shape."""
    value = _parse(content)
    if not isinstance(value, dict):
        raise FamilyFileRefused([Mistake("$", "is not an object", 'one object: {"format": …}')])
    validator = Draft202012Validator(schema())
    errors = sorted(validator.iter_errors(value), key=lambda e: [str(p) for p in e.absolute_path])
    mistakes = [mistake for error in errors for mistake in _mistakes_of(error)]
    mistakes += _text_mistakes(value, "")
    if mistakes:
        raise FamilyFileRefused(mistakes)
    return value


def _parse(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise FamilyFileRefused([Mistake("$", f"is larger than {MOST_BYTES // 10**6} MB")])
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        twice.extend(name for name in set(names) if names.count(name) > 1)
        return dict(items)

    try:
        text = content.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _refused("$", f"is not UTF-8 text (byte {error.start})") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _refused("$", f"is not JSON: {error.msg} at {where}") from error
    except RecursionError as error:
        raise _refused("$", "is nested too deeply") from error
    except ValueError as error:
        raise _refused("$", str(error)) from error
    if twice:
        raise FamilyFileRefused([Mistake("$", f"the key {n!r} stands twice") for n in twice])
    if _depth(value) > MOST_DEPTH:
        raise _refused("$", "is nested too deeply")
    return value


def _refused(path: str, what: str) -> FamilyFileRefused:
    return FamilyFileRefused([Mistake(path, what)])


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number here")


def _depth(value: Any, so_far: int = 0) -> int:
    if so_far > MOST_DEPTH or not isinstance(value, (dict, list)):
        return so_far
    inner: Iterable[Any] = value.values() if isinstance(value, dict) else value
    return max((_depth(one, so_far + 1) for one in inner), default=so_far + 1)


def path_of(parts: Iterable[str | int]) -> str:
    """("sessions", 3, "contact") -> "sessions[3].contact"."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text or "$"


def _mistakes_of(error: ValidationError) -> list[Mistake]:
    path = path_of(error.absolute_path)
    kind, wanted, value = error.validator, error.validator_value, error.instance
    if kind == "additionalProperties" and isinstance(value, dict) and wanted is False:
        known = set(error.schema.get("properties", {}))  # type: ignore[union-attr]
        return [_unknown_key(path, key, known) for key in value if key not in known]
    if kind == "required":
        missing = [key for key in wanted if key not in value]
        # jsonschema reports each missing key on its own: keep the one this error is about
        return [Mistake(path, f"lacks {key!r}") for key in missing if f"'{key}'" in error.message]
    if kind == "oneOf":
        return [Mistake(path, f"is {_shown(value)}", _one_of(wanted))]
    return [Mistake(path, f"is {_shown(value)}", _RIGHT[str(kind)](wanted))]


def _unknown_key(path: str, key: str, known: set[str]) -> Mistake:
    where = key if path == "$" else f"{path}.{key}"
    return Mistake(where, "is not a known key", "known here: " + ", ".join(sorted(known)))


_RIGHT = {
    "type": lambda wanted: f"should be {_TYPES.get(str(wanted), wanted)}",
    "const": lambda wanted: f"should be {json.dumps(wanted)}",
    "enum": lambda wanted: "one of " + ", ".join(map(str, wanted)),
    "minimum": lambda wanted: f"at least {wanted}",
    "maximum": lambda wanted: f"at most {wanted}",
    "exclusiveMinimum": lambda wanted: f"more than {wanted}",
    "minLength": lambda _: "should not be empty",
    "maxLength": lambda wanted: f"at most {wanted} characters",
    "minItems": lambda wanted: f"at least {wanted} entries",
    "maxItems": lambda wanted: f"at most {wanted} entries",
    "pattern": lambda wanted: _PATTERNS.get(str(wanted), f"should match {wanted}"),
}
_TYPES = {
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
_PATTERNS = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day such as 2025-03-24",
    "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": "a day, month or year: 2025-03-24, 2016-02, 1987",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": "a time of day such as 16:20",
    "^[A-Za-z0-9_.-]+$": "letters, digits, _ . and - only",
}


def _one_of(choices: list[dict[str, Any]]) -> str:
    told = []
    for choice in choices:
        if "const" in choice:
            told.append(json.dumps(choice["const"]))
        elif "$ref" in choice:
            told.append("a text")
        elif choice.get("type") == "integer":
            told.append(f"a whole number from {choice['minimum']} to {choice['maximum']}")
        elif choice.get("type") == "object":
            told.append("an object with " + ", ".join(sorted(choice.get("properties", {}))))
        else:
            told.append(_TYPES[choice["type"]])
    return " or ".join(told)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 60 else text[:57] + "…"


def _text_mistakes(value: Any, path: str) -> list[Mistake]:
    """NUL and lone surrogates: no engine stores them faithfully."""
    if isinstance(value, str):
        bad = "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value)
        right = "leave out NUL and broken characters"
        return [Mistake(path or "$", "holds a character that cannot be kept", right)] if bad else []
    if isinstance(value, dict):
        found = []
        for key, inner in value.items():
            found += _text_mistakes(key, f"{path}.{key!a}" if path else f"{key!a}")
            found += _text_mistakes(inner, f"{path}.{key}" if path else str(key))
        return found
    if isinstance(value, list):
        return [m for i, inner in enumerate(value) for m in _text_mistakes(inner, f"{path}[{i}]")]
    return []

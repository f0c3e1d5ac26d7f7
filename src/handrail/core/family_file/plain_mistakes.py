"""What the schema says against a value, in words a person can act on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

from handrail.core.datafile import Mistake

Place = tuple[str | int, ...]
"""("sessions", 3, "contact")"""

_PLAIN_KEY = re.compile(r"[\w -]{1,64}")
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

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
    "^[a-z][a-z0-9_]{0,39}$": "a seat in small letters, such as parent, child or step_parent",
    "^[A-Za-z0-9_.-]+$": "letters, digits, _ . and - only",
}

_RIGHT: Mapping[str, Callable[[Any], str]] = {
    "type": lambda wanted: f"should be {_TYPES[wanted]}",
    "const": lambda wanted: f"should be {json.dumps(wanted)}",
    "enum": lambda wanted: "one of " + ", ".join(map(str, wanted)),
    "minimum": lambda wanted: f"at least {wanted}",
    "maximum": lambda wanted: f"at most {wanted}",
    "exclusiveMinimum": lambda wanted: f"more than {wanted}",
    "minLength": lambda _: "should not be empty",
    "maxLength": lambda wanted: f"at most {wanted} characters",
    "minItems": lambda wanted: f"at least {wanted} in the list",
    "maxItems": lambda wanted: f"at most {wanted} in the list",
    "pattern": lambda wanted: _PATTERNS[wanted],
}


def path_of(place: Iterable[str | int]) -> str:
    """("sessions", 3, "contact") -> "sessions[3].contact"; the whole file is "$"."""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            name = part if _PLAIN_KEY.fullmatch(part) else shown(part)
            text += f".{name}" if text else name
    return text or "$"


def place_of(path: str) -> Place:
    """ "sessions[3].contact" -> ("sessions", 3, "contact")."""
    if path == "$":
        return ()
    return tuple(int(index) if index else name for index, name in _STEP.findall(path))


def shown(value: Any) -> str:
    """A value as it stands in the file, cut when it is long."""
    text = json.dumps(value, ensure_ascii=False)
    if not text.isprintable():
        text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "…"


def wrong_places(error: ValidationError) -> list[Place]:
    """What would have to go for the error to go: unknown keys alone, else the value itself."""
    place: Place = tuple(error.absolute_path)
    return [(*place, key) for key in _unknown_keys(error)] or [place]


def mistakes_of(error: ValidationError) -> Iterator[Mistake]:
    """One schema error as mistakes in plain words."""
    place: Place = tuple(error.absolute_path)
    kind, wanted, value = _against(error)
    if unknown := _unknown_keys(error):
        known = "known here: " + ", ".join(sorted(_properties(error)))
        for key in unknown:
            yield Mistake(path_of((*place, key)), "is not a known key", known)
    elif kind == "required":
        # the schema names each missing key on its own: keep the one this error is about
        for key in (key for key in wanted if key not in value and f"'{key}'" in error.message):
            yield Mistake(path_of((*place, key)), "is missing", _right_for(error, key))
    elif kind == "oneOf":
        yield from _within_choice(error, place, wanted)
    else:
        yield Mistake(path_of(place), f"is {shown(value)}", _RIGHT[kind](wanted))


def _against(error: ValidationError) -> tuple[str, Any, Any]:
    """(the kind of demand, what is demanded, the value)"""
    return str(error.validator), error.validator_value, error.instance


def _properties(error: ValidationError) -> Mapping[str, Any]:
    found = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    return found if isinstance(found, Mapping) else {}


def _unknown_keys(error: ValidationError) -> list[str]:
    kind, wanted, value = _against(error)
    if kind != "additionalProperties" or wanted is not False:
        return []
    return [key for key in value if key not in _properties(error)]


def _right_for(error: ValidationError, key: str) -> str:
    wanted = _properties(error).get(key, {})
    return _wanted(wanted) if "const" in wanted or "enum" in wanted else ""


_KINDS = {"object": dict, "array": list, "integer": int}


def _within_choice(error: ValidationError, place: Place, choices: Any) -> Iterator[Mistake]:
    """Of several allowed forms the one of the same kind is meant: say what is wrong inside it."""
    value: Any = error.instance
    for number, choice in enumerate(choices):
        kind = _KINDS.get(choice.get("type"))
        if kind and isinstance(value, kind) and not isinstance(value, bool):
            for inner in error.context or ():
                if inner.schema_path[0] == number:
                    yield from mistakes_of(inner)
            return
    yield Mistake(path_of(place), f"is {shown(value)}", " or ".join(map(_wanted, choices)))


def _wanted(choice: Mapping[str, Any]) -> str:
    if "const" in choice:
        return json.dumps(choice["const"])
    if "enum" in choice:
        return "one of " + ", ".join(map(str, choice["enum"]))
    if "$ref" in choice:
        return "a text"
    if choice["type"] == "integer":
        return f"a whole number from {choice['minimum']} to {choice['maximum']}"
    if choice["type"] == "object":
        return "an object with " + ", ".join(sorted(choice["properties"]))
    return _TYPES[choice["type"]]

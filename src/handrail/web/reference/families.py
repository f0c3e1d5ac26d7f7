"""The family-file format, printed from its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from handrail.web.reference.markdown import cell, code, table
from handrail.web.reference.markdown import page as whole

SCHEMA = "handrail-case-1.schema.json"
_FOLDER = "handrail.core.family_file"


def schema() -> str:
    """The schema file itself, as the program uses it."""
    return files(_FOLDER).joinpath(SCHEMA).read_text(encoding="utf-8")


def page() -> str:
    """Every part of a family file with its keys."""
    whole_schema = json.loads(schema())
    parts = []
    for path, table_ in _objects(whole_schema, ""):
        title = f"## `{path}`" if path else "## The file"
        parts += [title, _keys(table_)]
    return whole(
        "Family files: `handrail-case/1`",
        whole_schema["description"],
        f"The [JSON Schema]({SCHEMA}) is what the program itself judges by; further rules (ids that"
        " exist, days in order, a ladder between a child and a parent) are checked after it. Every"
        " mistake is listed with its place in the file.",
        *parts,
        source=f"src/handrail/core/family_file/{SCHEMA}",
    )


def _objects(node: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object with keys of its own, outer ones first, with its path."""
    if "properties" in node:
        yield path, node
        for name, inner in node["properties"].items():
            yield from _objects(inner, f"{path}.{name}" if path else name)
    elif "items" in node:
        yield from _objects(node["items"], f"{path}[]")
    else:
        for choice in node.get("oneOf", ()):
            yield from _objects(choice, path)


def _keys(table_: Mapping[str, Any]) -> str:
    required = table_.get("required", ())
    rows = (
        (code(name), _type(node), name in required) for name, node in table_["properties"].items()
    )
    return table(("Key", "Holds", "Required"), rows)


_NAMED = {
    "text": "text",
    "longText": "longer text",
    "id": "id",
    "day": "day, `2025-03-24`",
    "partialDay": "day, month or year",
}


def _type(node: Mapping[str, Any]) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        return _NAMED.get(name, str(name))
    if "const" in node:
        return code(node["const"])
    if "enum" in node:
        return "one of " + ", ".join(code(cell(value)) for value in node["enum"])
    if "oneOf" in node:
        return " or ".join(_type(choice) for choice in node["oneOf"])
    if node.get("type") == "array":
        return f"list of {_type(node['items'])}"
    if "properties" in node:
        return "an object, below"
    return _number(node)


def _number(node: Mapping[str, Any]) -> str:
    kind = {"integer": "whole number", "boolean": "true or false"}.get(
        str(node.get("type")), str(node.get("type", "anything"))
    )
    if "minimum" in node and "maximum" in node:
        return f"{kind} from {node['minimum']} to {node['maximum']}"
    return kind

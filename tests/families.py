"""More families for the demo practice: the shipped files, changed for what a test needs."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from handrail.core.family_file.reading import read_family
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy import protocol
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.records.actions.import_family import import_family


@cache
def _text(name: str) -> str:
    path = files("handrail.web.demo").joinpath(f"families/{name}.json")
    return path.read_text(encoding="utf-8")


def shipped(name: str) -> dict[str, Any]:
    """A family file of the demo, to be changed at will."""
    found: dict[str, Any] = json.loads(_text(name))
    return found


def bring_in(by: Viewer, raw: dict[str, Any]) -> UUID:
    """Import a file in somebody's name, who becomes the therapist; returns the case."""
    raw.pop("expected", None)
    family = read_family(json.dumps(raw).encode(), catalogue())
    in_force = protocol.load()
    with acting_as(by):
        return import_family(
            by=by,
            family=family,
            rule=in_force.rule,
            catalogue=catalogue(),
            protocol_version=in_force.version,
        ).case_id


def with_sessions(name: str, count: int) -> dict[str, Any]:
    """Alder under another name, with its last contacts and `count` sessions in all."""
    raw = shipped("alder")
    raw["case"]["name"] = name
    kept = [one for one in raw["sessions"] if not one.get("planned")][-5:]
    first = date.fromisoformat(kept[0]["on"])
    earlier = [
        {
            "id": f"E{number}",
            "on": (first - timedelta(days=count - number)).isoformat(),
            "type": "IC",
            "minutes": 50,
            "present": ["wren"],
            "observed": f"Drew for a while, page {number}",
        }
        for number in range(count - len(kept))
    ]
    raw["sessions"] = earlier + kept
    return raw

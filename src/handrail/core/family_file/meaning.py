"""What a family file means beyond its shape: references, days, held contacts, scores.

Every function takes the raw object (already of the right shape) and returns mistakes with paths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from handrail.core.datafile import Mistake
from handrail.core.law import modalities, orders
from handrail.core.measures.catalogue import Catalogue
from handrail.core.measures.entered import problems_with_entered

Raw = Mapping[str, Any]


def mistakes_in(raw: Raw, catalogue: Catalogue) -> list[Mistake]:
    """Every mistake of meaning, in the order of the file."""
    return [
        *_days(raw, ""),
        *_doubles(raw),
        *_references(raw),
        *_ladders(raw),
        *_orders(raw),
        *_measures(raw, catalogue),
        *_sessions(raw),
    ]


def as_list(value: Any) -> list[Any]:
    """A single value or a list, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def is_day(text: str) -> bool:
    """Whether the text is a day, month or year that exists."""
    full = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    try:
        return date.fromisoformat(full).year >= 1900
    except ValueError:
        return False


_DAY_KEYS = {
    "on", "born", "since", "until", "signed_on", "served_on", "opened_on", "closed_on",
    "review_on", "expires", "effective",
}  # fmt: skip


def _days(value: Any, path: str) -> Iterator[Mistake]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not path and key == "expected":
                continue
            here = f"{path}.{key}" if path else key
            if key in _DAY_KEYS and isinstance(inner, str) and not is_day(inner):
                yield Mistake(here, f"{inner!r} is no day", "a day that exists, from 1900 on")
            yield from _days(inner, here)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _days(inner, f"{path}[{index}]")


def _doubles(raw: Raw) -> Iterator[Mistake]:
    for part in ("people", "orders", "goals", "sessions"):
        yield from _twice(part, [one["id"] for one in raw.get(part, ())], "id")
    pairs = [f"{one['child']} with {one['parent']}" for one in raw.get("ladders", ())]
    yield from _twice("ladders", pairs, "child")
    for index, ladder in enumerate(raw.get("ladders", ())):
        yield from _twice(f"ladders[{index}].rungs", [rung["id"] for rung in ladder["rungs"]], "id")


def _twice(path: str, names: list[str], key: str) -> Iterator[Mistake]:
    seen = Counter[str]()
    for index, name in enumerate(names):
        seen[name] += 1
        if seen[name] > 1:
            yield Mistake(f"{path}[{index}].{key}", f"{name!r} stands twice", "each only once")


def _references(raw: Raw) -> Iterator[Mistake]:
    people = {person["id"] for person in raw.get("people", ())}
    for path, name in _people_named(raw):
        if name not in people:
            yield Mistake(path, f"{name!r} is nobody in people", "an id from people")


def _people_named(raw: Raw) -> Iterator[tuple[str, str]]:
    for i, relation in enumerate(raw.get("relations", ())):
        yield f"relations[{i}].from", relation["from"]
        yield f"relations[{i}].to", relation["to"]
    for i, ladder in enumerate(raw.get("ladders", ())):
        yield f"ladders[{i}].child", ladder["child"]
        yield f"ladders[{i}].parent", ladder["parent"]
    for i, order in enumerate(raw.get("orders", ())):
        for path, name in orders.people_named(order):
            yield f"orders[{i}].{path}", name
    for i, goal in enumerate(raw.get("goals", ())):
        for owner in as_list(goal.get("owner")):
            yield f"goals[{i}].owner", owner
    for i, measure in enumerate(raw.get("measures", ())):
        yield f"measures[{i}].respondent", measure["respondent"]
        yield f"measures[{i}].about", measure["about"]
    for i, session in enumerate(raw.get("sessions", ())):
        yield from _people_in_session(f"sessions[{i}]", session)


def _people_in_session(path: str, session: Raw) -> Iterator[tuple[str, str]]:
    for name in session.get("present", ()):
        yield f"{path}.present", name
    for j, arrival in enumerate(session.get("arrivals", ())):
        for key in ("person", "brought_by"):
            if key in arrival:
                yield f"{path}.arrivals[{j}].{key}", arrival[key]
    for part in ("session_checks", "pulses"):
        for j, entry in enumerate(session.get(part, ())):
            yield f"{path}.{part}[{j}].by", entry["by"]
    contact = session.get("contact", {})
    effects = contact.get("after_effect_48h")
    if isinstance(effects, list):
        for j, effect in enumerate(effects):
            yield f"{path}.contact.after_effect_48h[{j}].by", effect["by"]
    for where, entry in ((path, session), (f"{path}.contact", contact)):
        yield from _people_in_entry(where, entry)


def _people_in_entry(path: str, entry: Raw) -> Iterator[tuple[str, str]]:
    """`entry` is a session or a contact: child, parent, and the same inside what it carries."""
    for key in ("child", "parent"):
        if key in entry:
            yield f"{path}.{key}", entry[key]
    for key in ("child_view", "cleared", "disclosure"):
        inner = entry.get(key)
        if isinstance(inner, Mapping):
            for name in ("child", "parent", "about"):
                if name in inner:
                    yield f"{path}.{key}.{name}", inner[name]


def _ladders(raw: Raw) -> Iterator[Mistake]:
    for i, ladder in enumerate(raw.get("ladders", ())):
        if ladder["child"] == ladder["parent"]:
            yield Mistake(f"ladders[{i}]", "child and parent are the same person")
        for j, rung in enumerate(ladder["rungs"]):
            if not modalities.is_known(rung["modality"]):
                known = ", ".join(modalities.names())
                path = f"ladders[{i}].rungs[{j}].modality"
                yield Mistake(path, f"{rung['modality']!r} is not known", f"one of {known}")


def _orders(raw: Raw) -> Iterator[Mistake]:
    for i, order in enumerate(raw.get("orders", ())):
        for mistake in orders.problems_with(order):
            yield Mistake(f"orders[{i}].{mistake.path}", mistake.what, mistake.right)
    # an id that stands twice is said by _doubles
    between = orders.problems_between(raw.get("orders", ()))
    yield from (mistake for mistake in between if not mistake.path.endswith(".id"))


def _measures(raw: Raw, catalogue: Catalogue) -> Iterator[Mistake]:
    seen: set[tuple[Any, ...]] = set()
    for i, measure in enumerate(raw.get("measures", ())):
        path = f"measures[{i}]"
        if "week" not in measure and "on" not in measure:
            yield Mistake(path, "says no time", "a week or a day (on)")
        if "total" not in measure and not measure.get("subscales"):
            yield Mistake(path, "holds no score", "a total or subscales")
        for problem in problems_with_entered(
            catalogue, measure["instrument"], measure.get("total"), measure.get("subscales", {})
        ):
            yield Mistake(path, problem)
        names = ("instrument", "respondent", "about", "week", "on")
        key = tuple(measure.get(name) for name in names)
        if key in seen:
            yield Mistake(path, "the same measure stands twice for the same time")
        seen.add(key)


def _sessions(raw: Raw) -> Iterator[Mistake]:
    ladders = raw.get("ladders", ())
    rungs = {rung["id"] for ladder in ladders for rung in ladder["rungs"]}
    for i, session in enumerate(raw.get("sessions", ())):
        path = f"sessions[{i}]"
        if "contact" in session:
            yield from _contact(f"{path}.contact", session["contact"], ladders)
            yield from _view(f"{path}.contact.child_view", session["contact"], rungs)
        yield from _view(f"{path}.child_view", session, rungs)


def _view(path: str, entry: Raw, rungs: set[str]) -> Iterator[Mistake]:
    view = entry.get("child_view")
    if view is not None and view["rung"] not in rungs:
        yield Mistake(f"{path}.rung", f"{view['rung']!r} is on no ladder", "a rung's id")


def ladder_of(contact: Raw, ladders: Iterable[Raw]) -> Raw | None:
    """The one ladder a contact belongs to: by child and parent, as far as they are given."""
    fits = [
        ladder
        for ladder in ladders
        if contact.get("child", ladder["child"]) == ladder["child"]
        and contact.get("parent", ladder["parent"]) == ladder["parent"]
    ]
    return fits[0] if len(fits) == 1 else None


def _contact(path: str, contact: Raw, ladders: Iterable[Raw]) -> Iterator[Mistake]:
    ladder = ladder_of(contact, ladders)
    if ladder is None:
        yield Mistake(path, "belongs to no single ladder", "child and parent of one ladder")
    elif contact["rung"] not in {rung["id"] for rung in ladder["rungs"]}:
        yield Mistake(f"{path}.rung", f"{contact['rung']!r} is not on this ladder")
    if contact.get("planned"):
        if "held" in contact:
            yield Mistake(f"{path}.held", "a planned contact was not yet held or missed")
        return
    if contact.get("unplanned"):
        return
    if "held" not in contact:
        yield Mistake(path, "does not say whether it was held", "held: true or false")
    elif contact["held"]:
        for key in ("distress", "parent_adherence"):
            if key not in contact:
                yield Mistake(path, f"lacks {key!r}", "required when a contact was held")
        if "not_held_because" in contact:
            yield Mistake(f"{path}.not_held_because", "a held contact has no such reason")
    elif "not_held_because" not in contact:
        yield Mistake(path, "lacks 'not_held_because'", "why it was not held")

"""What a family file means beyond its shape: references, days, held contacts, scores.

Every function takes the raw object (already of the right shape) and returns mistakes with paths.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from handrail.core.datafile import Mistake
from handrail.core.family_file.plain_mistakes import shown
from handrail.core.law import modalities, orders
from handrail.core.law.days import as_day
from handrail.core.measures.catalogue import Catalogue
from handrail.core.measures.entered import problems_with_entered
from handrail.core.therapy.contact import NOT_HELD

Raw = Mapping[str, Any]
CHILD_SEATS = {"child", "sibling"}


def mistakes_in(
    raw: Raw,
    catalogue: Catalogue,
    *,
    people: Collection[str] | None,
    lost: Collection[str] = frozenset(),
) -> Iterator[Mistake]:
    """Every mistake of meaning.

    people: the ids of everybody in the file; None when they are not all known.
    lost: parts that were taken out, or of which an entry was. What refers to somebody or something
    unknown or lost is not judged.
    """
    yield from _days({part: raw[part] for part in raw.keys() - _DAYS_JUDGED_ELSEWHERE}, "")
    yield from _doubles(raw)
    if people is not None:
        yield from _references(raw, people)
    yield from _ladders(raw)
    yield from _orders(raw, whole="orders" not in lost)
    yield from _measures(raw, catalogue)
    for i, session in enumerate(raw.get("sessions", ())):
        if "contact" in session:
            yield from _contact(f"sessions[{i}].contact", session["contact"])
    if "ladders" not in lost:
        yield from _places_on_ladders(raw, people)


def as_list(value: Any) -> list[Any]:
    """A single value or a list, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def with_ids(orders: Sequence[Raw]) -> list[Raw]:
    """The orders, with an id for each that has none."""
    taken = {order.get("id") for order in orders}
    free = (name for n in count(1) if (name := f"order-{n}") not in taken)
    return [order if "id" in order else {"id": next(free), **order} for order in orders]


def is_day(text: str) -> bool:
    """Whether the text is a day, month or year that exists."""
    try:
        return bool(as_day(text))
    except ValueError:
        return False


_DAY_KEYS = {
    "on", "born", "since", "until", "signed_on", "served_on", "opened_on", "closed_on",
    "review_on", "expires", "effective",
}  # fmt: skip
_DAYS_JUDGED_ELSEWHERE = {"expected", "orders"}


def _days(value: Any, path: str) -> Iterator[Mistake]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            here = f"{path}.{key}" if path else key
            if key in _DAY_KEYS and isinstance(inner, str) and not is_day(inner):
                yield Mistake(here, f"{shown(inner)} is no day", "a day from 1900 to 2199")
            yield from _days(inner, here)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _days(inner, f"{path}[{index}]")


def _doubles(raw: Raw) -> Iterator[Mistake]:
    for part in ("people", "orders", "goals", "sessions"):
        yield from _twice(part, [one.get("id") for one in raw.get(part, ())], "id")
    pairs = [f"{one['child']} with {one['parent']}" for one in raw.get("ladders", ())]
    yield from _twice("ladders", pairs, "child")
    for index, ladder in enumerate(raw.get("ladders", ())):
        yield from _twice(f"ladders[{index}].rungs", [rung["id"] for rung in ladder["rungs"]], "id")


def _twice(path: str, names: Sequence[str | None], key: str) -> Iterator[Mistake]:
    seen: set[str | None] = set()
    for index, name in enumerate(names):
        if name is not None and name in seen:
            what = f"{shown(name)} stands twice"
            yield Mistake(f"{path}[{index}].{key}", what, "each only once")
        seen.add(name)


def _references(raw: Raw, people: Collection[str]) -> Iterator[Mistake]:
    for path, name in _people_named(raw):
        if name not in people:
            yield Mistake(path, f"{shown(name)} is nobody in people", "an id from people")


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
    seats = {person["id"]: person["seat"] for person in reversed(raw.get("people", ()))}
    for i, ladder in enumerate(raw.get("ladders", ())):
        if ladder["child"] == ladder["parent"]:
            yield Mistake(f"ladders[{i}]", "child and parent are the same person", "two people")
        elif seats.get(ladder["child"], "child") not in CHILD_SEATS:
            what = f"{shown(ladder['child'])} has the seat {seats[ladder['child']]}"
            yield Mistake(f"ladders[{i}].child", what, "somebody with the seat child or sibling")
        for j, rung in enumerate(ladder["rungs"]):
            if not modalities.is_known(rung["modality"]):
                known = ", ".join(modalities.names())
                path = f"ladders[{i}].rungs[{j}].modality"
                yield Mistake(path, f"{shown(rung['modality'])} is not known", f"one of {known}")


def _orders(raw: Raw, *, whole: bool) -> Iterator[Mistake]:
    named = with_ids(raw.get("orders", ()))
    for i, order in enumerate(named):
        for mistake in orders.problems_with(order):
            yield Mistake(f"orders[{i}].{mistake.path}", mistake.what, mistake.right)
    # an id that stands twice is said by _doubles
    between = orders.problems_between(named) if whole else ()
    yield from (mistake for mistake in between if not mistake.path.endswith(".id"))


def _measures(raw: Raw, catalogue: Catalogue) -> Iterator[Mistake]:
    seen: set[tuple[Any, ...]] = set()
    for i, measure in enumerate(raw.get("measures", ())):
        path = f"measures[{i}]"
        if "week" not in measure and "on" not in measure:
            yield Mistake(f"{path}.week", "is missing", "a week, or a day as “on”")
        if "total" not in measure and not measure.get("subscales"):
            yield Mistake(f"{path}.total", "is missing", "a total or subscales")
        for problem in problems_with_entered(
            catalogue, measure["instrument"], measure.get("total"), measure.get("subscales", {})
        ):
            yield Mistake(path, problem)
        names = ("instrument", "respondent", "about", "week", "on")
        key = tuple(measure.get(name) for name in names)
        if key in seen:
            yield Mistake(path, "stands twice for the same time", "each measure only once")
        seen.add(key)


def _places_on_ladders(raw: Raw, people: Collection[str] | None) -> Iterator[Mistake]:
    ladders = raw.get("ladders", ())
    rungs = {rung["id"] for ladder in ladders for rung in ladder["rungs"]}
    for i, session in enumerate(raw.get("sessions", ())):
        contact = session.get("contact", {})
        named = [contact[key] for key in ("child", "parent") if key in contact]
        # somebody unknown is said by _references
        if contact and (people is None or set(named) <= set(people)):
            yield from _place_on_ladder(f"sessions[{i}].contact", contact, ladders)
        for path, entry in ((f"sessions[{i}]", session), (f"sessions[{i}].contact", contact)):
            rung = entry.get("child_view", {}).get("rung")
            if rung is not None and rung not in rungs:
                what = f"{shown(rung)} is on no ladder"
                yield Mistake(f"{path}.child_view.rung", what, "the id of a rung")


def _place_on_ladder(path: str, contact: Raw, ladders: Iterable[Raw]) -> Iterator[Mistake]:
    ladder = ladder_of(contact, ladders)
    if ladder is None:
        yield Mistake(path, "belongs to no single ladder", "child and parent of one ladder")
        return
    known = [rung["id"] for rung in ladder["rungs"]]
    if contact["rung"] not in known:
        what = f"{shown(contact['rung'])} is not on this ladder"
        yield Mistake(f"{path}.rung", what, f"one of {', '.join(known)}")


def ladder_of(contact: Raw, ladders: Iterable[Raw]) -> Raw | None:
    """The one ladder a contact belongs to: by child and parent, as far as they are given."""
    fits = [
        ladder
        for ladder in ladders
        if contact.get("child", ladder["child"]) == ladder["child"]
        and contact.get("parent", ladder["parent"]) == ladder["parent"]
    ]
    # a ladder that stands twice is said by _doubles
    pairs = {(ladder["child"], ladder["parent"]) for ladder in fits}
    return fits[0] if len(pairs) == 1 else None


def _contact(path: str, contact: Raw) -> Iterator[Mistake]:
    if contact.get("planned"):
        for key in ("held", "unplanned"):
            if key in contact:
                what = "does not go with a contact that is still planned"
                yield Mistake(f"{path}.{key}", what, f"either planned or {key}")
        return
    if contact.get("unplanned"):
        return
    if "held" not in contact:
        yield Mistake(f"{path}.held", "is missing", "true or false")
    elif contact["held"]:
        for key in ("distress", "parent_adherence"):
            if key not in contact:
                yield Mistake(f"{path}.{key}", "is missing", "a contact that was held has it")
        if "not_held_because" in contact:
            right = "leave it out, or say that it was not held"
            yield Mistake(f"{path}.not_held_because", "does not go with a held contact", right)
    elif "not_held_because" not in contact:
        yield Mistake(f"{path}.not_held_because", "is missing", "one of " + ", ".join(NOT_HELD))

"""What one protocol file says about another: references, doubles, order.

Works on the tables as read, so that a mistake of shape in one file does not hide a wrong
reference in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from handrail.core.datafile import Mistake
from handrail.core.law import modalities
from handrail.core.therapy import files, phase
from handrail.core.therapy.rule import Rule
from handrail.core.therapy.shape import shown

Tables = Mapping[str, Mapping[str, Any]]
Found = tuple[str, Mapping[str, Any]]
"""(path with its file, table)"""


def cross_mistakes(tables: Tables) -> Iterator[Mistake]:
    """Every mistake between the files, given file name -> table as read."""
    yield from _doubles(tables)
    yield from _names_and_numbers(tables)
    yield from _phase_references(tables)
    yield from _gate_references(tables)
    yield from _card_references(tables)
    yield from _ending_references(tables)
    yield from _ladder_references(tables)
    yield from _ladder_order(tables)
    yield from _principle_references(tables)
    yield from _review_order(tables)


def requirements(tables: Tables) -> Iterator[Found]:
    """Every requirement table, wherever it stands."""
    for name in phase.FILES:
        for key in ("entry", "exit"):
            yield from _rows(tables, name, key)
    for path, gate in _rows(tables, files.GATES, "gate"):
        yield from _inner(path, gate, "requirement")


def _rows(tables: Tables, name: str, key: str) -> Iterator[Found]:
    yield from _inner(name, tables.get(name, {}), key, ": ")


def _inner(path: str, table: Mapping[str, Any], key: str, joint: str = ".") -> Iterator[Found]:
    rows = table.get(key, [])
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, Mapping):
            yield f"{path}{joint}{key}[{index}]", row


def _ids(found: Iterable[Found]) -> set[str]:
    return {row["id"] for _, row in found if isinstance(row.get("id"), str)}


def _texts(row: Mapping[str, Any], key: str) -> list[tuple[int, str]]:
    value = row.get(key, [])
    parts = value if isinstance(value, list) else []
    return [(index, part) for index, part in enumerate(parts) if isinstance(part, str)]


def _doubles(tables: Tables) -> Iterator[Mistake]:
    gates = list(_rows(tables, files.GATES, "gate"))
    groups = [
        list(requirements(tables)),
        gates,
        [(f"{name}: id", tables.get(name, {})) for name in phase.FILES],
        list(_rows(tables, files.ENDINGS, "ending")),
        list(_rows(tables, files.GATES, "referral_reason")),
        list(_rows(tables, files.FIDELITY, "item")),
        list(_rows(tables, files.PRINCIPLES, "principle")),
        list(_rows(tables, files.RULES, "rule")),
        list(_rows(tables, files.SESSION_KINDS, "session_kind")),
        *[list(_rows(tables, name, "activity")) for name in phase.FILES],
    ]
    for group in groups:
        seen: dict[str, str] = {}
        for path, row in group:
            id_ = row.get("id")
            if isinstance(id_, str) and id_ in seen:
                yield Mistake(_at(path, "id"), f"“{id_}” stands twice", f"also in {seen[id_]}")
            elif isinstance(id_, str):
                seen[id_] = path


def _at(path: str, key: str) -> str:
    return path if path.endswith(f": {key}") else f"{path}.{key}"


def _names_and_numbers(tables: Tables) -> Iterator[Mistake]:
    """A phase, a card and a form carry the name of their file, so that each is found."""
    for name, table in tables.items():
        for key, right in _as_filed(name).items():
            if key in table and table[key] != right:
                yield Mistake(
                    f"{name}: {key}", f"is {shown(table[key])}", f"{right}, as its file says"
                )


def _as_filed(name: str) -> dict[str, str | int]:
    """What a file's place says about its content."""
    stem = PurePosixPath(name).stem
    if name in phase.FILES:
        number, _, id_ = stem.partition("_")
        return {"id": id_, "number": int(number)}
    if files.is_card(name):
        kind = name.split("/")[1]
        return {"id": f"{kind}.{stem}", "kind": kind}
    return {"id": stem} if files.is_form(name) else {}


def _phase_references(tables: Tables) -> Iterator[Mistake]:
    known = _ids(requirements(tables))
    kinds = _ids(_rows(tables, files.SESSION_KINDS, "session_kind"))
    for name in phase.FILES:
        table = tables.get(name, {})
        for key in ("entry_also", "exit_also"):
            for index, id_ in _texts(table, key):
                if id_ not in known:
                    yield _unknown(f"{name}: {key}[{index}]", id_, "requirement", known)
        for index, id_ in _texts(table, "session_kinds"):
            if id_ not in kinds:
                yield _unknown(f"{name}: session_kinds[{index}]", id_, "session kind", kinds)


def _gate_references(tables: Tables) -> Iterator[Mistake]:
    gates = _ids(_rows(tables, files.GATES, "gate"))
    for path, row in _rows(tables, files.GATES, "referral_reason"):
        if (opens := row.get("opens_gate")) and isinstance(opens, str) and opens not in gates:
            yield _unknown(f"{path}.opens_gate", opens, "gate", gates)
    for path, row in requirements(tables):
        if row.get("two_people") is True and row.get("waivable") is False:
            what = "two people cannot waive what cannot be waived"
            yield Mistake(f"{path}.two_people", what, "waivable = true, or leave two_people out")


def _card_references(tables: Tables) -> Iterator[Mistake]:
    """A requirement that a list can show names a list of preparation."""
    cards = {
        f"preparation.{PurePosixPath(name).stem}"
        for name in tables
        if files.is_card(name) and name.split("/")[1] == "preparation"
    }
    for path, row in requirements(tables):
        if isinstance(row.get("card"), str) and row["card"] not in cards:
            yield _unknown(f"{path}.card", row["card"], "preparation list", cards)


def _ending_references(tables: Tables) -> Iterator[Mistake]:
    closure = [row for _, row in _rows(tables, files.GATES, "gate") if row.get("id") == "closure"]
    known = _ids(found for gate in closure for found in _inner("", gate, "requirement"))
    for path, row in _rows(tables, files.ENDINGS, "ending"):
        for index, id_ in _texts(row, "leaves_out"):
            if id_ not in known:
                yield _unknown(f"{path}.leaves_out[{index}]", id_, "requirement at the end", known)


def _ladder_references(tables: Tables) -> Iterator[Mistake]:
    rungs = list(_rows(tables, files.LADDER, "rung"))
    known = _ids(requirements(tables))
    for path, row in rungs:
        for index, id_ in _texts(row, "needs"):
            if id_ not in known:
                yield _unknown(f"{path}.needs[{index}]", id_, "requirement", known)
        modality = row.get("modality")
        if isinstance(modality, str) and not modalities.is_known(modality):
            words = set(modalities.names())
            yield _unknown(f"{path}.modality", modality, "form of contact", words)
    rule = tables.get(files.LADDER, {}).get("rule", {})
    given = rule if isinstance(rule, Mapping) else {}
    sign_off = given.get("sign_off_from", Rule.sign_off_from)
    if isinstance(sign_off, str) and rungs and sign_off not in _ids(rungs):
        path = f"{files.LADDER}: rule.sign_off_from"
        yield _unknown(path, sign_off, "rung", _ids(rungs))


def _ladder_order(tables: Tables) -> Iterator[Mistake]:
    """Nothing, then from afar, then with the therapist in the room, then without."""
    highest, above = 0, ""
    for path, row in _rows(tables, files.LADDER, "rung"):
        modality = row.get("modality")
        if not isinstance(modality, str) or not modalities.is_known(modality):
            continue
        if _exposure(modality) < highest:
            what = f"{modality} comes after {above}"
            yield Mistake(f"{path}.modality", what, "from afar, with the therapist, without")
        else:
            highest, above = _exposure(modality), modality


def _exposure(modality: str) -> int:
    if modality == modalities.NONE:
        return 0
    known = modalities.modalities()[modality]
    if not known.therapist:
        return 3
    return 2 if known.id.startswith("in_person") else 1


def _principle_references(tables: Tables) -> Iterator[Mistake]:
    rules = _ids(_rows(tables, files.RULES, "rule"))
    for path, row in _rows(tables, files.PRINCIPLES, "principle"):
        for index, id_ in _texts(row, "enforced_by"):
            if id_ not in rules:
                yield _unknown(f"{path}.enforced_by[{index}]", id_, "rule", rules)
    gates = _ids(requirements(tables)) | _ids(_rows(tables, files.GATES, "gate"))
    for path, row in _rows(tables, files.RULES, "rule"):
        family, _, named = str(row.get("id")).partition(".")
        if family == "GATE" and named not in gates:
            yield _unknown(f"{path}.id", named, "gate or requirement", gates)


def _review_order(tables: Tables) -> Iterator[Mistake]:
    table = tables.get(files.NEXT_STEP, {})
    due, late = table.get("review_due_after_sessions"), table.get("review_late_after_sessions")
    if isinstance(due, int) and isinstance(late, int) and due > late:
        path = f"{files.NEXT_STEP}: review_due_after_sessions"
        yield Mistake(path, f"is {due}, after it is late at {late}", f"at most {late}")


def _unknown(path: str, id_: str, what: str, known: set[str]) -> Mistake:
    near = get_close_matches(id_, sorted(known), n=3, cutoff=0.6)
    right = "perhaps " + " or ".join(near) if near else "known are " + ", ".join(sorted(known))
    return Mistake(path, f"“{id_}” is not a known {what}", right)

"""The protocol: everything the treatment is, as one versioned value read from files.

Seed row M12: a written standard that clinicians, families and courts can read, and that the
program keeps. A case pins `Protocol.version`, the content hash of all files it runs on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handrail.core.datafile import DataFileError, Mistake, read_toml, version_of
from handrail.core.therapy import card, endings, facts, fidelity, files, forms, phase, principles
from handrail.core.therapy.card import Card, read_card
from handrail.core.therapy.crosscheck import cross_mistakes
from handrail.core.therapy.endings import Ending
from handrail.core.therapy.forms import Form, read_form
from handrail.core.therapy.phase import Gate, Phase, ReferralReason, SessionKind
from handrail.core.therapy.principles import HouseRule, Principle
from handrail.core.therapy.requirements import Requirement
from handrail.core.therapy.rule import Rule, Rung, read_rule, read_rungs
from handrail.core.therapy.shape import Shape

LoadedWords = Callable[[str], list[str]]
"""text -> the loaded words in it"""

_SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(phase.FILES, phase.PHASE),
    files.GATES: phase.GATES,
    files.ENDINGS: endings.ENDINGS,
    files.FIDELITY: fidelity.FIDELITY,
    files.SESSION_KINDS: phase.SESSION_KINDS,
    files.PRINCIPLES: principles.PRINCIPLES,
    files.RULES: principles.RULES,
    files.NEXT_STEP: facts.SETTINGS,
}
_NOT_PROSE = ("id", "source", "test", "es")


class ProtocolMistakes(ValueError):
    """A protocol is refused whole; `mistakes` lists everything that is wrong with it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class Protocol:
    """The protocol in force; `version` is 64 hexadecimal digits."""

    version: str
    phases: tuple[Phase, ...]
    session_kinds: tuple[SessionKind, ...]
    gates: tuple[Gate, ...]
    endings: tuple[Ending, ...]
    referral_reasons: tuple[ReferralReason, ...]
    rule: Rule
    rungs: tuple[Rung, ...]
    principles: tuple[Principle, ...]
    rules: tuple[HouseRule, ...]
    cards: tuple[Card, ...]
    forms: tuple[Form, ...]
    next_step: facts.Settings
    fidelity: tuple[fidelity.Item, ...]

    @property
    def requirements(self) -> dict[str, Requirement]:
        """Every requirement by id, in the order of the files."""
        stated = [asked for one in self.phases for asked in (*one.entry, *one.exit)]
        stated += [asked for gate in self.gates for asked in gate.requirements]
        return {asked.id: asked for asked in stated}

    def needed_for(self, gate: str) -> tuple[Requirement, ...]:
        """What a gate asks for, before it is spread over people.

        gate: "<phase>.entry", "<phase>.exit", the id of a gate, or the id of a rung.
        Raises KeyError when there is no such gate.
        """
        found = {each.id: each.requirements for each in self.gates}
        known = self.requirements
        for one in self.phases:
            found[f"{one.id}.entry"] = one.entry + tuple(known[i] for i in one.entry_also)
            found[f"{one.id}.exit"] = one.exit + tuple(known[i] for i in one.exit_also)
        for rung in self.rungs:
            found[rung.id] = tuple(known[need] for need in rung.needs)
        return found[gate]


def load(directory: Path | None = None) -> Protocol:
    """The packaged protocol, or a practice's own files laid over it.

    Raises ProtocolMistakes with everything that is wrong.
    """
    return _packaged() if directory is None else _load(directory)


def check(directory: Path, *, loaded_words: LoadedWords | None = None) -> list[Mistake]:
    """Every mistake in a practice's own protocol files at once; empty when it fits.

    loaded_words: finds the words of the neutral-language list in a text; None leaves that out.
    """
    own, misplaced = files.own(directory)
    tables, wrong = _read({**files.packaged(), **own})
    mistakes = [*misplaced, *wrong, *_mistakes(tables)]
    if loaded_words:
        mistakes += [m for name in own for m in _loaded(name, tables.get(name), loaded_words)]
    return mistakes


@cache
def _packaged() -> Protocol:
    return _load(None)


def _load(directory: Path | None) -> Protocol:
    own, misplaced = ({}, []) if directory is None else files.own(directory)
    chosen = {**files.packaged(), **own}
    tables, wrong = _read(chosen)
    mistakes = [*misplaced, *wrong, *_mistakes(tables)]
    if mistakes:
        raise ProtocolMistakes(mistakes)
    version = version_of((name, path.read_bytes()) for name, path in chosen.items())
    return _built(tables, version)


def _read(chosen: Mapping[str, Path]) -> tuple[dict[str, dict[str, Any]], list[Mistake]]:
    """name -> table. The packaged file stands in for one that is not TOML, so that the rest of
    the protocol can still be checked against it."""
    tables: dict[str, dict[str, Any]] = {}
    mistakes: list[Mistake] = []
    for name, path in chosen.items():
        try:
            tables[name] = read_toml(path)
        except DataFileError as error:
            mistakes.append(Mistake(name, str(error).removeprefix(f"{path.name}: ")))
            if (stand_in := files.PACKAGED / name).is_file():
                tables[name] = read_toml(stand_in)
    return tables, mistakes


def _mistakes(tables: Mapping[str, dict[str, Any]]) -> Iterator[Mistake]:
    for name, table in tables.items():
        for mistake in _in_file(name, table):
            yield Mistake(f"{name}: {mistake.path}", mistake.what, mistake.right)
    yield from cross_mistakes(tables)


def _in_file(name: str, table: dict[str, Any]) -> Iterator[Mistake]:
    if name == files.LADDER:
        yield from _ladder_mistakes(table)
    elif files.is_card(name):
        yield from card.card_mistakes(table)
    elif files.is_form(name):
        yield from forms.form_mistakes(table)
    else:
        yield from _SHAPES[name].mistakes(table, "")


def _ladder_mistakes(table: Mapping[str, Any]) -> Iterator[Mistake]:
    rule = table.get("rule")
    if not isinstance(rule, Mapping):
        yield Mistake("rule", "is missing or not a table", "a [rule] table")
    elif isinstance(found := read_rule(rule), list):
        yield from found
    if isinstance(rungs := read_rungs(table.get("rung")), list):
        yield from rungs
    for key in sorted(table.keys() - {"rule", "rung"}):
        yield Mistake(key, "is not a known key", "rule or rung")


def _loaded(name: str, value: Any, find: LoadedWords, path: str = "") -> Iterator[Mistake]:
    """Loaded words in the English texts of one file."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NOT_PROSE:
                yield from _loaded(name, inner, find, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _loaded(name, part, find, f"{path}[{index}]")
    elif isinstance(value, str):
        for word in find(value):
            right = "what a camera would show; see the neutral-language list"
            yield Mistake(f"{name}: {path}", f"“{word}” is a loaded word", right)


def _built(tables: Mapping[str, dict[str, Any]], version: str) -> Protocol:
    """The protocol from tables without a mistake."""
    ladder, gates = tables[files.LADDER], tables[files.GATES]
    rule, rungs = read_rule(ladder["rule"]), read_rungs(ladder["rung"])
    assert isinstance(rule, Rule)
    assert isinstance(rungs, tuple)
    kinds = tables[files.SESSION_KINDS]["session_kind"]
    return Protocol(
        version=version,
        phases=tuple(phase.read_phase(tables[name]) for name in phase.FILES),
        session_kinds=tuple(map(phase.read_session_kind, kinds)),
        gates=tuple(map(phase.read_gate, gates["gate"])),
        endings=endings.read_endings(tables[files.ENDINGS]),
        referral_reasons=tuple(ReferralReason(**row) for row in gates["referral_reason"]),
        rule=rule,
        rungs=rungs,
        principles=tuple(map(principles.read_principle, tables[files.PRINCIPLES]["principle"])),
        rules=tuple(map(principles.read_house_rule, tables[files.RULES]["rule"])),
        cards=tuple(read_card(tables[name]) for name in sorted(tables) if files.is_card(name)),
        forms=tuple(read_form(tables[name]) for name in sorted(tables) if files.is_form(name)),
        next_step=facts.read_settings(tables[files.NEXT_STEP]),
        fidelity=fidelity.read_items(tables[files.FIDELITY]),
    )

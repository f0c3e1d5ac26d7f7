"""The protocol as one frozen page for one kind of reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from handrail.core.measures import catalogue as instruments
from handrail.core.therapy.card import KINDS, Card
from handrail.core.therapy.phase import Phase
from handrail.core.therapy.protocol import Protocol
from handrail.core.therapy.requirements import Requirement
from handrail.core.therapy.rule import Rung
from handrail.rooms.shared.how_it_works.settings_in_words import alarm_table, rule_table
from handrail.rooms.shared.parts import Cell, Column, Row, Table

Audience = Literal["parent", "child", "clinician", "court"]
CARDS_FOR = {
    "child": ("child",),
    "parent": ("parent_visiting", "parent_at_home", "both", "caregiver"),
}


@dataclass(frozen=True)
class PhasePart:
    """One of the five tracks; activities and requirements are for clinicians and courts."""

    number: int
    name: str
    purpose: str
    text: str
    activities: tuple[str, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]


@dataclass(frozen=True)
class PrinciplePart:
    """A principle and what the program does about it."""

    name: str
    text: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class InstrumentPart:
    """A questionnaire: who answers it, when, and on what terms it may be shown."""

    name: str
    respondents: str
    when: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Shelf:
    """The cards of one kind."""

    name: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class HowItWorks:
    """Everything a page shows; empty tuples and None are left out of it."""

    audience: Audience
    phases: tuple[PhasePart, ...]
    steps: tuple[str, ...]
    ladder: Table | None
    rule: Table | None
    alarms: Table | None
    principles: tuple[PrinciplePart, ...]
    endings: tuple[tuple[str, str], ...]
    instruments: tuple[InstrumentPart, ...]
    score_only: Table | None
    library: tuple[Shelf, ...]
    version: str
    instruments_version: str


def contents(protocol: Protocol, audience: Audience, language: str) -> HowItWorks:
    """The page of one audience, in "en" or "es" where the files have it."""
    whole = audience in ("clinician", "court")
    measures = instruments.catalogue()
    return HowItWorks(
        audience=audience,
        phases=tuple(_phase(phase, protocol, audience, language) for phase in protocol.phases),
        steps=() if whole else tuple(rung.name for rung in protocol.rungs),
        ladder=_ladder(protocol.rungs) if whole else None,
        rule=rule_table(protocol.rule, protocol.rungs) if whole else None,
        alarms=alarm_table(protocol.rule) if whole else None,
        principles=() if audience == "child" else _principles(protocol, language, whole),
        endings=tuple((e.name.in_language(language), e.text) for e in protocol.endings)
        if whole
        else (),
        instruments=_instruments(measures, language) if whole else (),
        score_only=_score_only(measures) if whole else None,
        library=_library(protocol.cards, audience, language),
        version=protocol.version,
        instruments_version=measures.version,
    )


def _names_for_a_child() -> tuple[str, ...]:
    return (
        _("Getting to know you"),
        _("Your own time"),
        _("Small steps together"),
        _("What grown-ups sort out"),
        _("Looking how it goes"),
    )


def _phase(phase: Phase, protocol: Protocol, audience: Audience, language: str) -> PhasePart:
    whole = audience == "clinician"
    name = phase.name.in_language(language)
    return PhasePart(
        phase.number,
        _names_for_a_child()[phase.number - 1] if audience == "child" else name,
        phase.purpose.in_language(language),
        phase.pages[audience].in_language(language),
        tuple(activity.text for activity in phase.activities) if whole else (),
        _texts(protocol.needed_for(f"{phase.id}.entry")) if whole else (),
        _texts(protocol.needed_for(f"{phase.id}.exit")) if whole else (),
    )


def _texts(requirements: tuple[Requirement, ...]) -> tuple[str, ...]:
    return tuple(asked.text for asked in requirements)


def _ladder(rungs: tuple[Rung, ...]) -> Table:
    return Table(
        _("The steps of a ladder"),
        (
            Column(_("Step")),
            Column(_("What it is"), label=False),
            Column(_("Minutes")),
            Column(_("With whom beside")),
            Column(_("Where")),
            Column(_("Coming and going")),
        ),
        tuple(
            Row(
                (
                    rung.id,
                    Cell(rung.name, strong=True),
                    "–".join(str(part) for part in sorted(set(rung.minutes))),
                    rung.support,
                    rung.setting,
                    rung.handover,
                )
            )
            for rung in rungs
        ),
        narrow="stack",
    )


def _principles(protocol: Protocol, language: str, whole: bool) -> tuple[PrinciplePart, ...]:
    says = {rule.id: rule.says for rule in protocol.rules}
    return tuple(
        PrinciplePart(
            principle.name.in_language(language),
            principle.text.in_language(language),
            tuple(f"{each}: {says[each]}" for each in principle.enforced_by) if whole else (),
        )
        for principle in protocol.principles
    )


def _instruments(found: instruments.Catalogue, language: str) -> tuple[InstrumentPart, ...]:
    return tuple(
        InstrumentPart(
            each.name.get(language, each.name["en"]),
            ", ".join(each.respondents),
            each.when,
            _terms(each.id),
        )
        for each in found.instruments.values()
    )


def _terms(instrument: str) -> tuple[str, ...]:
    """The licence note of an instrument, by paragraph, without its title."""
    note = (instruments.PACKAGED / instrument / "LICENCE").read_text(encoding="utf-8")
    paragraphs = note.replace("\n- ", "\n\n").split("\n\n")[1:]
    return tuple(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())


def _score_only(found: instruments.Catalogue) -> Table:
    return Table(
        _("Scores that may be entered, and whose questions stand nowhere here"),
        (Column(_("Instrument")), Column(_("Who answers")), Column(_("Why score only"))),
        tuple(Row((each.name, each.respondent, each.why)) for each in found.score_only.values()),
        narrow="stack",
    )


def _library(cards: tuple[Card, ...], audience: Audience, language: str) -> tuple[Shelf, ...]:
    readers = CARDS_FOR.get(audience)
    chosen = [card for card in cards if readers is None or card.audience in readers]
    names = {
        "skills": _("Skills to practise"),
        "psycho_education": _("Things worth knowing"),
        "reflection": _("For thinking it over"),
        "preparation": _("Getting ready"),
    }
    shelves = (
        Shelf(
            names[kind],
            tuple(card.in_language(language).title for card in chosen if card.kind == kind),
        )
        for kind in KINDS
    )
    return tuple(shelf for shelf in shelves if shelf.titles)

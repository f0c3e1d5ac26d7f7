"""The observer's form after a contact (HO-8), and what the taps ask a person to look at.

Each item is seen, not seen or did not apply (clinical §4.3); a tap that may be evidence stands
beside its item with its time. Nothing is added up, and nothing follows by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.room import Suggestion, buttons, suggested_contact, summary_of
from handrail.rooms.shared.parts import Text
from handrail.store.records.reading.in_the_room import KeptTap, RoomContact, as_seen

FORBIDS = (
    ("yes", lazy("Yes, an order forbids it")),
    ("no", lazy("No")),
    ("unknown", lazy("I do not know yet")),
)
"""Whether an order forbids recording: asked where a device was tapped."""


def suggestions(one: RoomContact, taps: Sequence[KeptTap]) -> Mapping[str, Suggestion]:
    """Contact field -> what the taps suggest for it, or only ask."""
    found = suggested_contact(as_seen(taps), child=one.child.given, parent=one.parent.given)
    return {each.field: each for each in found}


def because(found: Suggestion | None) -> str:
    """ "14:07 a recording device was seen." """
    return " ".join(fact.sentence for fact in found.because) if found else ""


def items(language: str) -> list[tuple[str, str]]:
    """(id, text) of the observer's form."""
    listed = catalogue().instruments["ho8"].items
    return [(one.id, one.text.get(language[:2]) or one.text["en"]) for one in listed]


def items_with_evidence(
    one: RoomContact, taps: Sequence[KeptTap], language: str
) -> list[tuple[str, str]]:
    """The same, with the taps that may be evidence for or against an item, and their times."""
    names = {"child": one.child.given, "parent": one.parent.given}
    evidence: dict[str, list[str]] = defaultdict(list)
    for fact in summary_of(as_seen(taps), **names, language=language[:2]).facts:
        button = buttons().get(fact.seen)
        if button is not None and button.observer:
            evidence[button.observer].append(fact.sentence)
    return [
        (id_, _("%(item)s (tapped: %(facts)s)") % {"item": text, "facts": " ".join(evidence[id_])})
        if id_ in evidence
        else (id_, text)
        for id_, text in items(language)
    ]


def told(seen: Collection[str], not_applicable: Collection[str], language: str) -> str:
    """The form in one line for the note; "" where nobody filled it in."""
    if not seen and not not_applicable:
        return ""
    rest = [id_ for id_, _text in items(language) if id_ not in {*seen, *not_applicable}]
    parts: Iterable[tuple[Text, Collection[str]]] = (
        (_("seen"), seen), (_("not seen"), rest), (_("did not apply"), not_applicable),
    )  # fmt: skip
    names = dict(items(language))
    listed = [
        f"{word}: {'; '.join(names[one] for one in names if one in ids)}"
        for word, ids in parts
        if ids
    ]
    return _("Observer’s form, %s") % ". ".join(listed)


def about_device(forbids: str, done: str) -> str:
    """What was answered about a device, in one line for the note; "" for nothing."""
    answers = {
        "yes": _("an order forbids recording"),
        "no": _("no order forbids recording"),
        "unknown": _("it is not known whether an order forbids recording"),
    }
    parts = [answers[forbids]] if forbids else []
    if done.strip():
        parts.append(_("what was done: %s") % done.strip().rstrip("."))
    return _("Recording device: %s") % "; ".join(parts) if parts else ""

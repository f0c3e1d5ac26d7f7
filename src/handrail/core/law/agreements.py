"""Where no order permits contact: what the signed agreement of those with authority permits.

It stands from the day of the last signature until one of them withdraws; on the day of withdrawal
it is over at once. The newest one that everybody signed counts alone: when that is withdrawn, an
older one does not come back. Source: law §5.1, §5.4; clinical §1.5 (referral).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from handrail.core.law.answers import Allowed, Refused
from handrail.core.law.clauses import NO_NAMES, Names, joined
from handrail.core.law.days import in_words
from handrail.core.law.modalities import NONE, is_known, plain_name, reaches

_AGAIN = "A new agreement, signed by everybody with authority, opens it again."


@dataclass(frozen=True)
class Signature:
    """One person signed, on paper or in the room, and may withdraw on any day."""

    person: str
    signed_on: date
    withdrawn_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What contact is agreed for these children.

    authority: the people who have to sign. permitted: forms of contact, ids of law modalities.
    number: counted up in a case; a later one takes the place of the earlier once all have signed.
    """

    number: int
    children: tuple[str, ...]
    authority: tuple[str, ...]
    permitted: tuple[str, ...]
    signatures: tuple[Signature, ...] = ()

    def missing(self, on: date) -> tuple[str, ...]:
        """Whose signature is not there by that day; nobody named to sign is nobody's consent."""
        there = {one.person for one in self.signatures if one.signed_on <= on}
        return tuple(person for person in self.authority if person not in there)

    def stands_since(self, on: date) -> date | None:
        """The day of the last signature, once all are there by `on`; None before that."""
        if not self.authority or self.missing(on):
            return None
        return max(one.signed_on for one in self.signatures if one.person in self.authority)

    def withdrawn(self, on: date) -> tuple[Signature, ...]:
        """Who among those with authority has withdrawn by that day, that day included."""
        return tuple(
            one
            for one in self.signatures
            if one.person in self.authority and one.withdrawn_on and one.withdrawn_on <= on
        )


def agreement_permits(
    agreements: Iterable[Agreement], *, modality: str, child: str, on: date, names: Names = NO_NAMES
) -> Allowed | Refused:
    """Whether a signed agreement permits this form of contact for this child on a day.

    names: person id -> given name, for the sentences. Nothing signed refuses.
    """
    if modality == NONE:
        return Allowed()
    if not is_known(modality):
        return Refused((f"{modality!r} is no known form of contact.",))
    own = [one for one in agreements if child in one.children]
    signed = [one for one in own if one.stands_since(on)]
    if not signed:
        return Refused(_not_signed(own, on, names))
    newest = max(signed, key=lambda one: one.number)
    if gone := newest.withdrawn(on):
        return Refused(tuple(_withdrawn(one, names) for one in gone))
    if any(reaches(one, modality) for one in newest.permitted):
        return Allowed((_signed(newest, on, names),))
    only = f"only {joined([plain_name(one) for one in newest.permitted])}"
    holds = only if newest.permitted else "no contact"
    text = f"The agreement permits {holds}. {_start(plain_name(modality))} would need"
    return Refused((f"{text} a further agreement, signed by everybody with authority.",))


def _not_signed(own: list[Agreement], on: date, names: Names) -> tuple[str, ...]:
    if not own:
        return ("No agreement on contact is on record. It has to be signed by all with authority.",)
    newest = max(own, key=lambda one: one.number)
    missing = newest.missing(on)
    if not missing:
        return ("The agreement names nobody who has to sign. Enter who has authority.",)
    who = joined([names.get(one, one) for one in missing])
    has = "has" if len(missing) == 1 else "have"
    return (f"{who} {has} not signed the agreement. It stands from the day all have signed.",)


def _withdrawn(one: Signature, names: Names) -> str:
    assert one.withdrawn_on
    who, day = names.get(one.person, one.person), in_words(one.withdrawn_on)
    return f"{who} withdrew from the agreement on {day}. {_AGAIN}"


def _signed(one: Agreement, on: date, names: Names) -> str:
    since = one.stands_since(on)
    assert since
    who = joined([names.get(person, person) for person in one.authority])
    return f"By the agreement that {who} signed, the last on {in_words(since)}."


def _start(text: str) -> str:
    return text[:1].upper() + text[1:]

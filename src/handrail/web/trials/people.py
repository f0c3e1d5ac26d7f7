"""A fictional practice: who works there, their accounts, their families.

To be used inside the practice's own process, after `starting.prepare()`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from handrail.web.trials.visitors import PASSWORD, SECOND_FACTOR


def open_practice(name: str) -> Any:
    """The practice; returns its administrator."""
    from handrail.store.accounts.actions import practices

    opened = practices.open_practice(
        name=name,
        time_zone="America/Denver",
        jurisdiction="US-XX",
        administrator=("Ann", "Door", address_of("Ann", name)),
    )
    return opened.administrator


def address_of(given: str, practice: str) -> str:
    """Where somebody of the practice has mail."""
    return f"{given}@{practice}.example".lower()


def therapist(administrator: Any, given: str, *, practice: str) -> Any:
    """A therapist with an account; returns them as who is looking."""
    from handrail.store.accounts.actions.people import add_person
    from handrail.store.accounts.actions.practices import give_staff_seat
    from handrail.store.accounts.viewer import Viewer, acting_as

    with acting_as(administrator):
        person = add_person(by=administrator, given=given)
        give_staff_seat(by=administrator, person_id=person, seat="therapist")
    account(administrator, person, address_of(given, practice))
    return Viewer(person_id=person, practice_id=administrator.practice_id)


def account(administrator: Any, person_id: UUID, email: str) -> str:
    """An account with the password and the second factor of all; returns the address."""
    from allauth.mfa.totp.internal.auth import TOTP

    from handrail.store.accounts.actions.invitations import accept, invite
    from handrail.store.accounts.viewer import acting_as

    with acting_as(administrator):
        token = invite(by=administrator, person_id=person_id, email=email)
    TOTP.activate(accept(token=token, password=PASSWORD), SECOND_FACTOR)
    return email


def share(by: Any, case: UUID, other: Any) -> None:
    """Give a colleague a seat on the team of a case."""
    from handrail.store.accounts.actions.cases import give_seat
    from handrail.store.accounts.viewer import acting_as

    with acting_as(by):
        give_seat(by=by, case_id=case, person_id=other.person_id, seat="co_therapist")


def take_in(by: Any, content: bytes) -> UUID:
    """Import a family file; returns the id of the case."""
    from handrail.core.family_file.reading import read_family
    from handrail.core.measures.catalogue import catalogue
    from handrail.core.therapy import protocol
    from handrail.store.accounts.viewer import acting_as
    from handrail.store.records.actions.import_family import import_family

    in_force = protocol.load()
    with acting_as(by):
        return import_family(
            by=by,
            family=read_family(content, catalogue()),
            rule=in_force.rule,
            catalogue=catalogue(),
            protocol_version=in_force.version,
        ).case_id

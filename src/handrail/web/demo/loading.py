"""Making the demo practice: all of it in one transaction, through the verbs everybody uses."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP

from handrail.core.family_file.reading import read_family
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy import protocol
from handrail.store.accounts.actions.cases import give_seat
from handrail.store.accounts.actions.invitations import accept, invite
from handrail.store.accounts.actions.numbering import number_cases_from
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.actions.practices import give_staff_seat, open_practice
from handrail.store.accounts.actions.qualifications import record_qualification
from handrail.store.accounts.demo_practice import holds_demo
from handrail.store.accounts.reading import members_of
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.transactions import writing
from handrail.store.records.actions.import_family import import_family
from handrail.web.demo.cast import (
    ADMINISTRATOR,
    CASE_NUMBERS,
    FAMILIES,
    JURISDICTION,
    PAPERS,
    PASSWORD,
    PRACTICE,
    SECOND_FACTOR,
    STAFF,
    THERAPIST,
    TIME_ZONE,
    Seat,
    StaffSeat,
)

Say = Callable[[str], None]


def load(say: Say) -> bool:
    """Make the demo practice unless it is there; returns whether it was made.

    All or nothing: an interrupted load leaves no trace, and the next call begins again.
    """
    with writing():
        if holds_demo():
            return False
        say(f"making the practice “{PRACTICE}” and its staff")
        sol, staff = _practice()
        cases = {}
        for name, number in CASE_NUMBERS.items():
            say(f"loading the family {name.capitalize()}")
            cases[name] = _family(name, number, sol, staff)
        say("making the sign-ins of the families")
        _family_sign_ins(sol, staff[THERAPIST.key], cases)
    return True


def _practice() -> tuple[Viewer, dict[str, Viewer]]:
    """The administrator, and everybody of the staff by key, with their accounts."""
    opened = open_practice(
        name=PRACTICE,
        time_zone=TIME_ZONE,
        jurisdiction=JURISDICTION,
        administrator=(ADMINISTRATOR.given, ADMINISTRATOR.family, ADMINISTRATOR.email),
        is_demo=True,
    )
    sol = opened.administrator
    found = {ADMINISTRATOR.key: sol}
    _accept(opened.token)
    for seat in STAFF:
        if seat is ADMINISTRATOR:
            continue
        with acting_as(sol):
            person = add_person(by=sol, given=seat.given, family=seat.family)
            give_staff_seat(by=sol, person_id=person, seat=seat.practice_seat)
        found[seat.key] = Viewer(person_id=person, practice_id=sol.practice_id)
        _account(sol, person, seat)
        _papers(sol, person, seat)
    return sol, found


def _papers(sol: Viewer, person: UUID, seat: StaffSeat) -> None:
    """What everybody who treats holds, so that they may be given families."""
    if seat.practice_seat not in ("therapist", "supervisor"):
        return
    with acting_as(sol):
        for qualification, title, since, hours in PAPERS:
            record_qualification(
                by=sol, person_id=person, qualification=qualification, title=title,
                since=since, hours=hours,
            )  # fmt: skip


def _family(name: str, number: int, sol: Viewer, staff: dict[str, Viewer]) -> UUID:
    """One family file as a case of the therapist, with the rest of its team. Returns the case."""
    content = files("handrail.web.demo").joinpath(f"families/{name}.json").read_bytes()
    family, in_force, noa = read_family(content, catalogue()), protocol.load(), staff[THERAPIST.key]
    with acting_as(sol):
        number_cases_from(by=sol, number=number)
    with acting_as(noa):
        made = import_family(
            by=noa,
            family=family,
            rule=in_force.rule,
            catalogue=catalogue(),
            protocol_version=in_force.version,
        )
        for seat in STAFF:
            if seat.case_seat and seat is not THERAPIST:
                give_seat(
                    by=noa,
                    case_id=made.case_id,
                    person_id=staff[seat.key].person_id,
                    seat=seat.case_seat,
                )
    return made.case_id


def _family_sign_ins(sol: Viewer, noa: Viewer, cases: dict[str, UUID]) -> None:
    for seat in FAMILIES:
        with acting_as(noa):
            known = {named.given: named.id for named, _seat in members_of(cases[seat.of])}
        _account(sol, known[seat.given], seat)


def _account(sol: Viewer, person_id: UUID, seat: Seat) -> None:
    with acting_as(sol):
        token = invite(by=sol, person_id=person_id, email=seat.email)
    _accept(token)


def _accept(token: str) -> None:
    """An account with the password and the second factor that everybody here has."""
    TOTP.activate(accept(token=token, password=PASSWORD), SECOND_FACTOR)

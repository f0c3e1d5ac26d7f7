"""What the bench does inside a practice's own process: `python -m handrail.web.bench.inside`.

build HOME CASELOAD     the practice of one therapist; HOME/bench.json says whom to watch
count HOME              prints how many queries every page needs at few rows and at many
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from handrail.web import configuration as settings_file
from handrail.web import starting
from handrail.web.bench.families import NEEDLE, family_file
from handrail.web.bench.visitors import PASSWORD, SECOND_FACTOR
from handrail.web.configuration import Configuration

FILE = "bench.json"
FEW_CASES, FEW_SESSIONS, SIGN_INS = 5, 5, 8


@dataclass(frozen=True)
class Measured:
    """Whom the bench watches: somebody with many cases and long ones, somebody with few and short.

    case, small_case: ids. at_the_door: those who sign in while the timeline is measured.
    """

    therapist: str
    case: str
    small_therapist: str
    small_case: str
    at_the_door: tuple[str, ...]

    @staticmethod
    def read(home: Path) -> Measured:
        said = json.loads((home / FILE).read_text())
        return Measured(**{**said, "at_the_door": tuple(said["at_the_door"])})


def pages(case: str) -> dict[str, str]:
    """What is measured: name -> address."""
    from django.urls import reverse

    return {
        "bare": reverse("bench_bare"),
        "today": reverse("clinic:today"),
        "case": reverse("clinic:case", args=[case]),
        "timeline": reverse("clinic:timeline", args=[case]),
        "ladder": reverse("clinic:ladder", args=[case]),
        "search": f"{reverse('clinic:search')}?q={NEEDLE}",
    }


def build(home: Path, caseload: int) -> None:
    """Make the practice of one therapist with a full caseload. The same ids and words each time."""
    from handrail import chance

    with chance.drawn_from(_stream()):
        secret = starting.lay_out(home)
        configuration = Configuration(
            practice="Bench", time_zone="America/Denver", jurisdiction="US-XX"
        )
        starting.open_program(home, configuration, secret=secret)
        starting.prepare()
        settings_file.write(home, configuration)
        measured = _people_and_families(caseload)
    (home / FILE).write_text(json.dumps(asdict(measured)))


def _stream() -> Callable[[int], bytes]:
    """Bytes that look like chance and are the same at every call of the bench."""
    position = 0

    def next_bytes(count: int) -> bytes:
        nonlocal position
        position += 1
        return hashlib.shake_256(f"bench {position}".encode()).digest(count)

    return next_bytes


def _people_and_families(caseload: int) -> Measured:
    from handrail.store.accounts.actions.cases import give_seat
    from handrail.store.accounts.actions.practices import open_practice
    from handrail.store.accounts.reading import members_of
    from handrail.store.accounts.viewer import acting_as
    from handrail.store.database.transactions import writing

    with writing():
        opened = open_practice(
            name="Bench",
            time_zone="America/Denver",
            jurisdiction="US-XX",
            administrator=("Ann", "Door", "ann@bench.example"),
        )
        ann = opened.administrator
        one, other = _therapist(ann, "Bea"), _therapist(ann, "Cal")
        many = [_import(one, family_file(number)) for number in range(caseload - FEW_CASES)]
        few = [
            _import(one, family_file(number, sessions=FEW_SESSIONS))
            for number in range(caseload - FEW_CASES, caseload)
        ]
        for case in few:
            with acting_as(one):
                give_seat(by=one, case_id=case, person_id=other.person_id, seat="co_therapist")
        at_the_door = []
        for number, case in enumerate([*many, *few][:SIGN_INS]):
            with acting_as(one):
                parent = next(who.id for who, seat in members_of(case) if seat == "parent")
            at_the_door.append(_account(ann, parent, f"parent{number}@bench.example"))
    return Measured(
        therapist="bea@bench.example",
        case=str(many[0]),
        small_therapist="cal@bench.example",
        small_case=str(few[0]),
        at_the_door=tuple(at_the_door),
    )


def _therapist(ann: Any, given: str) -> Any:
    from handrail.store.accounts.actions.people import add_person
    from handrail.store.accounts.actions.practices import give_staff_seat
    from handrail.store.accounts.viewer import Viewer, acting_as

    with acting_as(ann):
        person = add_person(by=ann, given=given)
        give_staff_seat(by=ann, person_id=person, seat="therapist")
    _account(ann, person, f"{given.lower()}@bench.example")
    return Viewer(person_id=person, practice_id=ann.practice_id)


def _account(ann: Any, person_id: Any, email: str) -> str:
    from allauth.mfa.totp.internal.auth import TOTP

    from handrail.store.accounts.actions.invitations import accept, invite
    from handrail.store.accounts.viewer import acting_as

    with acting_as(ann):
        token = invite(by=ann, person_id=person_id, email=email)
    TOTP.activate(accept(token=token, password=PASSWORD), SECOND_FACTOR)
    return email


def _import(by: Any, content: bytes) -> Any:
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


def count(home: Path) -> dict[str, Any]:
    """{"pages": page -> address, "queries": page -> [at few rows, at many], "raw_seconds": …}

    raw_seconds: the timeline's own statement with its rows, the median of many calls.
    """
    from handrail.web.bench.statements import page_statements, seconds_of

    configuration = settings_file.read(home)
    assert configuration is not None
    starting.open_program(home, configuration, secret=starting.lay_out(home))
    measured = Measured.read(home)
    few = page_statements(measured.small_therapist, PASSWORD, pages(measured.small_case))
    many = page_statements(measured.therapist, PASSWORD, pages(measured.case))
    timeline = pages(measured.case)["timeline"]
    return {
        "pages": pages(measured.case),
        "queries": {name: [len(few[name]), len(many[name])] for name in many},
        "raw_seconds": seconds_of(measured.therapist, PASSWORD, timeline, "records_segment"),
    }


def main(verb: str, home: str, caseload: str = "") -> None:
    """One of the two verbs, in the home's own process."""
    if verb == "build":
        build(Path(home), int(caseload))
    else:
        print(json.dumps(count(Path(home))))  # noqa: T201 - read by the bench


if __name__ == "__main__":
    main(*sys.argv[1:])

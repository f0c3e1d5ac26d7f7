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
from handrail.web.configuration import Configuration
from handrail.web.trials import people
from handrail.web.trials.families import NEEDLE, family_file
from handrail.web.trials.visitors import PASSWORD

FILE = "bench.json"
PRACTICE = "Bench"
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
            practice=PRACTICE, time_zone="America/Denver", jurisdiction="US-XX"
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
    from handrail.store.accounts.reading import members_of
    from handrail.store.accounts.viewer import acting_as
    from handrail.store.database.transactions import writing

    with writing():
        ann = people.open_practice(PRACTICE)
        one, other = (people.therapist(ann, who, practice=PRACTICE) for who in ("Bea", "Cal"))
        many = [people.take_in(one, family_file(at)) for at in range(caseload - FEW_CASES)]
        few = [
            people.take_in(one, family_file(at, sessions=FEW_SESSIONS))
            for at in range(caseload - FEW_CASES, caseload)
        ]
        for case in few:
            people.share(one, case, other)
        at_the_door = []
        for number, case in enumerate([*many, *few][:SIGN_INS]):
            with acting_as(one):
                parent = next(who.id for who, seat in members_of(case) if seat == "parent")
            email = people.address_of(f"parent{number}", PRACTICE)
            at_the_door.append(people.account(ann, parent, email))
    return Measured(
        therapist=people.address_of("Bea", PRACTICE),
        case=str(many[0]),
        small_therapist=people.address_of("Cal", PRACTICE),
        small_case=str(few[0]),
        at_the_door=tuple(at_the_door),
    )


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

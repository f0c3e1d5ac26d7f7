"""How the family is understood: dated entries side by side, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.actions.understanding import (
    Explanation,
    draw_cycle,
    formulate,
    record_concern,
    record_need,
    record_pattern,
)
from handrail.store.records.models import Hypothesis
from handrail.store.records.reading.family import stored_case
from handrail.store.records.reading.understanding import understanding
from tests.demo import Demo

DAY = date(2025, 7, 20)
FEAR = Explanation("realistic_fear", "some", speaks_for="Two dated accounts", unknown="June")
CHANGE = Explanation("ordinary_transition", "unknown", speaks_against="She is nine")


@pytest.fixture
def noa(demo: Demo) -> Iterator[Viewer]:
    with acting_as(demo.viewer("noa")):
        yield demo.viewer("noa")


def person(demo: Demo, given: str) -> UUID:
    family = stored_case(demo.alder).family
    return UUID(next(one.id for one in family.people if one.given == given))


def test_a_concern_is_kept_with_what_was_checked(demo: Demo, noa: Viewer) -> None:
    record_concern(
        by=noa, case_id=demo.alder, person=person(demo, "Mara"), on=DAY,
        words="He drives too fast", checked="Asked Theo on 21 July", would_ease="A shared route",
    )  # fmt: skip
    (one,) = list(understanding(demo.alder).concerns)
    assert (one.words, one.checked) == ("He drives too fast", "Asked Theo on 21 July")
    assert one.would_ease == "A shared route"
    assert list(understanding(demo.cedar).concerns) == []


def test_one_explanation_alone_is_refused_and_nothing_is_kept(demo: Demo, noa: Viewer) -> None:
    for too_few in ([], [FEAR], [FEAR, FEAR]):
        with pytest.raises(RefusedByRule, match="at least two"):
            formulate(by=noa, case_id=demo.alder, on=DAY, explanations=too_few)
    assert list(understanding(demo.alder).formulations) == []
    assert not Hypothesis.objects.filter(case_id=demo.alder).exists()


def test_an_explanation_without_evidence_does_not_count(demo: Demo, noa: Viewer) -> None:
    bare = Explanation("affinity", "marked")
    with pytest.raises(RefusedByRule, match="affinity"):
        formulate(by=noa, case_id=demo.alder, on=DAY, explanations=[FEAR, bare])


def test_a_later_version_stands_beside_the_earlier(demo: Demo, noa: Viewer) -> None:
    formulate(by=noa, case_id=demo.alder, on=DAY, explanations=[FEAR, CHANGE], summary="First")
    formulate(by=noa, case_id=demo.alder, on=DAY, explanations=[CHANGE, FEAR], summary="Second")
    found = list(understanding(demo.alder).formulations)
    assert [(one.number, one.summary) for one in found] == [(2, "Second"), (1, "First")]
    assert [one.code for one in found[1].explanations] == ["realistic_fear", "ordinary_transition"]
    assert found[1].explanations[0].unknown == "June"


def test_a_ring_needs_two_people(demo: Demo, noa: Viewer) -> None:
    mara, theo = person(demo, "Mara"), person(demo, "Theo")
    for parts in ([], [(mara, "waits")], [(mara, "waits"), (mara, "writes")]):
        with pytest.raises(RefusedByRule, match="two people"):
            draw_cycle(by=noa, case_id=demo.alder, parts=parts)
    assert draw_cycle(by=noa, case_id=demo.alder, parts=[(mara, "a"), (theo, "b")]) == 1
    assert draw_cycle(by=noa, case_id=demo.alder, parts=[(theo, "c"), (mara, "d")]) == 2
    known = understanding(demo.alder)
    assert (known.cycle_number, [part.does for part in known.cycle]) == (2, ["c", "d"])


def test_the_latest_need_stands_and_the_earlier_stays(demo: Demo, noa: Viewer) -> None:
    wren = person(demo, "Wren")
    record_need(by=noa, case_id=demo.alder, person=wren, on=DAY, text="To be asked alone")
    record_need(by=noa, case_id=demo.alder, person=wren, on=date(2025, 7, 22), text="A quiet room")
    known = understanding(demo.alder)
    assert known.needs_now[str(wren)].text == "A quiet room"
    assert len(known.needs) == 2


def test_only_people_of_this_family_and_days_that_have_come(demo: Demo, noa: Viewer) -> None:
    other = stored_case(demo.cedar).family.people[0]
    mara = person(demo, "Mara")
    for stranger in (UUID(other.id), noa.person_id):
        with pytest.raises(RefusedByRule, match="not among the people"):
            record_need(by=noa, case_id=demo.alder, person=stranger, on=DAY, text="x")
    with pytest.raises(RefusedByRule, match="has not come yet"):
        record_need(by=noa, case_id=demo.alder, person=mara, on=date(2025, 7, 24), text="x")
    with pytest.raises(RefusedByRule):
        record_pattern(
            by=noa, case_id=demo.alder, on=DAY, pattern="role", people=[UUID(other.id)], words="x"
        )


@pytest.mark.parametrize("who", ["rafa", "jonas", "greta"])
def test_no_other_seat_writes_here(demo: Demo, noa: Viewer, who: str) -> None:
    mara = person(demo, "Mara")
    viewer = demo.viewer(who)
    with acting_as(viewer), pytest.raises(Refused):
        record_need(by=viewer, case_id=demo.alder, person=mara, on=DAY, text="x")
    assert list(understanding(demo.alder).needs) == []

"""Legal holds by who keeps them: a case by its number, no word of it, nobody else's practice."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Case
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.ledger.models import Line
from handrail.store.records.actions.drafts import discard_draft
from handrail.store.records.actions.legal_holds import (
    GROUNDS,
    lift_hold_from_outside,
    place_hold,
    place_hold_by_number,
)
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.models import LegalHold, Note, Session
from handrail.store.records.reading.legal_holds import holds_of, standing_hold, standing_holds
from tests.demo import Demo
from tests.store.records.test_notes import Notes


@pytest.fixture
def greta(demo: Demo) -> Viewer:
    """The privacy officer: on no team."""
    return demo.viewer("greta")


def number(demo: Demo, who: str = "noa") -> int:
    with acting_as(demo.viewer(who)):
        found: int = Case.objects.values_list("number", flat=True).get(id=demo.alder)
        return found


def test_a_hold_is_placed_by_number_and_binds_the_team(demo: Demo, greta: Viewer) -> None:
    notes = Notes(demo)
    version = notes.save("Words.")
    found = notes.draft()
    assert found is not None
    with acting_as(greta):
        hold = place_hold_by_number(by=greta, number=number(demo), ground="subpoena")
    with notes.by() as who:
        with pytest.raises(RefusedByRule, match="legal hold stands"):
            discard_draft(**who, draft=found.id, version=version)
        (kept,) = holds_of(demo.alder)
        assert (kept.ground, kept.reason, kept.placed_by) == ("subpoena", "", greta.person_id)
    with acting_as(greta):
        lift_hold_from_outside(by=greta, hold=hold)
        with pytest.raises(Refused, match="gone"):
            lift_hold_from_outside(by=greta, hold=hold)
        assert standing_holds(greta) == []
    with notes.by() as who:
        assert standing_hold(demo.alder) is None
        discard_draft(**who, draft=found.id, version=version)
        lines = Line.objects.filter(chain_id=demo.alder, act__startswith="legal_hold.")
        told = list(lines.order_by("seq").values_list("act", "actor_person_id", "seat"))
    assert told == [
        ("legal_hold.placed", greta.person_id, "privacy_officer"),
        ("legal_hold.lifted", greta.person_id, "privacy_officer"),
    ]


def test_everything_that_is_wrong_is_told(demo: Demo, greta: Viewer) -> None:
    with acting_as(greta):
        with pytest.raises(RefusedByRule, match="has the number 998"):
            place_hold_by_number(by=greta, number=998, ground="subpoena")
        with pytest.raises(RefusedByRule, match="rests on one of"):
            place_hold_by_number(by=greta, number=number(demo), ground="curiosity")
        place_hold_by_number(by=greta, number=number(demo), ground="complaint")
        with pytest.raises(RefusedByRule, match="stands on this case already"):
            place_hold_by_number(by=greta, number=number(demo), ground="complaint")


@pytest.mark.parametrize("other", ["noa", "iris", "rafa", "jonas", "sol", "mara"])
def test_nobody_else_places_lifts_or_lists_them(demo: Demo, greta: Viewer, other: str) -> None:
    with acting_as(greta):
        hold = place_hold_by_number(by=greta, number=number(demo), ground="complaint")
    viewer = demo.viewer(other)
    with acting_as(viewer):
        assert standing_holds(viewer) == []
        assert LegalHold.objects.exists() is (other in ("noa", "iris", "rafa")), "the team alone"
        for act in (
            lambda: place_hold_by_number(by=viewer, number=1, ground="complaint"),
            lambda: lift_hold_from_outside(by=viewer, hold=hold),
        ):
            with pytest.raises(Refused, match="not_a_keeper"):
                act()


def test_who_keeps_holds_finds_nothing_else_of_a_case(demo: Demo, greta: Viewer) -> None:
    iris = demo.viewer("iris")
    with acting_as(iris):
        place_hold(by=iris, case_id=demo.alder, reason="Wren said", ground="court_notice")
    with acting_as(greta):
        (one,) = standing_holds(greta)
        assert (one.number, one.ground, one.by) == (number(demo), "court_notice", "Iris")
        assert "Wren" not in repr(one)
        assert not Session.objects.exists()
        assert not Note.objects.exists()


def test_a_hold_of_another_practice_is_out_of_reach(demo: Demo, greta: Viewer) -> None:
    stranger = Viewer(person_id=greta.person_id, practice_id=uuid4())
    with acting_as(greta):
        hold = place_hold_by_number(by=greta, number=number(demo), ground="complaint")
    with acting_as(stranger):
        assert standing_holds(stranger) == []
        assert not LegalHold.objects.filter(id=hold).exists()


def test_every_ground_is_known_to_the_database(demo: Demo, greta: Viewer) -> None:
    with acting_as(greta):
        for ground in GROUNDS:
            hold = place_hold_by_number(by=greta, number=number(demo), ground=ground)
            lift_hold_from_outside(by=greta, hold=hold)
        with pytest.raises(DatabaseError), transaction.atomic():
            LegalHold.objects.filter(id=hold).update(ground="curiosity")

"""Drafts, signing, what an author keeps apart, and holds: on whichever engine the tests run."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from handrail.store.accounts.actions.refusals import Refused
from handrail.store.database.versions import Stale
from handrail.store.ledger.models import Line
from handrail.store.records.actions.drafts import (
    MOST_SEGMENTS,
    discard_draft,
    restore_draft,
    save_draft,
)
from handrail.store.records.actions.legal_holds import lift_hold, place_hold
from handrail.store.records.actions.notes import sign_note
from handrail.store.records.actions.psychotherapy_notes import keep_own_note
from handrail.store.records.actions.recording import RefusedByRule
from handrail.store.records.models import Draft, Note, PsychotherapyNote, Segment, Session
from handrail.store.records.reading.drafts import (
    KeptDraft,
    Piece,
    Place,
    last_discarded,
    open_draft,
    unsigned,
)
from handrail.store.records.reading.legal_holds import holds_of, standing_hold
from handrail.store.records.reading.notes import notes_of, own_notes
from tests.demo import Demo
from tests.store.records.desk import Desk


class Notes(Desk):
    """Noa and Iris write about a session of Alder that has no note yet."""

    def __init__(self, demo: Demo) -> None:
        super().__init__(demo, demo.alder)
        with self.by():
            row = Session.objects.filter(case_id=self.case_id, notes=None).first()
            assert row is not None
            Session.objects.filter(id=row.id).update(state="held", on=self.today, at=None)
        self.place = Place(session=row.id, kind="progress")
        self.wren = self.person("Wren")
        self.noa = str(demo.accounts["noa"].person_id)

    def piece(self, text: str) -> Piece:
        return Piece(text, (self.wren,), (self.noa,))

    def save(self, *texts: str, version: int = 0, name: str = "noa") -> int:
        with self.by(name) as who:
            pieces = [self.piece(text) for text in texts]
            return save_draft(**who, place=self.place, version=version, pieces=pieces).version

    def sign(
        self, *texts: str, version: int = 0, place: Place | None = None, days: int = 0
    ) -> UUID:
        with self.by(days=days) as who:
            pieces = [self.piece(text) for text in texts]
            return sign_note(**who, place=place or self.place, version=version, pieces=pieces)

    def draft(self, place: Place | None = None) -> KeptDraft | None:
        with self.by():
            return open_draft(self.case_id, place or self.place)

    def lines(self, act: str) -> int:
        with self.by():
            return Line.objects.filter(chain_id=self.case_id, act=act).count()


@pytest.fixture
def notes(demo: Demo) -> Notes:
    return Notes(demo)


def test_a_draft_is_shared_and_each_save_has_its_line_and_commitment(notes: Notes) -> None:
    sealed = notes.lines("text.sealed")
    version = notes.save("Wren dealt the cards.")
    version = notes.save("Wren dealt the cards. Theo waited.", version=version, name="iris")
    found = notes.draft()
    assert found is not None
    assert [one.text for one in found.pieces] == ["Wren dealt the cards. Theo waited."]
    assert (found.version, found.saved_by) == (2, notes.demo.accounts["iris"].person_id)
    assert notes.lines("draft.saved") == 2
    assert notes.lines("text.sealed") == sealed + 2


def test_a_save_whose_answer_was_lost_can_be_sent_again(notes: Notes) -> None:
    first = notes.save("Once.")
    assert notes.save("Once.", version=0) == first
    second = notes.save("Once. Twice.", version=first)
    assert notes.save("Once. Twice.", version=first) == second
    assert notes.lines("draft.saved") == 2


def test_nobody_writes_over_what_they_have_not_seen(notes: Notes) -> None:
    version = notes.save("Noa's words.")
    notes.save("Iris's words.", version=version, name="iris")
    with pytest.raises(Stale):
        notes.save("Noa's later words.", version=version)
    with pytest.raises(Stale):
        notes.save("From a page opened before there was a draft.", version=0)
    found = notes.draft()
    assert found is not None
    assert found.pieces[0].text == "Iris's words."


def test_only_who_may_write_saves_and_nobody_names_a_stranger(notes: Notes) -> None:
    for who in ("rafa", "jonas", "mara"):
        with pytest.raises(Refused):
            notes.save("Words.", name=who)
    stranger = str(notes.demo.accounts["jonas"].person_id)
    pieces = [Piece("Words.", (stranger,), ())]
    with notes.by() as by, pytest.raises(RefusedByRule, match="no seat in this case"):
        save_draft(**by, place=notes.place, version=0, pieces=pieces)
    with pytest.raises(RefusedByRule, match="segments at most"):
        notes.save(*["x"] * (MOST_SEGMENTS + 1))
    assert notes.draft() is None


def test_discarded_and_taken_back_word_for_word(notes: Notes) -> None:
    version = notes.save("Words.")
    found = notes.draft()
    assert found is not None
    with notes.by() as who:
        discard_draft(**who, draft=found.id, version=version)
    assert notes.draft() is None
    with notes.by("iris") as who:
        gone = last_discarded(notes.case_id, notes.place)
        assert gone is not None
        restore_draft(**who, draft=gone.id)
    back = notes.draft()
    assert back is not None
    assert back.pieces == found.pieces
    assert (notes.lines("draft.discarded"), notes.lines("draft.restored")) == (1, 1)


def test_a_discarded_draft_does_not_come_back_over_a_newer_one(notes: Notes) -> None:
    version = notes.save("Old.")
    found = notes.draft()
    assert found is not None
    with notes.by() as who:
        discard_draft(**who, draft=found.id, version=version)
    notes.save("New.")
    with notes.by() as who, pytest.raises(RefusedByRule, match="Another draft"):
        restore_draft(**who, draft=found.id)


def test_under_a_legal_hold_nothing_is_discarded(notes: Notes) -> None:
    version = notes.save("Words.")
    found = notes.draft()
    assert found is not None
    with notes.by() as who, pytest.raises(Refused, match="not_your_seat"):
        place_hold(**who, reason="Letter of 20 July")
    with notes.by("iris") as who:
        hold = place_hold(**who, reason="Letter of 20 July")
    with notes.by() as who, pytest.raises(RefusedByRule, match="legal hold stands"):
        discard_draft(**who, draft=found.id, version=version)
    with notes.by("iris") as who:
        with pytest.raises(RefusedByRule, match="already"):
            place_hold(**who, reason="Another")
        assert standing_hold(notes.case_id) == notes.today
        lift_hold(**who, hold=hold, reason="Settled")
        (kept,) = holds_of(notes.case_id)
    assert (kept.reason, kept.lifted_because) == ("Letter of 20 July", "Settled")
    with notes.by() as who:
        discard_draft(**who, draft=found.id, version=version)
    assert notes.draft() is None


def test_a_signed_note_is_frozen_whoever_asks(notes: Notes) -> None:
    version = notes.save("Wren dealt the cards.")
    note = notes.sign("Wren dealt the cards.", "  ", "Theo waited.", version=version)
    with notes.by():
        (signed,) = notes_of(notes.case_id, notes.place.session)
        assert [one.text for one in signed.pieces] == ["Wren dealt the cards.", "Theo waited."]
        assert (signed.author, signed.late) == (notes.demo.accounts["noa"].person_id, False)
        assert [row.state for row in Draft.objects.filter(case_id=notes.case_id)] == ["signed"]
        for rows, changed in (
            (Note.objects.filter(id=note), {"late": True}),
            (Segment.objects.filter(note_id=note), {"position": 9}),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**changed)
    for version in (0, 2):
        with pytest.raises(RefusedByRule, match="Write an addendum"):
            notes.save("Later thoughts.", version=version)


def test_signing_says_everything_that_is_missing_and_keeps_nothing(notes: Notes) -> None:
    pieces = [Piece("Words.", (), (notes.noa,)), Piece("More.", (notes.wren,), ())]
    with notes.by() as who, pytest.raises(RefusedByRule) as refused:
        sign_note(**who, place=notes.place, version=0, pieces=pieces)
    assert len(refused.value.reasons) == 2
    with pytest.raises(RefusedByRule, match="Nothing is written"):
        notes.sign("   ")
    with notes.by():
        assert not Draft.objects.filter(case_id=notes.case_id).exists()


def test_a_late_entry_says_so_and_an_addendum_stands_under_its_note(notes: Notes) -> None:
    note = notes.sign("Wren dealt the cards.", days=3)
    added = Place(session=notes.place.session, kind="progress", addendum_to=note)
    notes.sign("Theo called on Friday.", place=added)
    with notes.by():
        first, second = notes_of(notes.case_id, notes.place.session)
    assert (first.late, first.addendum_to) == (True, None)
    assert (second.addendum_to, second.pieces[0].text) == (note, "Theo called on Friday.")
    assert (notes.lines("note.signed"), notes.lines("addendum.signed")) == (1, 1)


def test_an_open_draft_stays_on_the_list_however_old(notes: Notes) -> None:
    notes.save("Words.")
    with notes.by(days=900):
        (one,) = unsigned([notes.case_id])
    assert one.session == notes.place.session


def test_own_notes_are_found_by_their_author_alone(notes: Notes) -> None:
    with notes.by() as who:
        before = Line.objects.filter(chain_id=notes.case_id).count()
        session = notes.place.session
        kept = keep_own_note(**who, text="I notice I side with Wren.", session=session).id
        keep_own_note(**who, text="I notice that I side with Wren.", note=kept, version=1)
        (mine,) = own_notes(notes.case_id)
        assert (mine.text, mine.version) == ("I notice that I side with Wren.", 2)
        assert Line.objects.filter(chain_id=notes.case_id).count() == before
        with pytest.raises(Stale):
            keep_own_note(**who, text="Lost.", note=kept, version=1)
    for other in ("iris", "rafa", "jonas", "greta", "sol", "mara"):
        with notes.by(other) as who:
            assert own_notes(notes.case_id) == []
            assert not PsychotherapyNote.objects.filter(case_id=notes.case_id).exists()
            with pytest.raises(Refused):
                keep_own_note(**who, text="Not mine.", note=kept, version=2)

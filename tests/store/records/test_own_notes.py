"""One's own notes, saved while one writes: once, in order, and for nobody else to count."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from handrail.store.database.versions import Stale
from handrail.store.ledger.models import Line
from handrail.store.ledger.verification import Report, verify
from handrail.store.records.actions.psychotherapy_notes import keep_own_note, own_note_id
from handrail.store.records.models import PsychotherapyNote
from handrail.store.records.reading.notes import own_notes
from tests.demo import Demo
from tests.store.records.desk import Desk

TEXT = "I notice that I side with Wren"


@pytest.fixture
def desk(demo: Demo) -> Desk:
    return Desk(demo, demo.alder)


def test_a_note_that_is_sent_again_is_kept_once(desk: Desk) -> None:
    begun = uuid4()
    with desk.by() as who:
        first = keep_own_note(**who, text=TEXT, begun=begun)
        again = keep_own_note(**who, text=TEXT, begun=begun)
        assert (again.id, again.version) == (first.id, 1)
        longer = keep_own_note(**who, text=TEXT + ".", begun=begun, version=1)
        assert (longer.id, longer.version) == (first.id, 2)
        assert [(one.text, one.version) for one in own_notes(desk.case_id)] == [(TEXT + ".", 2)]
        assert Line.objects.filter(chain_id=first.id).count() == 2, "nothing is told twice"


def test_what_is_older_never_takes_the_place_of_what_is_newer(desk: Desk) -> None:
    begun = uuid4()
    with desk.by() as who:
        note = keep_own_note(**who, text="One.", begun=begun).id
        keep_own_note(**who, text="Two.", note=note, version=1)
        for version in (0, 1):
            with pytest.raises(Stale):
                keep_own_note(**who, text="Late.", begun=begun, version=version)
        assert [one.text for one in own_notes(desk.case_id)] == ["Two."]


def test_what_another_page_sends_never_meets_somebody_elses_note(desk: Desk) -> None:
    """The same mark of a page leads two people to two rows: neither learns of the other's."""
    begun = uuid4()
    with desk.by("noa") as who:
        kept = keep_own_note(**who, text="Noa's.", begun=begun)
        assert kept.id == own_note_id(who["by"], begun)
    for other in ("iris", "jonas"):
        assert own_note_id(desk.demo.viewer(other), begun) != kept.id


def _verified(practice_id: UUID) -> Report:
    return verify(practice_id)


def test_verifying_counts_none_of_them_and_still_proves_them(desk: Desk) -> None:
    before = _verified(desk.demo.practice_id)
    with desk.by() as who:
        note = keep_own_note(**who, text=TEXT)
        keep_own_note(**who, text=TEXT + ".", note=note.id, version=1)
        keep_own_note(**who, text="Another")
    after = _verified(desk.demo.practice_id)
    assert (after.chains, after.lines) == (before.chains, before.lines)
    assert after.sound


def test_a_broken_own_note_is_found(committed_demo: Demo) -> None:
    from tests.engines import tamper

    desk = Desk(committed_demo, committed_demo.alder)
    with desk.by() as who:
        note = keep_own_note(**who, text=TEXT)
    tamper(
        "UPDATE ledger_line SET detail = '{\"x\":1}' WHERE"
        f" replace(cast(chain_id AS text), '-', '') = '{note.id.hex}'"
    )
    (broken,) = _verified(committed_demo.practice_id).broken
    assert (broken.chain_id, broken.what) == (note.id, "changed")


def test_whoever_reads_the_whole_ledger_finds_no_line_of_them(
    on_postgresql: None, desk: Desk
) -> None:
    with desk.by() as who:
        note = keep_own_note(**who, text=TEXT)
        assert Line.objects.filter(object_id=note.id).exists()
    for other in ("greta", "iris", "sol", "rafa"):
        with desk.by(other):
            assert not Line.objects.filter(act="own_note.kept").exists(), other
            assert not PsychotherapyNote.objects.exists(), other

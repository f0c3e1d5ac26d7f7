"""A sealed text opens in its own place, for its own owner, with its own store's ring."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.store.accounts.viewer import acting_as
from handrail.store.database.text import TextRefused
from handrail.store.database.transactions import WritingWhileReading, reading
from handrail.store.keys.envelopes import DoesNotOpen
from handrail.store.keys.models import WrappedKey
from handrail.store.keys.rings import RingRefused
from handrail.store.keys.sealing import NoKey, key_of, key_to_seal, keys_of, open_, seal
from handrail.store.keys.stores import Store

WORDS = "“maybe on Sunday”, she said — 也许"
PLACE = {"table": "note", "row": uuid4(), "field": "text"}


@pytest.fixture
def rosa(cast):
    with acting_as(cast.rosa):
        yield cast


def test_what_was_sealed_comes_back(rosa):
    sealed = seal(Store.RECORD, rosa.alder, text=WORDS, **PLACE)
    assert WORDS.encode() not in sealed.blob
    assert open_(Store.RECORD, rosa.alder, sealed.blob, **PLACE) == WORDS


@pytest.mark.parametrize("other", [{"table": "goal"}, {"row": uuid4()}, {"field": "title"}])
def test_a_text_moved_to_another_place_does_not_open(rosa, other):
    sealed = seal(Store.RECORD, rosa.alder, text=WORDS, **PLACE)
    with pytest.raises(DoesNotOpen):
        open_(Store.RECORD, rosa.alder, sealed.blob, **(PLACE | other))


def test_parts_of_a_place_do_not_run_together(rosa):
    one = seal(Store.RECORD, rosa.alder, text=WORDS, table="ab", row=PLACE["row"], field="c")
    with pytest.raises(DoesNotOpen):
        open_(Store.RECORD, rosa.alder, one.blob, table="a", row=PLACE["row"], field="bc")


def test_each_store_has_a_key_of_its_own(rosa):
    sealed = seal(Store.SAFETY, rosa.alder, text=WORDS, **PLACE)
    key_to_seal(Store.RECORD, rosa.alder)
    with pytest.raises(DoesNotOpen):
        open_(Store.RECORD, rosa.alder, sealed.blob, **PLACE)


def test_one_changed_bit_is_noticed(rosa):
    blob = bytearray(seal(Store.RECORD, rosa.alder, text=WORDS, **PLACE).blob)
    key = key_of(Store.RECORD, rosa.alder)
    for at in range(len(blob)):
        blob[at] ^= 1
        if not 1 <= at <= 4:  # the key id is only a hint
            with pytest.raises(DoesNotOpen):
                key.open(bytes(blob), **PLACE)
        blob[at] ^= 1
    assert key.open(bytes(blob), **PLACE) == WORDS


def test_equal_texts_look_different_and_commit_differently(rosa):
    key = key_to_seal(Store.RECORD, rosa.alder)
    one, two = (key.seal(text="no", **PLACE) for _ in range(2))
    assert one.blob != two.blob
    assert one.commitment != two.commitment
    assert key.commitment(one.blob, **PLACE) == one.commitment


def test_many_texts_of_a_case_cost_one_query(rosa):
    sealed = [seal(Store.RECORD, rosa.alder, text=f"{n}", **PLACE).blob for n in range(50)]
    with CaptureQueriesContext(connection) as asked:
        key = key_of(Store.RECORD, rosa.alder)
        texts = [key.open(blob, **PLACE) for blob in sealed]
    assert (len(asked), texts[7]) == (1, "7")


def test_the_keys_of_a_caseload_cost_one_query(cast):
    for viewer, case in ((cast.rosa, cast.alder), (cast.theo, cast.cedar)):
        with acting_as(viewer):
            key_to_seal(Store.RECORD, case)
    with acting_as(cast.rosa), CaptureQueriesContext(connection) as asked:
        keys = keys_of(Store.RECORD, [cast.alder, cast.wren])
    assert (set(keys), len(asked)) == ({cast.alder}, 1)


@pytest.mark.parametrize("text", ["a\x00b", "\ud83d"])
def test_text_no_engine_could_keep_is_refused(rosa, text):
    with pytest.raises(TextRefused):
        seal(Store.RECORD, rosa.alder, text=text, **PLACE)


def test_reading_makes_no_key(rosa):
    with reading():
        with pytest.raises(NoKey):
            key_of(Store.RECORD, rosa.alder)
        with pytest.raises(WritingWhileReading):
            key_to_seal(Store.RECORD, rosa.alder)
    assert not WrappedKey.objects.exists()


def test_nobody_gets_no_key(cast):
    with acting_as(cast.rosa):
        key_to_seal(Store.RECORD, cast.alder)
    with pytest.raises(NoKey):
        key_of(Store.RECORD, cast.alder)


def test_a_foreign_case_has_no_key_for_me(on_postgresql, cast):
    with acting_as(cast.rosa):
        key_to_seal(Store.RECORD, cast.alder)
    with acting_as(cast.theo), pytest.raises(NoKey):
        key_of(Store.RECORD, cast.alder)
    with acting_as(cast.theo), pytest.raises(NoKey):
        key_to_seal(Store.SAFETY, cast.alder)


def test_psychotherapy_notes_are_their_authors_alone(on_postgresql, cast):
    rosas = cast.rosa.person_id
    with acting_as(cast.rosa):
        key_to_seal(Store.PSYCHOTHERAPY, rosas)
    with acting_as(cast.theo), pytest.raises(NoKey):
        key_of(Store.PSYCHOTHERAPY, rosas)


OPENS = {
    "portal": {Store.HATCH, Store.DRAWER},
    "court": {Store.HATCH},
    "clinic": set(Store) - {Store.DRAWER},
}


@pytest.mark.parametrize("room", OPENS)
@pytest.mark.parametrize("store", Store)
def test_a_process_opens_only_the_stores_of_its_room(cast, settings, room, store):
    owner = cast.rosa.person_id
    settings.HANDRAIL_ROOM = room
    with acting_as(cast.rosa):
        if store in OPENS[room]:
            assert keys_of(store, [owner]) == {}
        else:
            with pytest.raises(RingRefused, match=room):
                keys_of(store, [owner])


def test_a_key_does_not_show_itself(rosa):
    key = key_to_seal(Store.RECORD, rosa.alder)
    assert key.secret.hex() not in repr(key)
    assert "secret" not in repr(key)

"""The ring files: private, whole, newest first, and turned over without touching a text."""

from __future__ import annotations

import stat
from uuid import uuid4

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.keys.envelopes import DoesNotOpen, key_id_of
from handrail.store.keys.models import WrappedKey
from handrail.store.keys.rings import (
    RingRefused,
    add_key,
    create_rings,
    open_to_others,
    ring,
    ring_file,
)
from handrail.store.keys.rotation import rewrap
from handrail.store.keys.sealing import open_, seal
from handrail.store.keys.stores import Store

PLACE = {"table": "note", "row": uuid4(), "field": "text"}


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path
    create_rings(tmp_path)
    return tmp_path


def test_a_new_home_gets_a_ring_for_every_store_readable_by_its_owner_alone(home):
    for store in Store:
        assert stat.S_IMODE(ring_file(store).stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    assert open_to_others(home) == []


def test_making_them_again_changes_nothing(home):
    before = ring_file(Store.RECORD).read_text()
    assert create_rings(home) == []
    assert ring_file(Store.RECORD).read_text() == before


def test_no_two_stores_share_a_key(home):
    assert len({key for store in Store for key in ring(store).keys.values()}) == len(Store)


def test_a_ring_others_can_read_is_refused_and_says_what_to_do(home):
    ring_file(Store.RECORD).chmod(0o640)
    with pytest.raises(RingRefused, match="chmod 600"):
        ring(Store.RECORD)
    assert open_to_others(home) == [ring_file(Store.RECORD)]


@pytest.mark.parametrize(
    "content", ["", "nonsense\n", "# handrail key ring 1: newest first\n0011 AA==\n"]
)
def test_a_damaged_ring_is_refused(home, content):
    ring_file(Store.RECORD).write_text(content)
    with pytest.raises(RingRefused):
        ring(Store.RECORD)


def test_a_missing_ring_is_refused(home):
    ring_file(Store.RECORD).unlink()
    with pytest.raises(RingRefused, match=r"record\.ring"):
        ring(Store.RECORD)


def test_a_ring_does_not_show_its_keys(home):
    one = ring(Store.RECORD)
    assert next(iter(one.keys.values())).hex() not in repr(one)
    assert str(next(iter(one.keys.values()))) not in repr(one)


def test_turning_the_ring_over_wraps_keys_again_and_leaves_texts_alone(home, cast):
    with acting_as(cast.rosa):
        blob = seal(Store.RECORD, cast.alder, text="maybe", **PLACE).blob
    newest = add_key(Store.RECORD)
    assert rewrap(Store.RECORD) == 1
    with acting_as(cast.rosa):
        wrapped = WrappedKey.objects.get(owner_id=cast.alder).wrapped
        assert key_id_of(bytes(wrapped)) == newest
        assert open_(Store.RECORD, cast.alder, blob, **PLACE) == "maybe"


def test_after_that_the_old_ring_key_can_go_and_before_it_could_not(home, cast):
    with acting_as(cast.rosa):
        blob = seal(Store.RECORD, cast.alder, text="maybe", **PLACE).blob
    add_key(Store.RECORD)
    both = ring_file(Store.RECORD).read_text()
    newest_alone = "\n".join(both.splitlines()[:2]) + "\n"
    ring_file(Store.RECORD).write_text(newest_alone)
    with acting_as(cast.rosa), pytest.raises(DoesNotOpen, match="lost the key"):
        open_(Store.RECORD, cast.alder, blob, **PLACE)
    ring_file(Store.RECORD).write_text(both)
    rewrap(Store.RECORD)
    ring_file(Store.RECORD).write_text(newest_alone)
    with acting_as(cast.rosa):
        assert open_(Store.RECORD, cast.alder, blob, **PLACE) == "maybe"

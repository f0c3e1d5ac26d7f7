"""A destroyed key stays destroyed, also when yesterday's backup comes back."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from handrail.store.accounts.viewer import acting_as
from handrail.store.database.transactions import writing
from handrail.store.keys import destruction
from handrail.store.keys.destruction import (
    JournalDamaged,
    destroy,
    journal_file,
    read_journal,
    replay,
)
from handrail.store.keys.models import WrappedKey
from handrail.store.keys.rings import create_rings
from handrail.store.keys.sealing import (
    KeyDestroyed,
    NoKey,
    key_of,
    key_to_seal,
    keys_of,
    open_,
    seal,
)
from handrail.store.keys.stores import Store
from handrail.store.ledger.models import Line
from handrail.store.ledger.verification import verify
from tests.engines import tamper

PLACE = {"table": "note", "row": uuid4(), "field": "text"}


@pytest.fixture
def home(tmp_path, settings):
    settings.HOME = tmp_path
    create_rings(tmp_path)
    return tmp_path


@pytest.fixture
def sealed(home, committed_cast):
    """A text of the Alder case."""
    with acting_as(committed_cast.rosa):
        return seal(Store.RECORD, committed_cast.alder, text="maybe", **PLACE).blob


def destroy_alder(cast) -> None:
    with acting_as(cast.rosa):
        destroy(Store.RECORD, cast.alder, by=cast.rosa, reason="retention_ended")


def acts(cast) -> list[str]:
    with acting_as(cast.rosa):
        lines = Line.objects.filter(chain_id=cast.alder, object_kind="key").order_by("seq")
        return [line.act for line in lines]


def test_what_it_sealed_cannot_be_read_again(committed_cast, sealed):
    cast = committed_cast
    destroy_alder(cast)
    with acting_as(cast.rosa):
        with pytest.raises(KeyDestroyed):
            open_(Store.RECORD, cast.alder, sealed, **PLACE)
        with pytest.raises(KeyDestroyed):
            key_to_seal(Store.RECORD, cast.alder)
        assert keys_of(Store.RECORD, [cast.alder, cast.wren]) == {}


def test_other_stores_of_the_case_stay(committed_cast, sealed):
    cast = committed_cast
    with acting_as(cast.rosa):
        key_to_seal(Store.SAFETY, cast.alder)
    destroy_alder(cast)
    with acting_as(cast.rosa):
        assert key_of(Store.SAFETY, cast.alder)


def test_it_is_a_line_of_the_ledger_and_of_the_journal(committed_cast, sealed):
    cast = committed_cast
    destroy_alder(cast)
    (line,) = read_journal(journal_file())
    assert (line.store, line.owner_id, line.by) == (Store.RECORD, cast.alder, cast.rosa.person_id)
    assert line.reason == "retention_ended"
    assert acts(cast) == ["key.destroyed"]
    assert verify().sound


def test_a_restored_backup_loses_the_key_again(committed_cast, sealed):
    cast = committed_cast
    with acting_as(cast.rosa):
        before = bytes(WrappedKey.objects.get(owner_id=cast.alder).wrapped or b"")
    destroy_alder(cast)
    mark = f"'\\x{before.hex()}'" if connection.vendor == "postgresql" else f"x'{before.hex()}'"
    tamper(f"UPDATE wrapped_key SET wrapped = {mark}, destroyed_at = NULL")
    with acting_as(cast.rosa):
        assert open_(Store.RECORD, cast.alder, sealed, **PLACE) == "maybe"  # the backup is back
    assert replay() == 1
    with acting_as(cast.rosa), pytest.raises(KeyDestroyed):
        open_(Store.RECORD, cast.alder, sealed, **PLACE)
    assert acts(cast) == ["key.destroyed", "key.destroyed_again"]
    assert replay() == 0


def test_the_journal_is_on_the_disk_before_the_commit(committed_cast, sealed, monkeypatch):
    """A power failure in between destroys the key at the next start, never half."""
    cast = committed_cast

    def power_failure(*arguments: object) -> None:
        raise OSError("no power")

    write_down = destruction._write_down
    monkeypatch.setattr(
        destruction, "_write_down", lambda line: (write_down(line), power_failure())
    )
    with pytest.raises(OSError, match="no power"):
        destroy_alder(cast)
    with acting_as(cast.rosa):
        assert key_of(Store.RECORD, cast.alder)
    assert replay() == 1
    with acting_as(cast.rosa), pytest.raises(KeyDestroyed):
        key_of(Store.RECORD, cast.alder)


def test_a_journal_that_cannot_be_written_destroys_nothing(committed_cast, sealed, settings):
    cast = committed_cast
    journal_file().mkdir()
    with pytest.raises(IsADirectoryError):
        destroy_alder(cast)
    with acting_as(cast.rosa):
        assert open_(Store.RECORD, cast.alder, sealed, **PLACE) == "maybe"
    assert acts(cast) == []


def test_a_line_cut_off_by_a_power_failure_is_left_out_and_the_next_stands_alone(
    committed_cast, sealed
):
    journal_file().write_text('\n{"at": "2025-03-0')
    destroy_alder(committed_cast)
    assert len(read_journal(journal_file())) == 1


@pytest.mark.parametrize("line", ['{"store": "cellar"}', "{}", "{not json}"])
def test_a_damaged_journal_is_named_by_line(home, line):
    journal_file().write_text(f"\n{line}\n")
    with pytest.raises(JournalDamaged, match="line 2"):
        read_journal(journal_file())


def test_what_is_not_there_is_not_destroyed(home, committed_cast):
    with pytest.raises(NoKey):
        destroy_alder(committed_cast)
    assert read_journal(journal_file()) == []


def test_nobody_destroys_the_key_of_a_foreign_case(on_postgresql, committed_cast, sealed):
    cast = committed_cast
    with acting_as(cast.theo), pytest.raises(NoKey):
        destroy(Store.RECORD, cast.alder, by=cast.theo, reason="mistake")


def test_no_byte_of_the_wrapped_key_stays_in_the_files(on_sqlite, committed_cast, sealed):
    cast = committed_cast
    with acting_as(cast.rosa), writing():
        wrapped = bytes(WrappedKey.objects.get(owner_id=cast.alder).wrapped or b"")
    folder = Path(connection.settings_dict["NAME"]).parent
    left = [file for file in folder.glob("handrail.sqlite3*") if wrapped in file.read_bytes()]
    assert left, "it was there before"
    destroy_alder(cast)
    # The connection stays open: closing the last one would clear the write-ahead file anyway.
    for file in folder.glob("handrail.sqlite3*"):
        assert wrapped not in file.read_bytes(), file.name

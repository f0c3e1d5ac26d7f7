"""Ten thousand ways to tamper with a chain, and every one is found. Pure: no database."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from handrail.store.ledger.chain import BEGINNING, Entry, Head, Link, first_broken, hash_of

CHAIN = UUID(int=7)
Chain = tuple[list[Link], Head | None]


def entry(number: int) -> Entry:
    return Entry(
        id=UUID(int=number),
        practice_id=UUID(int=1),
        chain_id=CHAIN,
        at=datetime(2025, 3, 3, 10, tzinfo=UTC) + timedelta(minutes=number),
        actor_person_id=UUID(int=3),
        account_id=None if number % 3 else UUID(int=4),
        seat="therapist",
        act="case.viewed" if number % 2 else "note.signed",
        object_kind="note",
        object_id=UUID(int=number + 100),
        detail=f'{{"n":{number}}}',
        commitment=bytes(32) if number % 2 else None,
    )


def linked(prev: bytes, seq: int, said: Entry) -> Link:
    return Link(seq, prev, said, hash_of(prev, seq, said.canonical()))


def sound(length: int) -> Chain:
    links: list[Link] = []
    for seq in range(1, length + 1):
        links.append(linked(links[-1].hash if links else BEGINNING, seq, entry(seq)))
    return links, Head(CHAIN, length, links[-1].hash)


# --- One way to tamper each: the links and the head afterwards ---


def another_value(rng: random.Random, value: object) -> object:
    """A value of the same type that is not the same."""
    match value:
        case UUID():
            return UUID(int=value.int ^ (1 << rng.randrange(128)))
        case datetime():
            return value + timedelta(microseconds=rng.choice([-1, 1, 10**6]))
        case bytes():
            at = rng.randrange(len(value))
            return value[:at] + bytes([value[at] ^ (1 << rng.randrange(8))]) + value[at + 1 :]
        case str():
            return value + rng.choice("x 0") if rng.random() < 0.5 else value[:-1] + "~"
        case _:
            raise TypeError(type(value))


def change_a_field(rng: random.Random, links: list[Link], head: Head) -> Chain:
    at = rng.randrange(len(links))
    name = rng.choice([field.name for field in fields(Entry)])
    before = getattr(links[at].entry, name)
    something = bytes(32) if name == "commitment" else UUID(int=rng.getrandbits(128))
    changed = {name: something if before is None else another_value(rng, before)}
    links[at] = replace(links[at], entry=replace(links[at].entry, **changed))
    return links, head


def change_a_hash(rng: random.Random, links: list[Link], head: Head) -> Chain:
    at, name = rng.randrange(len(links)), rng.choice(["prev", "hash"])
    links[at] = replace(links[at], **{name: another_value(rng, getattr(links[at], name))})
    return links, head


def change_and_hash_again(rng: random.Random, links: list[Link], head: Head) -> Chain:
    """A careful forger: the line's own hash is right again."""
    at = rng.randrange(len(links))
    said = replace(links[at].entry, act="case.opened")
    links[at] = linked(links[at].prev, links[at].seq, said)
    return links, head


def take_one_out(rng: random.Random, links: list[Link], head: Head) -> Chain:
    del links[rng.randrange(len(links))]
    return links, head


def take_one_out_and_renumber(rng: random.Random, links: list[Link], head: Head) -> Chain:
    at = rng.randrange(len(links))
    del links[at]
    return [replace(link, seq=seq) for seq, link in enumerate(links, 1)], head


def put_one_in(rng: random.Random, links: list[Link], head: Head) -> Chain:
    at = rng.randrange(len(links))
    forged = linked(links[at].prev, links[at].seq, entry(1000 + at))
    links.insert(at, forged)
    if rng.random() < 0.5:
        links = [replace(link, seq=seq) for seq, link in enumerate(links, 1)]
    return links, head


def swap_two(rng: random.Random, links: list[Link], head: Head) -> Chain:
    one, two = rng.sample(range(len(links)), 2)
    first, second = links[one], links[two]
    links[one], links[two] = replace(second, seq=first.seq), replace(first, seq=second.seq)
    return links, head


def cut_the_end(rng: random.Random, links: list[Link], head: Head) -> Chain:
    return links[: rng.randrange(len(links))], head


def add_at_the_end(rng: random.Random, links: list[Link], head: Head) -> Chain:
    return [*links, linked(links[-1].hash, len(links) + 1, entry(999))], head


def change_the_head(rng: random.Random, links: list[Link], head: Head) -> Chain:
    if rng.random() < 0.3:
        return links, None
    return links, replace(head, hash=another_value(rng, head.hash))


TAMPERS: list[Callable[[random.Random, list[Link], Head], Chain]] = [
    change_a_field, change_a_hash, change_and_hash_again, take_one_out, take_one_out_and_renumber,
    put_one_in, swap_two, cut_the_end, add_at_the_end, change_the_head,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda way: way.__name__)
def test_a_thousand_tampers_of_each_kind_are_all_found(tamper):
    rng = random.Random(tamper.__name__)
    links, head = sound(12)
    for _ in range(1000):
        touched, end = tamper(rng, list(links), head)
        assert first_broken(CHAIN, touched, end) is not None, (tamper.__name__, touched, end)


@pytest.mark.parametrize("length", [1, 2, 12])
def test_a_chain_nobody_touched_holds(length):
    links, head = sound(length)
    assert first_broken(CHAIN, links, head) is None


# --- The first broken line is named, and what is wrong with it ---


def named(links: list[Link], head: Head | None) -> tuple[int, str]:
    broken = first_broken(CHAIN, links, head)
    assert broken is not None
    return broken.seq, broken.what


def test_the_changed_line_is_named():
    links, head = sound(9)
    links[4] = replace(links[4], entry=replace(links[4].entry, act="case.closed"))
    links[7] = replace(links[7], entry=replace(links[7].entry, act="case.closed"))
    assert named(links, head) == (5, "changed")


def test_the_missing_line_is_named():
    links, head = sound(9)
    assert named([*links[:3], *links[4:]], head) == (4, "missing")


def test_lines_in_another_order_are_named():
    links, head = sound(9)
    links[2], links[5] = replace(links[5], seq=3), replace(links[2], seq=6)
    assert named(links, head) == (3, "reordered")


def test_a_second_line_of_the_same_number_is_named():
    links, head = sound(9)
    assert named([*links[:4], links[3], *links[4:]], head) == (5, "inserted")


def test_a_cut_end_is_named():
    links, head = sound(9)
    assert named(links[:6], head) == (7, "cut")


def test_a_line_beyond_the_head_is_named():
    links, head = sound(9)
    more = linked(links[-1].hash, 10, entry(10))
    assert named([*links, more], head) == (10, "inserted")


def test_a_lost_head_is_named():
    links, _ = sound(9)
    assert named(links, None) == (9, "no_head")


def test_the_same_entry_is_the_same_bytes_in_every_time_zone():
    one = entry(1)
    denver = one.at.astimezone(datetime.now().astimezone().tzinfo)
    assert replace(one, at=denver).canonical() == one.canonical()
    assert one.canonical().isascii()

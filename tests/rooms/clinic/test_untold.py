"""Looking at what is an author's or a reporter's alone leaves no line where others read lines."""

from __future__ import annotations

from uuid import UUID

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.ledger.models import Line
from handrail.store.records.actions.child_says import Said, write_down
from handrail.store.records.actions.psychotherapy_notes import keep_own_note
from handrail.store.records.reading.notes import own_notes
from tests.demo import Demo
from tests.rooms.clinic.conftest import Open, address
from tests.store.records.desk import Desk


def chain(demo: Demo) -> list[tuple[str, UUID | None]]:
    with acting_as(demo.viewer("iris")):
        rows = Line.objects.filter(chain_id=demo.alder).order_by("seq")
        return list(rows.values_list("act", "object_id"))


@pytest.mark.parametrize("route", ["own_notes", "own_note", "child_says", "child_told"])
def test_a_look_leaves_no_line_in_the_chain_of_the_case(
    demo: Demo, open_page: Open, route: str
) -> None:
    """The supervisor reads every line of the case; the privacy officer as well."""
    desk = Desk(demo, demo.alder)
    with desk.by() as noa:
        keep_own_note(**noa, text="x")
        entry = write_down(**noa, said=Said(words="x"))
        (note,) = own_notes(demo.alder)
    named = {"own_note": [note.id], "child_told": [entry]}
    before = chain(demo)
    path = address(route, demo.alder, *named.get(route, []))
    assert demo.client("noa").get(path).status_code == 200
    assert chain(demo) == before
    assert not {note.id, entry} & {row for _act, row in before}


def test_any_other_look_leaves_one(demo: Demo, open_page: Open) -> None:
    """The control of this file."""
    before = chain(demo)
    open_page("noa", "ladder", demo.alder)
    assert chain(demo) == [*before, ("ladder.viewed", demo.alder)]

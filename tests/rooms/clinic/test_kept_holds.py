"""The page of the practice's holds: a number, a ground, no word of a case."""

from __future__ import annotations

from uuid import UUID

from handrail.store.accounts.models import Case
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.legal_holds import place_hold
from handrail.store.records.models import LegalHold
from tests.demo import Demo
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.forms import refused, send

WHY = "Theo’s lawyer wrote about the night of 12 May"


def number(demo: Demo) -> int:
    with acting_as(demo.viewer("noa")):
        found: int = Case.objects.values_list("number", flat=True).get(id=demo.alder)
        return found


def standing(demo: Demo) -> UUID:
    with acting_as(demo.viewer("noa")):
        found: UUID = LegalHold.objects.values_list("id", flat=True).get(until=None)
        return found


def test_placed_by_number_and_lifted(demo: Demo, open_page: Open) -> None:
    assert address("legal_holds") in open_page("greta", "cases").links().values()
    assert "No hold stands" in open_page("greta", "legal_holds").main
    answer = send(demo, "greta", "legal_holds", number=number(demo), ground="subpoena")
    assert answer.status_code == 303
    page = open_page("greta", "legal_holds")
    (row,) = page.table("Legal holds that stand")
    assert (row["Case"], row["Rests on"], row["Placed by"]) == (
        f"case {number(demo):03d}", "a subpoena", "Greta",
    )  # fmt: skip
    assert "a subpoena" in open_page("iris", "legal_hold", demo.alder).main
    asked = open_page("greta", "legal_hold_lift", standing(demo))
    assert "discard drafts again" in asked.main
    assert send(demo, "greta", "legal_hold_lift", standing(demo)).status_code == 303
    assert "No hold stands" in open_page("greta", "legal_holds").main


def test_a_number_that_is_no_case_is_told(demo: Demo) -> None:
    answer = send(demo, "greta", "legal_holds", number=997, ground="subpoena")
    assert "No case of this practice has the number 997" in refused(answer)
    assert "has no answer" in refused(send(demo, "greta", "legal_holds", number=1))


def test_the_page_holds_no_word_of_any_case(demo: Demo, open_page: Open) -> None:
    iris = demo.viewer("iris")
    with acting_as(iris):
        place_hold(by=iris, case_id=demo.alder, reason=WHY, ground="threatened_suit")
    page = open_page("greta", "legal_holds")
    assert "a suit that is threatened" in page.main
    for word in (WHY, "Wren", "Theo", "Mara", "Alder"):
        assert word not in page.text
    (hold,) = [href for text, href in page.links().items() if text.startswith("Lift")]
    for who in ("noa", "iris", "rafa", "jonas", "sol", "mara"):
        for path in (address("legal_holds"), hold):
            assert demo.client(who).get(path).status_code == 404, (who, path)
            assert demo.client(who).post(path, {}).status_code == 404, (who, path)

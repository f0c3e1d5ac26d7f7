"""Entering a measure: the form as it ships, the band and the change right after, a risk at once."""

from __future__ import annotations

import pytest

from handrail.core.measures.catalogue import catalogue
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.reading.family import stored_case
from tests.demo import Demo
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.forms import refused, send
from tests.rooms.clinic.page import Page

PHQ9 = catalogue().instruments["phq9"]
RISK = PHQ9.risk_items[0].item


def ids(demo: Demo) -> dict[str, str]:
    with acting_as(demo.viewer("noa")):
        return {one.given: one.id for one in stored_case(demo.alder).family.people}


def answers(value: int, risk: int = 0) -> dict[str, str]:
    scored = {name for scale in PHQ9.scales for name in scale.items}
    return {f"item_{name}": str(risk if name == RISK else value) for name in scored}


def after(demo: Demo, **given: str) -> Page:
    """The page somebody lands on after the form."""
    path = address("measure_enter", demo.alder, "phq9")
    client = demo.client("noa")
    key = Page(client.get(path).content)
    (hidden,) = [e for e in key.root.iter("input") if e.get("name") == "idempotency_key"]
    response = client.post(path, {"idempotency_key": hidden.get("value", ""), **given}, follow=True)
    return Page(response.content)


def test_every_item_stands_in_its_own_words(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "measure_enter", demo.alder, "phq9")
    for item in PHQ9.items:
        if item.responses.kind != "text":
            assert item.text["en"] in page.main


def test_the_points_and_the_band_are_said_right_after(demo: Demo) -> None:
    page = after(demo, respondent=ids(demo)["Theo"], on="2025-07-22", **answers(1))
    assert any(": 8" in told for told in page.told("notice")), page.told("notice")
    assert page.told("stop") == []


def test_the_change_is_labelled_from_the_second_score_on(demo: Demo) -> None:
    theo = ids(demo)["Theo"]
    after(demo, respondent=theo, on="2025-07-01", **answers(0))
    page = after(demo, respondent=theo, on="2025-07-22", **answers(2))
    assert any("reliable worsening" in told for told in page.told("notice"))


def test_a_risk_is_said_on_the_screen_at_once(demo: Demo) -> None:
    page = after(demo, respondent=ids(demo)["Theo"], on="2025-07-22", **answers(0, risk=1))
    (told,) = page.told("stop")
    assert "Every clinician of the team is told now" in told


def test_every_clinician_finds_it_on_today_until_it_was_seen(demo: Demo, open_page: Open) -> None:
    after(demo, respondent=ids(demo)["Theo"], on="2025-07-22", **answers(0, risk=1))
    assert "risk item" not in open_page("rafa", "today").main
    for who in ("noa", "iris"):
        page = open_page(who, "today")
        assert "A risk item was answered in case 014" in page.main
        (path,) = [e.get("action", "") for e in page.root.iter("form") if "wanted" in str(e.attrib)]
        assert demo.client("jonas").post(path).status_code == 404
        demo.client(who).post(path)
        assert "risk item" not in open_page(who, "today").main


def test_a_risk_item_left_open_is_not_a_no(demo: Demo) -> None:
    given = answers(0)
    given.pop(f"item_{RISK}")
    page = after(demo, respondent=ids(demo)["Theo"], on="2025-07-22", **given)
    assert any("That is not a no" in told for told in page.told("care"))


def test_without_contact_it_says_so(demo: Demo) -> None:
    people, psc = ids(demo), catalogue().instruments["psc17"]
    given = {f"item_{item.id}": "1" for item in psc.items}
    answer = send(
        demo, "noa", "measure_enter", demo.alder, "psc17", respondent=people["Theo"],
        about=people["Wren"], on="2025-07-22", had_contact="no", **given,
    )  # fmt: skip
    assert answer.status_code == 303
    page = Page(demo.client("noa").get(address("measures", demo.alder)).content)
    assert "not interpretable" in page.main


def test_a_total_outside_its_range_is_refused(demo: Demo) -> None:
    people = ids(demo)
    answer = send(
        demo, "noa", "measure_enter", demo.alder, "psc35", respondent=people["Mara"],
        about=people["Wren"], on="2025-07-22", total="99", remark="printed key",
    )  # fmt: skip
    assert "from 0 to 70" in refused(answer)


def test_what_is_no_instrument_has_no_page(demo: Demo) -> None:
    unused = next(iter(catalogue().do_not_use))
    for name in (unused, "nonsense", "gas"):
        path = address("measure_enter", demo.alder, name.replace("_", "-"))
        assert demo.client("noa").get(path).status_code == 404


@pytest.mark.parametrize("who", ["rafa", "jonas", "greta", "sol", "mara"])
def test_no_other_seat_opens_a_form(demo: Demo, who: str) -> None:
    for route, of in (("measure_choose", ()), ("measure_enter", ("phq9",))):
        assert demo.client(who).get(address(route, demo.alder, *of)).status_code == 404

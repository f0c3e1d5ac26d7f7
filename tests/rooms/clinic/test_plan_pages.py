"""The plan on its pages: begun, filled, signed by two, reviewed, begun again with what changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from handrail.store.accounts.viewer import acting_as
from handrail.store.records.reading.family import stored_case
from handrail.store.records.reading.plan import plan
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import Demo
from tests.rooms.clinic.conftest import Open, address
from tests.rooms.clinic.forms import refused, send
from tests.rooms.clinic.page import Page, words
from tests.rooms.shared.test_sign_in import code_now

STEPS = {f"step_{at}": f"seen {at}" for at in range(5)}


def token(demo: Demo) -> str:
    with acting_as(demo.viewer("noa")):
        draft = plan(demo.alder).draft
    assert draft is not None
    return draft.token


def ids(demo: Demo) -> dict[str, str]:
    with acting_as(demo.viewer("noa")):
        return {one.given: one.id for one in stored_case(demo.alder).family.people}


def begin(demo: Demo, reason: str = "setback") -> None:
    answer = send(
        demo, "noa", "plan_begin", demo.alder, reason=reason, words="After 12 May",
        review_on="2025-09-01",
    )  # fmt: skip
    assert answer.status_code == 303


def goal(demo: Demo, **instead: Any) -> dict[str, Any]:
    return {
        "token": token(demo), "statement": "Theo waits for an answer", "domain": "attachment",
        "owners": [ids(demo)["Theo"]], "weight": "2", **STEPS, **instead,
    }  # fmt: skip


def test_an_imported_plan_is_version_1(open_page: Open, demo: Demo) -> None:
    page = open_page("noa", "plan", demo.alder)
    assert "Version 1, in force" in page.headings
    assert "as it was imported" in page.main
    assert "Begin a new version" in page.links()


def test_a_new_version_without_a_word_of_why_is_refused(demo: Demo) -> None:
    answer = send(demo, "noa", "plan_begin", demo.alder, reason="review", review_on="2025-09-01")
    assert "In words" in refused(answer)


def test_signed_by_two_and_what_changed_is_told(demo: Demo, open_page: Open) -> None:
    begin(demo)
    assert send(demo, "noa", "plan_goal", demo.alder, **goal(demo)).status_code == 303
    wrong = send(demo, "noa", "plan_sign", demo.alder, token=token(demo), code="000000")
    assert "not the one your authenticator shows" in refused(wrong)
    code = code_now(SECOND_FACTOR)
    assert (
        send(demo, "noa", "plan_sign", demo.alder, token=token(demo), code=code).status_code == 303
    )
    waiting = open_page("noa", "plan", demo.alder)
    assert "Version 2 waits for the supervisor’s signature" in waiting.main
    (notice,) = [href for text, href in waiting.links().items() if text == "Look and answer"]
    co_sign = UUID(notice.rstrip("/").rpartition("/")[2])
    answer = send(
        demo, "iris", "co_sign", demo.alder, co_sign, which="agree",
        **{"agree-code": code, "agree-idempotency_key": str(UUID(int=7))},
    )  # fmt: skip
    assert answer.status_code == 303
    page = open_page("iris", "plan", demo.alder)
    assert "Version 2, in force" in page.headings
    assert "Noa and Iris" in page.main
    rows = page.table("What changed in version 2")
    assert [(row["How"], row["Before"]) for row in rows] == [("new", "–")]
    assert "Theo waits for an answer" in open_page("noa", "goals", demo.alder).main


def test_a_scored_goal_cannot_be_rewritten(demo: Demo) -> None:
    begin(demo)
    with acting_as(demo.viewer("noa")):
        ref = sorted(plan(demo.alder).scored)[0]
    client, path = demo.client("noa"), f"{address('plan_goal', demo.alder)}?ref={ref}"
    assert client.get(path).status_code == 200
    answer = client.post(path, {"idempotency_key": str(UUID(int=3)), **goal(demo)})
    assert "frozen" in refused(answer)  # type: ignore[arg-type]


def test_a_change_meanwhile_is_not_overwritten(demo: Demo) -> None:
    begin(demo)
    old = goal(demo)
    assert send(demo, "noa", "plan_goal", demo.alder, **old).status_code == 303
    assert "Somebody changed this in the meantime" in refused(
        send(demo, "iris", "plan_goal", demo.alder, **old)
    )


def test_a_coercive_feature_is_refused_on_the_page(demo: Demo) -> None:
    begin(demo)
    given = {
        "token": token(demo), "other_parent": "none", "nights": "0", "days": "1",
        "transport": "none", "review_on": "2025-09-01",
    }  # fmt: skip
    told = refused(send(demo, "noa", "plan_terms", demo.alder, **given))
    assert "F1" in told
    assert (
        send(
            demo, "noa", "plan_terms", demo.alder, **given | {"other_parent": "unrestricted"}
        ).status_code
        == 303
    )


def ladder_path(demo: Demo) -> str:
    people = ids(demo)
    return f"{address('plan_ladder', demo.alder)}?child={people['Wren']}&parent={people['Theo']}"


def sent_back(page: Page) -> dict[str, str]:
    """What a browser would send of a form as it came."""
    (form,) = [e for e in page.root.iter("form") if e.get("novalidate") is not None]
    found = {}
    for e in form.iter("input"):
        if e.get("type") != "checkbox" or e.get("checked") is not None:
            default = "on" if e.get("type") == "checkbox" else ""
            found[e.get("name", "")] = e.get("value", default)
    for e in form.iter("select"):
        found[e.get("name", "")] = ""
    return found


def test_a_step_is_skipped_moved_and_added(demo: Demo, open_page: Open) -> None:
    begin(demo, "child_view")
    client = demo.client("noa")
    page = Page(client.get(ladder_path(demo)).content)
    given = sent_back(page)
    with acting_as(demo.viewer("noa")):
        known = plan(demo.alder)
        draft = known.draft
        assert draft is not None
        now = draft.content.ladders[0]
    unused = [r.id for r in now.rungs if (now.child, now.parent, r.id) not in known.on_ladders]
    given.pop(f"use_{unused[-1]}")
    given |= {"name_own1": "A walk with the dog", "modality_own1": "in_person_with_therapist"}
    given |= {"place_own1": "1", "least_own1": "10", "most_own1": "20"}
    answer = client.post(ladder_path(demo), given)
    assert answer.status_code == 303, Page(answer.content).told("error-summary")
    with acting_as(demo.viewer("noa")):
        draft = plan(demo.alder).draft
        assert draft is not None
        rungs = draft.content.ladders[0].rungs
    assert rungs[0].name == "A walk with the dog"
    assert [rung.id for rung in rungs[1:]] == [r.id for r in now.rungs if r.id != unused[-1]]
    assert "A walk with the dog" in open_page("noa", "plan", demo.alder).main


def test_a_pair_of_another_family_has_no_ladder_here(demo: Demo) -> None:
    begin(demo)
    people = ids(demo)
    for child, parent in ((people["Theo"], people["Wren"]), ("x", people["Theo"])):
        path = f"{address('plan_ladder', demo.alder)}?child={child}&parent={parent}"
        assert demo.client("noa").get(path).status_code == 404


def test_cards_are_narrowed_down(demo: Demo) -> None:
    begin(demo)
    path = address("plan_task", demo.alder)
    client = demo.client("noa")

    def offered(query: str) -> list[str]:
        page = Page(client.get(path + query).content)
        (select,) = [e for e in page.root.iter("select") if e.get("name") == "library"]
        return [words(e) for e in select.iter("option")]

    every, few = offered(""), offered("?audience=child&age=9-12")
    assert "My plan for when it gets too much" in few
    assert 1 < len(few) < len(every)
    answer = send(
        demo, "noa", "plan_task", demo.alder, token=token(demo), person=ids(demo)["Wren"],
        library="skills.calm_plan",
    )  # fmt: skip
    assert answer.status_code == 303
    assert (
        "My plan for when it gets too much"
        in Page(client.get(address("plan", demo.alder)).content).main
    )


def test_a_review_scores_asks_about_harm_and_makes_a_draft(demo: Demo, open_page: Open) -> None:
    page = open_page("noa", "review", demo.alder)
    assert "Does the therapy itself do harm to anybody?" in page.main
    with acting_as(demo.viewer("noa")):
        ref = stored_case(demo.alder).family.goals[0].id
    given = {
        "on": "2025-07-22", "scored_by": str(demo.viewer("iris").person_id),
        "changed": "She asks herself", "child_view": "too slow says mama",
        "review_on": "2025-09-01", f"score_{ref}": "1",
    }  # fmt: skip
    assert "harm" in refused(send(demo, "noa", "review", demo.alder, **given))
    given["harm"] = "Asked; nobody sees any"
    assert send(demo, "noa", "review", demo.alder, **given).status_code == 303
    after = open_page("noa", "plan", demo.alder)
    assert "Version 2, the draft" in after.headings
    assert "too slow says mama" in after.main
    assert "Distress rising, 12 May" in after.main, "the alarms since the last review are kept"


@pytest.mark.parametrize(
    "route", ["plan", "plan_begin", "plan_goal", "plan_task", "plan_terms", "plan_sign", "review"]
)
def test_no_word_of_a_plan_reaches_another_seat_or_case(demo: Demo, route: str) -> None:
    begin(demo)
    send(demo, "noa", "plan_goal", demo.alder, **goal(demo, statement="quillwort"))
    assert demo.client("noa").get(address(route, demo.alder)).status_code == 200
    for who in ("rafa", "jonas", "greta", "sol", "mara", "theo"):
        response = demo.client(who).get(address(route, demo.alder))
        assert response.status_code == 404, who
    elsewhere = demo.client("noa").get(address(route, demo.cedar))
    assert b"quillwort" not in elsewhere.content

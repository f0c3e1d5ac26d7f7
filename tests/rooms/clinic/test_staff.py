"""The administrator's pages: who works here, how they get in, and no way from there to a case."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail import chance
from handrail.store.accounts.actions.invitations import accept
from handrail.store.accounts.models import Account, Invitation, Session
from handrail.store.accounts.reading import cases_of, invitation_for, seats_of
from handrail.store.accounts.staff import staff_of
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.database.engine import OWNER
from handrail.store.database.roles import connected_as
from handrail.store.ledger.models import Line
from tests.cast import PASSWORD, account_of, assemble
from tests.demo import Demo
from tests.rooms.clinic.page import Page

ROSA = {"given": "Rosa", "family": "Moss", "email": "rosa@example.org", "seat": "therapist"}
PAGES_ABOUT_SOMEBODY = (
    "staff_member", "staff_link", "staff_new_link", "staff_start_again", "staff_seats",
    "staff_close", "staff_reopen",
)  # fmt: skip
ACTS = ("staff_new_link", "staff_start_again", "staff_seats", "staff_close", "staff_reopen")


def to(route: str, *of: object) -> str:
    return reverse(f"clinic:{route}", args=of)


def send(client: Client, address: str, **given: object) -> HttpResponse:
    """What a browser sends from the form of a page: its fields with a fresh key."""
    key = {"idempotency_key": str(chance.new_id())}
    return client.post(address, {**key, **given})  # type: ignore[return-value]


def page_of(response: HttpResponse) -> Page:
    assert response.status_code == 200
    return Page(response.content)


def mistakes(response: HttpResponse) -> str:
    """What the error summary says."""
    (told,) = page_of(response).told("error-summary")
    return told


def acts(demo: Demo, count: int) -> list[str]:
    """The last acts of the practice's chain that changed something."""
    with acting_as(demo.viewer("greta")):
        lines = Line.objects.filter(chain_id=demo.practice_id).order_by("seq")
        written = [line.act for line in lines if not line.act.endswith(".viewed")]
    return written[-count:]


def person(demo: Demo, name: str) -> UUID:
    return demo.accounts[name].person_id


@pytest.fixture
def sol(demo: Demo) -> Client:
    """The administrator's browser."""
    return demo.client("sol")


@pytest.fixture
def invite(sol: Client) -> Callable[..., tuple[UUID, str]]:
    """invite(email=…) -> (person, token of the link the next page shows)."""

    def invited(**other: str) -> tuple[UUID, str]:
        answer = send(sol, to("staff_invite"), **{**ROSA, **other})
        assert answer.status_code == 303
        return UUID(answer.headers["Location"].split("/")[2]), token_on(sol, answer)

    return invited


def token_on(client: Client, answer: HttpResponse) -> str:
    shown = page_of(client.get(answer.headers["Location"]))  # type: ignore[arg-type]
    (link,) = shown.told("secret")
    return urlsplit(link).path.split("/")[2]


# --- who finds them ---


@pytest.mark.parametrize("who", ["noa", "iris", "rafa", "greta", "mara"])
def test_nobody_else_finds_these_pages(demo: Demo, who: str) -> None:
    client, nothing = demo.client(who), Client().get("/none/").content
    about = [to(route, person(demo, "jonas")) for route in PAGES_ABOUT_SOMEBODY]
    for address in (to("staff"), to("staff_invite"), *about):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (404, nothing), address
    for address in (to("staff_invite"), *(to(route, person(demo, "jonas")) for route in ACTS)):
        assert send(client, address, **ROSA, left="nothing").content == nothing, address
    assert acts(demo, 1) == ["invitation.accepted"], "nothing was done"


@pytest.mark.parametrize(("who", "finds"), [("sol", True), ("noa", False), ("greta", False)])
def test_the_menu_leads_there_for_administrators_alone(
    open_page: Any, who: str, finds: bool
) -> None:
    assert ("Staff" in open_page(who, "today").links()) is finds


def test_of_somebody_who_is_not_staff_there_is_no_page(demo: Demo, sol: Client) -> None:
    elsewhere = assemble()
    for stranger in (person(demo, "mara"), elsewhere.rosa.person_id, uuid4()):
        for route in PAGES_ABOUT_SOMEBODY:
            assert sol.get(to(route, stranger)).status_code == 404, route
        for route in ACTS:
            answer = send(
                sol, to(route, stranger), left="nothing", seat="therapist", email="a@b.org"
            )
            assert answer.status_code == 404, route


# --- what they show ---


def test_everybody_with_seats_and_sign_in_and_nothing_of_a_case(demo: Demo, sol: Client) -> None:
    page = page_of(sol.get(to("staff")))  # type: ignore[arg-type]
    rows = {row["Name"]: row for row in page.table("Staff")}
    assert set(rows) == {
        "Greta Lund", "Iris Vance", "Jonas Reed", "Noa Ibarra", "Rafa Quint", "Sol Ferris",
    }  # fmt: skip
    assert rows["Noa Ibarra"] == {
        "Name": "Noa Ibarra",
        "Seats in the practice": "Reunification therapist since 23 July",
        "Sign-in": "Can sign in Account since 23 July, with a second factor.",
    }
    pages = [page] + [
        page_of(sol.get(to(route, person(demo, "noa"))))  # type: ignore[arg-type]
        for route in PAGES_ABOUT_SOMEBODY
    ]
    for one in pages:
        for word in ("Alder", "Cedar", "Linden", "Wren", "Mara", "014", str(demo.alder)):
            assert word not in one.text
            assert not any(word in address for address in one.links().values())


def test_however_many_they_are_it_asks_the_database_alike(
    demo: Demo, sol: Client, invite: Callable[..., Any]
) -> None:
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            sol.get(to("staff"))
        counts.append(len(asked))
        for other in range(3):
            invite(email=f"somebody{number}{other}@example.org")
    assert counts[0] == counts[1]


def test_what_the_pages_are_called_names_nobody(demo: Demo, sol: Client) -> None:
    for route in PAGES_ABOUT_SOMEBODY:
        title = page_of(sol.get(to(route, person(demo, "noa")))).title  # type: ignore[arg-type]
        assert "Noa" not in title
        assert "Ibarra" not in title


# --- inviting ---


def test_inviting_makes_a_person_a_seat_and_a_link_that_makes_the_account(
    demo: Demo, sol: Client, invite: Callable[..., tuple[UUID, str]]
) -> None:
    rosa, token = invite()
    account = accept(token=token, password=PASSWORD)
    assert (account.person_id, account.email) == (rosa, "rosa@example.org")
    viewer = Viewer(person_id=rosa, practice_id=demo.practice_id)
    with acting_as(viewer):
        assert seats_of(viewer) == {"therapist"}
        assert cases_of(viewer) == []
    assert acts(demo, 4) == [
        "person.added",
        "staff_seat.given",
        "invitation.made",
        "invitation.accepted",
    ]
    row = page_of(sol.get(to("staff"))).table("Staff")[-2]  # type: ignore[arg-type]
    assert row["Sign-in"].startswith("No second factor yet")


def test_the_link_is_shown_once_and_kept_nowhere(demo: Demo, sol: Client) -> None:
    answer = send(sol, to("staff_invite"), **ROSA)
    with connected_as(OWNER), connection.cursor() as cursor:
        kept = []
        for table in ("session", "submission", "invitation", "ledger_line"):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept.append(repr(cursor.fetchall()))
    sessions = [Session(session_data=row.session_data) for row in Session.objects.all()]
    kept += [repr(row.get_decoded()) for row in sessions]
    token = token_on(sol, answer)
    assert invitation_for(token) is not None
    assert not any(token in text for text in kept)
    again = page_of(sol.get(answer.headers["Location"]))  # type: ignore[arg-type]
    assert "cannot be shown again" in again.main
    assert token not in again.text


def test_only_the_page_about_that_person_shows_it(
    demo: Demo, sol: Client, invite: Callable[..., tuple[UUID, str]]
) -> None:
    ana, _token = invite(email="ana@example.org")
    answer = send(sol, to("staff_invite"), **ROSA)
    for somebody in (ana, person(demo, "noa")):
        assert page_of(sol.get(to("staff_link", somebody))).told("secret") == []  # type: ignore[arg-type]
    assert token_on(sol, answer)


def test_the_page_says_how_long_it_works_and_that_nothing_is_mailed(sol: Client) -> None:
    answer = send(sol, to("staff_invite"), **ROSA)
    told = page_of(sol.get(answer.headers["Location"])).main  # type: ignore[arg-type]
    assert "for 72 hours: until Saturday 26 July, 13:32" in told
    assert "mails nothing" in told


def test_sent_twice_it_invites_once(demo: Demo, sol: Client) -> None:
    form = {**ROSA, "idempotency_key": str(chance.new_id())}
    first, second = sol.post(to("staff_invite"), form), sol.post(to("staff_invite"), form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Invitation.objects.filter(email=ROSA["email"]).count() == 1
    assert token_on(sol, second), "the link still waits to be shown"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"given": ""}, "“Given name” is empty"),
        ({"family": " "}, "“Family name” is empty"),
        ({"given": "x" * 101}, "100 fit"),
        ({"given": "Ro\x00sa"}, "cannot be kept"),
        ({"email": "rosa at example.org"}, "name@example.org"),
        ({"email": "r" * 250 + "@example.org"}, "254 fit"),
        ({"seat": ""}, "has no answer"),
        ({"seat": "superuser"}, "not on the list"),
        ({"seat": "co_therapist"}, "not on the list"),
        ({"idempotency_key": "x"}, "Load it again"),
    ],
)
def test_a_wrong_form_says_what_would_be_right_and_does_nothing(
    demo: Demo, sol: Client, given: dict[str, str], told: str
) -> None:
    answer = send(sol, to("staff_invite"), **{**ROSA, **given})
    assert told in mistakes(answer)
    assert acts(demo, 1) == ["invitation.accepted"]


def test_an_empty_form_lists_everything_at_once(sol: Client) -> None:
    assert mistakes(sol.post(to("staff_invite"))).startswith("5 things to put right")  # type: ignore[arg-type]


def test_a_colleagues_address_is_refused_with_the_reason(sol: Client) -> None:
    answer = send(sol, to("staff_invite"), **{**ROSA, "email": "NOA@handrail.example"})
    assert "A colleague has this address" in mistakes(answer)


def test_whether_an_address_signs_in_elsewhere_is_not_told(demo: Demo, sol: Client) -> None:
    """The same answer and the same next pages; only whoever uses the link learns that it fails."""
    elsewhere = assemble()
    account_of(elsewhere.dana, elsewhere.rosa, "rosa@example.net")
    told, used = [], []
    for email in ("nobody@example.org", "mara@handrail.example", "rosa@example.net"):
        answer = send(sol, to("staff_invite"), **{**ROSA, "email": email})
        shown = page_of(sol.get(answer.headers["Location"]))  # type: ignore[arg-type]
        (link,) = shown.told("secret")
        member = page_of(sol.get(to("staff_member", answer.headers["Location"].split("/")[2])))  # type: ignore[arg-type]
        told.append((shown.main.replace(link, ""), member.main.replace(email, "")))
        chosen = {"password1": PASSWORD, "password2": PASSWORD}
        used.append(Client().post(urlsplit(link).path, chosen))
    assert told[0] == told[1] == told[2]
    assert used[0].status_code == 302
    for refused in used[1:]:
        assert "This link does not work any more" in mistakes(refused)  # type: ignore[arg-type]


def test_a_new_link_ends_the_earlier_one(
    sol: Client, invite: Callable[..., tuple[UUID, str]]
) -> None:
    rosa, first = invite()
    form = page_of(sol.get(to("staff_new_link", rosa)))  # type: ignore[arg-type]
    assert 'value="rosa@example.org"' in sol.get(to("staff_new_link", rosa)).content.decode()
    assert form.headings == ["A new link for Rosa Moss"]
    second = token_on(sol, send(sol, to("staff_new_link", rosa), email="rosa.moss@example.org"))
    assert invitation_for(first) is None
    found = invitation_for(second)
    assert found is not None
    assert found.email == "rosa.moss@example.org"


def test_who_has_an_account_gets_no_further_one(demo: Demo, sol: Client) -> None:
    answer = send(sol, to("staff_new_link", person(demo, "noa")), email="noa2@handrail.example")
    assert "They have an account already" in mistakes(answer)


# --- seats in the practice ---


def test_giving_and_ending_a_seat(demo: Demo, sol: Client) -> None:
    noa = person(demo, "noa")
    answer = send(sol, to("staff_seats", noa), seat="supervisor")
    assert answer.headers["Location"] == to("staff_member", noa)
    seats = page_of(sol.get(to("staff_member", noa))).table("Seats in the practice")  # type: ignore[arg-type]
    assert [row["Seat"] for row in seats] == ["Reunification therapist", "Supervisor"]
    assert send(sol, to("staff_seat_end", noa, "supervisor")).status_code == 303
    assert acts(demo, 2) == ["staff_seat.given", "staff_seat.ended"]


def test_a_therapist_without_the_seat_opens_nothing_at_once(demo: Demo, sol: Client) -> None:
    noas = demo.client("noa")
    assert noas.get(to("case", demo.alder)).status_code == 200
    told = page_of(sol.get(to("staff_seat_end", person(demo, "noa"), "therapist"))).main  # type: ignore[arg-type]
    assert "Giving this seat again later does not bring them back" in told
    send(sol, to("staff_seat_end", person(demo, "noa"), "therapist"))
    assert noas.get(to("case", demo.alder)).status_code == 404
    assert noas.get(to("today")).status_code == 404
    former = page_of(sol.get(to("staff"))).table("Without a seat")  # type: ignore[arg-type]
    assert [row["Name"] for row in former] == ["Noa Ibarra"]
    send(sol, to("staff_seats", person(demo, "noa")), seat="therapist")
    assert noas.get(to("today")).status_code == 200
    assert noas.get(to("case", demo.alder)).status_code == 404


@pytest.mark.parametrize("seat", ["therapist", "coordinator"])
def test_administrators_give_themselves_nothing(demo: Demo, sol: Client, seat: str) -> None:
    own = person(demo, "sol")
    assert "Nobody gives a seat to themself" in page_of(sol.get(to("staff_member", own))).main  # type: ignore[arg-type]
    assert "Nobody gives a seat to themself" in mistakes(
        send(sol, to("staff_seats", own), seat=seat)
    )
    assert sol.get(to("team", demo.alder)).status_code == 404


def test_the_last_administrator_stays(demo: Demo, sol: Client) -> None:
    own = person(demo, "sol")
    for address in (to("staff_seat_end", own, "administrator"), to("staff_close", own)):
        assert "keeps one administrator" in mistakes(send(sol, address))
    assert sol.get(to("staff")).status_code == 200


@pytest.mark.parametrize("seat", ["coordinator", "superuser", "co_therapist"])
def test_a_seat_nobody_holds_has_no_end(demo: Demo, sol: Client, seat: str) -> None:
    assert sol.get(to("staff_seat_end", person(demo, "noa"), seat)).status_code == 404
    assert send(sol, to("staff_seat_end", person(demo, "noa"), seat)).status_code in (200, 404)
    assert acts(demo, 1) == ["invitation.accepted"]


@pytest.mark.parametrize(
    ("route", "given"),
    [("staff_seats", {"seat": "supervisor"}), ("staff_seat_end", {}), ("staff_close", {})],
)
def test_pressed_twice_it_answers_alike(
    demo: Demo, sol: Client, route: str, given: dict[str, str]
) -> None:
    of = [person(demo, "noa")] + (["therapist"] if route == "staff_seat_end" else [])
    form = {"idempotency_key": str(chance.new_id()), **given}
    answers = [sol.post(to(route, *of), form) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert acts(demo, 2).count(acts(demo, 1)[0]) == 1


# --- accounts ---


def test_closing_signs_out_at_once_and_opening_lets_in_as_before(demo: Demo, sol: Client) -> None:
    noas, noa = demo.client("noa"), person(demo, "noa")
    assert noas.get(to("today")).status_code == 200
    assert send(sol, to("staff_close", noa)).status_code == 303
    assert noas.get(to("today")).status_code == 302
    row = page_of(sol.get(to("staff_member", noa)))  # type: ignore[arg-type]
    assert "Account closed" in row.main
    assert send(sol, to("staff_reopen", noa)).status_code == 303
    assert noas.get(to("today")).status_code == 302, "the session is gone"
    assert demo.client("noa").get(to("today")).status_code == 200
    assert acts(demo, 2) == ["account.disabled", "account.enabled"]


def test_closing_ones_own_account_leads_out(demo: Demo, sol: Client) -> None:
    send(sol, to("staff_seats", person(demo, "greta")), seat="administrator")
    assert send(sol, to("staff_close", person(demo, "sol"))).status_code == 303
    assert sol.get(to("staff")).status_code == 302
    assert demo.client("greta").get(to("staff")).status_code == 200


def test_start_again_asks_for_what_is_left_and_keeps_the_cases(demo: Demo, sol: Client) -> None:
    noas, noa = demo.client("noa"), person(demo, "noa")
    token = token_on(sol, send(sol, to("staff_start_again", noa), left="something"))
    assert noas.get(to("today")).status_code == 302
    address = reverse("invitation", args=[token])
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    assert "“Your present password" in mistakes(Client().post(address, chosen))  # type: ignore[arg-type]
    wrong = Client().post(address, {**chosen, "proof": "a guess of the administrator"})
    assert "none of the three" in mistakes(wrong)  # type: ignore[arg-type]
    right = Client().post(address, {**chosen, "proof": "one step at a time"})
    assert right.headers["Location"] == "/sign-in/"
    assert Account.objects.get(person_id=noa).is_active
    again = Client()
    again.post("/sign-in/", {"login": "noa@handrail.example", "password": PASSWORD})
    assert again.get(to("today")).headers["Location"] == "/second-factor/set-up/"
    with acting_as(demo.viewer("noa")):
        assert len(cases_of(demo.viewer("noa"))) == 3


def test_start_again_with_nothing_left_takes_the_cases(demo: Demo, sol: Client) -> None:
    noa = person(demo, "noa")
    token = token_on(sol, send(sol, to("staff_start_again", noa), left="nothing"))
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    page = Client().get(reverse("invitation", args=[token])).content.decode()
    assert "present password" not in page
    Client().post(reverse("invitation", args=[token]), chosen)
    with acting_as(demo.viewer("noa")):
        assert cases_of(demo.viewer("noa")) == []
    with acting_as(demo.viewer("iris")):
        ended = Line.objects.filter(chain_id=demo.alder, act="seat.ended", object_id=noa)
        assert ended.count() == 1


def test_after_five_wrong_ones_the_link_is_the_one_not_found(demo: Demo, sol: Client) -> None:
    token = token_on(sol, send(sol, to("staff_start_again", person(demo, "noa")), left="something"))
    form = {"password1": PASSWORD, "password2": PASSWORD, "proof": "a guess"}
    address = reverse("invitation", args=[token])
    answers = [Client().post(address, form).status_code for _ in range(6)]
    assert answers == [200] * 5 + [404]
    assert "Account closed" in page_of(sol.get(to("staff_member", person(demo, "noa")))).main  # type: ignore[arg-type]


def test_nobody_starts_their_own_account_again(demo: Demo, sol: Client) -> None:
    answer = send(sol, to("staff_start_again", person(demo, "sol")), left="nothing")
    assert "Nobody starts their own account again" in mistakes(answer)


@pytest.mark.parametrize("left", ["", "everything"])
def test_what_is_left_has_to_be_said(demo: Demo, sol: Client, left: str) -> None:
    answer = send(sol, to("staff_start_again", person(demo, "noa")), left=left)
    assert re.search(r"no answer|not on the list", mistakes(answer))
    assert Account.objects.get(person_id=person(demo, "noa")).is_active


# --- the ledger ---


def test_looking_at_somebody_stands_in_the_ledger(demo: Demo, sol: Client) -> None:
    sol.get(to("staff_member", person(demo, "noa")))
    with acting_as(demo.viewer("greta")):
        line = Line.objects.filter(chain_id=demo.practice_id).order_by("-seq")[0]
    assert (line.act, line.object_id) == ("staff_member.viewed", person(demo, "noa"))


def test_the_reading_itself_is_the_administrators_alone(demo: Demo) -> None:
    for who in ("noa", "rafa", "greta"):
        with acting_as(demo.viewer(who)):
            assert staff_of(demo.viewer(who)) == []

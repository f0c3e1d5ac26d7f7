"""Ids of another case, posted into one's own: nothing is found, changed or told.

There is a second family with a row in every table: once it is Jonas's, whom Noa knows nothing of,
once it is Noa's own too, so that nothing but the page and the verb keeps the two apart. She sends
its ids to every address of her case that takes a form: in the address, in the words after it, and
in each field that offers ids.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree as ET

import pytest
from django.apps import apps
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.urls.converters import UUIDConverter

from handrail.store.accounts.models import Membership
from handrail.store.accounts.viewer import acting_as
from handrail.store.records import models as tables
from handrail.store.records.actions.agreements import enter_agreement, sign_agreement
from handrail.store.records.actions.child_says import Said, write_down
from handrail.store.records.actions.endings import name_ending
from handrail.store.records.actions.plan import begin_version
from handrail.store.records.actions.reviews import ask_consult
from handrail.store.records.models.common import OfCase
from handrail.store.records.reading.family import stored_case
from tests.demo import Demo, taken_back
from tests.families import bring_in, shipped
from tests.repo.routes import NAMED, PARTS
from tests.repo.test_routes import ROUTES
from tests.rooms.clinic.conftest import address
from tests.rooms.clinic.page import Page
from tests.store.records.desk import Desk
from tests.store.records.every_table import fill

TABLES: Mapping[str, Any] = {
    "agreement": tables.CareAgreement, "co_sign": tables.CoSign, "conflict": tables.OrderConflict,
    "consult": tables.Consult, "contact": tables.Contact, "entry": tables.ReportEntry,
    "evidence": tables.Evidence, "kept": tables.KeptBack, "ladder": tables.Ladder,
    "letter": tables.Letter,
    "membership": Membership, "note": tables.Note, "notice": tables.StaffNotice,
    "own_note": tables.PsychotherapyNote, "session": tables.Session, "task": tables.PlanTask,
    "waiver": tables.Waiver,
}  # fmt: skip
"""Parameter of an address -> the table whose row it names."""
OWNERS = ("jonas", "noa")
NAMES = ("Ottilie", "Barnaby", "Sorrel", "Yarrow")
UUIDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TAKES_FORMS = {
    name: set(one.pattern.converters) - {"case_id"}
    for name, one in ROUTES.items()
    if name.startswith("clinic:") and {"case_id", "notice"} & set(one.pattern.converters)
}


@dataclass(frozen=True)
class Two:
    """Noa's case, and another with a row in every table. ids: parameter -> row of the other."""

    demo: Demo
    noa: Client
    whose: str
    other: UUID
    ids: Mapping[str, UUID]
    people: Mapping[str, str]
    before: Mapping[str, list[Any]]
    more: Mapping[str, object]
    own: Mapping[str, UUID] = field(default_factory=dict)


@pytest.fixture(scope="module")
def prepared(shared_demo: Demo) -> Iterator[dict[str, Two]]:
    with taken_back():
        found = {whose: _prepared(shared_demo, whose) for whose in OWNERS}
        own = _own(Desk(shared_demo, shared_demo.alder))
        yield {whose: replace(one, own=own) for whose, one in found.items()}


@pytest.fixture
def two(prepared: dict[str, Two], request: pytest.FixtureRequest) -> Iterator[Two]:
    cache.clear()
    with taken_back():
        yield prepared[getattr(request, "param", "noa")]


def _prepared(demo: Demo, whose: str) -> Two:
    raw = shipped("alder")
    raw["case"]["name"] = f"Yarrow {whose}"  # the same file twice would be one case
    for person, given in zip(raw["people"], NAMES, strict=False):
        person["given"] = given
    owner = demo.viewer(whose)
    other = bring_in(owner, raw)
    fill(owner, other)
    with acting_as(owner):
        ids = {name: one.objects.filter(case_id=other)[0].id for name, one in TABLES.items()}
        people = {one.seat: one.id for one in reversed(stored_case(other).family.people)}
        before = everything_of(other)
        more = {
            "stay": tables.HouseholdMember.objects.filter(case_id=other)[0].id,
            "relation": tables.Relation.objects.filter(case_id=other)[0].id,
        }
    return Two(demo, demo.client("noa"), whose, other, ids, people, before, more)


def _own(desk: Desk) -> dict[str, UUID]:
    """What Noa's case needs so that its forms stand open."""
    wren, mara, theo = (desk.person(name) for name in ("Wren", "Mara", "Theo"))
    contact = desk.plan(desk.ladder(), "R4", arrivals=desk.arrivals(wren, mara, theo))
    a26 = desk.demo.contact(desk.case_id, "A26")
    iris = desk.demo.viewer("iris").person_id
    with desk.by() as who:
        begin_version(**who, reason="review", words="x")
        agreement = enter_agreement(
            **who, children=[wren], authority=[mara, theo], permitted=["letter"]
        )
        sign_agreement(**who, agreement=agreement, person=mara, on=desk.today)
        consult = ask_consult(**who, asks=iris, question="x", contact=a26)
        name_ending(**who, ending="planned", reason="x")
        entry = write_down(**who, said=Said(words="x"), child=UUID(wren))
        letter = tables.Letter.objects.filter(case_id=desk.case_id)[0].id
    return {
        "contact": contact, "agreement": agreement, "consult": consult, "entry": entry,
        "letter": letter,
    }  # fmt: skip


def everything_of(case_id: UUID) -> dict[str, list[Any]]:
    """Every row of a case in every table of the record."""
    return {
        model._meta.label: list(
            model._base_manager.filter(case_id=case_id).order_by("id").values_list()
        )
        for model in apps.get_app_config("records").get_models()
        if issubclass(model, OfCase)
    }


def came_of_it(two: Two, *answers: HttpResponseBase) -> list[str]:
    """What is wrong: the other case changed, is told of in an answer, or stands in this one now."""
    html = b"".join(one.content for one in answers).decode()  # type: ignore[attr-defined]
    with acting_as(two.demo.viewer(two.whose)):
        wrong = [] if everything_of(two.other) == two.before else ["the other case was changed"]
    wrong += [f"an answer says {name}" for name in NAMES if name in html]
    with acting_as(two.demo.viewer("noa")):
        hers = json.dumps(everything_of(two.demo.alder), default=str)
    named = {*map(str, two.ids.values()), *two.people.values(), str(two.other)}
    return wrong + [f"the case names {one} now" for one in sorted(named) if one in hers]


def sent(two: Two, path: str, **fields: Any) -> HttpResponseBase:
    """The answer to a form, as a browser sends it; what it changed is left as it is."""
    return two.noa.post(path, {"idempotency_key": str(uuid4()), **fields})


# --- in the address -----------------------------------------------------------------------------


def addressed() -> Iterator[tuple[str, str]]:
    """(route, the parameter that names a row of another case)."""
    for route, taken in TAKES_FORMS.items():
        for name in sorted(taken & set(TABLES)):
            yield route, name


def path_of(two: Two, route: str, **instead: object) -> str:
    given = {
        name: instead.get(name) or two.own.get(name) or NAMED[name](two.demo)
        for name in ROUTES[route].pattern.converters
    }
    return reverse(route, kwargs=given)


def told_by(response: HttpResponseBase) -> tuple[int, str, bytes]:
    """What somebody could compare of an answer, but for ids and what is drawn by chance."""
    content = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)  # type: ignore[attr-defined]
    place = response.headers.get("Location", "")
    return response.status_code, UUIDS.sub("", place), re.sub(UUIDS.pattern.encode(), b"", content)


POSTED: tuple[dict[str, str], ...] = ({}, {"which": "decline", "decline-reason": "x"}, {"do": "x"})


@pytest.mark.parametrize("two", OWNERS, indirect=True)
@pytest.mark.parametrize(("route", "name"), list(addressed()))
def test_a_row_of_another_case_is_one_that_never_was(two: Two, route: str, name: str) -> None:
    path = path_of(two, route, **{name: two.ids[name]})
    absent = path_of(two, route, **{name: uuid4()})
    answers = [two.noa.get(path), *(sent(two, path, **more) for more in POSTED)]
    never = [two.noa.get(absent), *(sent(two, absent, **more) for more in POSTED)]
    assert list(map(told_by, answers)) == list(map(told_by, never))
    assert came_of_it(two, *answers) == []


def test_every_row_an_address_names_is_tried() -> None:
    named = {
        name
        for route in TAKES_FORMS
        for name, one in ROUTES[route].pattern.converters.items()
        if isinstance(one, UUIDConverter)
    }
    assert named - {"case_id"} == set(TABLES)


def test_the_rows_were_there_to_be_found(two: Two) -> None:
    """The control: in their own case the rows are found."""
    for route, name in (("note", "session"), ("child_view", "ladder")):
        assert two.noa.get(address(route, two.other, two.ids[name])).status_code == 200, route


# --- in what is sent ----------------------------------------------------------------------------

QUERIES = (
    ("child_says", "session={session}"), ("evidence_new", "for={evidence}"),
    ("family_end", "stay={stay}"), ("family_end", "relation={relation}"),
    ("person_correct", "person={child}"),
    ("plan_ladder", "child={child}&parent={parent}"), ("plan_task", "task={task}"),
)  # fmt: skip
"""What further is read from the address of a form."""


@pytest.mark.parametrize("two", OWNERS, indirect=True)
@pytest.mark.parametrize(("route", "query"), QUERIES)
def test_what_stands_after_the_address_names_nothing_of_another_case(
    two: Two, route: str, query: str
) -> None:
    told = query.format(**{**two.ids, **two.people, **two.more})
    never = re.sub(UUIDS, str(uuid4()), told)
    path = path_of(two, f"clinic:{route}")
    answers = [two.noa.get(f"{path}?{told}"), sent(two, f"{path}?{told}", given="x", words="x")]
    nothing = [two.noa.get(f"{path}?{never}"), sent(two, f"{path}?{never}", given="x", words="x")]
    assert list(map(told_by, answers)) == list(map(told_by, nothing))
    assert came_of_it(two, *answers) == []


@dataclass(frozen=True)
class Control:
    """One control of a form. offers: the ids it offers."""

    name: str
    offers: tuple[str, ...]


def forms_of(html: bytes) -> Iterator[ET.Element]:
    """The forms of the main part that are sent by POST."""
    (main,) = Page(html).root.iter("main")
    yield from (one for one in main.iter("form") if one.get("method") == "post")


def as_it_stands(form: ET.Element) -> dict[str, list[str]]:
    """What a browser would send of a form, with something in every field that is empty."""
    found: dict[str, list[str]] = {}
    for one in form.iter():
        name, kind = one.get("name", ""), one.get("type", "text")
        if one.tag == "textarea":
            found[name] = [(one.text or "").strip() or "x"]
        elif one.tag == "select":
            values = [each.get("value", "") for each in one.iter("option")]
            found[name] = [next(filter(None, values), "")]
        elif one.tag == "input" and name and kind in ("radio", "checkbox"):
            found.setdefault(name, [one.get("value", "on")])
        elif one.tag == "input" and name:
            found[name] = [one.get("value") or SOMETHING.get(kind, "x")]
    return found


SOMETHING = {"date": "2025-07-23", "time": "10:00", "number": "1"}


def controls_with_ids(form: ET.Element) -> Iterator[Control]:
    """Every control of a form that offers ids: a choice, ticks, or something hidden."""
    offers: dict[str, list[str]] = {}
    for one in form.iter():
        if one.tag == "input" and UUIDS.search(one.get("value", "")):
            offers.setdefault(one.get("name", ""), []).append(one.get("value", ""))
        if one.tag == "select":
            values = [each.get("value", "") for each in one.iter("option")]
            if any(map(UUIDS.search, values)):
                offers[one.get("name", "")] = list(filter(UUIDS.search, values))
    for name, values in offers.items():
        if not name.endswith(("idempotency_key", "begun")):  # drawn with the page, ids of nothing
            yield Control(name, tuple(values))


def open_to_noa(two: Two, part: str) -> Iterator[tuple[str, str]]:
    """(route, path) of every page of Noa's case in a part of the program."""
    for route in PARTS[part]:
        if "case_id" in ROUTES[route].pattern.converters:
            yield route, path_of(two, route)


def other_instead(two: Two, path: str, offered: str) -> str:
    """What is offered, with the id of the same kind of thing in the other case."""
    gives_seats = path == address("team", two.demo.alder)  # to any colleague, as it should
    return UUIDS.sub(lambda found: _other(two, found[0], colleague=not gives_seats), offered)


def _other(two: Two, offered: str, *, colleague: bool) -> str:
    stored = stored_case(two.demo.alder)
    seats = {one.id: one.seat for one in stored.family.people}
    if colleague and offered in {one.person for one in stored.team}:
        return str(two.demo.viewer("jonas").person_id)
    for name, table in TABLES.items():
        if table.objects.filter(id=offered).exists():
            return str(two.ids[name])
    return two.people.get(seats.get(offered, "child"), two.people["child"])


def wrong_with(two: Two, path: str, form: ET.Element, control: Control) -> list[Any]:
    """What is wrong with the answer to her form with an id of the other case in one control."""
    with acting_as(two.demo.viewer("noa")):
        fields = as_it_stands(form) | {control.name: [other_instead(two, path, control.offers[0])]}
    with taken_back():
        response = two.noa.post(form.get("action") or path, fields)
        found = came_of_it(two, response)
    return found + [code for code in [response.status_code] if code not in (200, 404)]


@pytest.mark.parametrize("part", PARTS)
def test_no_control_of_a_form_takes_an_id_of_another_case(two: Two, part: str) -> None:
    wrong = {}
    for route, path in open_to_noa(two, part):
        page = two.noa.get(path)
        for form in forms_of(page.content) if page.status_code == 200 else ():
            for control in controls_with_ids(form):
                if found := wrong_with(two, path, form, control):
                    wrong[route, control.name] = found
    assert wrong == {}


def test_forms_were_there_to_be_sent(two: Two) -> None:
    """The control: they offer the people of her own case, and what is chosen there is taken."""
    with_ids = [
        (route, control.name)
        for part in ("family", "safety", "understanding")
        for route, path in open_to_noa(two, part)
        for form in forms_of(two.noa.get(path).content)
        for control in controls_with_ids(form)
    ]
    assert len(with_ids) > 10
    path = path_of(two, "clinic:need")
    (form,) = forms_of(two.noa.get(path).content)
    assert two.noa.post(path, as_it_stands(form)).status_code == 303

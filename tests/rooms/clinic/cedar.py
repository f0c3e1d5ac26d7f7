"""The family Cedar, walked by pages from the inquiry on: a new case, week by week.

Noor     parent; Emil lives with her. What she told of Karl: coercive control, stalking
Karl     parent; the order permits letters to Emil and nothing else, and he may not come near Noor
Emil     child, ten. He wants no letters
Staff    Noa treats, Iris supervises, Rafa keeps the calendar
Source: clinical §10.2. Week 0 begins on the demo practice's day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpResponse

from handrail import chance, clock
from handrail.rooms.shared.second_factor import code_now
from handrail.store.accounts.reading import case_for
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.gates import record_evidence
from handrail.store.records.chart.arranged import charted
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.chart.case_gates import gates_of
from handrail.store.records.models import Contact, CoSign, Ladder, Session, StaffNotice
from handrail.store.records.reading.endings import letters
from handrail.store.records.reading.family import StoredCase, stored_case
from handrail.store.records.reading.plan import plan
from handrail.web.demo.cast import SECOND_FACTOR
from tests.demo import MOMENT, Demo
from tests.rooms.clinic.conftest import address
from tests.rooms.clinic.page import Page

THREAT = "tell your mother I know where you shop"
BELT = "He hit me with the belt, the brown one"
LIVED = "coercive control, stalking, danger to life"
REFERENCE = "00-TEST-118"
INQUIRY: dict[str, object] = {
    "family_name": "Cedar",
    "basis": "court_order",
    "jurisdiction": "US-XX",
    "referred_by": "court",
    "reasons": ["harm_reported"],
    "words": "Therapy by order of the court.",
    "given_1": "Emil", "seat_1": "child", "born_1": "2015-01", "homes_1": ["H1"],
    "given_2": "Noor", "seat_2": "parent", "homes_2": ["H1"],
    "given_3": "Karl", "seat_3": "parent", "homes_3": ["H2"],
}  # fmt: skip
STEPS = {f"step_{at}": f"seen {at}" for at in range(5)}


class Cedar:
    """One walk. `week` says where the clock stands; pages are opened and sent on that day."""

    def __init__(self, demo: Demo) -> None:
        cache.clear()  # one code of an authenticator counts once
        self.demo = demo
        self.week = 0
        self.case = UUID(int=0)

    # --- days, people, pages --------------------------------------------------------------------

    @property
    def moment(self) -> datetime:
        return MOMENT + timedelta(weeks=self.week)

    @property
    def today(self) -> date:
        return self.moment.date()

    @contextmanager
    def day(self, who: str = "noa") -> Iterator[None]:
        """The week's day, with somebody of the staff asking."""
        with clock.stopped_at(self.moment), acting_as(self.demo.viewer(who)):
            yield

    def stored(self) -> StoredCase:
        with self.day():
            return stored_case(self.case)

    def person(self, given: str) -> str:
        return next(one.id for one in self.stored().family.people if one.given == given)

    def ladder(self) -> UUID:
        with self.day():
            return UUID(str(Ladder.objects.get(case_id=self.case).id))

    def chart(self) -> CaseChart:
        with self.day():
            return charted(self.case, self.today)

    def get(self, who: str, route: str, *of: object, **query: str) -> HttpResponse:
        with clock.stopped_at(self.moment):
            where = address(route, self.case, *of)
            return self.demo.client(who).get(where, query)  # type: ignore[return-value]

    def page(self, who: str, route: str, *of: object, **query: str) -> Page:
        answer = self.get(who, route, *of, **query)
        assert answer.status_code == 200, f"{who}, {route}: {answer.status_code}"
        return Page(answer.content)

    def at(self, who: str, where: str) -> Page:
        """A page by its address, for what belongs to no case."""
        with clock.stopped_at(self.moment):
            return Page(self.demo.client(who).get(where).content)

    def status(self, who: str, where: str) -> int:
        with clock.stopped_at(self.moment):
            return self.demo.client(who).get(where).status_code

    def send(self, staff: str, where: str, /, **given: Any) -> HttpResponse:
        fields = {"idempotency_key": str(chance.new_id()), **given}
        with clock.stopped_at(self.moment):
            return self.demo.client(staff).post(where, fields)  # type: ignore[return-value]

    def do(self, route: str, *of: object, staff: str = "noa", query: str = "", **given: Any) -> str:
        """Send a form that is taken; returns where it leads."""
        answer = self.send(staff, address(route, self.case, *of) + query, **given)
        assert answer.status_code == 303, told_by(answer)
        return answer.headers["Location"]

    def refused(self, route: str, *of: object, staff: str = "noa", **given: Any) -> str:
        """Send a form that is not taken; returns why."""
        answer = self.send(staff, address(route, self.case, *of), **given)
        assert answer.status_code == 200, answer.status_code
        return told_by(answer)

    def agree(self, staff: str = "iris") -> None:
        """The second person agrees to the one thing that waits."""
        with self.day():
            waits = CoSign.objects.get(case_id=self.case, answer="").id
        cache.clear()
        key = {"agree-idempotency_key": str(chance.new_id())}
        self.do("co_sign", waits, staff=staff, which="agree", **key, **{"agree-code": code()})

    def missing(self, gate: str) -> list[str]:
        with self.day():
            found = gates_of(self.demo.viewer("noa"), self.case, self.today).gate(gate)
        return [one.asked.id for one in found.requirements if one.missing]

    # --- the walk -------------------------------------------------------------------------------

    def inquiry(self) -> None:
        """C1: the court sends the family; both orders are entered; the team is there."""
        where = address("inquiry")
        answer = self.send("noa", where, **INQUIRY, received_on=self.today)
        assert answer.status_code == 303, told_by(answer)
        self.case = UUID(answer.headers["Location"].split("/")[2])
        for who, seat in (("iris", "supervisor"), ("rafa", "coordinator")):
            self.do("team", person=self.demo.accounts[who].person_id, seat=seat)
        self.order(
            "CONTACT_LADDER", kind="family_order", signed_on="2025-05-20",
            title="Therapy, letters only", **{"CONTACT_LADDER.permitted": ["letter"]},
        )  # fmt: skip
        self.order(
            "NO_CONTACT", kind="protective_order", signed_on="2025-04-10", expires="2026-04-30",
            title="Civil protective order",
            **{
                "NO_CONTACT.protected": [self.person("Noor")],
                "NO_CONTACT.restrained": [self.person("Karl")],
            },
        )  # fmt: skip

    def order(self, *clauses: str, **given: Any) -> None:
        named = str(self.demo.viewer("noa").person_id)
        query = "?" + "&".join(f"clause={one}" for one in clauses)
        self.do("order_new", query=query, named=named, **given)

    def accept(self) -> None:
        """Everything the two gates ask for, entered by hand, and then the family is accepted."""
        self.do("jurisdiction")
        self.do(
            "determination", determined_by="court", who="Judge Hale", on="2025-05-20",
            document="Order of 20 May, page 2", read_on=self.today,
        )  # fmt: skip
        for requirement in self.missing("referral"):
            self.do(
                "evidence_new", "referral", requirement=requirement, on=self.today,
                source="Asked alone.",
            )  # fmt: skip
        self.do("referral_accept")

    def asked(self, given: str, outcome: str, **more: Any) -> None:
        """A safety interview, alone; what came of it."""
        self.do(
            "safety_interview", person=self.person(given), on=self.today, alone="yes",
            outcome=outcome, review_on=self.in_weeks(20), **more,
        )  # fmt: skip

    def noor_is_asked(self, outcome: str = "contact_contraindicated") -> None:
        """C2: alone; what came of it and the measures; the words in the safety file."""
        self.week = 1
        if outcome == "no_concern":
            return self.asked("Noor", outcome)
        measures = ["separate_days", "separate_arrivals", "addresses_hidden", "no_joint_sessions"]
        return self.asked("Noor", outcome, measures=measures, notes=LIVED)

    def iris_is_on_it(self) -> None:
        """The supervisor was wanted, and says that she has seen it."""
        with self.day("iris"):
            wanted = list(StaffNotice.objects.filter(case_id=self.case, code="wanted_now"))
        for one in wanted:
            assert self.send("iris", address("wanted_seen", one.id)).status_code == 303

    def session(self, kind: str, given: str, at: str, *, on: date, door: str, room: str) -> str:
        who = self.person(given)
        return self.do(
            "session_plan", kind=kind, on=on, at=at, minutes="50", room=room, present=[who],
            a1_person=who, a1_at=at, a1_door=door,
        )  # fmt: skip

    def session_with_emil(self) -> UUID:
        """A session with him alone today; returns it."""
        self.session("IC", "Emil", "09:00", on=self.today, door="Garden door", room="Blue room")
        with self.day():
            rows = Session.objects.filter(case_id=self.case, on=self.today, kind="IC")
            return UUID(str(rows.get().id))

    def counted_as(self, who: str) -> str:
        """What the list of cases says of this one."""
        (row,) = [
            one for one in self.at(who, "/cases/").table("Your cases")
            if one["Case"] == f"{self.number():03d}"
        ]  # fmt: skip
        return row["State"]

    def number(self) -> int:
        with self.day():
            found = case_for(self.demo.viewer("noa"), self.case)
        assert found is not None
        return found.case.number

    def plan(self) -> None:
        """A first plan with a ladder for Emil with Karl, signed by two."""
        self.do("plan_begin", words="To look whether letters help", review_on=self.in_weeks(6))
        self.do(
            "plan_goal", token=self.token(), statement="Emil says what he wants",
            domain="trust_and_safety", owners=[self.person("Emil")], weight="1", **STEPS,
        )  # fmt: skip
        pair = f"?child={self.person('Emil')}&parent={self.person('Karl')}"
        form = self.at("noa", address("plan_ladder", self.case) + pair)
        self.do("plan_ladder", query=pair, **only_letters(as_sent(form)))
        cache.clear()
        self.do("plan_sign", token=self.token(), code=code())
        self.agree()

    def in_weeks(self, weeks: int) -> date:
        return self.today + timedelta(weeks=weeks)

    def token(self) -> str:
        with self.day():
            draft = plan(self.case).draft
        assert draft is not None
        return draft.token

    def view(self, answer: str, words: str) -> None:
        self.do(
            "child_view", self.ladder(), rung="R1", answer=answer, on=self.today, asked_by="Noa",
            alone="yes", said=words,
        )  # fmt: skip

    def prepared(self) -> None:
        """Everything a first letter asks for before it is planned is on record."""
        emil = self.person("Emil")
        for requirement in (f"coping_plan:{emil}", f"stop_signal:{emil}"):
            with self.day():
                record_evidence(
                    by=self.demo.viewer("noa"), case_id=self.case, requirement=requirement,
                    on=self.today, source="The list.",
                )  # fmt: skip

    def began(self, contact: UUID) -> bool:
        with self.day():
            return Contact.objects.get(id=contact).started_at is not None

    def version(self, contact: UUID) -> int:
        with self.day():
            return int(Contact.objects.get(id=contact).version)

    def letter_planned(self) -> UUID:
        """A contact by letter, today; returns it."""
        where = self.do("contact_plan", self.ladder(), on=self.today, at="10:00")
        return UUID(where.rstrip("/").rsplit("/", 1)[1])

    def keep_apart(self, reason: str) -> None:
        """C5: what came up goes into the safety file, and what stands goes on standing."""
        self.do(
            "safety_outcome", outcome="contact_contraindicated", review_on=self.in_weeks(4),
            measures=["separate_days", "separate_arrivals", "addresses_hidden"], reason=reason,
        )  # fmt: skip

    def said(self) -> str:
        """C7: what Emil says; returns where it lies."""
        return self.do(
            "child_says", words=BELT, at="10:10", safe_to_leave="yes", heard_by="Noa",
            child=self.person("Emil"), about=self.person("Karl"), collects=self.person("Noor"),
        )  # fmt: skip

    def called(self, entry: str) -> None:
        """C8: the hotline, 38 minutes later."""
        answer = self.send(
            "noa", entry, done="hotline", at="10:48", on=self.today, reference=REFERENCE
        )
        assert answer.status_code == 303, told_by(answer)

    def suspended(self) -> None:
        """C11: the second order takes the place of the first and suspends."""
        first = [one.id for one in self.stored().family.orders if one.kind == "family_order"]
        self.order(
            "CONTACT_LADDER", "SUSPEND_TERMINATE", kind="family_order", signed_on=self.today,
            title="Therapy suspended", supersedes=first,
            **{"CONTACT_LADDER.not_without_further_order": ["letter"]},
        )  # fmt: skip

    def letters(self, kind: str) -> dict[str, str]:
        """Whom it is to -> the text."""
        family = self.stored().family
        with self.day():
            found = [one for one in letters(self.case) if one.letter == kind]
        court = "the court or whoever referred"
        return {family.given(one.person) if one.person else court: one.text for one in found}

    def letter(self, kind: str, to: str = "") -> UUID:
        person = self.person(to) if to else ""
        with self.day():
            return next(
                one.id for one in letters(self.case) if (one.letter, one.person) == (kind, person)
            )

    def write(self, kind: str, to: str, text: str) -> None:
        id_ = self.letter(kind, to)
        with self.day():
            version = next(one.version for one in letters(self.case) if one.id == id_)
        self.do("letter", id_, text=text, version=version)

    def papers(self, *, closing_session: bool = False) -> None:
        """C12: every letter written, signed and given; after-care; the summary signed by two."""
        for given in ("Noor", "Karl", "Emil"):
            text = f"Dear {given}, our work ends today. What a court order says stays as it is."
            self.write("closing", given, text)
        for kind in ("court_notice", "summary"):
            self.write(kind, "", "Sessions offered and held: 6. It ended by order of the court.")
        for given in ("Noor", "Karl", "Emil"):
            self.sign_and_give(self.letter("closing", given))
        self.sign_and_give(self.letter("court_notice"))
        cache.clear()
        self.do("letter_sign", self.letter("summary"), code=code())
        self.agree()
        again = self.in_weeks(4)
        for given, helper in (
            ("Emil", "A trauma-informed therapist of his own."),
            ("Noor", "An advocate, and safety planning."),
        ):
            who = self.person(given)
            self.do("after_care", person=who, helper=helper, follow_up_on=again)
        self.do(
            "evidence_new", "closure", requirement=f"child_told:{self.person('Emil')}",
            on=self.today, source="Told by Noa, who goes on being there to ask.",
        )  # fmt: skip
        for given in ("Noor", "Karl") if closing_session else ():
            self.do(
                "evidence_new", "closure", on=self.today, source="Offered by post.",
                requirement=f"closing_session_offered:{self.person(given)}",
            )  # fmt: skip

    def sign_and_give(self, letter: UUID) -> None:
        self.do("letter_sign", letter)
        self.do("letter_give", letter, given_on=self.today, way="post")

    # --- as far as -------------------------------------------------------------------------------

    def to_noor(self, outcome: str = "contact_contraindicated") -> None:
        self.inquiry()
        self.accept()
        self.noor_is_asked(outcome)

    def to_emil(self, outcome: str = "contact_contraindicated", answer: str = "no") -> None:
        self.to_noor(outcome)
        self.week = 2
        self.iris_is_on_it()
        self.asked("Karl", "no_concern")
        self.week = 3
        self.plan()
        self.view(answer, "I do not want letters")

    def to_letter(self) -> None:
        self.to_emil()
        self.week = 4
        self.keep_apart(f"Karl's letter: “{THREAT}”. Withheld.")

    def to_belt_from_here(self) -> str:
        self.week = 5
        return self.said()

    def to_belt(self) -> str:
        self.to_letter()
        return self.to_belt_from_here()

    def to_suspended(self) -> None:
        self.called(self.to_belt())
        self.week = 10
        self.suspended()

    def to_closed(self) -> None:
        self.to_suspended()
        self.week = 11
        self.do("ending_name", ending="stopped_for_safety", reason="The outcome of the agency.")
        self.papers()
        self.do("case_close")


def code() -> str:
    return code_now(SECOND_FACTOR)


def told_by(answer: HttpResponse) -> str:
    """What an error summary says, or how the page answered."""
    if answer.status_code != 200:
        return f"status {answer.status_code}"
    return " ".join(Page(answer.content).told("error-summary"))


def as_sent(page: Page) -> dict[str, Any]:
    """What a browser sends of a form as it came."""
    (form,) = [e for e in page.root.iter("form") if e.get("novalidate") is not None]
    found: dict[str, Any] = {}
    for e in form.iter("input"):
        if e.get("type") != "checkbox" or e.get("checked") is not None:
            default = "on" if e.get("type") == "checkbox" else ""
            found[e.get("name", "")] = e.get("value", default)
    return found


def only_letters(sent: dict[str, Any]) -> dict[str, Any]:
    """A ladder of two steps: getting ready, and letters."""
    return {
        name: value for name, value in sent.items()
        if not name.startswith("use_") or name in ("use_R0", "use_R1")
    }  # fmt: skip

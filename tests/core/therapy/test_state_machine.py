"""Any history of ladders and phases: nothing jumps, protection is always at hand, people decide.

Contacts in every state, decisions, stops and clearings, the child's answers, new orders, phases
turned: Hypothesis plays them in any order. What must hold is worked out here from the plain
history and not from the code under test. Source: clinical §1.4, §2.4; seed rows M6, M22.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from handrail.core.law.answers import Allowed, Refused
from handrail.core.law.contact import NotPermitted, Permitted, order_permits
from handrail.core.law.orders import Order, order_from
from handrail.core.therapy.arranging import ContactFacts, may_plan_contact, may_start_contact
from handrail.core.therapy.contact import Contact, Judgement, Reason
from handrail.core.therapy.deciding import (
    DECISIONS,
    PROTECTIVE,
    REASONS,
    DecisionFacts,
    may_decide,
    needs_second_person,
    step_after,
)
from handrail.core.therapy.gates import Closed, Missing, Open
from handrail.core.therapy.ladder import NextRung, Proposal, Standing, consider, stop_reasons
from handrail.core.therapy.protocol import load
from handrail.core.therapy.stops import Stop, cleared, locked_by, people_to_clear
from handrail.core.therapy.tracks import Track, Turn, may_turn, tracks, turned
from handrail.core.therapy.views import against_view
from tests.core.therapy.contacts import (
    BAD,
    ENDED,
    GOOD,
    HR1,
    ILL,
    NO_SHOW,
    UNPLANNED,
    WAITING,
    held,
)

RUNGS = load().rungs
PHASES = [phase.id for phase in load().phases]
HOMES = {"wren": frozenset({"H1"}), "ivo": frozenset({"H1", "H2"}), "ash": frozenset({"H9"})}
KEYS = [("wren", "theo"), ("wren", "mara"), ("ivo", "theo"), ("ash", "theo")]
SEEN: list[Contact] = [
    GOOD, GOOD, GOOD, BAD, ENDED, WAITING, NO_SHOW, ILL, UNPLANNED,
    held(0, critical_incident=True), held(0, disclosure=True), held(0, signs=frozenset({"flat"})),
    held(2), held(("theo", 0), ("mara", 3)), held(0, stop_card="used_and_ended"),
]  # fmt: skip
FORMS = [
    "letter", "recording", "live_call", "in_person_with_therapist",
    "in_person_third_party_supervised", "in_person_supported", "in_person_unsupervised",
    "in_person_overnight",
]  # fmt: skip
LAST = len(RUNGS) - 1
YOUNG = ("ash", "theo")
"""This child is too young to be asked: observed, never a yes."""
GO_ON = ("yes", "seen_at_ease")
HOLDS = ("no", "not_yet", "seen_not_at_ease")
# Typed a second time by hand: what may happen to a phase, and where it leads.
TABLE = {
    ("not_started", "start"): "active", ("active", "hold"): "on_hold", ("active", "close"): "done",
    ("on_hold", "resume"): "active", ("on_hold", "close"): "done", ("done", "reopen"): "active",
}  # fmt: skip


@dataclass
class Kept:
    """One ladder as the record would keep it. walked: the rung after each act, with the act."""

    began: int = 0
    index: int = 0
    stay: list[Judgement] = field(default_factory=list)
    previous: Contact | None = None
    proposal: Proposal | None = None
    walked: list[tuple[str, int]] = field(default_factory=list)
    views: dict[int, str] = field(default_factory=lambda: dict.fromkeys(range(len(RUNGS)), "yes"))
    went_on: set[int] = field(default_factory=set)
    held_on: set[int] = field(default_factory=set)


ladders = st.sampled_from(KEYS)
MOSTLY = st.sampled_from([True, True, True, False])
ONE_OF_TEN = st.sampled_from([True, *[False] * 9])


class Case(RuleBasedStateMachine):
    """A case of four ladders and five phases, played by people who may do anything."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = {key: Kept() for key in KEYS}
        self.stops: list[Stop] = []
        self.orders: list[Order] = []
        self.needs_met = True
        self.turns: list[Turn] = []
        self.day = date(2025, 1, 6)
        self.kept[YOUNG].views = dict.fromkeys(range(len(RUNGS)), "seen_at_ease")
        self.give_order(len(FORMS))
        self.stops.clear()

    @initialize(places=st.lists(st.integers(0, LAST), min_size=4, max_size=4))
    def begin(self, places: list[int]) -> None:
        """The ladders begin anywhere, so that every step is looked at."""
        for one, place in zip(self.kept.values(), places, strict=True):
            one.began = one.index = place

    # --- what the record knows

    def locked(self, key: tuple[str, str]) -> tuple[Reason, ...]:
        return locked_by(self.stops, key, HOMES)

    def plainly_locked(self, key: tuple[str, str]) -> bool:
        """Said a second time, without the code under test (clinical §2.4 (i))."""
        return any(
            key not in stop.released
            and (stop.child in (None, key[0]) or bool(HOMES[key[0]] & HOMES[stop.child or key[0]]))
            for stop in self.stops
        )

    def order_says(self, key: tuple[str, str], index: int) -> Permitted | NotPermitted:
        child, parent = key
        return order_permits(
            self.orders, modality=RUNGS[index].modality, child=child, parent=parent, on=self.day
        )

    def plainly_permitted(self, index: int) -> bool:
        form = RUNGS[index].modality
        clause = self.orders[-1].clauses[0]
        return form == "none" or form in clause.params["permitted"]

    def refused(self, key: tuple[str, str], index: int) -> tuple[Reason, ...]:
        answer = self.order_says(key, index) if index <= LAST else Permitted()
        return () if isinstance(answer, Permitted) else (Reason("order", "the order refuses it"),)

    def to_decide(self, key: tuple[str, str]) -> DecisionFacts:
        one = self.kept[key]
        return DecisionFacts(
            index=one.index, rungs=RUNGS, stopped=self.locked(key),
            above_refused=self.refused(key, one.index + 1),
            proposal=one.proposal.move if one.proposal else None,
            view_of_next=one.views.get(one.index + 1),
        )  # fmt: skip

    def to_hold(self, key: tuple[str, str], rung: int) -> ContactFacts:
        one = self.kept[key]
        missing = Missing("site_risk_check", "The place was not checked.", "Check it.")
        return ContactFacts(
            rung=rung, current=one.index, rungs=RUNGS, basis=self.order_says(key, rung),
            needs=Open() if self.needs_met else Closed((missing,)), stopped=self.locked(key),
            view=one.views.get(rung), held_before=rung in one.held_on, went_on=rung in one.went_on,
        )  # fmt: skip

    # --- what people do

    @rule(
        key=ladders,
        seen=st.sampled_from(SEEN),
        today=st.sampled_from(["yes", "yes", "no", "seen_not_at_ease"]),
    )
    def contact(self, key: tuple[str, str], seen: Contact, today: str) -> None:
        """A contact takes place, or does not, where nothing stands against it."""
        one = self.kept[key]
        facts = self.to_hold(key, one.index)
        begins = may_start_contact(facts=facts, rule=HR1, asked_today=today)
        if isinstance(begins, Refused) and not seen.unplanned:
            return
        assert today == "yes" or seen.unplanned, "a no today holds, and being seen not at ease"
        self.propose(key, replace(seen, id=f"C{len(one.walked)}", on=self.day))

    def propose(self, key: tuple[str, str], contact: Contact) -> None:
        one = self.kept[key]
        above = one.index + 1
        standing = Standing(
            stay=tuple(one.stay), stopped=self.locked(key), below=one.index > 0,
            previous=one.previous,
            above=NextRung(RUNGS[above].id, self.refused(key, above), one.views.get(above))
            if above <= LAST else None,
        )  # fmt: skip
        before = replace(one, stay=list(one.stay), walked=list(one.walked))
        one.proposal = consider(standing, contact, HR1)
        assert replace(one, proposal=before.proposal) == before, "a proposal changes nothing"
        if not contact.unplanned:
            one.stay.append(one.proposal.judgement)
            one.previous = contact
            one.held_on |= {one.index} if contact.held else set()
        self.stops += [Stop(why, key[0], key[1]) for why in stop_reasons(contact)]
        one.walked.append(("contact", one.index))

    @rule(key=ladders, weeks=st.integers(1, 4), decided=st.booleans())
    def good_weeks(self, key: tuple[str, str], weeks: int, decided: bool) -> None:
        """Contacts that settle, so that ladders climb; then perhaps somebody decides a step up."""
        for _ in range(weeks):
            self.contact(key, GOOD, "yes")
        if decided:
            self.decide(key, "UP", "clinical_judgement", True, True, True)

    @rule(key=ladders, view=st.sampled_from(HOLDS), told=MOSTLY, second=MOSTLY)
    def go_on(self, key: tuple[str, str], view: str, told: bool, second: bool) -> None:
        """The child says no to the next step, and somebody wants to go on, then plans it."""
        if not self.kept_view(key, self.kept[key].index + 1, view):
            return
        self.decide(key, "UP", "clinical_judgement", True, told, second)
        self.plan(key, self.kept[key].index)

    @rule(key=ladders, rung=st.integers(0, LAST))
    def plan(self, key: tuple[str, str], rung: int) -> None:
        """Somebody tries to plan a contact anywhere on the ladder."""
        one = self.kept[key]
        if isinstance(may_plan_contact(facts=self.to_hold(key, rung), rule=HR1), Refused):
            return
        assert rung == one.index, "a contact jumped a step"
        assert not self.plainly_locked(key), "a stopped ladder plans contact"
        assert self.plainly_permitted(rung), "the order refuses it"
        assert self.needs_met or RUNGS[rung].id == "R0"
        open_ = RUNGS[rung].modality == "none" or rung in one.went_on
        assert open_ or one.views.get(rung) in (None, *GO_ON), "a no holds"

    @rule(
        key=ladders,
        move=st.sampled_from([*DECISIONS, "UP", "UP", "UP"]),
        reason=st.sampled_from(["", *REASONS]),
        said=MOSTLY,
        told=MOSTLY,
        second=MOSTLY,
    )
    def decide(
        self, key: tuple[str, str], move: str, reason: str, said: bool, told: bool, second: bool
    ) -> None:
        """A person decides; where a second one is needed, that one agrees or not."""
        facts = self.to_decide(key)
        words = {"reason": reason, "in_words": "…" * said, "told_child": "…" * told}
        answer = may_decide(move=move, facts=facts, rule=HR1, **words)
        needed = needs_second_person(move=move, facts=facts, rule=HR1)
        if isinstance(answer, Refused) or (needed and not second):
            assert move not in PROTECTIVE, f"{move} was held up: {answer}, {needed}"
            return
        if move == "UP":
            self.check_up(key, told, second)
        self.apply(key, move)

    def check_up(self, key: tuple[str, str], told: bool, second: bool) -> None:
        """What must have been so for any step up, from the plain history."""
        one = self.kept[key]
        above = one.index + 1
        assert above <= LAST
        assert not self.plainly_locked(key), "a stopped ladder goes up"
        assert self.plainly_permitted(above), "the order refuses it"
        assert one.views.get(above) is not None, "the child was not asked"
        if one.views[above] not in GO_ON:
            assert told, "against the child's word, and the child was told nothing"
            assert second, "against the child's word, by one person"
        if one.proposal is None or one.proposal.move != "UP":
            assert second, "up without a proposal, by one person"
        if RUNGS[above].id in ("R8", "R9", "R10", "R11", "R12"):
            assert second, "no sign-off"
        if one.views[above] not in GO_ON:
            one.went_on.add(above)

    def apply(self, key: tuple[str, str], move: str) -> None:
        one = self.kept[key]
        if move == "STOP":
            self.stops.append(Stop(Reason("stopped", "a clinician stopped contact"), key[0]))
        one.index = step_after(move, one.index, RUNGS)
        if move in ("UP", "DOWN"):
            one.stay = []
        one.proposal = None
        one.walked.append((move, one.index))

    @rule(
        key=ladders,
        offset=st.integers(-1, 2),
        answer=st.sampled_from([*GO_ON, *HOLDS, None]),
    )
    def child_answers(self, key: tuple[str, str], offset: int, answer: str | None) -> None:
        """The child answers about a step; None: what was on record was about another step."""
        one = self.kept[key]
        rung = min(max(one.index + offset, 0), LAST)
        if answer is None or self.kept_view(key, rung, answer):
            one.went_on.discard(rung)
        if answer is None:
            one.views.pop(rung, None)

    def kept_view(self, key: tuple[str, str], rung: int, answer: str) -> bool:
        """Put a view on record as far as it may be: a young child is observed, others are asked."""
        young = key == YOUNG
        if tuple(against_view(answer, words="…", young=young, asked_from_age=3)):
            return False
        self.kept[key].views[rung] = answer
        return True

    @rule(child=st.sampled_from([None, *HOMES]), about=st.sampled_from([None, "theo", "mara"]))
    def stop(self, child: str | None, about: str | None) -> None:
        self.stops.append(Stop(Reason("disclosure", "…"), child, about))

    @rule(keys=st.lists(ladders, min_size=1, max_size=4), people=st.sampled_from([1, 2, 2, 2]))
    def clear(self, keys: list[tuple[str, str]], people: int) -> None:
        """People clear ladders, as many people as each stop asks for on each."""
        for key in keys:
            self.stops = [
                cleared([stop], [key])[0] if people >= people_to_clear(stop, key) else stop
                for stop in self.stops
            ]

    @rule()
    def clear_everything(self) -> None:
        """Two people look at everything, so that ladders are not stopped for good."""
        self.clear(KEYS, 2)

    @rule(reach=st.sampled_from([1, 4, *[len(FORMS)] * 3]))
    def give_order(self, reach: int) -> None:
        """The court signs an order that takes the place of the one before."""
        self.day += timedelta(days=1)
        clause = {"type": "CONTACT_LADDER", "permitted": FORMS[:reach]}
        last = {"supersedes": self.orders[-1].id} if self.orders else {}
        raw = {"id": f"o{len(self.orders)}", "signed_on": self.day.isoformat()}
        self.orders.append(order_from({**raw, **last, "clauses": [clause]}))
        self.stops.append(Stop(Reason("order_change", "a new order was signed")))

    @rule(missing=ONE_OF_TEN)
    def look_at_needs(self, missing: bool) -> None:
        self.needs_met = not missing

    @rule(
        phase=st.sampled_from(PHASES[:2]),
        events=st.lists(st.sampled_from(sorted({event for _, event in TABLE})), max_size=4),
    )
    def turn_phase(self, phase: str, events: list[Any]) -> None:
        for event in events:
            self.turn(phase, event)

    def turn(self, phase: str, event: Any) -> None:
        self.day += timedelta(days=1)
        before = tracks(PHASES, self.turns)
        turn = Turn(phase, event, self.day, "noa")
        fits = (before[phase].state, event) in TABLE
        assert isinstance(may_turn(before[phase], event), Allowed) is fits
        if not fits:
            with pytest.raises(ValueError, match="What fits now"):
                turned(before[phase], turn)
            return
        self.turns.append(turn)
        after = tracks(PHASES, self.turns)
        assert after[phase].state == TABLE[before[phase].state, event]
        others = [one for one in PHASES if one != phase]
        assert all(after[one] == before[one] for one in others), "phases are tracks of their own"

    # --- what holds at every moment

    @invariant()
    def nothing_jumps_and_only_people_move_it(self) -> None:
        for one in self.kept.values():
            at = one.began
            for act, index in one.walked:
                assert abs(index - at) <= 1, "a step was jumped"
                assert index == at or act == ("UP" if index > at else "DOWN"), f"{act} moved it"
                at = index
            assert one.index == at

    @invariant()
    def one_person_can_always_step_down_and_stop(self) -> None:
        for key, one in self.kept.items():
            facts = self.to_decide(key)
            for move in PROTECTIVE:
                assert isinstance(may_decide(move=move, facts=facts, rule=HR1), Allowed)
                assert needs_second_person(move=move, facts=facts, rule=HR1) == ()
            assert step_after("DOWN", one.index, RUNGS) == max(one.index - 1, 0)

    @invariant()
    def a_stopped_ladder_stays_where_it_is_and_has_no_contact(self) -> None:
        for key, one in self.kept.items():
            assert bool(self.locked(key)) == self.plainly_locked(key)
            if not self.plainly_locked(key):
                continue
            up = may_decide(
                move="UP", facts=self.to_decide(key), rule=HR1,
                reason="other", in_words="…", told_child="…",
            )  # fmt: skip
            assert isinstance(up, Refused)
            facts = self.to_hold(key, one.index)
            assert isinstance(may_plan_contact(facts=facts, rule=HR1), Refused)
            assert isinstance(may_start_contact(facts=facts, rule=HR1, asked_today="yes"), Refused)

    @invariant()
    def a_no_holds(self) -> None:
        for key, one in self.kept.items():
            above = one.index + 1
            if one.views.get(above) in HOLDS:
                facts = self.to_decide(key)
                quick = may_decide(
                    move="UP", facts=facts, rule=HR1, reason="child_view", in_words="…"
                )
                assert isinstance(quick, Refused), "the child was told nothing"
                if above <= LAST:
                    assert needs_second_person(move="UP", facts=facts, rule=HR1)
            here = one.views.get(one.index) in HOLDS
            if here and one.index not in one.went_on and RUNGS[one.index].modality != "none":
                facts_here = self.to_hold(key, one.index)
                assert isinstance(may_plan_contact(facts=facts_here, rule=HR1), Refused)

    @invariant()
    def who_is_too_young_has_no_yes_and_nobody_else_is_only_seen(self) -> None:
        for key, one in self.kept.items():
            unfit = {"yes"} if key == YOUNG else {"seen_at_ease", "seen_not_at_ease"}
            assert not unfit & set(one.views.values())

    @invariant()
    def phases_are_a_fold_over_what_was_decided(self) -> None:
        again = {phase: Track() for phase in PHASES}
        for turn in self.turns:
            again[turn.phase] = turned(again[turn.phase], turn)
        assert again == tracks(PHASES, self.turns)


PLAYED = settings(
    max_examples=80, stateful_step_count=40, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


def test_in_any_history_only_people_move_a_ladder_and_nothing_jumps() -> None:
    run_state_machine_as_test(Case, settings=PLAYED)  # type: ignore[no-untyped-call]

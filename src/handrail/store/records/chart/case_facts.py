"""What the next step looks at, gathered from a stored case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from handrail.core.family_file.values import ChildView
from handrail.core.law import duties as law
from handrail.core.law.answers import Allowed, Refused
from handrail.core.law.contact import NotPermitted, Permitted
from handrail.core.law.modalities import plain_name
from handrail.core.therapy.alarms import CATALOGUE
from handrail.core.therapy.arranging import Basis
from handrail.core.therapy.facts import (
    Awaited,
    CaseFacts,
    Consult,
    ContactToday,
    Duty,
    LadderFacts,
    OpenAlarm,
    Proposed,
    Review,
    Stopped,
    View,
)
from handrail.core.therapy.protocol import Protocol
from handrail.core.therapy.stops import for_safety
from handrail.core.therapy.views import too_young
from handrail.store.records.chart.contact_facts import basis_of, refusals_of
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.reading.family import StoredCase

_ANSWER_AFTER = timedelta(days=2)
SETTLE = "Settle with counsel or the court how the plan follows an order that gives more: {}"
"""The duty about an order that asks for more than the plan (clinical §2.4 (j))."""


def case_facts(
    stored: StoredCase,
    ladders: Sequence[LadderNow],
    due: Sequence[law.Duty],
    *,
    today: date,
    protocol: Protocol,
    reviewed_on: date | None,
    review_due: date | None,
) -> CaseFacts:
    """Plain values about one case on one day."""
    in_words = {rung.id: rung.in_words for rung in protocol.rungs}
    return CaseFacts(
        on=today,
        ladders=tuple(_ladder(stored, one, today, in_words, protocol) for one in ladders),
        alarms=tuple(alarm for one in ladders for alarm in _open_alarms(stored, one)),
        duties=(
            *(Duty(one.what, one.due_on) for one in due if one.due_on is not None),
            *(Duty(SETTLE.format(plain_name(form)), on) for form, on in stored.beyond),
        ),
        review=_review(stored, reviewed_on, review_due),
        views_that_hold=protocol.rule.holding,
        settings=protocol.next_step,
    )


def _review(stored: StoredCase, since: date | None, due: date | None) -> Review | None:
    if since is None:
        return None
    sessions = [s for s in stored.family.sessions if s.on > since and not s.planned]
    return Review(sessions_since=len(sessions), due_on=due)


def _open_alarms(stored: StoredCase, ladder: LadderNow) -> Iterable[OpenAlarm]:
    """Alarms since the last contact that counted, while its review sheet is not answered."""
    last = ladder.last
    if last is None:
        return
    start = ladder.contacts.index(last)
    for one in ladder.contacts[start:]:
        if one.session in stored.reviewed:
            continue
        for alarm in one.alarms:
            yield OpenAlarm(
                child=ladder.child.given,
                name=CATALOGUE[alarm.id].name.lower(),
                since=one.on,
                contact=one.session,
            )


def _ladder(
    stored: StoredCase, ladder: LadderNow, today: date, in_words: dict[str, str], protocol: Protocol
) -> LadderFacts:
    stopped = None
    if ladder.stopped:
        stopped = Stopped(
            since=ladder.stopped_on or today,
            people_needed=ladder.people_needed,
            for_safety=for_safety(ladder.stopped),
        )
    return LadderFacts(
        child=ladder.child.given,
        parent=ladder.parent.given,
        step=ladder.step(ladder.now),
        is_open=stored.status != "closed",
        stopped=stopped,
        contact_today=ContactToday() if any(s.on == today for s in ladder.planned) else None,
        awaited=_awaited(ladder),
        proposed=_proposed(stored, ladder, today, in_words),
        **_grounds(stored, ladder, today),
        next_contact_on=min((s.on for s in ladder.planned), default=None),
        child_alone_on=_child_alone(stored, ladder, today),
        key=ladder.ladder.key,
        observed=too_young(ladder.child.born, today, protocol.next_step.asked_from_age),
    )


def _child_alone(stored: StoredCase, ladder: LadderNow, today: date) -> date | None:
    days = [
        session.on
        for session in stored.family.sessions
        if session.planned and session.on >= today and session.present == (ladder.ladder.child,)
    ]
    return min(days, default=None)


def _awaited(ladder: LadderNow) -> Awaited | None:
    """The 48-hour answer to the last held contact; two homes are asked where two have answered."""
    held = [one.proposal.judgement.contact for one in ladder.contacts]
    held = [contact for contact in held if contact.held and not contact.unplanned]
    if not held:
        return None
    asked = max(1, *(len(contact.after_effects) for contact in held))
    answered = len(held[-1].after_effects)
    if answered >= asked or (answered and asked == 1):
        return None
    return Awaited(held[-1].id, held[-1].on + _ANSWER_AFTER, asked, asked - answered)


def _proposed(
    stored: StoredCase, ladder: LadderNow, today: date, in_words: dict[str, str]
) -> Proposed | None:
    undecided = ladder.undecided
    if undecided is None or ladder.stopped or undecided.proposal.move == "NOT_COUNTED":
        return None
    to = ladder.proposed if ladder.proposed is not None else ladder.now
    rung = ladder.rungs[to]
    view = ladder.views[-1] if ladder.views else None
    return Proposed(
        move=undecided.proposal.move,
        to_step=ladder.step(to),
        contact=undecided.session,
        in_words=rung.in_words or in_words.get(rung.id, ""),
        form=plain_name(rung.modality),
        settled=_settled(ladder),
        view=None if view is None else _view(ladder, view),
        consult=_consult(stored, undecided.session),
        order=_order(stored, ladder, to, today),
        by_agreement=_by_agreement(stored, _basis(stored, ladder, to, today)),
    )


def _view(ladder: LadderNow, view: ChildView) -> View:
    return View(_step_of(ladder, view.rung), view.on, view.answer, view.alone is True)


def _step_of(ladder: LadderNow, rung: str) -> str:
    return ladder.step(ladder.ladder.index(rung))


def _settled(ladder: LadderNow) -> tuple[str, ...]:
    """The settled contacts of the present stay, in a row up to now."""
    found: list[str] = []
    for one in reversed(ladder.contacts):
        if ladder.since is None or one.on < ladder.since or one.proposal.settled is False:
            break
        if one.proposal.settled:
            found.append(one.session)
    return tuple(reversed(found))


def _consult(stored: StoredCase, session: str) -> Consult | None:
    """The last question about this contact; or that the decision waits for one, asked elsewhere."""
    asked = stored.consults.get(session, ())
    if asked:
        return Consult(asked_on=asked[-1].asked_on, answered_on=asked[-1].answered_on)
    for one in stored.family.sessions:
        decision = one.contact.decision if one.id == session and one.contact else None
        if decision is not None and "supervisor_consult" in decision.waiting_for:
            return Consult(asked_on=decision.on)
    return None


def _order(stored: StoredCase, ladder: LadderNow, to: int, today: date) -> Allowed | Refused:
    basis = _basis(stored, ladder, to, today)
    if isinstance(basis, NotPermitted):
        return Refused(tuple(reason.text for reason in basis.reasons))
    return basis if isinstance(basis, Allowed | Refused) else Allowed()


def _basis(stored: StoredCase, ladder: LadderNow, rung: int, today: date) -> Basis:
    """What the orders say of a rung, or the signed agreement where the work rests on one."""
    modality = ladder.rungs[rung].modality
    return basis_of(stored.family, stored.agreements, ladder.ladder.key, modality, today)


def _by_agreement(stored: StoredCase, basis: Basis) -> bool:
    """Whether it is an agreement that speaks; one that came with a file stands among its orders."""
    if isinstance(basis, Permitted):
        kinds = {one.kind for one in stored.family.orders if one.id in basis.orders}
        return kinds == {"agreement"}
    return isinstance(basis, Allowed | Refused)


def _grounds(stored: StoredCase, ladder: LadderNow, today: date) -> dict[str, tuple[str, ...]]:
    """What of the agreement, or of the orders, does not permit the present rung."""
    basis = _basis(stored, ladder, ladder.now, today)
    return {
        "unsigned": basis.reasons if isinstance(basis, Refused) else (),
        "refused": tuple(reason.text for reason in refusals_of(basis))
        if isinstance(basis, NotPermitted)
        else (),
    }

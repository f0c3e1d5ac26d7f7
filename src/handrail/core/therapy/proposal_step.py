"""The next step while a proposal of the rule waits for a decision (clinical §2.4, (c), (g)).

What the order forbids is not asked of a child, and a child's no is not asked away.
"""

from __future__ import annotations

from dataclasses import replace

from handrail.core.law.answers import Allowed, Refused
from handrail.core.therapy.facts import CaseFacts, LadderFacts, Proposed, View
from handrail.core.therapy.step_words import Condition, NextStep, counted, day
from handrail.core.therapy.views import IN_WORDS, OBSERVED


def step_of(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> NextStep:
    """What to do about the proposal that waits on this ladder."""
    return replace(_step(facts, ladder, proposed), ladder=ladder.key, contact=proposed.contact)


def _step(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> NextStep:
    if proposed.move == "DOWN":
        return _step_down(facts, ladder, proposed)
    if proposed.move != "UP":
        return _stay(facts, ladder, proposed)
    if isinstance(proposed.order, Refused):
        return _not_permitted(facts, ladder, proposed, proposed.order)
    if not view_counts(facts, proposed):
        return _ask_child(facts, ladder, proposed)
    if proposed.view and proposed.view.answer in facts.views_that_hold:
        return _view_holds(facts, ladder, proposed, proposed.view)
    if proposed.consult and proposed.consult.answered_on is None:
        return _ask_supervisor(facts, ladder, proposed)
    if proposed.order is None:
        return _look_at_order(facts, ladder, proposed)
    return _decide(facts, ladder, proposed)


def view_counts(facts: CaseFacts, proposed: Proposed) -> bool:
    """Whether the child's view of this step is on record, recent enough and asked alone.

    A no counts however old it is and whoever stood by. Whoever is observed need not be alone.
    """
    view = proposed.view
    if view is None or view.of_step != proposed.to_step:
        return False
    if view.answer == "no":
        return True
    if _not_alone(facts, view):
        return False
    return 0 <= (facts.on - view.on).days <= facts.settings.view_good_for_days


def conditions(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> tuple[Condition, ...]:
    """What a step up rests on: the child's view, a consult, settled contacts, the order."""
    found = [_view_condition(facts, ladder, proposed)]
    if proposed.consult:
        found.append(_consult_condition(facts, proposed))
    if proposed.settled:
        number = counted(len(proposed.settled)).capitalize()
        contacts = "contact" if len(proposed.settled) == 1 else "contacts"
        text = f"{number} settled {contacts} on step {ladder.step}: {', '.join(proposed.settled)}."
        found.append(Condition("settled", text, True))
    return (*found, _order_condition(proposed))


def _not_alone(facts: CaseFacts, view: View) -> bool:
    return facts.settings.view_asked_alone and not view.alone and view.answer not in OBSERVED


def _to_find_out(ladder: LadderFacts, about: str) -> str:
    if ladder.observed:
        return f"Observe how {ladder.child} is before {about}, and write down what you see"
    return f"Ask {ladder.child} about {about}, alone"


def _view_condition(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> Condition:
    view = proposed.view
    text = f"{ladder.child}'s view of step {proposed.to_step}."
    if view is None:
        return Condition("child_view", text, False, "None is on record yet.")
    if view_counts(facts, proposed):
        said = f"{IN_WORDS[view.answer].capitalize()}, on {day(view.on, facts.on)}."
        return Condition("child_view", text, view.answer not in facts.views_that_hold, said)
    if view.of_step != proposed.to_step:
        detail = f"The last one on record is of step {view.of_step}, from {day(view.on, facts.on)}."
    elif _not_alone(facts, view):
        detail = f"On {day(view.on, facts.on)} {ladder.child} was not asked alone."
    else:
        detail = f"The last one on record is from {day(view.on, facts.on)}."
    return Condition("child_view", text, False, detail)


def _consult_condition(facts: CaseFacts, proposed: Proposed) -> Condition:
    consult, text = proposed.consult, "A consult with your supervisor."
    assert consult is not None
    if consult.answered_on:
        return Condition("consult", text, True, f"Held on {day(consult.answered_on, facts.on)}.")
    if consult.asked_on:
        asked = f"Asked for on {day(consult.asked_on, facts.on)}, not answered yet."
        return Condition("consult", text, False, asked)
    return Condition("consult", text, False, "Not asked for yet.")


def _order_condition(proposed: Proposed) -> Condition:
    code = "agreement" if proposed.by_agreement else "order"
    ground = "The signed agreement" if proposed.by_agreement else "The order"
    if isinstance(proposed.order, Allowed):
        form = f": {proposed.form}" if proposed.form else ""
        reasons = " ".join(proposed.order.reasons)
        return Condition(code, f"{ground} allows it{form}.", True, reasons)
    if isinstance(proposed.order, Refused):
        return Condition(code, f"{ground} does not.", False, " ".join(proposed.order.reasons))
    return Condition(
        "order", f"The order, for step {proposed.to_step}.", False, "Not looked at yet."
    )


def _reason(found: tuple[Condition, ...], proposed: Proposed) -> str:
    unmet = sum(not each.met for each in found)
    start = f"The rule proposes step {proposed.to_step}. It is yours to accept, wait or refuse"
    if not unmet:
        return f"{start}."
    things = "one thing" if unmet == 1 else f"{counted(unmet)} things"
    return f"{start}, and {things} must be on record first."


def _ask_child(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> NextStep:
    found = conditions(facts, ladder, proposed)
    view = proposed.view
    about = proposed.in_words or f"step {proposed.to_step}"
    last = (
        f"The last view on record is from {day(view.on, facts.on)}."
        if view
        else "No view is on record yet."
    )
    return NextStep(
        kind="child_view",
        text=_to_find_out(ladder, about),
        reason=_reason(found, proposed),
        because=found,
        when=ladder.child_alone_on,
        link_hint="ladder",
        in_short=f"Step {proposed.to_step} is proposed. {last}",
    )


def _ask_supervisor(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> NextStep:
    found = conditions(facts, ladder, proposed)
    consult = next(each for each in found if each.code == "consult")
    again = "again " if proposed.consult and proposed.consult.asked_on else ""
    return NextStep(
        kind="consult",
        text=f"Ask your supervisor {again}about step {proposed.to_step}, {ladder.pair}",
        reason=_reason(found, proposed),
        because=found,
        when=facts.on,
        link_hint="consults",
        in_short=f"Step {proposed.to_step} is proposed. The consult: {_low(consult.detail)}",
    )


def _look_at_order(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> NextStep:
    found = conditions(facts, ladder, proposed)
    return NextStep(
        kind="order_check",
        text=f"Look whether the order allows step {proposed.to_step}, {ladder.pair}",
        reason=_reason(found, proposed),
        because=found,
        when=facts.on,
        link_hint="orders",
        in_short=f"Step {proposed.to_step} is proposed. The order was not looked at for it.",
    )


def _decide(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> NextStep:
    found = conditions(facts, ladder, proposed)
    return NextStep(
        kind="decision",
        text=f"Decide about step {proposed.to_step}, {ladder.pair}",
        reason=_reason(found, proposed),
        because=found,
        when=facts.on,
        link_hint="ladder",
        in_short=f"Step {proposed.to_step} is proposed, and everything for it is on record.",
    )


def _not_permitted(
    facts: CaseFacts, ladder: LadderFacts, proposed: Proposed, order: Refused
) -> NextStep:
    if proposed.by_agreement:
        return agreement_needed(facts, ladder, f"Step {proposed.to_step}", order.reasons)
    return NextStep(
        kind="order_refuses",
        text=f"Stay on step {ladder.step}, {ladder.pair}",
        reason=f"Step {proposed.to_step} cannot be planned. {' '.join(order.reasons)}",
        because=conditions(facts, ladder, proposed),
        when=facts.on,
        link_hint="orders",
    )


def agreement_needed(
    facts: CaseFacts, ladder: LadderFacts, step: str, reasons: tuple[str, ...]
) -> NextStep:
    """Contact rests on an agreement, and it is not signed by all, withdrawn, or says less."""
    return NextStep(
        kind="agreement_needed",
        text=f"Settle the signed agreement on contact, {ladder.pair}",
        reason=f"{step} rests on it. {' '.join(reasons)}",
        because=tuple(Condition("agreement", reason, False) for reason in reasons),
        when=facts.on,
        link_hint="orders",
        in_short=reasons[0],
    )


def _view_holds(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed, view: View) -> NextStep:
    on = day(view.on, facts.on)
    said = f"{ladder.child} said {IN_WORDS[view.answer]} to step {proposed.to_step} on {on}."
    holds = '"No" is an answer. It holds.' if view.answer == "no" else "Not yet is an answer."
    if view.answer in OBSERVED:
        said = f"{ladder.child} was seen not at ease on {on}, before step {proposed.to_step}."
        holds = "Of a child too young to be asked, that holds."
    return NextStep(
        kind="child_view_holds",
        text=f"Stay on step {ladder.step}, {ladder.pair}",
        reason=f"{said} {holds}",
        because=conditions(facts, ladder, proposed),
        when=facts.on,
        link_hint="ladder",
    )


def _step_down(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> NextStep:
    return NextStep(
        kind="step_down",
        text=f"Step down to step {proposed.to_step}, {ladder.pair}",
        reason=f"The rule proposes it{_after(proposed)}. Going back a step waits for nobody.",
        when=facts.on,
        link_hint="ladder",
    )


def _stay(facts: CaseFacts, ladder: LadderFacts, proposed: Proposed) -> NextStep:
    return NextStep(
        kind="decision",
        text=f"Record what you decide{_after(proposed)}, {ladder.pair}",
        reason=f"The rule proposes to stay on step {ladder.step}.",
        when=facts.on,
        link_hint="ladder",
    )


def _after(proposed: Proposed) -> str:
    return f" after {proposed.contact}" if proposed.contact else ""


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]

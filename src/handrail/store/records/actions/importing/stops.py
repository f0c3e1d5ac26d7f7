"""Which contacts locked a ladder, as the core's fold over the sessions has it."""

from __future__ import annotations

from collections.abc import Mapping

from handrail.core.family_file.replay import Replay
from handrail.core.family_file.standing import CaseState, in_time_order
from handrail.core.family_file.values import Family
from handrail.core.therapy.stops import Stop


def stops_after_contacts(family: Family, result: Replay) -> Mapping[str, list[Stop]]:
    """Session id -> the stops that its contact, or the decision after it, led to."""
    judgements = {one.session: one.proposal.judgement for one in result.contacts}
    state = CaseState(family)
    found: dict[str, list[Stop]] = {}
    for session in in_time_order(family.sessions):
        state.reach(session)
        held = session.contact
        if held is None or session.id not in judgements:
            continue
        before = len(state.stops)
        state.standing(held)
        state.leave(held, judgements[session.id])
        found[session.id] = state.stops[before:]
    return found

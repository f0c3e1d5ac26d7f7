"""Several people write in one case at the same moment: each entry is kept, none meets another's."""

from __future__ import annotations

import threading
from typing import Any

from django.db import connection

from handrail.clock import today
from handrail.store.accounts.viewer import acting_as
from handrail.store.records.actions.sessions import SessionPlan, plan_session
from handrail.store.records.models import Session

AT_ONCE = 6


def test_sessions_planned_at_once_all_get_a_number_of_their_own(committed_cast: Any) -> None:
    rosa, case = committed_cast.rosa, committed_cast.alder
    plan = SessionPlan(kind="CONS", on=today("America/Denver"))
    answers: list[object] = []
    together = threading.Barrier(AT_ONCE)

    def plan_one() -> None:
        try:
            together.wait()
            with acting_as(rosa):
                answers.append(plan_session(by=rosa, case_id=case, plan=plan))
        except BaseException as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=plan_one) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with acting_as(rosa):
        kept = dict(Session.objects.filter(case_id=case).values_list("id", "ref"))
    assert set(answers) == set(kept), answers
    assert len(set(kept.values())) == AT_ONCE

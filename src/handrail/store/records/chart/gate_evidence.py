"""Evidence the record holds by itself: what was done elsewhere is not entered a second time.

Each function yields evidence for the requirements of a few tables. `by` is who recorded it; where
nobody did (a family file), the record stands for itself. Source: clinical §1.5, §3.5, §3.6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handrail.core.family_file.values import Family
from handrail.core.law.agreements import Agreement
from handrail.core.law.contact import Permitted
from handrail.core.law.modalities import NONE
from handrail.core.law.orders import in_force
from handrail.core.therapy.gates import Evidence
from handrail.store.records.chart.contact_facts import basis_of, refusals_of
from handrail.store.records.chart.phase_tracks import on_day
from handrail.store.records.reading.agreements import agreement_from
from handrail.store.records.reading.rows import Rows, as_id

THE_RECORD = "the record"
MANAGEABLE = ("no_concern", "concern_manageable")


@dataclass(frozen=True)
class Known:
    """What is known of a case on a day. qualified: what each therapist's papers say, or why not."""

    family: Family
    rows: Rows
    today: date
    qualified: Mapping[str, date]
    therapists: Sequence[str]


def evidence_of(known: Known) -> tuple[Evidence, ...]:
    """Everything the record shows by itself, in no order."""
    found: list[Evidence] = []
    for look in _LOOKS:
        found += look(known)
    return tuple(found)


def _shown(
    requirement: str, on: date, source: str, row: Mapping[str, Any] | None = None
) -> Evidence:
    by = as_id((row or {}).get("recorded_by")) or THE_RECORD
    return Evidence(requirement, on, source, by)


def _referral(known: Known) -> Iterator[Evidence]:
    opened_on = known.family.case.opened_on or known.today
    reasons = [one for row in known.rows["referrals"] for one in row["reasons"]]
    for row in known.rows["referrals"]:
        if row["referred_by"] and reasons:
            on = on_day(row["received_on"]) or opened_on
            yield _shown("referral_reason", on, "The inquiry, with who sent it and why.", row)
    seats = {person.seat for person in known.family.people}
    if {"child", "parent"} <= seats:
        names = ", ".join(person.given for person in known.family.people)
        yield _shown("parties_named", opened_on, f"The people of this case: {names}.")


def _basis(known: Known) -> Iterator[Evidence]:
    orders = in_force(known.family.orders, known.today)
    for order in orders:
        title = order.title or order.id
        if known.family.case.basis == "court_order":
            yield _shown("basis_of_care", order.signed_on, f"The order “{title}”, in force.")
        if order.clauses:
            yield _shown("order_read", order.signed_on, f"“{title}”, entered as clauses.")
    for one, row in agreements_in(known.rows):
        since = one.stands_since(known.today)
        if since is None or one.withdrawn(known.today):
            continue
        source = f"Agreement {one.number}, signed by all with authority."
        if known.family.case.basis == "voluntary":
            yield _shown("basis_of_care", since, source, row)
        yield _shown("order_read", since, source, row)


def agreements_in(rows: Rows) -> Iterator[tuple[Agreement, Mapping[str, Any]]]:
    """Every agreement with its signatures, and its row."""
    for row in rows["agreements"]:
        yield agreement_from(row, rows["signatures"]), row


def _qualified(known: Known) -> Iterator[Evidence]:
    if known.therapists and all(one in known.qualified for one in known.therapists):
        on = max(known.qualified[one] for one in known.therapists)
        text = "Licence, training in family violence and supervision, none of them past."
        yield _shown("therapist_qualified", on, text)


def _determinations(known: Known) -> Iterator[Evidence]:
    for row in known.rows["determinations"]:
        on, read_on = on_day(row["on"]) or known.today, on_day(row["read_on"]) or known.today
        yield _shown("restorable_by_whom", read_on, "Named in the determination.", row)
        yield _shown("restorable_when", read_on, f"Determined on {on}.", row)
        yield _shown("restorable_document", read_on, f"The document, read on {read_on}.", row)


def _safety(known: Known) -> Iterator[Evidence]:
    for row in known.rows["interviews"]:
        person, on = as_id(row["person"]), on_day(row["on"]) or known.today
        if row["alone"]:
            text = "The interview, alone; its outcome and measures in the safety file."
            yield _shown(f"safety_interview:{person}", on, text, row)
            if row["outcome"] == "no_concern":
                yield _shown(f"no_lethality_signs:{person}", on, "The safety interview.", row)


def _heard(known: Known) -> Iterator[Evidence]:
    """A signed progress note of a session with one person alone."""
    for row in known.rows["notes"]:
        if row["kind"] != "progress" or not row["signed_at"] or row["session_state"] != "held":
            continue
        people = [person for person in known.family.people if person.id in row["session_present"]]
        if len(people) != 1:
            continue
        (person,) = people
        named = {"parent": "parent_heard", "child": "child_heard"}.get(person.seat)
        if named:
            on = on_day(row["session_on"]) or known.today
            text = "A signed progress note of a session alone."
            signed = {"recorded_by": row["author"]}
            yield _shown(f"{named}:{person.id}", on, text, signed)


def _understanding(known: Known) -> Iterator[Evidence]:
    for row in known.rows["needs"]:
        on = on_day(row["on"]) or known.today
        yield _shown(f"needs_per_person:{as_id(row['person'])}", on, "A dated entry.", row)
    for row in known.rows["formulations"]:
        own = [one for one in known.rows["hypotheses"] if one["formulation"] == row["id"]]
        weighed = [one for one in own if one["has_speaks_for"] and one["has_speaks_against"]]
        if len(weighed) >= 2:
            on = on_day(row["on"]) or known.today
            text = f"{len(weighed)} explanations, each with what speaks for and against."
            yield _shown("two_hypotheses", on, text, row)


def _plan(known: Known) -> Iterator[Evidence]:
    signed = [one for one in known.rows["plans"] if one["signed_by"] and one["co_signed_by"]]
    for row in signed:
        on = on_day(row["signed_at"]) or known.today
        by = {"recorded_by": row["signed_by"]}
        text = f"Version {row['number']} of the plan, signed by two people."
        yield _shown("plan_signed_off", on, text, by)
        yield _shown("changes_have_reasons", on, text, by)
    newest = max(signed, key=lambda one: int(one["number"]), default=None)
    if newest is not None:
        review = on_day(newest["review_on"])
        if review is None or review >= known.today:
            on = on_day(newest["signed_at"]) or known.today
            text = f"Version {newest['number']}, to be looked at by {review or 'no set day'}."
            yield _shown("plan_in_force", on, text, {"recorded_by": newest["signed_by"]})


def _ladders(known: Known) -> Iterator[Evidence]:
    family = known.family
    for ladder in family.ladders:
        key = "/".join(ladder.key)
        rungs = {rung.id for rung in ladder.rungs}
        for row in known.rows["views"]:
            if as_id(row["child"]) in ("", ladder.child) and row["rung"] in rungs:
                on = on_day(row["on"]) or known.today
                yield _shown(f"child_view:{key}", on, "The child's answer, on record.", row)
        modality = next((r.modality for r in ladder.rungs if r.modality != NONE), NONE)
        agreements = [one for one, _row in agreements_in(known.rows)]
        basis = basis_of(family, agreements, ladder.key, modality, known.today)
        silent = isinstance(basis, Permitted) and basis.silent
        if not refusals_of(basis) and not silent:
            text = "The orders in force and the signed agreement, read on this day."
            yield _shown(f"order_permits:{key}", known.today, text)


def _baseline(known: Known) -> Iterator[Evidence]:
    children = {person.id for person in known.family.people if person.seat == "child"}
    measured = {as_id(row["about"]) for row in known.rows["scores"]}
    goals = {row["id"] for row in known.rows["goals"]}
    scored = {row["goal"] for row in known.rows["goal_scores"]}
    days = [on_day(row["on"]) or known.today for row in known.rows["scores"]]
    if children and children <= measured and goals and goals <= scored:
        yield _shown("baseline_taken", min(days), "A measure about each child, a score per goal.")


def _ending(known: Known) -> Iterator[Evidence]:
    open_ones = {_of_letter(row) for row in known.rows["letters"] if not row["signed_at"]}
    for row in known.rows["letters"]:
        given, signed = on_day(row["given_on"]), on_day(row["signed_at"])
        if _of_letter(row) in open_ones:  # a further one is begun: the earlier says what is past
            continue
        by = {"recorded_by": row["signed_by"]}
        if row["letter"] == "closing" and row["person"] and signed and given:
            yield _shown(
                f"parent_told_in_writing:{as_id(row['person'])}", given, "The letter, given.", by
            )
        if row["letter"] == "court_notice" and signed and given:
            yield _shown("court_told", given, "The notice, given.", by)
        if row["letter"] == "summary" and signed and row["co_signed_by"]:
            yield _shown("closing_summary", signed, "The summary, signed by two people.", by)
    for row in known.rows["after_care"]:
        if row["follow_up_on"]:
            yield _shown("closure_plan", known.today, "After-care with a day to ask again.", row)


def _of_letter(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["letter"], as_id(row["person"])


_LOOKS = (
    _referral, _basis, _qualified, _determinations, _safety, _heard, _understanding, _plan,
    _ladders, _baseline, _ending,
)  # fmt: skip

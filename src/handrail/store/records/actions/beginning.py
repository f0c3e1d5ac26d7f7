"""How a case begins: the inquiry, who found contact safe again, accepted or declined.

Source: clinical §1.5 (phase 0), §3.6; seed rows M3, M27.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handrail.core.law.packs import shipped
from handrail.core.therapy.endings import letter_start
from handrail.core.therapy.protocol import load
from handrail.store.accounts.actions.cases import change_case, give_seat, open_case
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.conflicts import NameCheck, compare_names
from handrail.store.accounts.seats import OPENS_CASES
from handrail.store.accounts.viewer import Viewer
from handrail.store.accounts.visibility import staff_seats
from handrail.store.database.transactions import writing
from handrail.store.keys.sealing import key_to_seal
from handrail.store.keys.stores import Store
from handrail.store.records.actions.endings import still_planned_in
from handrail.store.records.actions.gates import refuse_unless_open
from handrail.store.records.actions.recording import (
    TEAM,
    Record,
    RefusedByRule,
    recording,
    refuse,
)
from handrail.store.records.models import (
    Determination,
    Evidence,
    HouseholdMember,
    Letter,
    Referral,
    TriageDecision,
)
from handrail.store.records.models.referrals import DETERMINED_BY, REFERRED_BY
from handrail.store.records.reading.family import FRAME, stored_case

FAMILY_SEATS = (
    "child", "parent", "sibling", "step_parent", "grandparent", "caregiver",
)  # fmt: skip
NO_CONFLICT = "no_conflict_of_interest"


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """Somebody of the family. born: a year, month or day. households: labels of homes."""

    given: str
    seat: str
    family: str = ""
    born: str = ""
    households: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """What staff write down when a family is sent or comes by itself.

    reasons and words are for those who treat; from the desk they stay empty.
    """

    family_name: str
    basis: str
    jurisdiction: str
    referred_by: str
    received_on: date
    people: tuple[NewPerson, ...]
    reasons: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Begun:
    """The case that was opened, from which seat, and what came of comparing names."""

    case_id: UUID
    seat: str
    names: NameCheck


def begin_case(*, by: Viewer, inquiry: Inquiry, today: date) -> Begun:
    """Open a case from an inquiry: people with their seats and homes, the referral, the check of
    names. All of it in one transaction. Raises Refused and RefusedByRule, everything at once.
    """
    with writing():
        seat = _opening_seat(by)
        refuse(*_against(inquiry, seat, today))
        names = compare_names(by, [(one.given, one.family) for one in inquiry.people])
        case_id = open_case(
            by=by, family_name=inquiry.family_name, opened_on=today, basis=inquiry.basis,
            jurisdiction=inquiry.jurisdiction, protocol_version=load().version, seat=seat,
        )  # fmt: skip
        # Every case has each key from the start, so that having one tells nothing.
        for store in (Store.RECORD, Store.SAFETY, Store.REPORTING):
            key_to_seal(store, case_id)
        with recording(by=by, case_id=case_id, act="inquiry.recorded", seats=TEAM) as record:
            _people(record, inquiry.people)
            row = record.add(
                Referral, reasons=list(inquiry.reasons), referred_by=inquiry.referred_by,
                received_on=inquiry.received_on, texts={"words": inquiry.words},
            )  # fmt: skip
            if names.clear:
                _names_are_clear(record, names)
            record.about("referral", row, reasons=list(inquiry.reasons), people=names.compared)
    return Begun(case_id, seat, names)


def _opening_seat(by: Viewer) -> str:
    held = set(staff_seats(by, OPENS_CASES).values_list("seat", flat=True))
    for seat in ("therapist", "supervisor", "coordinator"):
        if seat in held:
            return seat
    raise Refused("staff_only")


def _against(inquiry: Inquiry, seat: str, today: date) -> Iterator[str]:
    seats = [one.seat for one in inquiry.people]
    if inquiry.received_on > today:
        yield "The inquiry came on a day that lies ahead. Correct the day."
    if inquiry.basis not in ("court_order", "voluntary"):
        yield "The work rests on a court order or is voluntary. Choose one."
    if inquiry.jurisdiction not in shipped():
        yield "No rules are kept for this jurisdiction. Choose one of the list."
    if inquiry.referred_by not in REFERRED_BY or not inquiry.referred_by:
        yield "Say who sent the family: a court, a lawyer, a parent, a professional, another."
    yield from _against_reasons(inquiry.reasons)
    if unknown := sorted(set(seats) - set(FAMILY_SEATS)):
        yield f"These are no seats of a family: {', '.join(unknown)}."
    for needed, text in (("child", "A child"), ("parent", "A parent")):
        if needed not in seats:
            yield f"{text} is missing. Enter everybody who will take part."
    if seat == "coordinator" and (inquiry.reasons or inquiry.words.strip()):
        yield "From the desk nothing clinical is entered. A therapist adds the reasons."


def _against_reasons(reasons: Sequence[str]) -> Iterator[str]:
    known = {one.id for one in load().referral_reasons}
    if unknown := sorted(set(reasons) - known):
        yield f"These are none of the reasons for a referral: {', '.join(unknown)}."


def _people(record: Record, people: Sequence[NewPerson]) -> None:
    for one in people:
        person = add_person(
            by=record.by, given=one.given, family=one.family, born_on=one.born, at=record.at
        )
        give_seat(
            by=record.by, case_id=record.case_id, person_id=person, seat=one.seat, at=record.at
        )
        for household in one.households:
            record.add(HouseholdMember, person_id=person, household=household)


def _names_are_clear(record: Record, names: NameCheck) -> None:
    """The check by name is evidence of its own; where a name is known, somebody looks first."""
    text = f"{names.compared} names compared with everybody the practice knows: none is known."
    record.add(Evidence, requirement=NO_CONFLICT, on=record.today, texts={"source": text})


def add_to_referral(
    *, by: Viewer, case_id: UUID, reasons: Sequence[str], referred_by: str, words: str
) -> UUID:
    """Add reasons and what was said to a referral; what was written before stays."""
    with recording(by=by, case_id=case_id, act="referral.recorded") as record:
        found = list(_against_reasons(reasons))
        if not (reasons or referred_by or words.strip()):
            found.append("Nothing was entered. Give a reason, who sent the family, or words.")
        refuse(*found)
        row = record.add(
            Referral, reasons=list(reasons), referred_by=referred_by,
            received_on=record.today if referred_by else None, texts={"words": words.strip()},
        )  # fmt: skip
        record.about("referral", row, reasons=list(reasons))
        return row


def record_determination(
    *, by: Viewer, case_id: UUID, determined_by: str, who: str, on: date, document: str,
    read_on: date,
) -> UUID:  # fmt: skip
    """Who found that contact can be restored safely, when, and the document, read by whoever
    enters it. That nothing was found is no such finding (clinical §3.6). Raises RefusedByRule."""
    with recording(by=by, case_id=case_id, act="determination.recorded") as record:
        found = []
        if determined_by not in DETERMINED_BY:
            found.append("A court or a professional determines this. Choose who.")
        if not who.strip() or not document.strip():
            found.append("A determination names who made it and the document that says so.")
        if on > record.today or read_on > record.today:
            found.append("Both days lie in the past or are today. Correct them.")
        if read_on < on:
            found.append("The document was read before it was made. Correct one of the days.")
        refuse(*found)
        row = record.add(
            Determination, determined_by=determined_by, on=on, read_on=read_on,
            texts={"who": who.strip(), "document": document.strip()},
        )  # fmt: skip
        record.about("determination", row, determined_by=determined_by)
        return row


def confirm_jurisdiction(*, by: Viewer, case_id: UUID) -> UUID:
    """A clinician confirms, by name, which jurisdiction's rules apply (law §3.3)."""
    with recording(by=by, case_id=case_id, act="jurisdiction.confirmed") as record:
        pack = shipped().get(record.case.case.jurisdiction)
        if pack is None:
            raise RefusedByRule("No rules are kept for the jurisdiction on the cover of this case.")
        source = f"The pack {pack.id} ({pack.name}), with the protocol {load().version[:12]}."
        row = record.add(
            Evidence, requirement="jurisdiction_confirmed", on=record.today,
            texts={"source": source},
        )  # fmt: skip
        record.about("evidence", row, jurisdiction=pack.id)
        return row


def accept_referral(*, by: Viewer, case_id: UUID, reason: str = "") -> None:
    """Accept the family: only while the gate of the referral is open, and that of allegations where
    harm was reported. Raises RefusedByRule with everything missing."""
    with recording(by=by, case_id=case_id, act="referral.accepted") as record:
        _refuse_unless_intake(record)
        refuse_unless_open(record, "referral", "allegations")
        row = record.add(
            TriageDecision, decision="accept", on=record.today, texts={"reason": reason.strip()}
        )
        change_case(
            by=by, case_id=case_id, version=record.case.case.version, status="active", at=record.at
        )
        record.about("triage_decision", row)


def decline_referral(*, by: Viewer, case_id: UUID, reason: str, alternatives: str) -> None:
    """Decline the family with a reason and what else may help. The case closes; each parent's
    letter is begun in the same words. Waits for no gate. Raises RefusedByRule."""
    with recording(by=by, case_id=case_id, act="referral.declined") as record:
        _refuse_unless_intake(record)
        found = []
        if not reason.strip():
            found.append("Declining has a reason. Write it in a sentence.")
        if not alternatives.strip():
            found.append("Say what else may help: another practice, another kind of help.")
        refuse(*found, *still_planned_in(case_id))
        texts = {"reason": reason.strip(), "alternatives": alternatives.strip()}
        row = record.add(TriageDecision, decision="decline", on=record.today, texts=texts)
        _begin_letters(record)
        change_case(
            by=by, case_id=case_id, version=record.case.case.version, status="closed",
            closed_on=record.today, at=record.at,
        )  # fmt: skip
        record.about("triage_decision", row)


def _refuse_unless_intake(record: Record) -> None:
    if record.case.case.status != "intake":
        raise RefusedByRule("The referral was decided before. It is decided once.")


def _begin_letters(record: Record) -> None:
    unsuitable = next(one for one in load().endings if one.id == "unsuitable")
    text = letter_start(unsuitable, to="parent").en
    for person in stored_case(record.case_id, FRAME).family.people:
        if person.seat == "parent":
            record.add(Letter, letter="declined", person_id=person.id, texts={"text": text})

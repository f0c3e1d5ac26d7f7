"""The agreement that permits contact where no order does: entered, signed, withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family
from handrail.core.law.modalities import plain_name
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.orders.forms import AgreementForm, SignForm
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Fact
from handrail.store.database.transactions import reading
from handrail.store.records.actions.agreements import (
    enter_agreement,
    sign_agreement,
    withdraw_signature,
)
from handrail.store.records.reading.family import FRAME, stored_case
from handrail.store.records.reading.order_files import AgreementFile, agreement_files

KINDS = TAB_KINDS["order"]


def _one(opened: Opened, agreement: UUID) -> AgreementFile | None:
    with reading():
        return next((a for a in agreement_files(opened.case_id) if a.id == agreement), None)


def _page(opened: Opened, agreement: UUID) -> str:
    return reverse("clinic:agreement", args=[opened.case_id, agreement])


@case_form("agreement_form.viewed", *KINDS)
def new(request: HttpRequest, opened: Opened) -> Answer:
    """What contact is agreed, and who has to sign."""
    with reading():
        stored = stored_case(opened.case_id, FRAME)
    form = AgreementForm(bound(request), family=stored.family)

    def write() -> str:
        given = form.cleaned_data
        row = enter_agreement(
            by=opened.viewer, case_id=opened.case_id, children=given["children"],
            authority=given["authority"], permitted=given["permitted"], terms=given["terms"],
            review_on=given["review_on"],
        )  # fmt: skip
        return _page(opened, row)

    done = sent(request, form, write, said=_("The agreement stands once everybody has signed."))
    return done or asking_in_case(
        opened, form, "order", title=_("Enter an agreement on contact"),
        button=_("Enter the agreement"), back=reverse("clinic:order", args=[opened.case_id]),
        stored=stored,
        texts=[_("Each of those who sign may withdraw at any time; then nothing more is planned.")],
    )  # fmt: skip


@case_form("agreement.viewed", *KINDS, after_closing=True)
def page(request: HttpRequest, opened: Opened, agreement: UUID) -> Answer:
    """One agreement with its signatures; a POST withdraws one, at once."""
    found = _one(opened, agreement)
    if found is None:
        return None
    form = HandrailForm(bound(request))

    def write() -> str:
        withdraw_signature(
            by=opened.viewer, case_id=opened.case_id, agreement=agreement,
            person=request.POST.get("person", ""),
        )  # fmt: skip
        return _page(opened, agreement)

    said = _("It is withdrawn. Nothing further may be planned on it.")
    if found_person(found, request.POST.get("person", "")) and (
        done := sent(request, form, write, said=said)
    ):
        return done
    with reading():
        stored = stored_case(opened.case_id, FRAME)
        frame = case_frame(opened, stored, "order")
    return "clinic/orders/agreement.html", {
        **frame,
        "form": form,
        "number": found.number,
        "facts": tuple(agreement_facts(found, stored.family, opened)),
        "sign": reverse("clinic:agreement_sign", args=[opened.case_id, agreement]),
        "waits": bool(_missing(found)) and stored.status != "closed",
        "withdraw": [
            Action(
                _("%s withdraws") % stored.family.given(one.person), _page(opened, agreement),
                kind="stop", method="post", hidden=(("person", one.person),),
            )
            for one in found.signatures
            if one.withdrawn_on is None and stored.status != "closed"
        ],
        "back": reverse("clinic:order", args=[opened.case_id]),
    }  # fmt: skip


def found_person(found: AgreementFile, person: str) -> bool:
    """Whether somebody of that id has signed."""
    return any(one.person == person for one in found.signatures)


def _missing(found: AgreementFile) -> list[str]:
    return [one for one in found.authority if not found_person(found, one)]


def agreement_facts(found: AgreementFile, family: Family, opened: Opened) -> list[Fact]:
    """What is agreed, for whom, and who has signed."""
    facts = [
        Fact(_("For"), words.joined([family.given(one) for one in found.children])),
        Fact(_("Agreed"), ", ".join(plain_name(one) for one in found.permitted)),
    ]
    if found.terms:
        facts.append(Fact(_("Also"), found.terms))
    for one in found.signatures:
        day = words.day(one.on, opened.today)
        told = _("signed on %s") % day
        if one.withdrawn_on is not None:
            told += ", " + _("withdrew on %s") % words.day(one.withdrawn_on, opened.today)
        facts.append(Fact(family.given(one.person), told))
    facts += [Fact(family.given(one), _("has not signed yet")) for one in _missing(found)]
    if found.review_on is not None:
        facts.append(Fact(_("Looked at again"), words.day(found.review_on, opened.today)))
    return facts


@case_form("agreement_form.viewed", *KINDS)
def sign(request: HttpRequest, opened: Opened, agreement: UUID) -> Answer:
    """Record that somebody signed."""
    found = _one(opened, agreement)
    if found is None:
        return None
    with reading():
        stored = stored_case(opened.case_id, FRAME)
    missing = [one for one in stored.family.people if one.id in _missing(found)]
    form = SignForm(bound(request), people=missing, initial={"on": opened.today})

    def write() -> str:
        given = form.cleaned_data
        sign_agreement(
            by=opened.viewer, case_id=opened.case_id, agreement=agreement,
            person=given["person"], on=given["on"],
        )  # fmt: skip
        return _page(opened, agreement)

    done = sent(request, form, write, said=_("The signature is on record."))
    return done or asking_in_case(
        opened, form, "order", title=_("Who signed the agreement?"), button=_("Record it"),
        back=_page(opened, agreement), stored=stored,
    )  # fmt: skip

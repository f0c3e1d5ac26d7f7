"""The referral of a case: why the family came, what its gate asks for, accept or decline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.law.packs import Pack, shipped
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form, sent
from handrail.rooms.clinic.frame import case_frame
from handrail.rooms.clinic.opening import Opened, case_page
from handrail.rooms.clinic.pages.beginning.forms import (
    AcceptForm,
    DeclineForm,
    DeterminationForm,
    ReferralForm,
)
from handrail.rooms.clinic.pages.beginning.told import name_check
from handrail.rooms.clinic.pages.beginning.words import DECISIONS, DETERMINED_BY, REFERRED_BY
from handrail.rooms.clinic.pages.gates.told import as_slug, gate_name, state_chip
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.parts import Action, Condition, Fact, Notice
from handrail.store.records.actions.beginning import (
    accept_referral,
    add_to_referral,
    confirm_jurisdiction,
    decline_referral,
    record_determination,
)
from handrail.store.records.chart.case_gates import case_gates
from handrail.store.records.chart.gates_now import PARTS, GateNow, GatesNow
from handrail.store.records.reading.family import StoredCase, stored_case
from handrail.store.records.reading.referral import ReferralRead, names_of, referral

KINDS = ("plan", "parent_individual_note", "child_individual_note")
TAB = "gates"


@case_page("referral.viewed", *KINDS)
def page(request: HttpRequest, opened: Opened) -> tuple[str, dict[str, Any]]:
    """Everything the decision rests on, and the two ways to decide."""
    stored = stored_case(opened.case_id, PARTS)
    now = case_gates(opened.viewer, stored, opened.today)
    read = referral(opened.case_id)
    gates = [one for one in (now.gate("referral"), now.gate("allegations")) if one.applies]
    in_intake = stored.status == "intake"
    return "clinic/beginning/referral.html", {
        **case_frame(opened, stored, TAB),
        "facts": tuple(_facts(stored, read, opened)),
        "reasons": _reasons(stored),
        "words": [entry.words for entry in read.entries if entry.words],
        "found_safe": [_found_safe(one, opened) for one in read.found_safe],
        "asks_found_safe": len(gates) > 1,
        # Asked while it is decided: later it would tell who of them came to a colleague since.
        "names": name_check(names_of(opened.viewer, stored)) if in_intake else None,
        "gates": [_gate(now, gate, opened) for gate in gates],
        "letters": reverse("clinic:ending", args=[opened.case_id]) if _declined(read) else "",
        "decided": [_decided(one, opened) for one in read.decided],
        "adding": tuple(_adding(opened)) if in_intake else (),
        "deciding": tuple(_deciding(gates, opened)) if in_intake else (),
    }


def _declined(read: ReferralRead) -> bool:
    return any(one.decision == "decline" for one in read.decided)


def _facts(stored: StoredCase, read: ReferralRead, opened: Opened) -> Iterator[Fact]:
    senders = [words.said(REFERRED_BY, one.referred_by) for one in read.entries if one.referred_by]
    yield Fact(_("Sent by"), words.joined(senders) or _("not written down"))
    days = [one.on for one in read.entries if one.on]
    yield Fact(_("Came on"), words.day(min(days), opened.today) if days else _("not written down"))
    yield Fact(_("Rests on"), words.said(words.BASES, stored.family.case.basis))
    pack = shipped().get(stored.family.case.jurisdiction)
    yield Fact(_("Law of"), pack.name if pack else stored.family.case.jurisdiction)


def _reasons(stored: StoredCase) -> list[str]:
    given = set(stored.family.case.referral_reasons)
    return [one.text for one in load().referral_reasons if one.id in given]


def _found_safe(one: Any, opened: Opened) -> str:
    return _("%(who)s (%(kind)s) on %(day)s: %(document)s, read on %(read)s") % {
        "who": one.who,
        "kind": words.said(DETERMINED_BY, one.determined_by),
        "day": words.day(one.on, opened.today),
        "document": one.document,
        "read": words.day(one.read_on, opened.today),
    }


def _decided(one: Any, opened: Opened) -> dict[str, Any]:
    told = _("%(decision)s on %(day)s") % {
        "decision": words.said(DECISIONS, one.decision), "day": words.day(one.on, opened.today),
    }  # fmt: skip
    return {
        "told": told[:1].upper() + told[1:], "reason": one.reason, "alternatives": one.alternatives,
    }  # fmt: skip


def _gate(now: GatesNow, gate: GateNow, opened: Opened) -> dict[str, Any]:
    return {
        "name": gate_name(now.protocol, gate.id),
        "href": reverse("clinic:gate", args=[opened.case_id, as_slug(gate.id)]),
        "state": state_chip(gate),
        "conditions": tuple(
            Condition(
                one.missing is None,
                one.asked.text,
                one.missing.what_would_satisfy if one.missing else "",
            )
            for one in gate.requirements
        ),
    }


def _adding(opened: Opened) -> Iterator[Action]:
    for route, label in (
        ("referral_add", _("Add a reason or words")),
        ("determination", _("Who found contact safe again")),
        ("jurisdiction", _("Confirm the jurisdiction")),
    ):
        yield Action(label, reverse(f"clinic:{route}", args=[opened.case_id]), "second")


def _deciding(gates: list[GateNow], opened: Opened) -> Iterator[Action]:
    accept = reverse("clinic:referral_accept", args=[opened.case_id])
    if all(gate.is_open for gate in gates):
        yield Action(_("Accept the family"), accept)
    else:
        missing = sum(len(gate.requirements) - gate.met for gate in gates)
        reason = _("The gate is closed: %d things are missing. They are listed above.") % missing
        yield Action(_("Accept the family"), kind="off", reason=reason)
    decline = reverse("clinic:referral_decline", args=[opened.case_id])
    yield Action(_("Decline, with what else may help"), decline, "second")


def _form_page(
    request: HttpRequest,
    opened: Opened,
    form: HandrailForm,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    button: str,
    done: str,
    texts: tuple[str, ...] = (),
    notice: Notice | None = None,
) -> Answer:
    """One form about the referral, which leads back to it."""
    back = reverse("clinic:referral", args=[opened.case_id])

    def write() -> str:
        act(form.cleaned_data)
        return back

    return sent(request, form, write, said=done) or asking_in_case(
        opened, form, TAB, title=title, button=button, back=back, texts=texts, notice=notice
    )


@case_form("referral_add.viewed", *KINDS)
def add(request: HttpRequest, opened: Opened) -> Answer:
    """A reason, who sent the family, or words, added to what is there."""
    return _form_page(
        request, opened, ReferralForm(bound(request)),
        lambda given: add_to_referral(
            by=opened.viewer, case_id=opened.case_id, reasons=given["reasons"],
            referred_by=given["referred_by"], words=given["words"],
        ),
        title=_("Add to the referral"), button=_("Add it"), done=_("It is on record."),
        texts=(_("What was written before stays as it is."),),
    )  # fmt: skip


@case_form("determination.viewed", *KINDS)
def determination(request: HttpRequest, opened: Opened) -> Answer:
    """Who determined that contact can be restored safely, when, and the document."""
    notice = Notice(
        _("That nothing was found is no such determination"),
        _("It takes a court or a professional who says that contact can be restored safely."),
    )
    return _form_page(
        request, opened, DeterminationForm(bound(request)),
        lambda given: record_determination(
            by=opened.viewer, case_id=opened.case_id, determined_by=given["determined_by"],
            who=given["who"], on=given["on"], document=given["document"], read_on=given["read_on"],
        ),
        title=_("Who found that contact can be safe again?"), button=_("Record it"),
        done=_("It is on record."), notice=notice,
    )  # fmt: skip


@case_form("jurisdiction.viewed", *KINDS)
def jurisdiction(request: HttpRequest, opened: Opened) -> Answer:
    """The rules of the place, confirmed by name."""
    pack = shipped().get(opened.case.case.jurisdiction)
    notice = Notice(
        _("Nobody has reviewed these rules"),
        _("A starting point, not legal advice. Ask the practice’s lawyer where it matters."),
        "care",
    )
    return _form_page(
        request, opened, HandrailForm(bound(request)),
        lambda given: confirm_jurisdiction(by=opened.viewer, case_id=opened.case_id),
        title=_("Do the rules of %s apply?") % (pack.name if pack else _("this jurisdiction")),
        button=_("I confirm it"), done=_("It is confirmed, with your name."),
        texts=tuple(_pack_texts(pack)), notice=notice,
    )  # fmt: skip


def _pack_texts(pack: Pack | None) -> Iterator[str]:
    if pack is None:
        yield _("The jurisdiction on the cover is not among those the practice keeps rules for.")
        return
    if pack.treatment_law is not None:
        yield _("A law on this form of treatment is known: %s.") % pack.treatment_law.citation
    else:
        yield _("No law on this form of treatment is known for this place.")
    yield _("%d rules are kept for it.") % len(pack.rules)


@case_form("referral_accept.viewed", *KINDS)
def accept(request: HttpRequest, opened: Opened) -> Answer:
    """Accepting; refused with everything that is missing while a gate is closed."""
    return _form_page(
        request, opened, AcceptForm(bound(request)),
        lambda given: accept_referral(
            by=opened.viewer, case_id=opened.case_id, reason=given["reason"]
        ),
        title=_("Accept the family?"), button=_("Accept the family"),
        done=_("The family is accepted. The tracks may begin."),
        texts=(_("The case becomes active. Contact is still a long way off."),),
    )  # fmt: skip


@case_form("referral_decline.viewed", *KINDS)
def decline(request: HttpRequest, opened: Opened) -> Answer:
    """Declining, with the reason and what else may help."""
    return _form_page(
        request, opened, DeclineForm(bound(request)),
        lambda given: decline_referral(
            by=opened.viewer, case_id=opened.case_id, reason=given["reason"],
            alternatives=given["alternatives"],
        ),
        title=_("Decline the family?"), button=_("Decline"),
        done=_("The family is declined. Each parent’s letter is begun, in the same words."),
        texts=(_("To decline is a good answer when it is true. The case closes."),),
    )  # fmt: skip

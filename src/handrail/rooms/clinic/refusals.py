"""What a verb refuses, in words: which rule, and who can help."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from handrail.rooms.shared.parts import Text

REFUSALS: Mapping[str, Text] = {
    "administrators_only": _("Only an administrator of the practice does this."),
    "to_oneself": _("Nobody gives a seat to themself. Ask somebody else who gives this seat."),
    "already_seated": _("They have this seat already."),
    "no_such_seat": _("This seat has ended in the meantime. Load the page again."),
    "no_such_case": _("Your own seat has ended in the meantime. Load the page again."),
    "no_such_person": _("There is nobody to give it to. Load the page again and choose."),
    "not_staff": _(
        "They have no seat in the practice. An administrator gives one; the rest comes after it."
    ),
    "last_administrator": _(
        "A practice keeps one administrator whose account is open. Give this seat to somebody else"
        " first."
    ),
    "address_of_colleague": _(
        "A colleague has this address. Everybody signs in with an address of their own."
    ),
    "already_has_account": _("They have an account already. If they cannot get in, start again."),
    "no_such_account": _("They have no account yet. Make a link."),
    "own_account": _(
        "Nobody starts their own account again. Another administrator can, or whoever looks after"
        " the machine."
    ),
    "no_password": _(
        "This account was started again from nothing and has no password. Start it again."
    ),
    "not_your_seat": _(
        "Your seat in this case does not do this. Its therapist or supervisor does."
    ),
    "plan_changed": _(
        "The draft was changed after it was signed the first time. Take the request back, read the"
        " draft again and ask anew."
    ),
    "gone": _("What this was about is no longer there. Load the page again."),
    "no_second_factor": _("Your account has no authenticator app. Set one up, then sign again."),
    "code_wrong": _("This code is not the one your authenticator shows now. Enter the next one."),
    "too_many_codes": _("Five codes were wrong. Wait five minutes, then enter the one it shows."),
    "same_person": _("This takes two different people. Somebody else of the team has to sign."),
    "asker_left": _(
        "Whoever asked has no seat in this case any more. Do not agree; ask anew yourself, and let"
        " somebody else answer."
    ),
    "already_answered": _("Somebody answered this already. Load the page again."),
    "not_yours_to_give": _(
        "Your seat in this case does not give this seat. A supervisor of the case or the privacy"
        " officer does."
    ),
    "seat_does_not_fit": _(
        "Their seat in the practice does not carry this one. An administrator gives seats in the"
        " practice."
    ),
    "case_closed": _(
        "This case is closed. What may still be added: a note that is owed, an addendum,"
        " after-care, a letter."
    ),
    "not_a_keeper": _("The privacy officer of the practice places and lifts holds here."),
    "keepers_only": _("Only a supervisor or an administrator of the practice records these."),
    "own_paper": _("Nobody records their own papers. Another supervisor or an administrator does."),
    "unknown_paper": _("This is none of the papers the practice keeps. Choose one of the list."),
    "ends_before_it_begins": _("The last day lies before the first. Correct one of the two."),
    "lacks_licence": _(
        "No current licence is on record for them. A supervisor or an administrator records it."
    ),
    "lacks_family_violence_training": _(
        "No current training in family violence is on record for them. A supervisor or an"
        " administrator records it."
    ),
    "lacks_supervision": _(
        "No current supervision is on record for them. A supervisor or an administrator records it."
    ),
    "session_over": _("This session is over, or was called off. Load the page again."),
    "contact_in_session": _("There is a contact in this session. Record it with the contact."),
    "contact_began": _("This contact has begun already. Load the page again."),
    "contact_recorded": _("Somebody recorded this contact already. Load the page again."),
    "contact_not_held": _("This contact was not held: it has no ratings."),
    "already_signed": _("They have signed this agreement already. Load the page again."),
    "staff_only": _(
        "Only who works in cases opens one: a therapist, a supervisor or a coordinator."
    ),
}


def in_words(code: str) -> Text:
    """The sentence for a refusal; every code of the verbs has one."""
    return REFUSALS[code]

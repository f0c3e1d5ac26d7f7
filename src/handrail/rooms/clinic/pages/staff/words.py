"""Staff in words: seats with their days, sign-ins with what is missing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from handrail.rooms.clinic import words
from handrail.rooms.clinic.opening import today
from handrail.rooms.shared.parts import Chip
from handrail.store.accounts.staff import HeldSeat, SignIn, State


def day(moment: datetime) -> str:
    """ "3 March 2025", in the practice's time."""
    return words.day(_local(moment).date(), today())


def since(moment: datetime) -> str:
    """ "since 3 March 2025"."""
    return _("since %s") % day(moment)


def until(moment: datetime) -> str:
    """ "until Saturday 26 July, 13:32"."""
    local = _local(moment)
    return _("until %(day)s, %(clock)s") % {
        "day": words.weekday(local.date()),
        "clock": f"{local:%H:%M}",
    }


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def seat_name(seat: str) -> str:
    """A seat with a capital, as the beginning of a line."""
    name = words.said(words.SEATS, seat)
    return name[:1].upper() + name[1:]


def seats_with_days(held: tuple[HeldSeat, ...]) -> str:
    """ "Administrator since 3 March 2025, supervisor since 1 May 2025"."""
    told = ", ".join(f"{words.said(words.SEATS, one.seat)} {since(one.since)}" for one in held)
    return told[:1].upper() + told[1:] if told else _("No seat any more")


def state_chip(sign_in: SignIn) -> Chip:
    """The state of somebody's sign-in in one or two words."""
    match sign_in.state:
        case State.OPEN if sign_in.has_second_factor:
            return Chip(_("Can sign in"), "done")
        case State.OPEN:
            return Chip(_("No second factor yet"), "care")
        case State.INVITED:
            return Chip(_("Invited"), "care")
        case State.STARTING_AGAIN:
            return Chip(_("Starting again"), "care")
        case State.LINK_ENDED:
            return Chip(_("Link has ended"), "outline")
        case State.CLOSED:
            return Chip(_("Account closed"), "outline")
        case _:
            return Chip(_("Not invited"), "outline")


def state_text(sign_in: SignIn) -> str:
    """What follows from it."""
    match sign_in.state:
        case State.OPEN if sign_in.has_second_factor:
            return _("Account %s, with a second factor.") % since(_sure(sign_in.since))
        case State.OPEN:
            return _("Account %s. No page opens before the second factor is set up.") % since(
                _sure(sign_in.since)
            )
        case State.INVITED:
            return _("No account yet. The link works %s.") % until(_sure(sign_in.until))
        case State.STARTING_AGAIN:
            return _("Closed until the link is used. It works %s.") % until(_sure(sign_in.until))
        case State.LINK_ENDED:
            return _("No account. Make a new link.")
        case State.CLOSED:
            return _("Nobody can sign in with it.")
        case _:
            return _("No account. Make a link.")


def _sure(moment: datetime | None) -> datetime:
    assert moment is not None
    return moment

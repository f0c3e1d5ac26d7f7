"""Codes and days as the clinic's pages say them. Everything here is marked for translation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from handrail.core.family_file.values import Person
from handrail.core.therapy.contact import Reason
from handrail.core.therapy.stops import for_safety
from handrail.core.therapy.views import OBSERVED, years_old
from handrail.rooms.shared.parts import Text

SEATS: Mapping[str, Text] = {
    "therapist": lazy("reunification therapist"),
    "co_therapist": lazy("co-therapist"),
    "supervisor": lazy("supervisor"),
    "coordinator": lazy("coordinator"),
    "privacy_officer": lazy("privacy officer"),
    "administrator": lazy("administrator"),
    "parent": lazy("parent"),
    "child": lazy("child"),
    "sibling": lazy("sibling"),
    "step_parent": lazy("step-parent"),
    "grandparent": lazy("grandparent"),
    "caregiver": lazy("caregiver"),
    "partner": lazy("partner"),
    "relative": lazy("relative"),
    "guardian_ad_litem": lazy("guardian ad litem"),
    "attorney": lazy("attorney"),
    "therapist_of_child": lazy("the child’s own therapist"),
    "therapist_of_parent": lazy("a parent’s own therapist"),
    "contact_supervisor": lazy("contact supervisor"),
    "teacher": lazy("teacher"),
    "other": lazy("other"),
}
SESSION_KINDS: Mapping[str, Text] = {
    "IC": lazy("Individual session, child"),
    "IP": lazy("Individual session, parent"),
    "IP-A": lazy("Individual session, parent"),
    "IP-B": lazy("Individual session, parent"),
    "CP": lazy("Co-parent session"),
    "PC": lazy("Parent–child session"),
    "SIB": lazy("Sibling session"),
    "WF": lazy("Whole family session"),
    "EXT": lazy("Extended family session"),
    "COLL": lazy("Talk with another professional"),
    "CONS": lazy("Consultation"),
    "OUT": lazy("Outing with therapist"),
    "REV": lazy("Progress review"),
}
MOVES: Mapping[str, Text] = {
    "UP": lazy("up"),
    "DOWN": lazy("down"),
    "HOLD": lazy("hold"),
    "STOP": lazy("stop"),
    "PENDING": lazy("waiting"),
    "NOT_COUNTED": lazy("not counted"),
}
NOT_HELD: Mapping[str, Text] = {
    "visiting_parent_absent": lazy("not held: the visiting parent did not come"),
    "visiting_parent_cancelled": lazy("not held: the visiting parent cancelled"),
    "other_parent_did_not_bring": lazy("not held: the child was not brought"),
    "child_ill": lazy("not held: the child was ill"),
    "child_declined": lazy("not held: the child declined"),
    "practice_closed": lazy("not held: the practice was closed"),
    "other": lazy("not held"),
}
SEPARATION: Mapping[str, Text] = {
    "separate_arrivals": lazy("separate arrivals"),
    "no_direct_handover": lazy("no direct handover"),
    "separate_days": lazy("separate days"),
    "no_joint_sessions": lazy("no joint sessions"),
    "addresses_hidden": lazy("addresses hidden"),
    "code_word": lazy("code word"),
    "no_video_background": lazy("no room to be seen in a video call"),
}
PHASES: Mapping[int, Text] = {
    1: lazy("Assessment and planning"),
    2: lazy("Individual work"),
    3: lazy("Supported contact"),
    4: lazy("Family systems work"),
    5: lazy("Progress evaluation"),
}
VIEWS: Mapping[str, Text] = {
    "yes": lazy("yes"),
    "not_yet": lazy("not yet"),
    "no": lazy("no"),
    "seen_at_ease": lazy("seen at ease; not the child’s yes"),
    "seen_not_at_ease": lazy("seen not at ease; it holds"),
}
BASES: Mapping[str, Text] = {
    "court_order": lazy("by court order"),
    "voluntary": lazy("by agreement"),
}
RELATIONS: Mapping[str, Text] = {
    "parent_of": lazy("parent of"),
    "step_parent_of": lazy("step-parent of"),
    "grandparent_of": lazy("grandparent of"),
    "guardian_of": lazy("guardian of"),
    "adoptive_parent_of": lazy("adoptive parent of"),
    "partner_of": lazy("partner of"),
    "former_partner_of": lazy("former partner of"),
    "sibling_of": lazy("sibling of"),
    "half_sibling_of": lazy("half-sibling of"),
    "step_sibling_of": lazy("step-sibling of"),
}


def said(words: Mapping[str, Text], code: str) -> str:
    """A code in words; a code nobody wrote words for is shown with its underscores opened."""
    return str(words.get(code, code.replace("_", " ")))


def how_asked(view: str, *, alone: bool) -> str:
    """How a child's view was found: asked alone or not, or observed."""
    if view in OBSERVED:
        return _("observed, not asked")
    return _("alone") if alone else _("not alone")


def said_phase(number: int) -> str:
    """A phase by its number."""
    return str(PHASES[number])


def day(on: date, today: date | None = None) -> str:
    """ "21 July", with the year when it is not this year's."""
    text = f"{on.day} {MONTHS[on.month]}"
    return text if today is not None and on.year == today.year else f"{text} {on.year}"


def partial_day(text: str) -> str:
    """A day, month or year as "14 Sep 2024", "Sep 2024" or "2024"; "" for nothing."""
    year, *rest = text.split("-")
    if rest:
        year = f"{_short(int(rest[0]))} {year}"
    return f"{int(rest[1])} {year}" if len(rest) == 2 else year


def short_day(on: date, today: date) -> str:
    """ "21 Jul", for lists and tables, with the year when it is not this year's."""
    text = f"{on.day} {_short(on.month)}"
    return text if on.year == today.year else f"{text} {on.year}"


def _short(month: int) -> str:
    return str(MONTHS_3[month]).capitalize()


def weekday(on: date) -> str:
    """ "Wednesday 23 July"."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month]}"


def when(on: date | None, today: date) -> str:
    """A day to come as people say it: today, tomorrow, or the day; "no date" for none."""
    if on is None:
        return _("no date")
    if on == today:
        return _("today")
    if (on - today).days == 1:
        return _("tomorrow")
    return day(on, today).replace(" ", "\u00a0")  # one word in a narrow column


def joined(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def age(born: str, today: date) -> int | None:
    """Whole years of somebody born on a day, in a month or in a year; None when not known."""
    return years_old(born, today)


def ages(children: Sequence[Person], today: date) -> str:
    """ "Wren is 9", "Tam is 12, Beck is 7"."""
    told = []
    for child in children:
        years = age(child.born, today)
        if years is not None:
            told.append(_("%(name)s is %(age)d") % {"name": child.given, "age": years})
    return ", ".join(told)


def minutes(count: int | None) -> str:
    """ "45 min"."""
    return "" if not count else ngettext("%d min", "%d min", count) % count


def stopped(reasons: Iterable[Reason]) -> str:
    """Why contact is stopped, in short."""
    return _("Stopped for safety") if for_safety(reasons) else _("Stopped for a new order")

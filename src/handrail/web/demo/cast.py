"""Who is in the demo practice: its staff, the people of three families who can sign in.

Every account has the same password and the same secret of the second factor, so that the real
sign-in can be tried as well. They are public: `load` refuses to stand beside real people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


def _(text: str) -> str:
    """Marks a text for translation; the page translates it. (This module stays without Django.)"""
    return text


PRACTICE = "Stillwater House"
TIME_ZONE = "America/Denver"
JURISDICTION = "US-XX"

PASSWORD = "one step at a time"  # noqa: S105 - public on purpose
SECOND_FACTOR = "HANDRAILHANDRAILHANDRAILHANDRAIL"  # base32, for any authenticator app


@dataclass(frozen=True)
class Seat:
    """Somebody to sign in as. title, shows: in English, marked for translation on the page.

    `shows`: what there is to see from this seat.
    """

    given: str
    family: str
    title: str
    shows: str

    @property
    def key(self) -> str:
        """The seat in addresses and forms."""
        return self.given.lower()

    @property
    def email(self) -> str:
        return f"{self.key}@handrail.example"


@dataclass(frozen=True)
class StaffSeat(Seat):
    """practice_seat: in the practice as a whole. case_seat: in each of the three cases, or none."""

    practice_seat: str = ""
    case_seat: str = ""


ADMINISTRATOR = StaffSeat(
    "Sol", "Ferris", _("Administrator"), _("Staff: seats, sign-ins. Clinical pages stay closed."),
    practice_seat="administrator",
)  # fmt: skip
THERAPIST = StaffSeat(
    "Noa", "Ibarra", _("Therapist of all three families"),
    _("Today, the cases, the ladder with its setback, goals, measures, duties."),
    practice_seat="therapist", case_seat="therapist",
)  # fmt: skip
STAFF = (
    THERAPIST,
    StaffSeat(
        "Iris", "Vance", _("Supervisor of all three cases"),
        _("The same cases, without what a child told for the mandated report."),
        practice_seat="supervisor", case_seat="supervisor",
    ),
    StaffSeat(
        "Jonas", "Reed", _("Therapist, on no case"),
        _("The outsider: the addresses of the others’ cases lead nowhere."),
        practice_seat="therapist",
    ),
    StaffSeat(
        "Rafa", "Quint", _("Coordinator"), _("Who comes when, by which door; no clinical word."),
        practice_seat="coordinator", case_seat="coordinator",
    ),
    StaffSeat(
        "Greta", "Lund", _("Privacy officer"), _("On no case: clinical pages stay closed."),
        practice_seat="privacy_officer",
    ),
    ADMINISTRATOR,
)  # fmt: skip

# What everybody who treats holds here: (paper, title, since, hours).
PAPERS = (
    ("licence", "Licensed marriage and family therapist (fictional)", date(2019, 4, 1), None),
    ("family_violence_training", "Family violence for therapists", date(2023, 10, 9), 40),
    ("reunification_training", "Working with families apart", date(2024, 2, 5), 24),
    ("supervision", "Supervision, twice a month", date(2024, 9, 2), 20),
)

_HANDED = _("Their own room: nothing has been handed to them yet.")


@dataclass(frozen=True)
class FamilySeat(Seat):
    """Somebody of a family, found in the file by their given name. `of`: the file."""

    of: str = ""


def _parent(given: str, family: str, of: str) -> FamilySeat:
    return FamilySeat(given, family, _("Parent"), _HANDED, of=of)


FAMILIES = (
    _parent("Mara", "Alder", "alder"),
    _parent("Theo", "Alder", "alder"),
    _parent("Noor", "Cedar", "cedar"),
    _parent("Karl", "Cedar", "cedar"),
    _parent("Dara", "Linden", "linden"),
    _parent("Olin", "Marsh", "linden"),
)

# file -> the number of its case, in the order in which they were opened
CASE_NUMBERS = {"cedar": 9, "alder": 14, "linden": 17}


def seats() -> dict[str, Seat]:
    """Everybody one can sign in as, by key."""
    return {seat.key: seat for seat in (*STAFF, *FAMILIES)}

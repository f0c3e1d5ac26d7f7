"""What the template tags are fed with: frozen values, never models.

A page dataclass of a room holds these; its template hands them to the tags in
`templatetags/handrail.py`, and `/patterns/` shows each of them in every state. All texts arrive
translated and ready to read: dates as words, given names only, no ids but the case number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text: TypeAlias = str | _StrPromise
else:
    Text = str
"""A finished sentence or word, translated at once or when it is shown."""

# --- the frame of a page -----------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """A place to go; `current` marks the page one is on."""

    label: Text
    href: str
    current: bool = False


@dataclass(frozen=True)
class Masthead:
    """Top of a clinic page: where one can go, and as whom one is signed in."""

    nav: tuple[Link, ...]
    name: Text
    seat: Text


@dataclass(frozen=True)
class Fact:
    """A term with its value: "Come in by the" / "Street door"; `icon` is a name in icons.py."""

    term: Text
    value: Text
    icon: str = ""
    note: Text = ""


@dataclass(frozen=True)
class IdentityFact:
    """One thing to know before anything else, with its icon: doors, privilege, a stop."""

    text: Text
    icon: str


@dataclass(frozen=True)
class Identity:
    """Whose case is this: given names, the child's age, the number, then the facts.

    Separation facts come first in `facts`, privilege after them.
    """

    names: Text
    age: Text
    case_number: Text
    facts: tuple[IdentityFact, ...] = ()


CLINIC_NAV = (
    ("today", _("Today")),
    ("cases", _("Cases")),
    ("search", _("Search")),
    ("how-it-works", _("How it works")),
)
# What administrators find besides.
DOOR_NAV = (*CLINIC_NAV[:-1], ("staff", _("Staff")), CLINIC_NAV[-1])
CASE_TABS = (
    ("overview", _("Overview")),
    ("timeline", _("Timeline")),
    ("understanding", _("Understanding")),
    ("plan", _("Plan")),
    ("ladder", _("Ladder")),
    ("gates", _("Gates")),
    ("goals", _("Goals")),
    ("measures", _("Measures")),
    ("people", _("People")),
    ("order", _("Order and duties")),
    ("seen", _("Who saw what")),
)


def links(
    entries: tuple[tuple[str, Text], ...], address: Callable[[str], str], current: str
) -> tuple[Link, ...]:
    """CLINIC_NAV or CASE_TABS as links; `address` turns a key such as "ladder" into an URL."""
    return tuple(Link(label, address(key), key == current) for key, label in entries)


# --- acts --------------------------------------------------------------------------------------

ActionKind = Literal["main", "second", "quiet", "stop", "said", "leave", "off"]


@dataclass(frozen=True)
class Action:
    """A button or link: verb plus object.

    `method` "post" renders its own small form with the page's idempotency key; `hidden` are its
    further fields. `kind` "off" is a refused act: give `reason`, naming the rule and who can help.
    """

    label: Text
    href: str = ""
    kind: ActionKind = "main"
    method: Literal["get", "post"] = "get"
    icon: str = ""
    reason: Text = ""
    hidden: tuple[tuple[str, str], ...] = ()
    small: bool = False


@dataclass(frozen=True)
class Condition:
    """Something that must hold: ✓ when `met`, a dashed ring while open. `text` is bold if open."""

    met: bool
    text: Text
    detail: Text = ""


@dataclass(frozen=True)
class Amount:
    """A figure with its name, e.g. "Apart now" / "8 min"; `stop` paints it red."""

    label: Text
    value: Text
    stop: bool = False


@dataclass(frozen=True)
class NextCard:
    """The one next thing of a page, hanging from the rail. A page without one shows no rail."""

    kicker: Text
    title: Text
    reason: Text
    conditions: tuple[Condition, ...] = ()
    actions: tuple[Action, ...] = ()
    amounts: tuple[Amount, ...] = ()
    amounts_note: Text = ""


# --- words beside words ------------------------------------------------------------------------


@dataclass(frozen=True)
class Notice:
    """Information (`info`), `done`, look first (`care`), stopped (`stop`): two in view at most."""

    title: Text
    text: Text = ""
    kind: Literal["info", "done", "care", "stop"] = "info"
    link: Link | None = None


@dataclass(frozen=True)
class Chip:
    """A pill: `plain`, `outline`, `chosen` (✓), `done` (✓), `care` (ring), `stop` (octagon).

    `phase` 1–5 makes it a phase chip: the number first, then the word; colour never alone.
    """

    text: Text
    kind: Literal["plain", "outline", "chosen", "done", "care", "stop"] = "plain"
    phase: int = 0


@dataclass(frozen=True)
class Empty:
    """Nothing here yet: what will be here, what is missing, one link."""

    title: Text
    text: Text
    link: Link | None = None


@dataclass(frozen=True)
class Reader:
    """One person or seat in "Who can see this, and why", with a because."""

    name: Text
    seat: Text
    answer: Literal["can", "could", "cannot"]
    because: Text


@dataclass(frozen=True)
class WhoCanSee:
    """The side panel while writing, before saving and later."""

    about: Text
    readers: tuple[Reader, ...]
    notice: Notice | None = None


# --- lists and tables --------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A heading; `number` sets its cells to the right; `label` False hides it in stacked rows."""

    heading: Text
    number: bool = False
    label: bool = True


@dataclass(frozen=True)
class Cell:
    """A cell; the plain string `"x"` may stand for `Cell("x")`."""

    text: Text
    href: str = ""
    strong: bool = False
    second: Text = ""
    chip: Chip | None = None


@dataclass(frozen=True)
class Row:
    """The first cell is the row's heading; `marked` needs the word for it in one of the cells."""

    cells: tuple[Cell | Text, ...]
    marked: bool = False


@dataclass(frozen=True)
class Table:
    """A table; under 760 px its rows are stacked (`stack`) or it scrolls in a region (`scroll`)."""

    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    narrow: Literal["stack", "scroll"] = "scroll"
    caption_shown: bool = False


@dataclass(frozen=True)
class TimelineItem:
    """One thing that happened: when, what, in which words, told by whom."""

    when: Text
    title: Text
    href: str = ""
    lines: tuple[Text, ...] = ()
    chips: tuple[Chip, ...] = ()
    meta: Text = ""
    time: Text = ""
    marked: bool = False


@dataclass(frozen=True)
class Dated:
    """A duty or date to come: "19 Aug" (or "no date"), what, and the note below it."""

    when: Text
    title: Text
    note: Text = ""
    href: str = ""


@dataclass(frozen=True)
class Item:
    """An entry of a ruled list: chips and a small line above, the title, a sentence below."""

    title: Text
    text: Text = ""
    href: str = ""
    chips: tuple[Chip, ...] = ()
    meta: Text = ""


# --- the day board -----------------------------------------------------------------------------


@dataclass(frozen=True)
class DoorEntry:
    """Somebody at a door between two minutes of the day (0–1440).

    `who` is bold, `rest` follows it ("due 13:40"), `details` are further lines. `kind` "apart" is
    the hatched band over all doors (leave `door` empty); "clash" gets a thick border and ⚠.
    """

    from_minute: int
    until_minute: int
    who: Text
    door: Text = ""
    rest: Text = ""
    details: tuple[Text, ...] = ()
    kind: Literal["planned", "here", "left", "clash", "apart"] = "planned"
    action: Action | None = None


@dataclass(frozen=True)
class DayBoard:
    """Doors as lanes, hours down from `opens` to `closes`, a bold line at `now` (minutes)."""

    caption: Text
    doors: tuple[Text, ...]
    opens: int
    closes: int
    entries: tuple[DoorEntry, ...]
    now: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an entry at a door the board does not have."""
        unknown = {e.door for e in self.entries if e.kind != "apart"} - set(self.doors)
        if unknown or len(self.doors) > 8:
            raise ValueError(f"a board has one to eight doors; unknown: {sorted(unknown)}")

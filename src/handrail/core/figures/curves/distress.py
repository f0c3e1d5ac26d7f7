"""Distress in each contact: before, at worst and after, against the rule's two limits.

Source: clinical §2.4 (peak and after limits), §5.1 (distress curve).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box, text_box
from handrail.core.figures.curves.scale import Scale, free_labels
from handrail.core.figures.figure import Figure, Table
from handrail.core.figures.ladder.history import Contact
from handrail.core.figures.lettering import fit, plain, width
from handrail.core.figures.marks import DIAMOND, standing, triangle_open
from handrail.core.figures.wording import ENGLISH, Language, figure, sentence

WIDE, NARROW, TOP, BOTTOM = 430.0, 300.0, 26.0, 196.0
LEFT, LEAST_PITCH, MOST_PITCH = 30.0, 10.4, 40.0


@dataclass(frozen=True, kw_only=True)
class Distress:
    """Contacts in time order, and the rule's limits, 0-10. note: a sentence more."""

    contacts: tuple[Contact, ...]
    peak_limit: float = 6
    after_limit: float = 3
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DistressWords:
    """Every word on the picture and in its table."""

    language: Language = ENGLISH
    title: str = "Distress in each contact"
    peak_limit: str = "peak to {limit}"
    after_limit: str = "after to {limit}"
    over: tuple[str, ...] = (
        "One contact over the rail: {sessions}",
        "{n} contacts over the rail: {sessions}",
    )
    none_over: str = "No contact over the rail"
    nothing: str = "No contact yet"
    told: str = "{session} on {date}: {before} before, {peak} at worst, {after} after"
    told_not_held: str = "{session} on {date}: not held"
    headers: tuple[str, ...] = ("Contact", "Date", "Before", "Peak", "After", "Over the limit")
    over_peak: str = "peak"
    over_after: str = "after"
    not_held: str = "not held"
    unplanned: str = "not planned"


def draw_distress(distress: Distress, *, uid: str, words: DistressWords | None = None) -> Figure:
    """The picture for a card (430 wide and more) and for a phone (300 and more), and its table.

    uid: begins the ids inside the page. Raises ValueError when it cannot be one.
    """
    words = words or DistressWords()
    distress = plain(distress)
    told = _told(distress, words)
    return Figure(
        title=words.title,
        svg_wide=_Sheet(distress, words, WIDE).draw(uid, "fig-wide", told),
        svg_narrow=_Sheet(distress, words, NARROW).draw(f"{uid}-n", "fig-narrow", told),
        summary=_summary(distress, words),
        description=told,
        table=_table(distress, words),
    )


def _is_over(contact: Contact, distress: Distress) -> bool:
    """Whether its peak stands above the limit; what nobody planned is not held against it."""
    counts = contact.held and not contact.unplanned and contact.peak is not None
    return counts and (contact.peak or 0) > distress.peak_limit


def _summary(distress: Distress, words: DistressWords) -> str:
    over = [contact.session for contact in distress.contacts if _is_over(contact, distress)]
    language = words.language
    said = words.none_over if distress.contacts else words.nothing
    if over:
        form = words.over[language.form_of(len(over))]
        said = form.format(n=language.number(len(over)), sessions=language.listed(over))
    return " ".join(map(sentence, filter(None, (said, distress.note))))


def _told(distress: Distress, words: DistressWords) -> str:
    told = []
    for contact in distress.contacts:
        told.append(
            (words.told if contact.held else words.told_not_held).format(
                session=contact.session,
                date=words.language.long(contact.on, year=True),
                before=figure(contact.before),
                peak=figure(contact.peak),
                after=figure(contact.after),
            )
        )
    return " ".join([_summary(distress, words), *map(sentence, told)])


def _table(distress: Distress, words: DistressWords) -> Table:
    rows = tuple(_row(contact, distress, words) for contact in distress.contacts)
    marked = tuple(i for i, c in enumerate(distress.contacts) if _is_over(c, distress))
    return Table(words.headers, rows, marked)


def _row(contact: Contact, distress: Distress, words: DistressWords) -> tuple[str, ...]:
    over = [words.over_peak] if _is_over(contact, distress) else []
    counts = contact.held and not contact.unplanned
    if counts and contact.after is not None and contact.after > distress.after_limit:
        over.append(words.over_after)
    return (
        contact.session,
        words.language.short(contact.on, year=True),
        *(figure(v, "") for v in (contact.before, contact.peak, contact.after)),
        words.language.comma.join(over) if counts else _why_not(contact, words),
    )


def _why_not(contact: Contact, words: DistressWords) -> str:
    return words.unplanned if contact.unplanned else words.not_held


@dataclass(frozen=True)
class _Sheet:
    distress: Distress
    words: DistressWords
    least_wide: float

    @property
    def scale(self) -> Scale:
        return Scale(0, 10, TOP, BOTTOM)

    @property
    def limits(self) -> tuple[tuple[float, str, str], ...]:
        peak, after = self.distress.peak_limit, self.distress.after_limit
        return (
            (peak, self.words.peak_limit.format(limit=figure(peak)), "fig-rail-curve"),
            (after, self.words.after_limit.format(limit=figure(after)), "fig-rail-dashed"),
        )

    @property
    def names_wide(self) -> float:
        return min(130.0, max(width(said, 13, bold=True) for _, said, _ in self.limits) + 10)

    @property
    def pitch(self) -> float:
        room = self.least_wide - LEFT - self.names_wide - 14
        return min(MOST_PITCH, max(LEAST_PITCH, room / max(len(self.distress.contacts), 1)))

    @property
    def right(self) -> float:
        """Where the limits end and their names begin."""
        contacts = len(self.distress.contacts)
        return max(self.least_wide - self.names_wide, LEFT + 12 + self.pitch * contacts)

    @property
    def wide(self) -> float:
        return self.right + self.names_wide

    def x(self, index: int) -> float:
        return LEFT + 6 + self.pitch * (index + 0.5)

    def draw(self, uid: str, cls: str, told: str) -> str:
        drawn = [self._contact(i, contact) for i, contact in enumerate(self.distress.contacts)]
        long = " fig-long fig-newest" if self.wide > self.least_wide + 1 else ""
        return svg.drawing(
            self.scale.figures(LEFT - 6, self._figures()),
            svg.line("fig-ground", LEFT, BOTTOM, self.right, BOTTOM),
            *self._limits(),
            *drawn,
            *self._names_over(),
            free_labels(self._dates(), BOTTOM + 24, self.wide),
            uid=uid,
            cls=f"{cls} fig-curve fig-sheet-ground{long}",
            view=(0, 0, self.wide, BOTTOM + 32),
            title=self.words.title,
            description=told,
        )

    def _figures(self) -> list[float]:
        return sorted({0, 10, self.distress.peak_limit, self.distress.after_limit})

    def _limits(self) -> Iterator[str]:
        """The two limits as lines, each with its name at the end; names never touch."""
        lowest = BOTTOM + 4.5
        for limit, said, cls in sorted(self.limits):
            y = self.scale.y(limit)
            yield svg.line(cls, LEFT, y, self.right - 4, y)
            lowest = min(y + 4.5, lowest - 16)
            name = fit(said, self.names_wide - 4, 13, bold=True)
            yield svg.text(name, self.right + 4, lowest, "fig-rail-text fig-b", size=13)

    def _contact(self, index: int, contact: Contact) -> str:
        x = self.x(index)
        if contact.kind == "unplanned":
            drawn = triangle_open(x, BOTTOM, 5)
        else:
            point = (BOTTOM - TOP) / 10
            reach = min(5.0, self.pitch * 0.36)
            drawn = standing(
                x, BOTTOM, contact.rating, contact.kind, point=point, spread=(0, 0), reach=reach
            )
        return svg.group("fig-contact", drawn, data_session=contact.session, data_mark=contact.kind)

    def _names_over(self) -> Iterator[str]:
        """The name of each contact over the rail, above its mark where it touches no other."""
        taken = [self._mark_box(i, contact) for i, contact in enumerate(self.distress.contacts)]
        for i, contact in enumerate(self.distress.contacts):
            if not _is_over(contact, self.distress) or contact.peak is None:
                continue
            y = self.scale.y(contact.peak) - DIAMOND - 5
            box = text_box(contact.session, self.x(i), y, size=13, anchor="middle", bold=True)
            if box.is_free(taken):
                taken.append(box.grown(2))
                cls = "fig-stop fig-b"
                yield svg.text(contact.session, self.x(i), y, cls, size=13, anchor="middle")

    def _mark_box(self, index: int, contact: Contact) -> Box:
        x, high = self.x(index), contact.rating.highest if contact.held else 0
        return Box(x - 6, self.scale.y(high) - DIAMOND, x + 6, BOTTOM)

    def _dates(self) -> Iterator[tuple[str, float, str]]:
        """First and last, then those over the rail, then the others, as far as there is room."""
        order = list(enumerate(self.distress.contacts))
        last = len(order) - 1
        order.sort(key=lambda at: (at[0] not in (0, last), not _is_over(at[1], self.distress)))
        for i, contact in order:
            yield self.words.language.short(contact.on), self.x(i), "fig-ink2"

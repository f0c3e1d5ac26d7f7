"""The ladder for a phone: time runs down, steps go to the right, distress has its own line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box
from handrail.core.figures.ladder import callout, telling
from handrail.core.figures.ladder.history import Ladder
from handrail.core.figures.ladder.way import Footing, rail_runs, way
from handrail.core.figures.ladder.words import LadderWords
from handrail.core.figures.lettering import fit, width, wrap
from handrail.core.figures.marks import dot, flag, lying, octagon, triangle_open
from handrail.core.figures.wording import figure

WIDE, LEFT, STEP, ROW = 354.0, 66.0, 33.0, 34.0
POINT, GAP = 7.0, 14.0
MARGIN, MARGIN_WITH_FLAGS = 16.0, 38.0
SIZE, SMALL, PITCH = 14.0, 13.5, 16.0


@dataclass(frozen=True)
class _Row:
    """One footing, and the call-out that lies below it."""

    footing: Footing
    top: float
    said: callout.Callout | None

    @property
    def y(self) -> float:
        return self.top + ROW / 2

    @property
    def bottom(self) -> float:
        return self.top + ROW + (self.said.high + 14 if self.said else 0)


@dataclass(frozen=True)
class _Sheet:
    """The turned picture with every place worked out. y = 0 is the top; y grows downwards."""

    ladder: Ladder
    words: LadderWords

    @cached_property
    def shown(self) -> int:
        """How many rungs get a column of their own; those out of the order's reach share one."""
        if self.ladder.ceiling is None:
            return len(self.ladder.rungs)
        used = [footing.rung for footing in self.way]
        return max(self.ladder.ceiling.rung, *used, self.ladder.next_rung or 0, 0) + 1

    @cached_property
    def way(self) -> tuple[Footing, ...]:
        return way(self.ladder)

    def x(self, rung: int) -> float:
        return LEFT + STEP * (rung + 0.5)

    def edge(self, rung: int) -> float:
        """The right side of a rung's column."""
        return LEFT + STEP * (rung + 1)

    @property
    def steps_right(self) -> float:
        return LEFT + STEP * (self.shown + (self.shown < len(self.ladder.rungs)))

    @property
    def zero(self) -> float:
        """Where distress 0 stands."""
        return self.steps_right + GAP

    @property
    def point(self) -> float:
        return max(POINT, (WIDE - self._margin - self.zero) / 10)

    @property
    def _margin(self) -> float:
        return MARGIN_WITH_FLAGS if self.ladder.flagged else MARGIN

    @property
    def width(self) -> float:
        return self.zero + 10 * self.point + self._margin

    @property
    def _open_right(self) -> float:
        """Where the free room right of the stairs ends."""
        ceiling = self.ceiling_x
        return (self.steps_right if ceiling is None else ceiling) - 6

    @property
    def ceiling_x(self) -> float | None:
        return None if self.ladder.ceiling is None else self.edge(self.ladder.ceiling.rung)

    def room_for_words(self, right: float) -> tuple[float, float]:
        """Where words about a step with this right edge begin, and their room."""
        places = (
            (LEFT + 8, right - LEFT - 14),
            (right + 8, self._open_right - right - 8),
            (self.zero, 10 * self.point),
        )
        return next((place for place in places if place[1] >= 74), places[-1])

    @cached_property
    def proposed_words(self) -> tuple[str, ...]:
        """The undecided step: its name, then what it is, in lines."""
        index = self.ladder.next_rung
        if index is None:
            return ()
        name = self.words.proposed_step.format(number=self.ladder.rungs[index].number)
        _, room = self.room_for_words(self.edge(index) - 5)
        return (fit(name, room, SIZE, bold=True), *wrap(self.words.proposed, room, SIZE, lines=4))

    @property
    def rail_x(self) -> float:
        return self.zero + self.ladder.rail_limit * self.point

    @cached_property
    def ceiling_title(self) -> tuple[str, ...]:
        if self.ladder.ceiling is None:
            return ()
        number = self.ladder.rungs[self.ladder.ceiling.rung].number
        said = self.words.ceiling_short.format(number=number)
        return wrap(said, self.zero - 14, SMALL, lines=3, bold=True)

    @property
    def numbers_y(self) -> float:
        """The middle of the row of step numbers."""
        return max(len(self.ceiling_title), 1) * PITCH + 22

    @cached_property
    def rows(self) -> tuple[_Row, ...]:
        rows, top = [], self.numbers_y + 22
        for footing in self.way:
            row = _Row(footing, top, self._said(footing))
            rows.append(row)
            top = row.bottom
        return tuple(rows)

    def _said(self, footing: Footing) -> callout.Callout | None:
        contact = footing.contact
        if contact is None or contact is not self.ladder.called_out:
            return None
        title = telling.setback(contact, self.ladder, self.words)
        return callout.compose(title, contact.alarms, most_wide=self.width - 8)

    @property
    def rows_top(self) -> float:
        return self.numbers_y + 22

    @property
    def rows_bottom(self) -> float:
        return self.rows[-1].bottom if self.rows else self.rows_top + ROW

    @property
    def bottom(self) -> float:
        lines = len(self.proposed_words)
        return self.rows_bottom + (18 * lines + 18 if lines else 0)


def draw_narrow(ladder: Ladder, words: LadderWords, *, uid: str) -> str:
    sheet = _Sheet(ladder, words)
    parts = (
        _closed(sheet, uid),
        _stairs(sheet),
        *_header(sheet),
        _ceiling(sheet),
        _rail(sheet),
        _proposed(sheet),
        *(_row(sheet, row) for row in sheet.rows),
        *_callout(sheet),
        _empty(sheet),
    )
    return svg.drawing(
        *parts,
        uid=uid,
        cls="fig-narrow fig-ladder" + (" fig-long" if sheet.width > 400 else ""),
        view=(0, 0, sheet.width, sheet.bottom + 8),
        title=telling.title(ladder, words),
        description=telling.description(ladder, words),
    )


def _header(sheet: _Sheet) -> Iterator[str]:
    y = sheet.numbers_y
    ladder = sheet.ladder
    yield svg.text(sheet.words.steps_header, 0, y + 5, "fig-ink2", size=SIZE, room=LEFT - 4)
    for i in range(sheet.shown):
        is_now = i == ladder.now
        if is_now:
            yield svg.circle("fig-rail-fill", sheet.x(i), y, 14.5)
        cls = "fig-onrail fig-b" if is_now else "fig-ink fig-b"
        number = str(ladder.rungs[i].number)
        yield svg.text(number, sheet.x(i), y + 5.5, cls, size=16, anchor="middle")
    closed = ladder.rungs[sheet.shown :]
    if closed:
        span = str(closed[0].number) + ("+" if len(closed) > 1 else "")
        x = sheet.x(sheet.shown)
        yield svg.text(span, x, y + 5.5, "fig-ink2 fig-b", size=16, anchor="middle")
    yield from _scale(sheet)


def _scale(sheet: _Sheet) -> Iterator[str]:
    y, middle = sheet.numbers_y, sheet.zero + 5 * sheet.point
    header = sheet.words.distress_header
    room = 10 * sheet.point + 2 * GAP
    yield svg.text(header, middle, 12, "fig-ink fig-b", size=SMALL, anchor="middle", room=room)
    limit = sheet.ladder.rail_limit
    for value in (0, 10):
        if abs(value - limit) >= 2:
            x = sheet.zero + value * sheet.point
            yield svg.text(str(value), x, y + 5, "fig-ink2", size=SIZE, anchor="middle")
    cls = "fig-rail-text fig-b"
    yield svg.text(figure(limit), sheet.rail_x, y + 5, cls, size=SIZE, anchor="middle")


def _stairs(sheet: _Sheet) -> str:
    edge: list[tuple[float, float]] = []
    for row in sheet.rows:
        x = sheet.edge(row.footing.rung)
        edge += [(x, row.top), (x, row.bottom)]
    if not edge:
        return ""
    filled = [(LEFT, edge[0][1]), *edge, (LEFT, edge[-1][1])]
    drawn = svg.path("fig-stairs", *filled, closed=True) + svg.path("fig-edge", *edge)
    if sheet.ladder.is_stopped:
        return drawn
    stays = [tuple(run) for _, run in groupby(sheet.rows, key=lambda row: row.footing.rung)]
    x, last = sheet.edge(stays[-1][0].footing.rung), stays[-1]
    return drawn + svg.line("fig-tread-now", x, last[0].top + 4, x, last[-1].bottom - 4)


def _closed(sheet: _Sheet, uid: str) -> str:
    if sheet.ladder.ceiling is None or not sheet.ladder.is_closed(len(sheet.ladder.rungs) - 1):
        return ""
    left = sheet.edge(sheet.ladder.ceiling.rung) + 3
    box = Box(left, sheet.rows_top, sheet.steps_right, sheet.bottom)
    return svg.hatched(box, uid=f"{uid}-hatch")


def _ceiling(sheet: _Sheet) -> str:
    """An upright line after the last rung the order permits, named above it."""
    x = sheet.ceiling_x
    if x is None:
        return ""
    wide = max(width(said, SMALL, bold=True) for said in sheet.ceiling_title)
    left = max(0.0, min(x - wide / 2, sheet.zero - 10 - wide))
    said = svg.lines_of_text(
        sheet.ceiling_title, left, 12, "fig-ink fig-b", size=SMALL, pitch=PITCH
    )
    return said + svg.line("fig-ceiling", x, sheet.numbers_y - 12, x, sheet.bottom)


def _rail(sheet: _Sheet) -> str:
    """The rail as an upright line at its limit, as far as it goes."""
    drawn = []
    for first, last in rail_runs(sheet.way):
        end = sheet.rows[last]
        is_end = end.footing.is_stop or (sheet.ladder.is_stopped and last == len(sheet.rows) - 1)
        bottom = end.y if is_end else end.bottom
        drawn.append(
            svg.line("fig-rail-thin", sheet.rail_x, sheet.rows[first].top, sheet.rail_x, bottom)
        )
    return "".join(drawn)


def _row(sheet: _Sheet, row: _Row) -> str:
    contact = row.footing.contact
    x = sheet.x(row.footing.rung)
    if contact is None:
        is_stop = sheet.ladder.is_stopped
        return octagon(x, row.y) if is_stop else ""
    tone = "fig-stop fig-b" if contact.asks_to_be_looked_at else "fig-ink2"
    on = sheet.words.language.short(contact.on)
    drawn = [
        svg.text(on, 0, row.y + 5, tone, size=SIZE, room=LEFT - 13),
        svg.line("fig-rule", sheet.zero, row.y, sheet.zero + 10 * sheet.point, row.y),
    ]
    if _begins_year(sheet, row):
        drawn.append(svg.text(str(contact.on.year), 0, row.y - 9, "fig-ink2 fig-b", size=12))
    if contact.kind == "unplanned":
        drawn.append(triangle_open(LEFT - 7, row.y, 5))
    else:
        drawn.append(octagon(x, row.y) if contact.stopped else dot(x, row.y, contact.kind, 6))
        drawn.append(lying(sheet.zero, row.y, contact.rating, contact.kind, point=sheet.point))
    if contact.kind == "not_held":
        drawn.append(_not_held(sheet, row))
    if contact in sheet.ladder.flagged:
        number = sheet.ladder.flagged.index(contact) + 1
        drawn.append(flag(sheet.width - 11, row.y + 15, number))
    return svg.group("fig-contact", *drawn, data_session=contact.session, data_mark=contact.kind)


def _begins_year(sheet: _Sheet, row: _Row) -> bool:
    if not sheet.ladder.spans_years or row.footing.contact is None:
        return False
    dated = [r.footing.contact.on.year for r in sheet.rows if r.footing.contact and r.top < row.top]
    return not dated or dated[-1] != row.footing.contact.on.year


def _not_held(sheet: _Sheet, row: _Row) -> str:
    said, room = sheet.words.not_held, 10 * sheet.point
    return svg.text(said, sheet.zero + 2, row.y + 4.5, "fig-ink2 fig-halo", size=13, room=room)


def _callout(sheet: _Sheet) -> Iterator[str]:
    for row in sheet.rows:
        if row.said:
            x, top = sheet.x(row.footing.rung), row.top + ROW + 4
            box = Box.at(4, top, sheet.width - 8, row.said.high)
            yield svg.line("fig-leader", x, row.y + 9, x, top)
            yield svg.group("fig-callout-box", row.said.draw(box))


def _proposed(sheet: _Sheet) -> str:
    index = sheet.ladder.next_rung
    if index is None:
        return ""
    top, bottom = sheet.rows_bottom, sheet.bottom
    right = sheet.edge(index) - 5  # clear of a ceiling
    start = sheet.edge(sheet.way[-1].rung) if sheet.way else LEFT
    outline = svg.path(
        "fig-undecided",
        (min(start, right), top),
        (right, top),
        (right, bottom - 4),
        (LEFT, bottom - 4),
    )
    x, _ = sheet.room_for_words(right)
    name, *rest = sheet.proposed_words
    drawn = [
        outline,
        svg.text(name, x, top + 21, "fig-ink fig-b fig-halo", size=SIZE),
        svg.lines_of_text(tuple(rest), x, top + 39, "fig-ink fig-halo", size=SIZE, pitch=18),
    ]
    return svg.group("fig-proposed", *drawn, data_rung=index)


def _empty(sheet: _Sheet) -> str:
    if sheet.ladder.contacts:
        return ""
    x, room = sheet.room_for_words(sheet.edge(0) if sheet.way else LEFT)
    return svg.text(sheet.words.empty, x, sheet.rows_top + 22, "fig-ink2", size=SIZE, room=room)

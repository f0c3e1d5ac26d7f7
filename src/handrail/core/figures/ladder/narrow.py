"""The ladder for a phone: time runs down, steps go to the right, distress has its own line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box
from handrail.core.figures.ladder import telling
from handrail.core.figures.ladder.history import Ladder
from handrail.core.figures.ladder.turned import GAP, LEFT, PITCH, ROW, SIZE, SMALL, Row, Sheet
from handrail.core.figures.ladder.way import rail_runs
from handrail.core.figures.ladder.words import LadderWords
from handrail.core.figures.lettering import width
from handrail.core.figures.marks import dot, flag, lying, octagon, triangle_open
from handrail.core.figures.wording import figure


def draw_narrow(ladder: Ladder, words: LadderWords, *, uid: str) -> str:
    sheet = Sheet(ladder, words)
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


def _header(sheet: Sheet) -> Iterator[str]:
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


def _scale(sheet: Sheet) -> Iterator[str]:
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


def _stairs(sheet: Sheet) -> str:
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


def _closed(sheet: Sheet, uid: str) -> str:
    if sheet.ladder.ceiling is None or not sheet.ladder.is_closed(len(sheet.ladder.rungs) - 1):
        return ""
    left = sheet.edge(sheet.ladder.ceiling.rung) + 3
    box = Box(left, sheet.rows_top, sheet.steps_right, sheet.bottom)
    return svg.hatched(box, uid=f"{uid}-hatch")


def _ceiling(sheet: Sheet) -> str:
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


def _rail(sheet: Sheet) -> str:
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


def _row(sheet: Sheet, row: Row) -> str:
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


def _begins_year(sheet: Sheet, row: Row) -> bool:
    if not sheet.ladder.spans_years or row.footing.contact is None:
        return False
    dated = [r.footing.contact.on.year for r in sheet.rows if r.footing.contact and r.top < row.top]
    return not dated or dated[-1] != row.footing.contact.on.year


def _not_held(sheet: Sheet, row: Row) -> str:
    said, room = sheet.words.not_held, 10 * sheet.point
    return svg.text(said, sheet.zero + 2, row.y + 4.5, "fig-ink2 fig-halo", size=13, room=room)


def _callout(sheet: Sheet) -> Iterator[str]:
    for row in sheet.rows:
        if row.said:
            x, top = sheet.x(row.footing.rung), row.top + ROW + 4
            box = Box.at(4, top, sheet.width - 8, row.said.high)
            yield svg.line("fig-leader", x, row.y + 9, x, top)
            yield svg.group("fig-callout-box", row.said.draw(box))


def _proposed(sheet: Sheet) -> str:
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


def _empty(sheet: Sheet) -> str:
    if sheet.ladder.contacts:
        return ""
    x, room = sheet.room_for_words(sheet.edge(0) if sheet.way else LEFT)
    return svg.text(sheet.words.empty, x, sheet.rows_top + 22, "fig-ink2", size=SIZE, room=room)

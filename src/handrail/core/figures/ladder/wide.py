"""The wide ladder picture: time runs to the right, steps go up."""

from __future__ import annotations

from handrail.core.figures import svg
from handrail.core.figures.boxes import Box
from handrail.core.figures.ladder import callout, scenery, signs, telling
from handrail.core.figures.ladder.geometry import FIRST_X, Column, Ground
from handrail.core.figures.ladder.history import Ladder
from handrail.core.figures.ladder.words import LadderWords
from handrail.core.figures.lettering import fit_end
from handrail.core.figures.marks import figures_text, octagon, standing, triangle_open

BELOW_GROUND, UNPLANNED_ROW, YEAR_ROW = 48.0, 40.0, 18.0
MOST_TRIES = 4


def draw_wide(ladder: Ladder, words: LadderWords, *, uid: str) -> str:
    ground, pointing, top = _with_signs(ladder, words)
    lowered = UNPLANNED_ROW if any(c.unplanned for c in ladder.contacts) else 0.0
    parts = (
        scenery.rungs(ground),
        scenery.stairs(ground),
        scenery.dates(ground, words, top=20 + lowered),
        scenery.closed(ground, uid=uid),
        scenery.balusters(ground),
        scenery.proposed(ground, words)[0],
        scenery.tread_now(ground),
        scenery.rails(ground),
        *(_contact(ground, column) for column in ground.columns),
        _stop_alone(ground),
        pointing,
        _empty(ground, words),
    )
    bottom = BELOW_GROUND + lowered + (YEAR_ROW if ladder.spans_years else 0)
    return svg.drawing(
        *parts,
        uid=uid,
        cls="fig-wide fig-ladder fig-newest" + (" fig-long" if ground.is_long else ""),
        view=(0, top, ground.width, bottom - top),
        title=telling.title(ladder, words),
        description=telling.description(ladder, words),
    )


def _with_signs(ladder: Ladder, words: LadderWords) -> tuple[Ground, str, float]:
    """The ground, all signs on it, and the top of the picture.

    The ceiling is raised by what the call-out lacks under it.
    """
    headroom = 0.0
    for _ in range(MOST_TRIES):  # raising the ceiling may give the pill another place
        ground = Ground(ladder, headroom)
        drawn, taken = _signs_but_callout(ground, words)
        said = _call_out(ground, words, taken)
        lacks = callout.shortage(said[1], ground) if said else 0
        if not lacks:
            break
        headroom += lacks
    if said:
        taken += [said[1].box.grown(4), said[1].leader]
    named = signs.rail_name(ground, words, taken)[0]
    ceiling = signs.ceiling_name(ground, words, taken)
    top = min(box.top for box in (*taken, Box(0, ground.treads[-1] - 28, 0, 0)))
    return ground, f"{drawn}{named}{ceiling}{said[0] if said else ''}", top - 8


def _signs_but_callout(ground: Ground, words: LadderWords) -> tuple[str, list[Box]]:
    """Flags, arrows and the pill; and all the room taken so far."""
    taken = [*ground.taken(), *scenery.proposed(ground, words)[1]]
    shown = _called_out(ground)
    kept_free = [callout.lane(ground, shown)] if shown else []
    drawn = []
    for place in (signs.flags, signs.steps_down, signs.pill):
        sign, room = place(ground, words, [*taken, *kept_free])
        drawn.append(sign)
        taken += room
    return "".join(drawn), taken


def _called_out(ground: Ground) -> Column | None:
    contact = ground.ladder.called_out
    return next((c for c in ground.columns if contact and c.contact is contact), None)


def _call_out(
    ground: Ground, words: LadderWords, taken: list[Box]
) -> tuple[str, callout.Place] | None:
    """The call-out and its place; None without a setback."""
    column = _called_out(ground)
    if column is None or column.contact is None:
        return None
    title = telling.setback(column.contact, ground.ladder, words)
    composed = callout.compose(title, column.contact.alarms)
    place = callout.find_place(composed, ground, column, taken)
    return callout.draw(composed, place), place


def _contact(ground: Ground, column: Column) -> str:
    """A contact on its tread, its name and figures under the tread."""
    contact, tread = column.contact, ground.treads[column.rung]
    if contact is None:
        return ""
    cls = "fig-stop" if contact.asks_to_be_looked_at else "fig-ink"
    name = fit_end(contact.session, column.right - column.left - 3, 14, bold=True)
    if contact.kind == "unplanned":
        drawn = [
            triangle_open(column.x, 13),
            svg.text(name, column.x, 38, f"{cls} fig-b", anchor="middle"),
        ]
    else:
        drawn = [
            standing(column.x, tread, contact.rating, contact.kind),
            svg.text(name, column.x, tread + 22.5, f"{cls} fig-b", anchor="middle"),
        ]
        if contact.held and not contact.rating.is_empty:
            drawn.append(figures_text(contact.rating, column.x, tread + 41))
    if column.is_stop:
        drawn.append(octagon(column.x, tread))
    return svg.group("fig-contact", *drawn, data_session=contact.session, data_mark=contact.kind)


def _stop_alone(ground: Ground) -> str:
    """A stop that came without a contact stands on the present tread."""
    last = ground.columns[-1] if ground.columns else None
    if not ground.ladder.is_stopped or last is None or last.contact is not None:
        return ""
    return svg.group("fig-stopped", octagon(last.x, ground.treads[last.rung]), data_mark="stopped")


def _empty(ground: Ground, words: LadderWords) -> str:
    if ground.ladder.contacts:
        return ""
    return svg.text(words.empty, FIRST_X + 4, 22, "fig-ink2", size=15)

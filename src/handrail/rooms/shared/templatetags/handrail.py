"""The parts of a page as template tags: `{% load handrail %}`.

Each takes a frozen value of `rooms.shared.parts` (or a bound form field) and renders it; none asks
the database. `/patterns/` shows every one in every state.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from qrcode.main import QRCode

from handrail import chance, clock
from handrail.core.figures.figure import Figure
from handrail.rooms.shared import board, icons
from handrail.rooms.shared.parts import (
    Action,
    Cell,
    Chip,
    Column,
    Dated,
    DayBoard,
    Empty,
    Fact,
    Item,
    NextCard,
    Notice,
    Row,
    Table,
    Text,
    TimelineItem,
    WhoCanSee,
)

register = template.Library()
Context = dict[str, Any]

NOTICE_MARKS = {"info": "note", "done": "check", "care": "alert", "stop": "stop"}
CHIP_MARKS = {"chosen": "check", "done": "check", "care": "ring", "stop": "stop"}
WITH_OPTIONS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon by its name in icons.py; it needs a word beside it."""
    return icons.icon(name)


@register.simple_tag
def idempotency_key() -> str:
    """A fresh key for a form that is not a `HandrailForm`."""
    return str(chance.new_id())


@register.simple_tag
def leave_to() -> str:
    """Where "Leave this page" leads: a neutral page of the wide world."""
    return str(settings.LEAVE_TO)


@register.inclusion_tag("shared/parts/demo_banner.html")
def demo_banner() -> Context:
    """Says that the people are fictional. No block surrounds it: no page can leave it out."""
    if not settings.IS_DEMO:
        return {}
    return {"is_demo": True, "day": clock.today(settings.TIME_ZONE)}


@register.inclusion_tag("shared/parts/next_card.html")
def next_card(card: NextCard) -> Context:
    """The one next thing, hanging from the rail; once a page."""
    return {"card": card}


@register.inclusion_tag("shared/parts/actions.html")
def actions(actions: Sequence[Action]) -> Context:
    """Buttons in a row, the main one first."""
    return {"actions": actions}


@register.inclusion_tag("shared/parts/action.html")
def action(action: Action) -> Context:
    """One button or link."""
    return {"action": action}


@register.inclusion_tag("shared/parts/notice.html")
def notice(notice: Notice) -> Context:
    """Information, done, look first or stopped: icon, bold first line, one sentence."""
    return {"notice": notice, "mark": NOTICE_MARKS[notice.kind]}


@register.simple_tag
def chip(chip: Chip) -> SafeString:
    """A pill: state with its icon, or a phase with its number."""
    if chip.phase:
        return format_html(
            '<span class="chip phase-{}"><b>{}</b> {}</span>', chip.phase, chip.phase, chip.text
        )
    mark = CHIP_MARKS.get(chip.kind)
    return format_html(
        '<span class="chip {}">{}{}</span>', chip.kind, icons.icon(mark) if mark else "", chip.text
    )


@register.simple_tag
def phase_chip(number: int, text: str) -> SafeString:
    """A phase chip from a number 1–5 and its name."""
    return chip(Chip(text, phase=number))


@register.inclusion_tag("shared/parts/empty.html")
def empty(empty: Empty) -> Context:
    """What will be here, what is missing, one link; instead of a blank or a zero."""
    return {"empty": empty}


@register.inclusion_tag("shared/parts/who_can_see.html")
def who_can_see(panel: WhoCanSee) -> Context:
    """The side panel: can read, could ask, cannot read, and a because for each."""
    return {"panel": panel}


@register.inclusion_tag("shared/parts/timeline.html")
def timeline(items: Sequence[TimelineItem]) -> Context:
    """What happened, one after the other."""
    return {"items": items}


@register.inclusion_tag("shared/parts/timeline_item.html")
def timeline_item(item: TimelineItem) -> Context:
    """One entry; belongs inside an `<ol class="timeline">`."""
    return {"item": item}


@register.inclusion_tag("shared/parts/dated.html")
def dated(items: Sequence[Dated]) -> Context:
    """Duties and dates to come, the date in front."""
    return {"items": items}


@register.inclusion_tag("shared/parts/items.html")
def item_list(items: Sequence[Item]) -> Context:
    """A ruled list: chips, title, a sentence."""
    return {"items": items}


@register.inclusion_tag("shared/parts/facts.html")
def facts(facts: Sequence[Fact], plain: bool = False) -> Context:
    """Terms and values between two heavy rules; `plain` for long values, set to the left."""
    return {"facts": facts, "plain": plain}


@register.inclusion_tag("shared/parts/day_board.html")
def day_board(day: DayBoard) -> Context:
    """Who comes when, by which door."""
    return {"board": board.lay_out(day)}


# --- tables and figures ------------------------------------------------------------------------


@dataclass(frozen=True)
class _PrintedCell:
    """A cell with everything its markup needs."""

    text: Text
    href: str
    second: Text
    chip: Chip | None
    classes: str
    label: Text
    first: bool

    @property
    def tag(self) -> str:
        return "th" if self.first else "td"

    @property
    def role(self) -> str:
        return "rowheader" if self.first else "cell"


@dataclass(frozen=True)
class _PrintedRow:
    cells: tuple[_PrintedCell, ...]
    marked: bool


def _printed(cell: Cell | Text, column: Column, first: bool) -> _PrintedCell:
    whole = cell if isinstance(cell, Cell) else Cell(cell)
    classes = ("number " if column.number else "") + ("strong" if whole.strong else "")
    label = column.heading if column.label and not first else ""
    return _PrintedCell(
        whole.text, whole.href, whole.second, whole.chip, classes.strip(), label, first
    )


def _printed_row(row: Row, columns: Sequence[Column]) -> _PrintedRow:
    pairs = zip(row.cells, columns, strict=True)
    cells = tuple(_printed(cell, column, index == 0) for index, (cell, column) in enumerate(pairs))
    return _PrintedRow(cells, row.marked)


@register.inclusion_tag("shared/parts/table.html")
def data_table(table: Table) -> Context:
    """A table that stacks or scrolls on a narrow page; raises ValueError if a row is short."""
    rows = [_printed_row(row, table.columns) for row in table.rows]
    return {"table": table, "rows": rows, "stacks": table.narrow == "stack"}


@register.inclusion_tag("shared/parts/figure.html")
def figure(figure: Figure, numbers: Sequence[int] = (), table_open: bool = False) -> Context:
    """A drawing in its own named region, its summary, and the same as a table.

    `numbers` are the positions of the table's columns that hold figures.
    """
    columns = tuple(
        Column(heading, number=index in numbers)
        for index, heading in enumerate(figure.table.headers)
    )
    rows = tuple(
        Row(cells, marked=index in figure.table.marked)
        for index, cells in enumerate(figure.table.rows)
    )
    return {
        "figure": figure,
        "wide": _drawing(figure.svg_wide),
        "narrow": _drawing(figure.svg_narrow) if figure.svg_narrow else "",
        "keys": [{"svg": _drawing(key.svg), "words": key.words} for key in figure.keys],
        "table": Table(figure.title, columns, rows),
        "table_open": table_open,
    }


def qr_matrix(text: str) -> list[list[bool]]:
    """The modules of a QR code with its quiet border, row by row; True is dark."""
    code = QRCode(border=4)
    code.add_data(text)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _drawing(svg: str) -> SafeString:
    # core.figures escapes every text it draws; nothing else may come through here.
    return mark_safe(svg)  # noqa: S308


@register.simple_tag
def qr_code(text: str) -> SafeString:
    """The text as a picture to scan: one path, a unit for each module."""
    matrix = qr_matrix(text)
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<div class="qr"><svg viewBox="0 0 {} {}" role="img" aria-label="{}"'
        ' shape-rendering="crispEdges"><path fill="currentColor" d="{}"/></svg></div>',
        len(matrix),
        len(matrix),
        _("A code for your authenticator app to scan"),
        path,
    )


# --- forms -------------------------------------------------------------------------------------


def _described_by(field: BoundField) -> str:
    ids = [f"{field.auto_id}-hint"] if field.help_text else []
    return " ".join(ids + ([f"{field.auto_id}-error"] if field.errors else []))


@register.inclusion_tag("shared/parts/field.html")
def field(field: BoundField, extra: str = "") -> Context:
    """Label, hint, message and input of one form field; `extra` are further classes ("short")."""
    if isinstance(field.field.widget, WITH_OPTIONS):
        raise template.TemplateSyntaxError(f"{field.name}: use {{% choice %}} for options")
    # A placeholder vanishes when one needs it; the hint does its work.
    attributes: dict[str, Any] = {"class": f"input {extra}".strip(), "placeholder": False}
    if described_by := _described_by(field):
        attributes["aria-describedby"] = described_by
    return {"field": field, "control": field.as_widget(attrs=attributes)}


SHORT = 40
FEW = 3


@register.inclusion_tag("shared/parts/choice.html")
def choice(field: BoundField, in_a_row: bool = False) -> Context:
    """Radios or checkboxes as rows that can be clicked anywhere; many short boxes stand in columns.

    Radios keep one order, down or across: they are often a scale.
    """
    options = list(field)
    boxes = isinstance(field.field.widget, forms.CheckboxSelectMultiple)
    short = all(len(str(option.choice_label)) <= SHORT for option in options)
    return {
        "field": field,
        "options": options,
        "in_a_row": in_a_row,
        "in_columns": boxes and short and len(options) > FEW,
        "described_by": _described_by(field),
    }


@register.inclusion_tag("shared/parts/errors.html")
def errors(*forms_: forms.BaseForm, focus: bool = True) -> Context:
    """Everything to put right, each linked to its field; takes focus. Empty without mistakes."""
    mistakes = [mistake for form in forms_ for mistake in _mistakes(form)]
    return {"mistakes": mistakes, "focus": focus}


def _mistakes(form: forms.BaseForm) -> Iterable[tuple[str, str]]:
    if not form.is_bound:
        return
    yield from ((str(text), "") for text in form.non_field_errors())
    for bound in form:
        # A hidden field has nothing to click; its message still has to be seen.
        anchor = "" if bound.is_hidden else _anchor(bound)
        yield from ((str(text), anchor) for text in bound.errors)


def _anchor(field: BoundField) -> str:
    return f"{field.auto_id}_0" if isinstance(field.field.widget, WITH_OPTIONS) else field.auto_id

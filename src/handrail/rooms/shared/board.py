"""Placing the entries of a day board: rows of five minutes, lanes for doors."""

from __future__ import annotations

from dataclasses import dataclass

from handrail.rooms.shared.parts import DayBoard, DoorEntry, Text

ROW = 5  # minutes
SHORTEST = 6  # rows: three lines of text fit
SHORTEST_WITH_BUTTON = 7
LAST_ROW, LONGEST, LAST_LANE = 192, 48, 8  # what board.css has classes for


@dataclass(frozen=True)
class PlacedEntry:
    """An entry with the classes that say where it lies, and "13:40" for the list."""

    entry: DoorEntry
    place: str
    clock: str


@dataclass(frozen=True)
class Line:
    """An hour line or the line of now."""

    place: str
    clock: str
    kind: str = ""


@dataclass(frozen=True)
class LaidOutBoard:
    """What the template of the day board prints, in time order."""

    caption: Text
    lanes: int
    doors: tuple[tuple[Text, str], ...]
    lines: tuple[Line, ...]
    entries: tuple[PlacedEntry, ...]


def clock(minute: int) -> str:
    """Minutes of the day as "13:05"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def lay_out(board: DayBoard) -> LaidOutBoard:
    """Place every entry; entries that share a door and a time lie side by side."""
    spans = [_Span(entry, *_rows(board, entry)) for entry in _in_time_order(board.entries)]
    seats = _seats(spans)
    width = max(1, min(max(seats, default=0) + 1, LAST_LANE // max(1, len(board.doors))))
    placed = tuple(
        PlacedEntry(
            span.entry,
            f"at-{span.row} for-{span.length} {_lane(board, spans, span, seat, width)}".strip(),
            clock(span.entry.from_minute),
        )
        for span, seat in zip(spans, seats, strict=True)
    )
    doors = tuple(
        (door, f"lane-{index * width + 1} wide-{width}") for index, door in enumerate(board.doors)
    )
    return LaidOutBoard(board.caption, len(doors) * width, doors, _lines(board), placed)


@dataclass(frozen=True)
class _Span:
    entry: DoorEntry
    row: int
    length: int

    def meets(self, other: _Span) -> bool:
        """Whether both want the same place at the same door."""
        return (
            self.entry.door == other.entry.door
            and "apart" not in (self.entry.kind, other.entry.kind)
            and self.row < other.row + other.length
            and other.row < self.row + self.length
        )


def _in_time_order(entries: tuple[DoorEntry, ...]) -> list[DoorEntry]:
    return sorted(entries, key=lambda entry: (entry.from_minute, entry.until_minute))


def _rows(board: DayBoard, entry: DoorEntry) -> tuple[int, int]:
    first = (max(entry.from_minute, board.opens) - board.opens) // ROW + 1
    shortest = SHORTEST_WITH_BUTTON if entry.action else SHORTEST
    if entry.kind == "apart":
        shortest = 1  # nothing may hide its words: its rows grow with them
    length = max((entry.until_minute - entry.from_minute) // ROW, shortest)
    return min(first, LAST_ROW), min(length, LONGEST)


def _seats(spans: list[_Span]) -> list[int]:
    """For each span the first seat that no earlier span it meets has taken."""
    seats: list[int] = []
    for index, span in enumerate(spans):
        taken = {seats[n] for n, earlier in enumerate(spans[:index]) if span.meets(earlier)}
        seats.append(min(set(range(len(spans))) - taken))
    return seats


def _lane(board: DayBoard, spans: list[_Span], span: _Span, seat: int, width: int) -> str:
    if span.entry.kind == "apart":
        return ""
    first = board.doors.index(span.entry.door) * width + 1
    if any(span.meets(other) for other in spans if other is not span):
        return f"lane-{first + min(seat, width - 1)}"
    return f"lane-{first} wide-{width}"


def _lines(board: DayBoard) -> tuple[Line, ...]:
    hours = [
        Line(_at(board, minute), clock(minute), "first" if minute == board.opens else "")
        for minute in range(board.opens, board.closes + 1, 60)
    ]
    if board.now is not None and board.opens <= board.now <= board.closes:
        hours.append(Line(_at(board, board.now), clock(board.now), "now"))
    return tuple(hours)


def _at(board: DayBoard, minute: int) -> str:
    return f"at-{min((minute - board.opens) // ROW + 1, LAST_ROW)}"

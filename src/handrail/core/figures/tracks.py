"""Five tracks over calendar time: the phases run side by side. Time is shown, never a per cent.

Source: seed phases 1-5; phases are parallel tracks, each a fold over its events.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from handrail.core.figures import svg
from handrail.core.figures.calendar_axis import CalendarAxis
from handrail.core.figures.figure import Figure, Table
from handrail.core.figures.lettering import plain, wrap
from handrail.core.figures.marks import triangle_down
from handrail.core.figures.wording import ENGLISH, Language, sentence

BAR, RING, RUN_ON = 21.0, 14.6, 36.0


@dataclass(frozen=True)
class Span:
    """When a track was at work; `until` None while it still is."""

    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Track:
    """One phase. number: 1-5. state: in words, as "closed 24 March" or "open, step 4"."""

    number: int
    name: str
    state: str
    spans: tuple[Span, ...] = ()
    sessions: tuple[date, ...] = ()
    steps_down: tuple[date, ...] = ()

    @property
    def dates(self) -> Iterator[date]:
        for span in self.spans:
            yield span.since
            if span.until:
                yield span.until
        yield from self.sessions
        yield from self.steps_down


@dataclass(frozen=True)
class Tracks:
    """All tracks of a case, as they stand today. Raises ValueError listing every mistake."""

    tracks: tuple[Track, ...]
    today: date

    def __post_init__(self) -> None:
        mistakes = [
            f"track {t.number}: phases are 1 to 5" for t in self.tracks if not 1 <= t.number <= 5
        ]
        mistakes += [
            f"track {track.number}: ends on {span.until} before it begins on {span.since}"
            for track in self.tracks
            for span in track.spans
            if span.until and span.until < span.since
        ]
        if mistakes:
            raise ValueError("; ".join(mistakes))

    def axis(self, left: float, right: float) -> CalendarAxis:
        dates = [self.today, *(on for track in self.tracks for on in track.dates)]
        return CalendarAxis(min(dates), max(dates), left, right - RUN_ON)


@dataclass(frozen=True, kw_only=True)
class TrackWords:
    """Every word on the picture and in its table."""

    language: Language = ENGLISH
    title: str = "Five tracks, side by side"
    today: str = "today"
    summary: str = "Dots are sessions, the triangle is a step down; nothing here is a score"
    told: str = "{name}: {state}, {sessions}"
    sessions: tuple[str, ...] = ("one session", "{n} sessions")
    steps_down: tuple[str, ...] = ("one step down", "{n} steps down")
    headers: tuple[str, ...] = ("Phase", "State", "From", "To", "Sessions", "Step down")
    open: str = "open"


def draw(tracks: Tracks, *, uid: str, words: TrackWords | None = None) -> Figure:
    """The picture, wide (1152) and for a phone (354), and its table.

    uid: begins the ids inside the page. Raises ValueError when it cannot be one.
    """
    words = words or TrackWords()
    tracks = plain(tracks)
    told = " ".join(_told(track, words) for track in tracks.tracks)
    return Figure(
        title=words.title,
        svg_wide=_draw_wide(tracks, words, uid, told),
        svg_narrow=_draw_narrow(tracks, words, f"{uid}-n", told),
        summary=sentence(words.summary),
        description=told,
        table=_table(tracks, words),
    )


def _told(track: Track, words: TrackWords) -> str:
    sessions = words.language.counted(len(track.sessions), words.sessions)
    told = words.told.format(name=track.name, state=track.state, sessions=sessions)
    if track.steps_down:
        down = words.language.counted(len(track.steps_down), words.steps_down)
        told += words.language.comma + down
    return sentence(told)


def _draw_wide(tracks: Tracks, words: TrackWords, uid: str, told: str) -> str:
    wide, left, right = 1152.0, 286.0, 924.0
    axis = tracks.axis(left + 14, right)
    parts, top = [], -3.0
    for track in tracks.tracks:
        name = wrap(track.name, left - 52, 16, lines=3, bold=True)
        state = wrap(track.state, wide - right - 20, 15, lines=3)
        high = max(40.0, 18 * max(len(name), len(state)) + 10)
        y = top + high / 2
        parts.append(
            _group(
                track,
                _number(track, y),
                _lines(name, 40, y, "fig-ink fig-b", 16),
                _bar(track, axis, y, left, right),
                _lines(state, right + 20, y, "fig-ink2", 15),
            )
        )
        top += high
    parts.append(axis.labels(top + 17, words.language, last=words.today, limit=right))
    return svg.drawing(
        *parts,
        uid=uid,
        cls="fig-wide fig-tracks",
        view=(0, 0, wide, top + 25),
        title=words.title,
        description=told,
    )


def _draw_narrow(tracks: Tracks, words: TrackWords, uid: str, told: str) -> str:
    wide = 354.0
    axis = tracks.axis(12, wide)
    parts, top = [], 0.0
    for track in tracks.tracks:
        name = wrap(track.name, wide - 42, 16, lines=3, bold=True)
        state = wrap(track.state, wide - 42, 15, lines=3)
        y = top + max(17.0, 9.0 * len(name))
        bar = 2 * y - top + 15
        parts.append(
            _group(
                track,
                _number(track, y),
                _lines(name, 40, y, "fig-ink fig-b", 16),
                _bar(track, axis, bar, 0, wide),
                svg.lines_of_text(state, 40, bar + 30, "fig-ink2", size=15),
            )
        )
        top = bar + 32 + 17 * len(state)
    parts.append(axis.labels(top + 12, words.language, last=words.today, limit=wide))
    return svg.drawing(
        *parts,
        uid=uid,
        cls="fig-narrow fig-tracks",
        view=(0, 0, wide, top + 20),
        title=words.title,
        description=told,
    )


def _group(track: Track, *inside: str) -> str:
    return svg.group(
        f"fig-track fig-p{track.number}",
        *inside,
        data_phase=track.number,
    )


def _number(track: Track, y: float) -> str:
    x = RING + 1
    ring = svg.circle("fig-bar fig-bar-edge", x, y, RING)
    return ring + svg.text(
        str(track.number), x, y + 5.5, "fig-tone fig-b", size=16, anchor="middle"
    )


def _lines(lines: tuple[str, ...], x: float, y: float, cls: str, size: float) -> str:
    """One or two lines of text with their middle at y."""
    first = y + size * 0.34 - (len(lines) - 1) * size * 0.55
    return svg.lines_of_text(lines, x, first, cls, size=size, pitch=size * 1.1)


def _bar(track: Track, axis: CalendarAxis, y: float, left: float, right: float) -> str:
    """The track's bars on a dotted line, dots for sessions, triangles for steps down."""
    drawn = [svg.line("fig-dotted", left, y, right, y)]
    drawn += [_span(span, axis, y, right) for span in track.spans]
    down = set(track.steps_down)
    drawn += [svg.circle("fig-tone", axis.x(on), y, 4.3) for on in track.sessions if on not in down]
    drawn += [triangle_down(axis.x(on), y) for on in track.steps_down]
    return "".join(drawn)


def _span(span: Span, axis: CalendarAxis, y: float, right: float) -> str:
    """A bar that ends, or one that runs off the right edge."""
    half = BAR / 2
    left = axis.x(span.since) - half
    if span.until:
        wide = max(axis.x(span.until) + half - left, BAR)
        return svg.rect("fig-bar fig-bar-edge", left, y - half, wide, BAR, round_=half)
    start, end, top = svg.number(left + half), svg.number(right), svg.number(y - half)
    arc = svg.number(half)
    d = f"M{end} {top}H{start}a{arc} {arc} 0 0 0 0 {svg.number(BAR)}H{end}"
    return svg.element("path", "fig-bar fig-bar-edge", d=d)


def _table(tracks: Tracks, words: TrackWords) -> Table:
    years = {on.year for track in tracks.tracks for on in track.dates}
    rows = tuple(_row(track, words, year=len(years) > 1) for track in tracks.tracks)
    return Table(words.headers, rows)


def _row(track: Track, words: TrackWords, *, year: bool) -> tuple[str, ...]:
    def said(dates: list[date | None]) -> str:
        short = [words.language.short(on, year=year) if on else words.open for on in dates]
        return words.language.comma.join(short)

    return (
        f"{track.number} {track.name}",
        track.state,
        said([span.since for span in track.spans]),
        said([span.until for span in track.spans]),
        said(list(track.sessions)),
        said(list(track.steps_down)),
    )

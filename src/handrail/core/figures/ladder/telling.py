"""The ladder in words: one line, four sentences, the call-out's lines, the table."""

from __future__ import annotations

from datetime import date

from handrail.core.figures.figure import Table
from handrail.core.figures.ladder.history import Contact, Ladder, Rung
from handrail.core.figures.ladder.words import LadderWords
from handrail.core.figures.wording import figure, sentence


def title(ladder: Ladder, words: LadderWords) -> str:
    return words.title.format(child=ladder.child, parent=ladder.parent)


def rung_now(ladder: Ladder) -> Rung | None:
    return None if ladder.now is None else ladder.rungs[ladder.now]


def _since(ladder: Ladder) -> date | None:
    """The first contact of the stay on the present rung, if that is where the last one was."""
    if ladder.now_since:
        return ladder.now_since
    first = None
    for contact in reversed([c for c in ladder.contacts if not c.unplanned]):
        if contact.rung != ladder.now:
            break
        first = contact.on
    return first


def _now(ladder: Ladder, words: LadderWords) -> str:
    rung, since = rung_now(ladder), _since(ladder)
    if rung is None:
        return words.stopped if ladder.is_stopped else ""
    if ladder.is_stopped:
        return words.stopped_on.format(number=rung.number)
    if since is None:
        return words.now_on.format(number=rung.number)
    on = words.language.long(since, year=ladder.spans_years)
    return words.now_on_since.format(number=rung.number, date=on)


def _counts(ladder: Ladder, words: LadderWords) -> str:
    if not ladder.contacts:
        return words.empty
    counted = words.language.counted
    not_held = sum(contact.kind == "not_held" for contact in ladder.contacts)
    unplanned = sum(contact.unplanned for contact in ladder.contacts)
    parts = [counted(len(ladder.contacts), words.contacts)]
    if not_held:
        parts.append(counted(not_held, words.not_held_count))
    if unplanned:
        parts.append(counted(unplanned, words.unplanned_count))
    return words.language.comma.join(parts)


def summary(ladder: Ladder, words: LadderWords) -> str:
    """Seventeen contacts, one step down, now on step 4 since 7 July."""
    downs = words.language.counted(sum(c.steps_down for c in ladder.contacts), words.steps_down)
    parts = [_counts(ladder, words), downs if ladder.contacts else "", _now(ladder, words)]
    return sentence(words.language.comma.join(filter(None, parts)))


def what_happened(contact: Contact, words: LadderWords) -> str:
    """step down, two alarms."""
    parts = []
    if contact.stopped or contact.decided == "STOP":
        parts.append(words.what_stopped)
    elif contact.steps_down:
        parts.append(words.what_down)
    elif contact.waits_for_step_down:
        stop = contact.proposal == "STOP"
        parts.append(words.what_stop_proposed if stop else words.what_down_proposed)
    if contact.alarms:
        parts.append(words.language.counted(len(contact.alarms), words.alarms))
    return words.language.comma.join(parts)


def setback(contact: Contact, ladder: Ladder, words: LadderWords) -> str:
    """A14, 12 May: step down, two alarms."""
    on = words.language.short(contact.on, year=ladder.spans_years)
    return words.setback.format(
        session=contact.session, date=on, what=what_happened(contact, words)
    )


def _alarms(contact: Contact, words: LadderWords) -> str:
    said = [
        words.alarm.format(name=alarm.name, figure=alarm.figure) if alarm.figure else alarm.name
        for alarm in contact.alarms
    ]
    return words.language.listed(said)


def note(contact: Contact, ladder: Ladder, words: LadderWords) -> str:
    """What a numbered flag stands for."""
    said = setback(contact, ladder, words)
    if not contact.alarms:
        return sentence(said)
    return sentence(words.note.format(setback=said, alarms=_alarms(contact, words)))


def description(ladder: Ladder, words: LadderWords) -> str:
    """How many contacts and when; setbacks with their alarms; the step now; the ceiling."""
    told = (_when(ladder, words), _setbacks(ladder, words), _where(ladder, words))
    return " ".join(sentence(part) for part in (*told, _ceiling(ladder, words)) if part)


def _when(ladder: Ladder, words: LadderWords) -> str:
    contacts = _counts(ladder, words)
    if not ladder.contacts:
        return contacts
    first, last = ladder.contacts[0].on, ladder.contacts[-1].on
    said_first = words.language.long(first, year=ladder.spans_years)
    said_last = words.language.long(last, year=True)
    if first == last:
        return words.one_day.format(contacts=contacts, first=said_last)
    return words.from_to.format(contacts=contacts, first=said_first, last=said_last)


def _setbacks(ladder: Ladder, words: LadderWords) -> str:
    if not ladder.contacts:
        return ""
    said = [
        words.setback_with_alarms.format(
            setback=setback(contact, ladder, words), alarms=_alarms(contact, words)
        )
        if contact.alarms
        else setback(contact, ladder, words)
        for contact in ladder.setbacks
    ]
    return "; ".join(said) or words.no_setback


def _where(ladder: Ladder, words: LadderWords) -> str:
    rung, now = rung_now(ladder), _now(ladder, words)
    if rung is None:
        return now
    if ladder.next_rung is None:
        return words.rung_now.format(now=now, name=rung.name)
    number = ladder.rungs[ladder.next_rung].number
    return words.rung_proposed.format(now=now, name=rung.name, number=number)


def _ceiling(ladder: Ladder, words: LadderWords) -> str:
    if ladder.ceiling is None:
        return words.no_ceiling
    on = words.language.long(ladder.ceiling.order_on, year=True)
    number = ladder.rungs[ladder.ceiling.rung].number
    if ladder.proposed is None or not ladder.is_closed(ladder.proposed):
        return words.permits.format(date=on, number=number)
    proposed = ladder.rungs[ladder.proposed].number
    return words.permits_not_proposed.format(date=on, number=number, proposed=proposed)


def table(ladder: Ladder, words: LadderWords) -> Table:
    """Every contact in time order; marked are setbacks and contacts that did not settle."""
    rows = tuple(_row(contact, ladder, words) for contact in ladder.contacts)
    marked = tuple(i for i, c in enumerate(ladder.contacts) if c.asks_to_be_looked_at)
    return Table(headers=words.headers, rows=rows, marked=marked)


def _row(contact: Contact, ladder: Ladder, words: LadderWords) -> tuple[str, ...]:
    return (
        contact.session,
        words.language.short(contact.on, year=ladder.spans_years),
        str(ladder.rungs[contact.rung].number),
        *(figure(v, "") for v in (contact.before, contact.peak, contact.after)),
        words.awaited if contact.waiting_48h else figure(contact.after_effect, ""),
        _settled(contact, words),
        words.moves.get(contact.proposal, contact.proposal),
        words.moves.get(contact.decided, contact.decided),
        words.language.comma.join(alarm.name for alarm in contact.alarms),
    )


def _settled(contact: Contact, words: LadderWords) -> str:
    """yes · no: ended early · not held: the child was ill · waiting for the 48-hour answer."""
    answer = _answer(contact, words)
    reason = contact.reason or (words.ended_early if contact.ended_early else "")
    is_waiting = contact.settled is None and contact.waiting_48h
    if contact.settled or is_waiting or not reason:
        return answer
    return words.why.format(answer=answer, reason=reason)


def _answer(contact: Contact, words: LadderWords) -> str:
    if contact.kind == "unplanned":
        return words.unplanned
    if contact.kind == "not_held":
        return words.not_held
    if contact.settled is None:
        return words.waiting if contact.waiting_48h else words.not_counted
    return words.yes if contact.settled else words.no

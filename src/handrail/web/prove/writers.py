"""Somebody who writes without pause; after every fall of the server they send again what had no
answer, and now and then something that had one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from uuid import UUID

from handrail.web.prove.practice import Seat
from handrail.web.prove.writes import WRITES, Attempt, Write
from handrail.web.trials.families import Dice, said
from handrail.web.trials.forms import OfferedForm, form_with
from handrail.web.trials.visitors import NotAsExpected, Visitor

HARD_TO_KEEP = "“Größe”, 3 < 5 & ‘ja’, 漢字, 🌱, 100 %."
"""What would come back changed if anything on the way took a text for something else."""
LINES = 15
"""How many lines a note has before the next one is begun."""


class Writer:
    """One person in one browser. attempts: everything they ever sent, in order."""

    def __init__(self, number: int, seat: Seat, *, seed: int, port: int) -> None:
        self.number = number
        self.seat = seat
        self.attempts: list[Attempt] = []
        self.replayed = 0
        self._seed = seed
        self._dice = Dice(f"{seed} {number}")
        self._visitor = Visitor(port)
        self._forms: dict[str, OfferedForm] = {}

    def sign_in(self) -> None:
        """Once: a fall of the server signs nobody out."""
        self._visitor.sign_in(self.seat.email)

    def write_until_cut(self, cycle: int, answered: Callable[[], None]) -> None:
        """What had no answer first, then one entry after the other, until the line breaks.

        Raises NotAsExpected for any answer that is no acknowledgement.
        """
        self._forms.pop(self._address(self._dice.one_of(WRITES)), None)  # opened anew, as people do
        if not self.send_again():
            return
        while (attempt := self._next(cycle)) is not None:
            self.attempts.append(attempt)
            if not self._send(attempt):
                return
            answered()

    def send_again(self) -> bool:
        """Everything unanswered, and one entry that was answered; False when the line broke."""
        return all(self._send(attempt) for attempt in list(self._to_send_again()))

    def _to_send_again(self) -> Iterator[Attempt]:
        yield from (one for one in self.attempts if not one.is_answered)
        # A draft that was saved is not sent once more after a later one: no page does that.
        answered = [one for one in self.attempts if one.is_answered and not one.write.is_draft]
        if answered:
            yield self._dice.one_of(answered)

    def _send(self, attempt: Attempt) -> bool:
        """One try; whether the whole answer arrived. Raises NotAsExpected for another answer."""
        attempt.tries += 1
        self.replayed += attempt.tries > 1
        as_script = {"Accept": "application/json"} if attempt.write.is_draft else {}
        answer = self._visitor.send(attempt.path, attempt.fields, **as_script)
        if answer is None:
            return False
        promised = attempt.write.acknowledged(answer)
        if not promised:
            raise NotAsExpected(f"{attempt}: answered {answer.status}")
        if attempt.is_answered and promised != attempt.promised:
            raise NotAsExpected(f"{attempt}: answered {promised} the second time")
        attempt.promised = promised
        return True

    def _next(self, cycle: int) -> Attempt | None:
        """The next entry; None when the line broke before its form was there.

        Its number alone decides what it is, so that the same seed writes the same entries.
        """
        number = len(self.attempts)
        dice = Dice(f"{self._seed} {self.number} {number}")
        write = dice.one_of(self._kinds())
        before = self._lines_before() if write.is_draft else ()
        path = self._address(write)
        form = self._form(write, path)
        if form is None:
            return None
        key, line = self._key(number), self._line(number, dice)
        fields = form.with_choices(write.chosen) | {
            "idempotency_key": [str(key)], write.words: ["\r\n".join((*before, line))],
        }  # fmt: skip
        if write.is_draft:
            fields["version"] = [str(len(before))]
        return Attempt(
            write=write, writer=self.number, number=number, cycle=cycle, case=self.seat.case_id,
            path=path, key=key, line=line, fields=fields,
        )  # fmt: skip

    def _kinds(self) -> list[Write]:
        """Everything there is to write; drafts as long as there are notes to be written."""
        full = len(self._drafted()) >= LINES * len(self.seat.sessions)
        return [write for write in WRITES if not (write.is_draft and full)]

    def _lines_before(self) -> list[str]:
        """What the note being written holds by now: everything earlier had its answer."""
        lines = self._drafted()
        return lines[len(lines) - len(lines) % LINES :]

    def _drafted(self) -> list[str]:
        return [one.line for one in self.attempts if one.write.is_draft]

    def _address(self, write: Write) -> str:
        from django.urls import reverse

        at = len(self._drafted()) // LINES % len(self.seat.sessions)
        about = {**self.seat.about, "session": self.seat.sessions[at]}
        return reverse(
            write.address, kwargs={name: about[name] for name in ("case_id", *write.needs)}
        )

    def _form(self, write: Write, path: str) -> OfferedForm | None:
        """The form of the page, opened once in a while."""
        if path not in self._forms:
            page = self._visitor.look(path)
            if page is None:
                return None
            if page.status != 200:
                raise NotAsExpected(f"{path} answered {page.status}")
            self._forms[path] = form_with(write.words, page.page)
        return self._forms[path]

    def _key(self, number: int) -> UUID:
        seen = hashlib.sha256(f"{self._seed} {self.number} {number}".encode()).digest()
        return UUID(bytes=seen[:16], version=4)

    def _line(self, number: int, dice: Dice) -> str:
        told = said(dice, 1 + dice.below(6))
        return f"Entry {self._seed}-{self.number}-{number}: {told} {HARD_TO_KEEP}"

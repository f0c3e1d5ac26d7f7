"""The form of a note: segments, each with whom it is about, who told it, and its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.language.review import Finding
from handrail.rooms.clinic.language_check import KEEP, WordedForm
from handrail.rooms.clinic.pages.notes.merging import Merged
from handrail.rooms.shared.parts import Text
from handrail.store.records.actions.drafts import LONGEST_SEGMENT, MOST_SEGMENTS
from handrail.store.records.reading.drafts import Piece

PICKS = (
    ("both", lazy("Keep both")),
    ("theirs", lazy("Keep the saved one")),
    ("mine", lazy("Keep yours")),
)
Choices = Sequence[tuple[str, Text]]


@dataclass(frozen=True)
class People:
    """Who can be chosen, as (person id, words); children: whose own words nobody looks at."""

    about: Choices
    told_by: Choices
    children: frozenset[str]


@dataclass(frozen=True)
class SegmentFields:
    """The fields of one segment. number: from 1. side: "" alone, or "theirs", "mine" of a pair."""

    number: int
    about: BoundField
    told_by: BoundField
    text: BoundField
    findings: tuple[Finding, ...]
    hidden: tuple[BoundField, ...]
    side: str
    pick: BoundField | None
    is_first: bool
    is_last: bool
    readers: str = ""


class NoteForm(WordedForm):
    """As many segments as were sent, or as there are. version: as the draft was read."""

    version = forms.IntegerField(
        min_value=0, max_value=10**6, initial=0, required=False, widget=forms.HiddenInput
    )
    count = forms.IntegerField(
        min_value=1, max_value=2 * MOST_SEGMENTS, initial=1, widget=forms.HiddenInput
    )

    def __init__(
        self,
        *args: Any,
        people: People,
        merged: Sequence[Merged] = (),
        signing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.signing = signing
        self.of_children: frozenset[str] = frozenset()
        if not self.is_bound:
            self.initial["count"] = len(merged)
        self.size = _count(self.data) if self.is_bound else len(merged)
        for at in range(self.size):
            self._add_segment(at, merged[at] if not self.is_bound else None)

    def _add_segment(self, at: int, one: Merged | None) -> None:
        many = forms.CheckboxSelectMultiple
        self.add(f"about-{at}", forms.MultipleChoiceField(
            label=_("About"), required=False, choices=list(self.people.about), widget=many,
        ))  # fmt: skip
        self.add(f"told-{at}", forms.MultipleChoiceField(
            label=_("Told by"), required=False, choices=list(self.people.told_by), widget=many,
        ))  # fmt: skip
        self.add(f"text-{at}", forms.CharField(
            label=_("Segment %d") % (at + 1), required=False, max_length=LONGEST_SEGMENT,
            widget=forms.Textarea(attrs={"rows": 3}),
        ))  # fmt: skip
        side = one.side if one else self.data.get(f"side-{at}", "")
        if side in ("mine", "theirs"):
            self._add_pair(at, one, side)
        if one is not None:
            self.initial = {
                **self.initial,
                f"about-{at}": list(one.piece.about), f"told-{at}": list(one.piece.told_by),
                f"text-{at}": one.piece.text,
            }  # fmt: skip

    def _add_pair(self, at: int, one: Merged | None, side: str) -> None:
        hidden, sides = forms.HiddenInput, [("mine", "mine"), ("theirs", "theirs")]
        self.add(f"side-{at}", forms.ChoiceField(choices=sides, widget=hidden))
        self.add(f"pair-{at}", forms.IntegerField(min_value=0, max_value=10**4, widget=hidden))
        pair = one.pair if one else _whole(self.data.get(f"pair-{at}", ""))
        self.initial = {**self.initial, f"side-{at}": side, f"pair-{at}": pair}
        if f"pick-{pair}" not in self.fields:
            self.add(f"pick-{pair}", forms.ChoiceField(
                label=_("Which of the two"), required=False, choices=PICKS,
                widget=forms.RadioSelect,
            ))  # fmt: skip
            self.initial[f"pick-{pair}"] = "both"

    def clean(self) -> dict[str, Any]:
        """Loaded words are asked about when a note is signed, and only pointed out before."""
        self.of_children = frozenset(self._told_by_children())
        sent = super().clean()
        if not self.signing:
            self.errors.pop(KEEP, None)
        return sent

    def _told_by_children(self) -> Iterator[str]:
        for at in range(self.size):
            told = set(self.cleaned_data.get(f"told-{at}", ()))
            if told and told <= self.people.children:
                yield f"text-{at}"

    def _found(self, sent: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        for name, found in super()._found(sent):
            if name not in self.of_children:
                yield name, found

    def pieces(self) -> list[Piece]:
        """The segments as they were sent, without those of a pair that were not kept."""
        sent = self.cleaned_data
        return [
            Piece(sent[f"text-{at}"], tuple(sent[f"about-{at}"]), tuple(sent[f"told-{at}"]))
            for at in range(self.size)
            if self._is_kept(at)
        ]

    def _is_kept(self, at: int) -> bool:
        side = self.cleaned_data.get(f"side-{at}", "")
        pick = self.cleaned_data.get(f"pick-{self.cleaned_data.get(f'pair-{at}')}", "")
        return not side or pick in ("", "both", side)

    def segments(self) -> list[SegmentFields]:
        """What the page shows, in order; the choice of a pair stands with its second half."""
        found: list[SegmentFields] = []
        for at in range(self.size):
            side = self[f"side-{at}"].value() if f"side-{at}" in self.fields else ""
            hidden: tuple[BoundField, ...] = ()
            if side:
                hidden = (self[f"side-{at}"], self[f"pair-{at}"])
            found.append(SegmentFields(
                number=at + 1, about=self[f"about-{at}"], told_by=self[f"told-{at}"],
                text=self[f"text-{at}"], findings=self.findings.get(f"text-{at}", ()),
                hidden=hidden, side=side or "",
                pick=self[f"pick-{hidden[1].value()}"] if side == "mine" else None,
                is_first=at == 0, is_last=at == self.size - 1,
            ))  # fmt: skip
        return found


def _count(data: Any) -> int:
    return max(1, min(_whole(data.get("count", "")), 2 * MOST_SEGMENTS))


def _whole(text: Any) -> int:
    text = str(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def arranged(pieces: Sequence[Piece], do: str, fresh: Piece) -> list[Piece]:
    """The segments after one was added, moved or removed: "add", "up-2", "down-2", "remove-2"."""
    found = list(pieces)
    verb, _dash, number = do.partition("-")
    at = _whole(number) - 1
    if verb == "add":
        return [*found, fresh]
    if not 0 <= at < len(found):
        return found
    if verb == "remove":
        del found[at]
        return found or [fresh]
    to = at + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found

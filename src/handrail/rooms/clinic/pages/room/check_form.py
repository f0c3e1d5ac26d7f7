"""HC-6, the child's check, in the way of an age (clinical §7.5): its words come from the form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from handrail.core.measures.catalogue import catalogue
from handrail.rooms.clinic import words
from handrail.rooms.shared.forms import HandrailForm

FACES, SMALL, WHOLE = "faces", "small", "whole"
WORDS = 500
FIGURES = ("before", "worst", "after")


def band_of(born: str, today: date) -> str:
    """FACES until five, SMALL (0-5 with faces) until eight, WHOLE (0-10) from nine or unknown."""
    years = words.age(born, today)
    if years is None or years >= 9:
        return WHOLE
    return SMALL if years >= 6 else FACES


def figures(band: str, language: str) -> Iterator[tuple[int, str]]:
    """(distress 0-10, what stands on the key). Faces and 0-5 stand for every second number."""
    faces = {
        one.value: one.text.get(language) or one.text["en"]
        for one in catalogue().instruments["distress"].items[0].responses.anchors
    }
    if band == WHOLE:
        yield from ((value, str(value)) for value in range(11))
    elif band == SMALL:
        yield from ((value, str(value // 2)) for value in sorted(faces))
    else:
        yield from sorted(faces.items())


class CheckForm(HandrailForm):
    """Every question can be skipped; the youngest get no field for words."""

    def __init__(self, *args: Any, band: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form = catalogue().instruments["hc6"]
        text = {one.id: one.text.get(language[:2]) or one.text["en"] for one in form.items}
        for name in FIGURES:
            self.add_field(name, _figure(text[name], list(figures(band, language[:2]))))
        self.add_field("stop_used", _yes_or_no(text["stop_signal"]))
        if band != FACES:
            for name, item in (("best", "best_bit"), ("change", "change")):
                self.add_field(name, _words(text[item]))

    def answers(self) -> dict[str, Any]:
        """As `keep_check` takes them."""
        said = self.cleaned_data
        used = {"yes": True, "no": False}.get(said["stop_used"])
        texts = {name: said.get(name, "") for name in ("best", "change")}
        return {**{name: said[name] for name in FIGURES}, "stop_used": used, **texts}


def _figure(label: str, choices: list[tuple[int, str]]) -> forms.Field:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip


def _yes_or_no(label: str) -> forms.Field:
    choices = [("yes", lazy("Yes")), ("no", lazy("No"))]
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def _words(label: str) -> forms.Field:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=WORDS, required=False, widget=area)

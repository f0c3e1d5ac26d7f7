"""Loaded words in what staff write: told beside the text before it is kept, never rewritten.

A form derives from `WordedForm`. Sent with loaded words it is shown once more, with what could be
written instead beside each text; a tick keeps the words as they are, and the ledger says so. In a
template: `{% worded bound %}` for a field, `{% keep_wording form %}` before the button.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from handrail.core.language.review import Finding, review
from handrail.rooms.clinic.acting import sent
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.shared.forms import HandrailForm, refuse_unstorable, word
from handrail.rooms.shared.parts import Text
from handrail.store.ledger.appending import append

KEEP = "keep_wording"


class WordedForm(HandrailForm):
    """A form whose long texts are read for loaded words when it is sent.

    own_words: names of fields that hold somebody's own words, which are never looked at. Words
    between quotation marks are left alone everywhere.
    """

    own_words: ClassVar[frozenset[str]] = frozenset()

    keep_wording = forms.BooleanField(label=_("Keep these words as they are"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings: Mapping[str, tuple[Finding, ...]] = {}

    def add(self, name: str, field: forms.Field) -> None:
        """A field made while the form is made, with the words and limits of all others."""
        refuse_unstorable(field)
        word(field, field.label or name)
        self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        """What was sent; loaded words are an open question until the tick answers it."""
        sent = super().clean() or {}
        self.findings = dict(self._found(sent))
        count = sum(len(found) for found in self.findings.values())
        if count and not sent.get(KEEP):
            self.add_error(
                KEEP,
                ngettext(
                    "One word may read as a judgement; what could be written instead stands below"
                    " its text. Change it, or say here that you keep it.",
                    "%(count)d words may read as a judgement; what could be written instead stands"
                    " below each text. Change them, or say here that you keep them.",
                    count,
                )
                % {"count": count},
            )
        return sent

    def _found(self, sent: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        language = (get_language() or "en").partition("-")[0]
        for name, field in self.fields.items():
            if name not in self.own_words and isinstance(field.widget, forms.Textarea):
                found = review(str(sent.get(name) or ""), language, own_words=True)
                if found:
                    yield name, tuple(found)


def kept(
    request: HttpRequest,
    opened: Opened,
    form: WordedForm,
    write: Callable[[], object],
    *,
    back: str,
    said: Text,
) -> HttpResponseBase | None:
    """Act on a worded form that was sent and go `back`, where `said` is told; None to show it."""

    def act() -> str:
        write()
        tell_kept(opened, form)
        return back

    return sent(request, form, act, said=said)


def tell_kept(opened: Opened, form: WordedForm) -> None:
    """The ledger's line that loaded words were kept on purpose: how many, never which.

    To be called inside the act that keeps the texts.
    """
    count = sum(len(found) for found in form.findings.values())
    if count:
        append(
            by=opened.viewer, chain=opened.case_id, act="wording.kept", seat=opened.case.seat,
            object_kind="case", object_id=opened.case_id, detail={"words": count},
        )  # fmt: skip

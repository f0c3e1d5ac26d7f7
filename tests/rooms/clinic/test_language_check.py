"""Loaded words are pointed out beside the text, can be kept on purpose, and are never rewritten."""

from __future__ import annotations

from html import unescape
from typing import Any

from django import forms
from django.template import Context, Template

from handrail import chance
from handrail.rooms.clinic.language_check import WordedForm


class Seen(WordedForm):
    """Two texts of a clinician, and one in a child's own words."""

    own_words = frozenset({"child"})

    seen = forms.CharField(max_length=400, widget=forms.Textarea)
    short = forms.CharField(max_length=40, required=False)
    child = forms.CharField(max_length=400, required=False, widget=forms.Textarea)


def sent(**values: Any) -> Seen:
    return Seen({"idempotency_key": str(chance.new_id()), **values})


def test_plain_words_are_kept_without_a_question() -> None:
    form = sent(seen="Theo looked at the door four times.")
    assert form.is_valid()
    assert form.findings == {}


def test_a_loaded_word_is_shown_with_what_could_be_written_instead() -> None:
    form = sent(seen="Theo was hostile to Mara.")
    assert not form.is_valid()
    assert [found.word for found in form.findings["seen"]] == ["hostile"]
    html = Template("{% load wording %}{% worded form.seen %}{% keep_wording form %}").render(
        Context({"form": form})
    )
    assert "“hostile”" in html
    assert form.findings["seen"][0].suggestion in unescape(html)
    assert "Keep these words as they are" in html
    assert "Theo was hostile to Mara." in html, "the text comes back as it was written"


def test_the_tick_keeps_the_words_exactly() -> None:
    form = sent(seen="Theo was hostile to Mara.", keep_wording="on")
    assert form.is_valid()
    assert form.cleaned_data["seen"] == "Theo was hostile to Mara."
    assert form.findings, "so that the ledger can say that they were kept"


def test_nobodys_own_words_are_looked_at() -> None:
    assert sent(seen="Wren said: “he lies”", child="mama says he is toxic").is_valid()


def test_one_question_for_all_texts_and_no_tick_where_none_is_needed() -> None:
    form = sent(seen="hostile and toxic")
    assert not form.is_valid()
    assert len(form.errors) == 1
    assert str(form.errors["keep_wording"][0]).startswith("2 words")
    calm = sent(seen="")
    calm.is_valid()
    empty = Template("{% load wording %}{% keep_wording form %}").render(Context({"form": calm}))
    assert "Keep these words" not in empty

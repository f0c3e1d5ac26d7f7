"""Forms have limits, one key, and messages that say what would be right."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from handrail.rooms.shared.forms import HandrailForm

KEY = "0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f"


class NoteForm(HandrailForm):
    seen = forms.CharField(label="What you saw", max_length=20)
    minutes = forms.IntegerField(label="100 % of minutes", min_value=1, max_value=90)
    on = forms.DateField(label="When")
    view = forms.ChoiceField(
        label="View", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )


GOOD = {
    "idempotency_key": KEY, "seen": "by the door", "minutes": "45", "on": "2025-07-21", "view": "no"
}  # fmt: skip


def messages(**changes: str) -> dict[str, list[str]]:
    return {k: list(v) for k, v in NoteForm({**GOOD, **changes}).errors.items()}


def test_a_good_form_is_good() -> None:
    assert messages() == {}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("seen", "", ["What you saw", "Fill it in"]),
        ("seen", "x" * 21, ["21 characters", "20 fit"]),
        ("minutes", "91", ["100 % of minutes", "90 at most"]),
        ("minutes", "0", ["1 at least"]),
        ("minutes", "many", ["whole number", "digits"]),
        ("on", "31 June", ["When", "2025-07-21"]),
        ("view", "maybe", ["View", "not on the list"]),
        ("view", "", ["View", "Choose one"]),
        ("idempotency_key", "", ["too old"]),
        ("idempotency_key", "x", ["too old"]),
    ],
)
def test_a_message_names_the_field_and_what_would_be_right(
    field: str, value: str, said: list[str]
) -> None:
    found = messages(**{field: value})
    assert list(found) == [field]
    assert all(part in found[field][0] for part in said), found
    assert "%" not in found[field][0].replace("100 % of", "")


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "\udfff"])
def test_what_no_engine_keeps_is_refused_once_and_plainly(text: str) -> None:
    assert messages(seen=text) == {
        "seen": ["A character in this text cannot be kept, often a broken emoji. Type it again."]
    }


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    form = NoteForm({**GOOD, "seen": text, "minutes": text, "on": text, "view": text})
    form.full_clean()
    for name in ("minutes", "on", "view"):
        assert all(isinstance(str(error), str) for error in form.errors.get(name, []))


def test_every_form_as_it_is_opened_has_its_own_key() -> None:
    first, second = NoteForm(), NoteForm(initial={"seen": "x"})
    assert first.initial["idempotency_key"] != second.initial["idempotency_key"]
    assert second.initial["seen"] == "x"


def test_the_key_is_kept_while_mistakes_are_put_right() -> None:
    form = NoteForm({**GOOD, "seen": ""})
    assert KEY in str(form["idempotency_key"])


def test_initial_values_of_the_caller_are_left_alone() -> None:
    given_values: dict[str, Any] = {"seen": "x"}
    NoteForm(initial=given_values)
    assert given_values == {"seen": "x"}


@pytest.mark.parametrize(
    "field", [forms.CharField(), forms.SlugField(), forms.IntegerField(min_value=0)]
)
def test_a_field_without_a_limit_is_refused(field: forms.Field) -> None:
    with pytest.raises(TypeError, match="needs m"):
        type("Endless", (HandrailForm,), {"said": field})()


def test_a_message_of_its_own_stays() -> None:
    field = forms.CharField(max_length=5, error_messages={"required": "Say who asked."})
    form = type("Own", (HandrailForm,), {"who": field})({"idempotency_key": KEY})
    assert form.errors["who"] == ["Say who asked."]


def rendered(source: str, **values: Any) -> str:
    return Template("{% load handrail %}" + source).render(Context(values))


def test_a_wrong_field_is_tied_to_its_message_and_hint() -> None:
    class Hinted(HandrailForm):
        who = forms.CharField(label="Who", help_text="The person there.", max_length=9)

    page = rendered("{% field form.who %}", form=Hinted({"idempotency_key": KEY}))
    assert 'aria-describedby="id_who-hint id_who-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_who-error"' in page
    assert "required" not in page.split("<input")[1]


def test_the_summary_links_each_mistake_to_what_can_be_clicked() -> None:
    page = rendered("{% errors form %}", form=NoteForm({"idempotency_key": "x"}))
    assert "5 things to put right" in page
    assert 'href="#id_seen"' in page
    assert 'href="#id_view_0"' in page, "a choice is reached at its first answer"
    assert "#id_idempotency_key" not in page, "nobody can click a hidden field"
    assert rendered("{% errors form %}", form=NoteForm(GOOD)).strip() == ""


def test_options_come_as_rows_that_can_be_clicked() -> None:
    page = rendered("{% choice form.view %}", form=NoteForm(initial={"view": "no"}))
    assert page.count('<label class="choice">') == 2
    assert page.count("checked") == 1
    assert "<legend>View</legend>" in page

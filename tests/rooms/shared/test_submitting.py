"""A form sent twice acts once and answers alike."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from handrail import chance
from handrail.rooms.shared.forms import HandrailForm
from handrail.rooms.shared.submitting import submit
from handrail.store.accounts.viewer import acting_as
from tests.cast import Cast


class Sender:
    """Somebody with an open page who may press its button more than once."""

    def __init__(self, cast: Cast) -> None:
        self.viewer = cast.rosa
        self.key = chance.new_id()
        self.acts: list[str] = []

    def send(self, path: str = "/a/", *, goes_to: str = "/done/", refuse: bool = False) -> object:
        def act() -> str:
            if refuse:
                raise ValidationError("The order stops at step 5.")
            self.acts.append(goes_to)
            return goes_to

        request = RequestFactory().post(path)
        self.form = HandrailForm({"idempotency_key": str(self.key)})
        with acting_as(self.viewer):
            return submit(request, self.form, act, viewer=self.viewer)


@pytest.fixture
def sender(cast: Cast) -> Sender:
    return Sender(cast)


def test_sent_twice_acts_once_and_goes_to_the_same_place(sender: Sender) -> None:
    first, second = sender.send(), sender.send(goes_to="/elsewhere/")
    assert sender.acts == ["/done/"]
    assert [(r.status_code, r.url) for r in (first, second)] == [(303, "/done/")] * 2  # type: ignore[attr-defined]


def test_a_refused_act_leaves_the_key_free(sender: Sender) -> None:
    assert sender.send(refuse=True) is None
    assert sender.form.non_field_errors() == ["The order stops at step 5."]
    assert sender.send() is not None
    assert sender.acts == ["/done/"]


def test_a_key_of_another_page_is_refused(sender: Sender) -> None:
    sender.send("/a/")
    assert sender.send("/b/") is None
    assert "Load it again" in sender.form.non_field_errors()[0]
    assert len(sender.acts) == 1


def test_the_same_key_of_somebody_else_is_theirs(sender: Sender, cast: Cast) -> None:
    sender.send()
    sender.viewer = cast.theo
    sender.send()
    assert len(sender.acts) == 2


def test_nothing_happens_on_get_or_with_mistakes(cast: Cast) -> None:
    def never() -> str:
        raise AssertionError("acted")

    form = HandrailForm({"idempotency_key": "x"})
    assert submit(RequestFactory().get("/a/"), form, never, viewer=cast.rosa) is None
    assert submit(RequestFactory().post("/a/"), form, never, viewer=cast.rosa) is None

"""A form sent twice does the thing once and answers the same."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import connection

from handrail import chance
from handrail.store.accounts.actions.people import add_person
from handrail.store.accounts.models import Person, Submission
from handrail.store.accounts.submissions import KeyUsedElsewhere, once
from handrail.store.accounts.viewer import acting_as
from handrail.store.database.text import TextRefused


def adds_somebody(viewer, given="Ada"):
    def act() -> str:
        return f"/people/{add_person(by=viewer, given=given)}/"

    return act


def send(viewer, key, path="/people/", given="Ada") -> str:
    with acting_as(viewer):
        return once(viewer, key=key, path=path, act=adds_somebody(viewer, given))


def people_called(viewer, given) -> int:
    with acting_as(viewer):
        return Person.objects.filter(given=given).count()


def test_the_second_sending_gets_the_first_answer(cast):
    key = chance.new_id()
    assert send(cast.carol, key) == send(cast.carol, key)
    assert people_called(cast.carol, "Ada") == 1


def test_another_key_is_another_form(cast):
    assert send(cast.carol, chance.new_id()) != send(cast.carol, chance.new_id())
    assert people_called(cast.carol, "Ada") == 2


def test_the_key_of_somebody_else_is_free_for_me(cast):
    key = chance.new_id()
    assert send(cast.carol, key) != send(cast.rosa, key)


def test_what_was_refused_can_be_sent_again(cast):
    key = chance.new_id()
    with pytest.raises(TextRefused):
        send(cast.carol, key, given="A\x00da")
    assert send(cast.carol, key)


def test_a_key_belongs_to_its_page(cast):
    key = chance.new_id()
    send(cast.carol, key)
    with pytest.raises(KeyUsedElsewhere):
        send(cast.carol, key, path="/elsewhere/")


def test_nobody_sees_what_others_sent(cast):
    send(cast.carol, uuid4())
    with acting_as(cast.carol):
        assert Submission.objects.count() == 1
    if connection.vendor == "postgresql":
        with acting_as(cast.rosa):
            assert Submission.objects.count() == 0


def test_sent_ten_times_at_once_it_happens_once(committed_cast):
    carol, key = committed_cast.carol, chance.new_id()
    answers: list[object] = []

    def send_once() -> None:
        try:
            answers.append(send(carol, key))
        except BaseException as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send_once) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 10
    assert len(set(map(str, answers))) == 1, answers
    assert people_called(carol, "Ada") == 1

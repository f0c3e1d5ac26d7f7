"""The public page says what the files say: all of it, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.alarms import CATALOGUE
from handrail.core.therapy.protocol import Protocol, load
from handrail.rooms.shared.how_it_works.contents import contents

WHOLE = ["/how-it-works/clinicians/", "/how-it-works/courts/"]
EVERYBODY = ["/how-it-works/", "/how-it-works/children/", *WHOLE]


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return load()


def page(address: str) -> str:
    return unescape(Client().get(address).content.decode())


@pytest.mark.parametrize("address", WHOLE)
def test_the_whole_protocol_is_there(db: None, protocol: Protocol, address: str) -> None:
    shown = page(address)
    said = [protocol.version, catalogue().version]
    said += [rung.name for rung in protocol.rungs]
    said += [principle.text.en for principle in protocol.principles]
    said += [ending.text for ending in protocol.endings]
    said += [alarm.name for alarm in CATALOGUE.values()]
    said += [instrument.name["en"] for instrument in catalogue().instruments.values()]
    said += [card.en.title for card in protocol.cards]
    enforced = {each for principle in protocol.principles for each in principle.enforced_by}
    said += [rule.says for rule in protocol.rules if rule.id in enforced]
    assert [words for words in said if words not in shown] == []


@pytest.mark.parametrize(
    ("address", "audience"),
    list(zip(EVERYBODY, ["parent", "child", "clinician", "court"], strict=True)),
)
def test_each_reader_gets_their_own_words(
    db: None, protocol: Protocol, address: str, audience: str
) -> None:
    shown = page(address)
    for phase in protocol.phases:
        for other, text in phase.pages.items():
            assert (text.en in shown) == (other == audience), (phase.id, other)


def test_every_number_of_the_rule_is_called_a_practice_setting(protocol: Protocol) -> None:
    table = contents(protocol, "clinician", "en").rule
    assert table is not None
    assert {row.cells[-1] for row in table.rows} == {"practice setting"}
    settings = " ".join(str(row.cells[1]) for row in table.rows)
    rule = protocol.rule
    for number in (rule.peak_limit, rule.after_limit, rule.settled_for_up, rule.notice_hours):
        assert f"{number:g}" in settings


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("peak_limit", 4, "at most 4"),
        ("settled_for_up", 7, "after 7 settled contacts"),
        ("notice_hours", 36, "with 36 hours"),
        ("sign_off_from", "R6", "from “Observed time"),
        ("status", "tried since May", "tried since May"),
    ],
)
def test_a_changed_setting_is_shown(
    protocol: Protocol, setting: str, value: object, said: str
) -> None:
    changed = replace(protocol, rule=replace(protocol.rule, **{setting: value}))
    assert said in str(contents(changed, "clinician", "en").rule)


def test_a_changed_alarm_is_shown(protocol: Protocol) -> None:
    alarms = replace(protocol.rule.alarms, stalled_weeks=17, attendance_share=0.6)
    changed = replace(protocol, rule=replace(protocol.rule, alarms=alarms))
    shown = str(contents(changed, "clinician", "en").alarms)
    assert "more than 17 weeks" in shown
    assert "60 %" in shown


@pytest.mark.parametrize("address", EVERYBODY[:2])
def test_families_meet_no_numbers_of_the_rule_and_no_alarms(db: None, address: str) -> None:
    shown = page(address)
    assert "practice setting" not in shown
    assert "AL1" not in shown
    assert "PHQ" not in shown


def test_families_read_spanish_where_the_files_have_it(protocol: Protocol) -> None:
    shown = contents(protocol, "parent", "es")
    assert shown.phases[0].name == protocol.phases[0].name.es
    assert shown.principles[0].text == protocol.principles[0].text.es


def test_every_instrument_states_its_terms(protocol: Protocol) -> None:
    for instrument in contents(protocol, "court", "en").instruments:
        assert instrument.terms, instrument.name
        assert all(len(paragraph) > 20 for paragraph in instrument.terms)


def test_a_child_sees_the_cards_for_children_alone(protocol: Protocol) -> None:
    titles = {card.en.title: card.audience for card in protocol.cards}
    shown = contents(protocol, "child", "en").library
    assert {titles[title] for shelf in shown for title in shelf.titles} == {"child"}

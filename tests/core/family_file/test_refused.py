"""Wrong family files: refused whole, every mistake by its path and in words a person can act on."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.family_file.plain_mistakes import place_of
from handrail.core.family_file.printing import lines_of
from handrail.core.family_file.reading import read_family
from handrail.core.family_file.replay import as_json, replay
from handrail.core.family_file.structure import FamilyFileRefused
from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.rule import Rule
from tests.core.family_file.small import family, held, missed, session

PAIR = {"child": "wren", "parent": "theo"}
# A family in which every part of the format stands at least once.
WHOLE: dict[str, Any] = family(
    session(
        child_view={"rung": "R1", "answer": "yes", "on": "2025-03-03", "asked_by": "Noa"},
        disclosure={"child": "wren", "about": "theo", "at": "15:12", "heard_by": ["Noa"]},
        cleared={"on": "2025-03-03", "by": ["Noa", "Ida"], "reason": "…", "child": "wren"},
        present=["wren", "theo"],
        arrivals=[{"person": "wren", "at": "15:15", "brought_by": "mara"}],
        session_checks=[{"by": "wren", "pace": "right", "felt_safe": 9}],
        pulses=[{"by": "mara", "total": 12}],
        fidelity=0.9,
        minutes=50,
        at="15:15",
    ),
    held(
        late=[{"by": "mara", "value": 1}, {"by": "theo", "value": 0}],
        **PAIR,
        stop_card="used_and_went_on",
        observed_flags=["flat"],
        other_parent_support=4,
        decision={"move": "HOLD", "reason": "clinical_judgement"},
        critical_incident=False,
        ended_early_for_distress=False,
    ),
    missed("visiting_parent_cancelled", notice_hours=30, **PAIR),
    session(contact={"rung": "R2", "planned": True} | PAIR, planned=True),
    held("R2", unplanned=True, planned=False, cleared=False, **PAIR),
    case={"name": "Whole", "opened_on": "2025-03-01", "basis": "court_order", "client_is": "child"},
    relations=[{"from": "mara", "to": "wren", "kind": "parent_of", "since": "2016-02"}],
    history=[{"on": "2024-06", "event": "…", "source": ["mara"]}],
    orders=[
        {
            "id": "o1",
            "signed_on": "2025-02-20",
            "clauses": [
                {"type": "CONTACT_LADDER", "permitted": ["letter", "recording"], "odd": [1]},
                {"type": "PARTICIPANTS", "must": ["wren", "theo"]},
            ],
        },
        {"id": "o2", "signed_on": "2025-02-28", "supersedes": "o1", "expires": "2026-01-01"},
    ],
    safety={"outcome": "no_concern", "on": "2025-03-01", "measures": ["separate_arrivals"]},
    phases=[{"phase": 1, "state": "active", "on": "2025-03-03"}],
    goals=[{"id": "G1", "owner": ["wren"], "weight": 2, "scores": {"week 1": -1}}],
    measures=[
        {
            "instrument": "psc17",
            "respondent": "mara",
            "about": "wren",
            "week": 1,
            "subscales": {"internalizing": 5, "attention": 6, "externalizing": 7},
            "total": 18,
        }
    ],
)
GONE: Any = object()
LADDER: dict[str, Any] = PAIR | {"rungs": [{"id": "R1", "modality": "letter"}]}
GAD7: dict[str, Any] = {
    "instrument": "gad7",
    "respondent": "theo",
    "about": "theo",
    "week": 1,
    "total": 9,
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The whole family with one place changed, or taken out."""
    found = copy.deepcopy(WHOLE)
    *inner, last = place_of(path)
    here: Any = found
    for step in inner:
        here = here[step]
    if value is GONE:
        del here[last]
    elif isinstance(here, list) and last == len(here):
        here.append(value)
    else:
        here[last] = value
    return found


def mistakes_of(raw: Any) -> list[str]:
    content = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    with pytest.raises(FamilyFileRefused) as refused:
        read_family(content, catalogue())
    return [str(mistake) for mistake in refused.value.mistakes]


def test_the_whole_family_is_right() -> None:
    assert read_family(json.dumps(WHOLE).encode(), catalogue()).case.name == "Whole"


TEXT, DAY = "should be a text", "a day from 1900 to 2199"
ID = "letters, digits, _ . and - only"
NOBODY = "is nobody in people (an id from people)"

# (path, new value, what is said of that path)
ONE_MISTAKE: list[tuple[str, Any, str]] = [
    # the head
    ("format", GONE, 'is missing ("handrail-case/1")'),
    ("format", "handrail-case/2", 'is "handrail-case/2" (should be "handrail-case/1")'),
    ("case", GONE, "is missing"),
    ("case.name", GONE, "is missing"),
    ("case.name", "", 'is "" (should not be empty)'),
    ("case.name", 7, f"is 7 ({TEXT})"),
    ("case.name", "x" * 301, "(at most 300 characters)"),
    ("case.colour", "green", "is not a known key (known here: basis, client_is, closed_on"),
    ("case.basis", "habit", 'is "habit" (one of court_order, voluntary)'),
    ("case.opened_on", "2025-02", 'is "2025-02" (a day such as 2025-03-24)'),
    ("case.opened_on", "2025-02-30", f'"2025-02-30" is no day ({DAY})'),
    ("colour", "green", "is not a known key"),
    # people, relations, history
    ("people", {}, "is {} (should be a list)"),
    ("people[0]", "wren", 'is "wren" (should be an object)'),
    ("people[0].given", GONE, "is missing"),
    ("people[0].given", None, f"is null ({TEXT})"),
    ("people[0].seat", "Kid!", 'is "Kid!" (a seat in small letters, such as parent, child or'),
    ("people[0].role", "child", "is not a known key"),
    ("people[0].born", "2016-13", f'"2016-13" is no day ({DAY})'),
    ("people[0].born", "long ago", "(a day, month or year: 2025-03-24, 2016-02, 1987)"),
    ("people[0].household", 1, "is 1 (a text or a list)"),
    ("people[0].household", ["H1", 2], "people[0].household[1]: is 2"),
    ("people[5].id", "wren", '"wren" stands twice'),
    ("people[5].id", "a b", f'is "a b" ({ID})'),
    ("people[5].id", "jun\n", ID),
    ("relations[0].from", "zoe", NOBODY),
    ("relations[0].kind", "friend_of", "one of parent_of"),
    ("relations[0].since", "2016-02-31", "is no day"),
    ("history[0].on", GONE, "is missing"),
    ("history[0].source", "mara", 'is "mara" (should be a list)'),
    # orders
    ("orders[0].signed_on", "2025-02-29", "is no day"),
    ("orders[2]", {"id": "o1"}, '"o1" stands twice'),
    ("orders[1].supersedes", "o9", "is no other order here"),
    ("orders[1].supersedes", "o2", "is no other order here"),
    ("orders[1].expires", "2025-02-01", "is not after"),
    ("orders[1].kind", "rumour", "one of family_order"),
    ("orders[0].clauses", {}, "should be a list"),
    ("orders[0].clauses[0].type", GONE, "is missing"),
    ("orders[0].clauses[0].type", "MAGIC", "unknown clause type"),
    ("orders[0].clauses[0].permitted", ["teleport"], "unknown modality"),
    ("orders[0].clauses[0].effective", "2025-02-30", "is no day"),
    ("orders[0].clauses[1].must", ["zoe"], NOBODY),
    # safety, phases, goals
    ("safety.outcome", "fine", "one of no_concern, concern_manageable"),
    ("phases[0].phase", 6, "is 6 (at most 5)"),
    ("phases[0].state", "done soon", "one of not_started, active, on_hold, done"),
    ("goals[0].weight", 0, "is 0 (more than 0)"),
    ("goals[0].weight", "2", 'is "2" (should be a number)'),
    ("goals[0].weight", GONE, "is missing"),
    ("goals[0].scores", GONE, "is missing"),
    ("goals[0].scores.week 1", 3, "is 3 (at most 2)"),
    ("goals[0].scores.week 1", 0.5, "is 0.5 (should be a whole number)"),
    ("goals[0].owner", "zoe", NOBODY),
    ("goals[0].levels", ["a", "b"], "(at least 5 in the list)"),
    # ladders
    ("ladders[1]", {**LADDER, "child": "zoe"}, NOBODY),
    ("ladders[1]", {**LADDER, "child": "mara"}, '"mara" has the seat parent (somebody'),
    ("ladders[1]", {**LADDER, "child": "theo"}, "child and parent are the same person"),
    ("ladders[1]", LADDER, '"wren with theo" stands twice'),
    ("ladders[0].rungs", [], "is [] (at least 1 in the list)"),
    ("ladders[0].rungs[0].id", GONE, "is missing"),
    ("ladders[0].rungs[4].id", "R1", '"R1" stands twice'),
    ("ladders[0].rungs[4].modality", "teleport", '"teleport" is not known (one of none, letter'),
    ("ladders[0].rungs[4].level", 5, "is not a known key"),
    # measures
    ("measures[0].total", 19, "add up to 18"),
    ("measures[0].total", "18", 'is "18" (should be a whole number)'),
    ("measures[1]", {**GAD7, "total": 22}, "it runs from 0 to 21"),
    ("measures[1]", {**GAD7, "about": "zoe"}, NOBODY),
    ("measures[0].subscales.sadness", 1, "has no sadness"),
    ("measures[0].week", 0, "is 0 (at least 1)"),
    ("measures[0].week", GONE, "is missing (a week, or a day as “on”)"),
    ("measures[0].respondent", "zoe", NOBODY),
    ("measures[0].about", GONE, "is missing"),
    # sessions
    ("sessions[0].on", GONE, "is missing"),
    ("sessions[0].on", "2025-02-30", f'"2025-02-30" is no day ({DAY})'),
    ("sessions[0].on", "3 March 2025", "(a day such as 2025-03-24)"),
    ("sessions[0].on", "2299-01-01", f"is no day ({DAY})"),
    ("sessions[0].at", "25:00", "(a time of day such as 16:20)"),
    ("sessions[0].at", "15:15\n", "(a time of day such as 16:20)"),
    ("sessions[0].type", "CHAT", "one of IC, IP, IP-A"),
    ("sessions[1].id", "S0", '"S0" stands twice'),
    ("sessions[0].minutes", -5, "is -5 (at least 0)"),
    ("sessions[0].present", ["zoe"], NOBODY),
    ("sessions[0].arrivals[0].person", "zoe", NOBODY),
    ("sessions[0].arrivals[0].at", "noon", "a time of day"),
    ("sessions[0].session_checks[0].felt_safe", 11, "is 11 (at most 10)"),
    ("sessions[0].pulses[0].by", "zoe", NOBODY),
    ("sessions[0].fidelity", 1.5, "is 1.5 (at most 1)"),
    ("sessions[0].disclosure.about", "zoe", NOBODY),
    ("sessions[0].disclosure.who", "wren", "is not a known key"),
    ("sessions[0].disclosure", "yes", 'is "yes" (true or false or an object with about, at'),
    ("sessions[0].cleared", "yes", 'is "yes" (true or false or an object with by, child, on'),
    ("sessions[0].cleared.by", [], "(at least 1 in the list)"),
    ("sessions[0].child_view.answer", "maybe", 'is "maybe" (one of yes, not_yet, no)'),
    ("sessions[0].child_view.rung", "R9", '"R9" is on no ladder (the id of a rung)'),
    # contacts
    ("sessions[1].contact.rung", "R9", '"R9" is not on this ladder (one of R1, R2, R3, R4, R6)'),
    ("sessions[1].contact.rung", GONE, "is missing"),
    ("sessions[1].contact.child", "ivo", "belongs to no single ladder"),
    ("sessions[1].contact.held", GONE, "is missing (true or false)"),
    ("sessions[1].contact.held", "yes", 'is "yes" (should be true or false)'),
    ("sessions[1].contact.distress", GONE, "is missing (a contact that was held has it)"),
    ("sessions[1].contact.parent_adherence", GONE, "is missing (a contact that was held has it)"),
    ("sessions[1].contact.parent_adherence", 0, "is 0 (at least 1)"),
    ("sessions[1].contact.distress.peak", 11, "is 11 (at most 10)"),
    ("sessions[1].contact.distress.peak", "7", 'is "7" (should be a whole number)'),
    ("sessions[1].contact.distress.peak", True, "is true (should be a whole number)"),
    ("sessions[1].contact.distress.peak", GONE, "is missing"),
    ("sessions[1].contact.distress.during", 5, "is not a known key (known here: after, before"),
    ("sessions[1].contact.after_effect_48h", 4, "is 4 (at most 3)"),
    ("sessions[1].contact.after_effect_48h", "0", 'is "0" (null or a whole number from 0 to 3 or'),
    ("sessions[1].contact.after_effect_48h[0].value", 9, "is 9 (at most 3)"),
    ("sessions[1].contact.after_effect_48h[0].by", "zoe", NOBODY),
    ("sessions[1].contact.not_held_because", "child_ill", "does not go with a held contact"),
    ("sessions[1].contact.stop_card", "used", "one of used_and_ended, used_and_went_on"),
    ("sessions[1].contact.decision.move", "UP!", 'is "UP!" (one of UP, DOWN, HOLD, PENDING, STOP)'),
    ("sessions[1].contact.decision.reason", "hunch", "one of child_view, clinical_judgement"),
    ("sessions[1].contact.critical_incident", 1, "is 1 (should be true or false)"),
    ("sessions[2].contact.not_held_because", GONE, "is missing (one of visiting_parent_absent"),
    ("sessions[2].contact.not_held_because", "child_refused", "one of visiting_parent_absent"),
    ("sessions[2].contact.notice_hours", -1, "is -1 (at least 0)"),
    ("sessions[3].contact.held", True, "does not go with a contact that is still planned"),
    ("sessions[3].contact.unplanned", True, "does not go with a contact that is still planned"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [pytest.param(*one, id=f"{one[0]}: {one[2]}") for one in ONE_MISTAKE],
)
def test_one_mistake_is_told_once_at_its_path(path: str, value: Any, said: str) -> None:
    (told,) = mistakes_of(changed(path, value))
    assert said in told
    # a mistake inside what was changed, or about the whole of it, stands there
    where = told.split(": ")[0]
    assert where.startswith(path) or path.startswith(where)


def test_there_are_many_of_them() -> None:
    assert len(ONE_MISTAKE) >= 100


JARGON = re.compile(
    r"is not of type|is not valid|does not match|[Aa]dditional properties|unexpected|None|True"
    r"|False|\bdict\b|\bstr\b|\bint\b|schema|Traceback|Error|\{'|\['"
)


def _told(value: Any) -> str:
    """The same name in every process, whatever the value."""
    return "gone" if value is GONE else str(value)


IN_OUR_WORDS = [one for one in ONE_MISTAKE if not one[0].startswith("orders")]


@pytest.mark.parametrize(("path", "value", "said"), IN_OUR_WORDS, ids=_told)
def test_messages_are_for_people(path: str, value: Any, said: str) -> None:
    for told in mistakes_of(changed(path, value)):
        assert not JARGON.search(told), told
        assert len(told) < 400


def test_every_mistake_at_once_in_the_order_of_the_file() -> None:
    raw = copy.deepcopy(WHOLE)
    raw["people"][0]["seat"] = "Kid!"
    raw["people"][1]["colour"] = "green"
    raw["sessions"][0]["on"] = "2025-02-30"
    raw["sessions"][1]["contact"]["distress"]["peak"] = 11
    raw["sessions"][1]["contact"]["rung"] = "R9"
    del raw["sessions"][1]["contact"]["parent_adherence"]
    raw["sessions"][2]["contact"]["not_held_because"] = "rain"
    raw["relations"][0]["from"] = "zoe"
    raw["orders"][1]["supersedes"] = "o9"
    raw["goals"][0]["weight"] = -1
    raw["measures"][0]["total"] = 20
    raw["zest"] = 1
    told = [one.split(": ")[0] for one in mistakes_of(raw)]
    assert told == [
        "people[0].seat",
        "people[1].colour",
        "sessions[0].on",
        "sessions[1].contact.rung",
        "sessions[1].contact.distress.peak",
        "sessions[1].contact.parent_adherence",
        "sessions[2].contact.not_held_because",
        "relations[0].from",
        "orders[1].supersedes",
        "goals[0].weight",
        "measures[0]",
        "zest",
    ]


def test_what_is_wrong_does_not_echo() -> None:
    """Whoever refers to a person, rung or order that is there but wrong makes no mistake."""
    person = changed("people[3].seat", "Mum!")
    rung = changed("ladders[0].rungs[1].modality", 5)
    order = changed("orders[0].signed_on", 5)
    assert [len(mistakes_of(one)) for one in (person, rung, order)] == [1, 1, 1]


def test_places_behind_one_that_is_taken_out_keep_their_number() -> None:
    raw = changed("sessions[0]", 5)
    raw["sessions"][1]["contact"]["rung"] = "R9"
    raw["sessions"][2]["contact"]["child"] = "zoe"
    assert [one.split(": ")[0] for one in mistakes_of(raw)] == [
        "sessions[0]",
        "sessions[1].contact.rung",
        "sessions[2].contact.child",
    ]


TEXT_OF_WHOLE = json.dumps(WHOLE)


def spoilt(old: str, new: str) -> bytes:
    assert TEXT_OF_WHOLE.count(old) == 1
    return TEXT_OF_WHOLE.replace(old, new).encode("utf-8", "surrogatepass")


NAME = '"name": "Whole"'
UNKEEPABLE = "holds a character that cannot be kept (leave out control characters and broken ones)"
NO_NUMBER = "is not a number that can be kept (a number such as 24)"
DEEP = ["$: is nested too deeply (at most 40 levels)"]
TWICE = "stands twice (each key only once)"
ODD = "orders[0].clauses[0].odd[0]"
LATIN = spoilt("Whole", "Zoë").replace("ë".encode(), b"\xeb")
# name -> (bytes, what is said)
SPOILT: dict[str, tuple[bytes, list[str]]] = {
    "nothing": (b"", ["$: is empty (a family as one JSON object)"]),
    "blank": (b" \n ", ["$: is empty (a family as one JSON object)"]),
    "a list": (b"[]", ['$: is [] (one object: {"format": …})']),
    "a number": (b"7", ['$: is 7 (one object: {"format": …})']),
    "cut short": (TEXT_OF_WHOLE[:-1].encode(), ["$: is not JSON"]),
    "two objects": (b"{} {}", ["$: is not JSON: Extra data, line 1, column 4"]),
    "a comma too many": (spoilt(NAME, NAME + ","), ["$: is not JSON"]),
    "single quotes": (spoilt(NAME, "'name': 'Whole'"), ["$: is not JSON"]),
    "Latin-1": (LATIN, ["$: is not UTF-8 text (byte"]),
    "UTF-16": (TEXT_OF_WHOLE.encode("utf-16"), ["$: is not UTF-8 text (byte 0)"]),
    "nested too deeply": (spoilt('"odd": [1]', '"odd": ' + "[" * 60 + "]" * 60), DEEP),
    "nested without end": (b'{"a":' * 100_000, DEEP),
    "a key twice": (spoilt(NAME, NAME + ', "name": "Other"'), [f"case.name: {TWICE}"]),
    "a key twice, deep inside": (
        spoilt('"fidelity": 0.9', '"fidelity": 0.9, "cleared": {"by": "Noa", "by": "Ida"}'),
        [f"sessions[0].cleared: {TWICE}", f"sessions[0].cleared.by: {TWICE}"],
    ),
    "NaN": (spoilt('"weight": 2', '"weight": NaN'), [f"goals[0].weight: {NO_NUMBER}"]),
    "infinite": (
        spoilt('"notice_hours": 30', '"notice_hours": -1e999'),
        [
            "sessions[2].contact.notice_hours: is -Infinity (at least 0)",
            f"sessions[2].contact.notice_hours: {NO_NUMBER}",
        ],
    ),
    "NaN inside a clause": (spoilt('"odd": [1]', '"odd": [NaN]'), [f"{ODD}: {NO_NUMBER}"]),
    "more digits than anybody needs": (
        spoilt('"odd": [1]', '"odd": [' + "9" * 5000 + "]"),
        [f"{ODD}: {NO_NUMBER}"],
    ),
    "NUL": (spoilt("Whole", "Who\\u0000le"), [f"case.name: {UNKEEPABLE}"]),
    "half a character": (spoilt("Whole", "Who\\ud800le"), [f"case.name: {UNKEEPABLE}"]),
    "half a character in bytes": (spoilt("Whole", "Who\ud800le"), ["$: is not UTF-8 text (byte"]),
    "terminal commands": (spoilt("Whole", "Who\\u001b[2Jle"), [f"case.name: {UNKEEPABLE}"]),
    "NUL in a key inside a clause": (
        spoilt('"odd"', '"o\\u0000d"'),
        [f'orders[0].clauses[0]."o\\u0000d": {UNKEEPABLE}'],
    ),
}


@pytest.mark.parametrize(("content", "said"), SPOILT.values(), ids=SPOILT.keys())
def test_spoilt_bytes(content: bytes, said: list[str]) -> None:
    told = mistakes_of(content)
    assert len(told) == len(said)
    for one, start in zip(told, said, strict=True):
        assert one.startswith(start)
        assert one.isprintable()


def test_too_large() -> None:
    assert mistakes_of(b" " * 20_000_001) == ["$: is larger than 20 MB"]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_family(b"\xef\xbb\xbf" + TEXT_OF_WHOLE.encode(), catalogue()).case.name == "Whole"


def test_line_breaks_and_tabs_in_a_text_are_right() -> None:
    raw = changed("history[0].event", "one\n\ttwo\r\nthree")
    assert read_family(json.dumps(raw).encode(), catalogue()).history[0].event.startswith("one\n")


def test_a_clause_keeps_what_nobody_knows() -> None:
    found = read_family(TEXT_OF_WHOLE.encode(), catalogue())
    assert found.orders[0].clauses[0].params["odd"] == [1]


def test_an_order_without_an_id_or_a_day_is_read() -> None:
    """Reading: its day not being known, it stands from the first day on."""
    raw = copy.deepcopy(WHOLE)
    del raw["orders"][1], raw["orders"][0]["id"], raw["orders"][0]["signed_on"]
    raw["orders"][0] |= {"served_on": "2024-01-09", "expires": "2024-12-31"}
    (order,) = read_family(json.dumps(raw).encode(), catalogue()).orders
    assert (order.id, order.signed_on.isoformat()) == ("order-1", "2024-01-08")


@pytest.mark.parametrize("path", ["sessions[0].on", "case.opened_on", "people[0].born"])
@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31", "2024-02-29"])
def test_days_at_the_edges(path: str, day: str) -> None:
    read_family(json.dumps(changed(path, day)).encode(), catalogue())


def test_a_week_counted_from_the_last_day_there_is() -> None:
    raw = changed("measures[0].week", 1040)
    for one in raw["sessions"]:
        one["on"] = "2199-12-31"
    read_family(json.dumps(raw).encode(), catalogue())


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


def read_or_refuse(content: bytes) -> None:
    """A refusal with at least one mistake, each told in one line, or a family that replays."""
    try:
        found = read_family(content, catalogue())
    except FamilyFileRefused as refused:
        told = [str(mistake) for mistake in refused.mistakes]
    else:
        result = replay(found, Rule(), catalogue())
        told = [json.dumps(as_json(result)), "\n".join(lines_of(result, found)).replace("\n", "")]
    assert told
    assert not [one for one in told if "\n" in one]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    read_or_refuse(content)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ANY_JSON)
def test_any_json(value: Any) -> None:
    read_or_refuse(json.dumps(value).encode())


def places(value: Any, here: str = "") -> list[str]:
    """Every path in a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for step, one in inner:
        path = f"{here}[{step}]" if isinstance(step, int) else f"{here}.{step}".lstrip(".")
        found += [path, *(places(one, path) if isinstance(one, (dict, list)) else [])]
    return found


PLACES = places(WHOLE)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(PLACES), st.one_of(ANY_JSON, st.just(GONE)))
def test_anything_at_any_place(path: str, value: Any) -> None:
    raw = changed(path, value)
    read_or_refuse(json.dumps(raw).encode())


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ANY_JSON), min_size=2, max_size=5))
def test_anything_at_several_places(changes: list[tuple[str, Any]]) -> None:
    """Longest path first, so that each is still there to be changed."""
    raw = copy.deepcopy(WHOLE)
    for path, value in sorted(changes, key=lambda one: -len(place_of(one[0]))):
        *inner, last = place_of(path)
        here: Any = raw
        for step in inner:
            here = here[step]
        here[last] = value
    read_or_refuse(json.dumps(raw).encode())

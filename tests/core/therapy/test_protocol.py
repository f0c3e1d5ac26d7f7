"""The protocol is files: a practice may write its own, and hears of every mistake at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handrail.core.datafile import Mistake, read_toml
from handrail.core.language.review import review
from handrail.core.measures.reading import read_instrument
from handrail.core.measures.tables import Table
from handrail.core.therapy import files, protocol
from handrail.core.therapy.protocol import ProtocolMistakes, check, load
from handrail.core.therapy.rule import Rule
from tests.core.therapy.own_form import FORM

PHASE_1, PHASE_2 = "phases/1_assessment_and_planning.toml", "phases/2_individual_work.toml"
CARD = "library/skills/repair.toml"


def put(directory: Path, name: str, text: str) -> None:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(directory: Path, name: str, old: str, new: str) -> None:
    """A practice's copy of a packaged file with one thing changed."""
    text = (files.PACKAGED / name).read_text(encoding="utf-8")
    assert old in text
    put(directory, name, text.replace(old, new, 1))


def said(directory: Path) -> list[str]:
    return [str(mistake) for mistake in check(directory)]


def only(directory: Path) -> str:
    found = said(directory)
    assert len(found) == 1, found
    return found[0]


def test_the_packaged_protocol_fits() -> None:
    assert check(files.PACKAGED) == []
    found = load()
    assert len(found.phases) == 5
    assert [phase.number for phase in found.phases] == [1, 2, 3, 4, 5]
    assert found.rule == Rule()
    assert found.rungs[0].id == "R0"
    assert found.needed_for("supported_contact.entry")
    assert found.next_step.view_good_for_days == 30
    with pytest.raises(KeyError):
        found.needed_for("no_such_gate")


def test_the_packaged_protocol_uses_no_loaded_word() -> None:
    assert check(files.PACKAGED, loaded_words=lambda text: [f.word for f in review(text)]) == []


def test_the_same_files_are_the_same_version_wherever_they_lie(tmp_path: Path) -> None:
    change(tmp_path, "ladder.toml", "peak_limit = 6", "peak_limit = 6")
    assert load(tmp_path).version == load().version
    change(tmp_path, "ladder.toml", "peak_limit = 6", "peak_limit = 5")
    changed = load(tmp_path)
    assert changed.version != load().version
    assert changed.rule.peak_limit == 5


@pytest.mark.parametrize("name", [*files.SINGLE, CARD])
def test_every_file_counts_towards_the_version(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, (files.PACKAGED / name).read_text(encoding="utf-8") + "\n# a remark\n")
    assert load(tmp_path).version != load().version


def test_a_practice_may_hold_any_part_and_the_rest_stays_as_packaged(tmp_path: Path) -> None:
    change(tmp_path, "next_step.toml", "view_good_for_days = 30", "view_good_for_days = 14")
    change(tmp_path, CARD, "Saying sorry so that it helps", "Making up")
    found, packaged = load(tmp_path), load()
    assert found.next_step.view_good_for_days == 14
    assert "Making up" in {card.en.title for card in found.cards}
    assert len(found.cards) == len(packaged.cards)
    assert found.phases == packaged.phases


def test_a_practice_may_add_a_card_and_a_form_of_its_own(tmp_path: Path) -> None:
    change(tmp_path, CARD, 'id = "skills.repair"', 'id = "skills.ours"')
    (tmp_path / CARD).rename(tmp_path / "library/skills/ours.toml")
    put(tmp_path, "forms/sleep.toml", FORM)
    found = load(tmp_path)
    assert len(found.cards) == len(load().cards) + 1
    assert [(form.id, form.items[0].id) for form in found.forms] == [("sleep", "woke")]


def test_what_lies_beside_the_protocol_is_left_to_others(tmp_path: Path) -> None:
    for name in ("instruments/x/instrument.toml", "jurisdictions/x.toml", "neutral.toml"):
        put(tmp_path, name, "not even = = toml")
    put(tmp_path, "README.md", "Ours.")
    put(tmp_path, ".draft/ladder.toml", "not = = toml")
    assert check(tmp_path) == []


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    put(tmp_path, PHASE_1, 'id = "assessment_and_planning\n')
    change(tmp_path, PHASE_2, 'evidence = "checklist"', 'evidence = "gossip"')
    change(tmp_path, "ladder.toml", "peak_limit = 6", "peak_limit = 60")
    change(tmp_path, "gates.toml", "waivable = false", 'waivable = "no"')
    change(tmp_path, "principles.toml", '"HR-1.up"', '"HR-1.upp"')
    put(tmp_path, "ladders.toml", "")
    found = said(tmp_path)
    assert len(found) == 6
    for start in (
        "ladders.toml: is not part of a protocol",
        f"{PHASE_1}: Illegal character '\\n' (at line 1",
        f"{PHASE_2}: exit[3].evidence: “gossip” is not known",
        "ladder.toml: rule.peak_limit: is 60",
        "gates.toml: gate[0].requirement[0].waivable: is “no”",
        "principles.toml: principle[1].enforced_by[0]: “HR-1.upp” is not a known rule",
    ):
        assert any(line.startswith(start) for line in found), (start, found)


def test_a_protocol_with_mistakes_is_refused_whole(tmp_path: Path) -> None:
    change(tmp_path, "ladder.toml", "peak_limit = 6", "peak_limit = 60")
    change(tmp_path, "next_step.toml", "view_good_for_days = 30", "view_good_for_days = 0")
    with pytest.raises(ProtocolMistakes) as refused:
        load(tmp_path)
    assert list(refused.value.mistakes) == check(tmp_path)
    assert len(refused.value.mistakes) == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("ladder.toml", '["letter_checklist"]', '["letter_cheklist"]', "perhaps letter_checklist"),
        ("ladder.toml", 'sign_off_from = "R8"', 'sign_off_from = "R88"', "is not a known rung"),
        ("ladder.toml", 'id = "R5"', 'id = "R4"', "stands twice"),
        ("ladder.toml", 'modality = "letter"', 'modality = "pigeon"', "form of contact"),
        ("ladder.toml", 'modality = "recording"', 'modality = "none"', "comes after letter"),
        ("ladder.toml", '"none"\nminutes', '"in_person_with_therapist"\nminutes', "comes after"),
        ("ladder.toml", "[rule.alarms]", "[rule.bells]", "is not a parameter"),
        ("ladder.toml", "[rule]", "[ruler]", "ruler: is not a known key"),
        ("ladder.toml", '["no", "not_yet"]', '["not_yet"]', "leaves out “no”"),
        (PHASE_1, "number = 1", "number = 2", "number: is 2"),
        (PHASE_1, 'id = "assessment_and_planning"', 'id = "intake"', "id: is “intake”"),
        (PHASE_1, '"IP", "IC"', '"IP", "XX"', "“XX” is not a known session kind"),
        (PHASE_1, 'id = "intake_pack"', 'id = "order_read"', "“order_read” stands twice"),
        (PHASE_1, 'id = "intake_pack"', 'id = "stop_signal"', "“stop_signal” stands twice"),
        (PHASE_1, 'id = "intake_pack"', "id = 'räume'", "is not an id"),
        (PHASE_1, 'per = "parent"', 'per = "dog"', "“dog” is not known"),
        (PHASE_1, "weeks = [2, 8]", "weeks = [8, 2]", "[least, most]"),
        (PHASE_1, "weeks = [2, 8]", "week = [2, 8]", "week: is not a known key"),
        (PHASE_1, "[pages.court]\nen", "[pages.court]\nde", "pages.court.en: is missing"),
        (PHASE_1, 'en = "Assessment and planning"', 'en = " "', "name.en: is not a text"),
        ("phases/3_supported_contact.toml", '"child_view", "safety', '"child_veiw", "safety',
         "“child_veiw” is not a known requirement"),
        ("gates.toml", "waivable = true\ntwo_people", "waivable = false\ntwo_people",
         "two people cannot waive what cannot be waived"),
        ("gates.toml", 'opens_gate = "allegations"', 'opens_gate = "x"', "“x” is not a known gate"),
        ("gates.toml", 'id = "bond_strained"', 'id = "long_absence"', "stands twice"),
        ("gates.toml", 'id = "closure"', 'id = "referral"', "“referral” stands twice"),
        ("fidelity.toml", 'id = "debriefs"', 'id = "one_change"', "“one_change” stands twice"),
        ("endings.toml", 'id = "planned"', 'id = "other"', "“other” stands twice"),
        ("endings.toml", 'id = "planned"', 'id = "goals_met"', "“goals_met” is not known"),
        ("endings.toml", '["closing_session_offered"]', '["closing_sesion_offered"]',
         "is not a known requirement at the end"),
        ("rules.toml", "GATE.stop_signal", "GATE.stop_signall", "not a known gate or requirement"),
        ("rules.toml", 'id = "HR-1.a"', 'id = "HR-1.b"', "“HR-1.b” stands twice"),
        ("next_step.toml", "due_after_sessions = 4", "due_after_sessions = 9", "after it is late"),
        ("session_kinds.toml", "family_sees = true", 'family_sees = "yes"', "true or false"),
        ("session_kinds.toml", 'id = "IC"', 'id = "IP"', "“IP” stands twice"),
        (CARD, 'id = "skills.repair"', 'id = "repair"', "skills.repair, as its file says"),
        (CARD, 'kind = "skills"', 'kind = "reflection"', "kind: is “reflection”"),
        (CARD, 'audience = "both"', 'audience = "father"', "“father” is not known"),
        (CARD, "reviewed = false", "", "es.reviewed: is missing"),
        (CARD, "minutes = 20", "minutes = true", "minutes: is True"),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_is_found(
    tmp_path: Path, name: str, old: str, new: str, what: str
) -> None:
    change(tmp_path, name, old, new)
    found = said(tmp_path)
    assert any(what in line and name in line for line in found), found
    with pytest.raises(ProtocolMistakes):
        load(tmp_path)


def test_a_translation_with_other_items_is_refused(tmp_path: Path) -> None:
    """A tick on an item must mean the same in both languages."""
    text = (files.PACKAGED / CARD).read_text(encoding="utf-8")
    english, spanish = text.split("[es]")
    put(tmp_path, CARD, english + "[es]" + spanish.replace("what_i_did", "lo_que_hice"))
    assert "es.steps: has other items than en" in only(tmp_path)


def test_a_form_that_judges_is_refused(tmp_path: Path) -> None:
    judged = FORM.replace("validated = false", "validated = true") + (
        '\n[[scales]]\nid = "woke"\nname = { en = "Woke" }\nitems = ["woke", "slept"]\nmin = 0\n'
        'max = 7\ndirection = "lower_is_better"\ncutoffs = [{ at_or_above = 3, meaning = "x" }]\n'
    )
    put(tmp_path, "forms/sleep.toml", judged)
    found = said(tmp_path)
    assert "forms/sleep.toml: scales[0].cutoffs: an own form has no cut-offs" in found[0]
    assert any("validated: an own form is not a validated one" in line for line in found)
    assert any("scales[0].items: “slept” is not an item" in line for line in found)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('responses = "nights"', 'responses = "days"', "“days” is not described"),
        ('id = "sleep"', 'id = "dreams"', "sleep, as its file says"),
        ('kind = "rating"', 'kind = "stars"', "“stars” is not known"),
        ("[[items]]", "[[questions]]", "items: is missing"),
        ("max = 7\n", "", "responses.nights.min: a rating has two ends"),
        ("max = 7\n", "max = 0\n", "responses.nights.min: a rating has two ends"),
        ("{ value = 7,", "{ value = 8,", "responses.nights.anchors: lie outside the rating"),
        ("{ value = 7,", "{ value = 0,", "two answers have the same value"),
        ('kind = "rating"\nmin = 0\nmax = 7\nanchors', 'kind = "choice"\n# ', "is missing"),
    ],
)
def test_a_form_has_the_shape_of_the_houses_own(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    put(tmp_path, "forms/sleep.toml", FORM.replace(old, new, 1))
    assert any(what in line for line in said(tmp_path))


def test_an_own_form_can_be_read_by_the_measures(tmp_path: Path) -> None:
    """The shape is that of an instrument, so that its answers can be kept the same way."""
    put(tmp_path, "forms/sleep.toml", FORM)
    assert check(tmp_path) == []
    mistakes: list[Mistake] = []
    table = Table(read_toml(tmp_path / "forms/sleep.toml"), "forms/sleep.toml", mistakes)
    assert read_instrument(table, "").id == "sleep"
    assert mistakes == []


def test_loaded_words_are_found_with_their_place(tmp_path: Path) -> None:
    change(tmp_path, CARD, "Every bond tears a little", "Every grumpling tears a little")
    change(tmp_path, PHASE_1, 'source = "clinical', 'source = "grumpling')

    def find(text: str) -> list[str]:
        return ["grumpling"] if "grumpling" in text else []

    found = [str(mistake) for mistake in check(tmp_path, loaded_words=find)]
    assert len(found) == 1, "not in what is cited"
    assert found[0].startswith(f"{CARD}: en.text: “grumpling” is a loaded word")
    assert check(tmp_path) == [], "without the list nothing is said about wording"


def test_a_wrong_directory_is_told_apart_from_a_good_one(tmp_path: Path) -> None:
    assert "is not a directory" in only(tmp_path / "nowhere")
    assert "holds no protocol file" in only(tmp_path)


def test_names_that_are_nearly_right_are_not_passed_over(tmp_path: Path) -> None:
    source = (files.PACKAGED / PHASE_1).read_text(encoding="utf-8")
    put(tmp_path, "phases/1_assesment_and_planning.toml", source)
    put(tmp_path, "library/skill/repair.toml", "")
    put(tmp_path, "library/repair.toml", "")
    put(tmp_path, "forms/deep/sleep.toml", FORM)
    assert len(said(tmp_path)) == 4


def test_a_file_out_of_all_proportion_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "ladder.toml", "#" * (files.SIZE_LIMIT + 1))
    assert "at most 256000" in only(tmp_path)


def test_a_file_that_is_not_text_is_a_mistake_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "ladder.toml").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8 text" in only(tmp_path)


def test_a_new_file_that_is_not_toml_is_one_mistake(tmp_path: Path) -> None:
    put(tmp_path, "library/skills/ours.toml", "= =")
    assert only(tmp_path).startswith("library/skills/ours.toml: ")


@pytest.mark.parametrize("name", files.SINGLE)
@pytest.mark.parametrize(
    "text", ["x = 1", "gate = 3", "rung = [1]", "entry = [[]]", 'principle = ["x"]', "rule = {}"]
)
def test_any_table_is_answered_with_mistakes_and_no_crash(
    tmp_path: Path, name: str, text: str
) -> None:
    put(tmp_path, name, text)
    assert said(tmp_path)


def test_what_is_the_same_in_every_practice_cannot_be_changed(tmp_path: Path) -> None:
    change(tmp_path, "pause.toml", "on hold", "cancelled")
    assert "pause.toml: is the same in every practice" in only(tmp_path)


def test_a_whole_copy_fits_too(tmp_path: Path) -> None:
    own = tmp_path / "ours"
    shutil.copytree(files.PACKAGED, own, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert check(own) == []
    assert protocol.load(own).version == load().version

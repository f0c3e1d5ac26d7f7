"""What ships: ten instruments, each with its licence, and no text without one."""

from pathlib import Path

import pytest

from handrail.core.measures.catalogue import FORM, LISTED, NOTES, PACKAGED, catalogue
from handrail.core.measures.instrument import Instrument

CATALOGUE = catalogue()
OWN_FORMS = ("hs4", "hc6", "ho8", "hp5", "ha2")
FOLDERS = sorted(path for path in PACKAGED.iterdir() if path.is_dir() and path.name[0] != "_")


def shipped(*ids: str) -> list[Instrument]:
    return [CATALOGUE.instruments[name] for name in ids or CATALOGUE.instruments]


def test_exactly_the_instruments_that_may_ship() -> None:
    published = {"psc17", "phq9", "gad7", "distress", "gas"}
    assert set(CATALOGUE.instruments) == published | set(OWN_FORMS)
    assert {instrument.shelf for instrument in shipped()} == {"A"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_folder_lacks_its_form_licence_or_provenance(folder: Path) -> None:
    for name in (FORM, *NOTES):
        assert len((folder / name).read_text(encoding="utf-8")) > 100, name
    assert "**Not verified.**" in (folder / "PROVENANCE.md").read_text(encoding="utf-8")


def test_nothing_else_lies_among_the_instruments() -> None:
    files = {path.relative_to(PACKAGED).as_posix() for path in PACKAGED.rglob("*.*")}
    expected = {f"{folder.name}/{name}" for folder in FOLDERS for name in (FORM, "PROVENANCE.md")}
    assert {name for name in files if "__pycache__" not in name} == expected | {
        LISTED,
        "__init__.py",
    }


@pytest.mark.parametrize(
    ("instrument_id", "items"),
    {
        "psc17": 17,
        "phq9": 9,
        "gad7": 7,
        "hs4": 4,
        "hc6": 6,
        "ho8": 8,
        "hp5": 5,
        "ha2": 2,
        "distress": 1,
        "gas": 1,
    }.items(),
)
def test_number_of_items(instrument_id: str, items: int) -> None:
    assert len(CATALOGUE.instruments[instrument_id].items) == items


@pytest.mark.parametrize("instrument", shipped(*OWN_FORMS), ids=lambda form: form.id)
def test_own_forms_say_that_they_are_unvalidated_and_have_no_cutoffs(
    instrument: Instrument,
) -> None:
    assert not instrument.validated
    assert "unvalidated" in instrument.name["en"]
    assert "sin validar" in instrument.name["es"]
    assert instrument.source.startswith("DESIGN")
    for scale in instrument.scales:
        assert len(scale.items) == 1  # no composite
        assert scale.cutoffs == ()
        assert scale.reliable_change is None


@pytest.mark.parametrize("instrument", shipped(*OWN_FORMS, "distress", "gas"), ids=lambda f: f.id)
def test_own_words_come_in_english_and_spanish(instrument: Instrument) -> None:
    assert instrument.languages == ("en", "es")
    assert instrument.language_for("es") == "es"
    for item in instrument.items:
        assert item.text["en"] != item.text["es"]


def test_a_form_without_the_language_is_shown_whole_in_english() -> None:
    assert CATALOGUE.instruments["psc17"].language_for("es") == "en"
    assert CATALOGUE.instruments["phq9"].language_for("fr") == "en"


def test_no_translation_claims_a_clinician_who_has_not_signed() -> None:
    translations = [one for form in shipped() for one in form.translations.values()]
    assert translations
    assert not any(translation.signed_off for translation in translations)


@pytest.mark.parametrize("instrument", shipped("phq9", "gad7"), ids=lambda form: form.id)
def test_adult_screens_are_opt_in_and_for_the_treating_clinician_only(
    instrument: Instrument,
) -> None:
    assert instrument.opt_in
    assert instrument.results_for == "treating clinician only"
    assert (instrument.respondents, instrument.about) == (("adult",), "self")


def test_published_bands_and_casenesses() -> None:
    def limits(instrument_id: str, scale: str = "total") -> list[int]:
        cutoffs = CATALOGUE.instruments[instrument_id].named_scale(scale).cutoffs
        return [cutoff.at_or_above for cutoff in cutoffs]

    assert limits("phq9") == [5, 10, 15, 20]
    assert limits("gad7") == [5, 8, 10, 15]
    assert limits("psc17") == [15]
    assert [limits("psc17", s)[0] for s in ("internalizing", "attention", "externalizing")] == [
        5,
        7,
        7,
    ]
    reported = {
        name: CATALOGUE.instruments[name].named_scale("total").change_cutoff
        for name in ("psc17", "phq9", "gad7")
    }
    assert {name: cutoff and cutoff.at_or_above for name, cutoff in reported.items()} == {
        "psc17": 15,
        "phq9": 10,
        "gad7": 8,
    }


def test_faces_stand_on_the_same_numbers_as_the_thermometer() -> None:
    responses = CATALOGUE.instruments["distress"].items[0].responses
    assert responses.values == frozenset(range(11))
    faces = [anchor for anchor in responses.anchors if anchor.face]
    assert [anchor.value for anchor in faces] == [0, 2, 4, 6, 8, 10]
    assert len({anchor.face for anchor in faces}) == 6


def test_every_observation_asks_what_was_seen_and_when() -> None:
    observer = CATALOGUE.instruments["ho8"]
    assert all(item.evidence and item.responses.not_applicable for item in observer.items)
    assert all(item.responses.values == {0, 1} for item in observer.items)


def test_pace_tells_too_slow_from_too_fast() -> None:
    pace = CATALOGUE.instruments["hs4"].item("pace")
    assert pace is not None
    printed = {anchor.value: anchor.text["en"] for anchor in pace.responses.anchors}
    assert printed == {-1: "Too slow", 0: "Just right", 1: "Too fast"}


def test_what_is_not_shipped_says_why() -> None:
    named = {"scared", "cats2", "sdq", "rcads", "rcads25", "ors", "cors", "srs", "core10"}
    assert named <= set(CATALOGUE.score_only)
    assert all(entry.why and entry.source for entry in CATALOGUE.score_only.values())
    assert set(CATALOGUE.do_not_use) == {"coparenting_relationship_scale"}
    assert not set(CATALOGUE.instruments) & set(CATALOGUE.score_only)

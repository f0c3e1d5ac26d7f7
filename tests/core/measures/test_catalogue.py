"""A practice's own folder of instruments: refused whole, every mistake at once, with its path."""

import shutil
from pathlib import Path

import pytest

from handrail.core.datafile import DataFileError
from handrail.core.measures.catalogue import PACKAGED, CatalogueError, catalogue, check
from handrail.core.measures.reliable import read_parameters
from handrail.core.measures.scoring import score


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A practice's own copy of the packaged instruments."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "forms"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def mistakes(directory: Path) -> str:
    return "\n".join(str(mistake) for mistake in check(directory))


def test_the_packaged_instruments_have_no_mistake() -> None:
    assert check(PACKAGED) == []


def test_a_copy_is_the_same_catalogue_and_a_changed_word_is_another_version(own: Path) -> None:
    assert catalogue(own).version == catalogue().version
    edit(own / "psc17" / "instrument.toml", "Teases others", "Teases other people")
    changed = catalogue(own)
    assert changed.version != catalogue().version
    assert changed.instruments["psc17"].content != catalogue().instruments["psc17"].content
    assert changed.instruments["gad7"].content == catalogue().instruments["gad7"].content


def test_the_catalogue_cannot_be_changed_by_its_readers() -> None:
    with pytest.raises(TypeError):
        catalogue().instruments["psc17"] = catalogue().instruments["gad7"]  # type: ignore[index]


def test_every_mistake_is_listed_at_once_with_its_path(own: Path) -> None:
    psc17 = own / "psc17" / "instrument.toml"
    edit(psc17, 'direction = "lower_is_better"', 'direction = "down"')
    edit(own / "gad7" / "instrument.toml", 'rule = "refuse"', 'rule = "zero"')
    edit(own / "hs4" / "instrument.toml", "validated = false", 'validated = "no"\nscore = 3')
    (own / "phq9" / "LICENCE").unlink()
    (own / "distress" / "PROVENANCE.md").write_text(" \n")
    (own / "gas" / "instrument.toml").write_text("id = ")
    with pytest.raises(CatalogueError) as refused:
        catalogue(own)
    found = "\n".join(str(mistake) for mistake in refused.value.mistakes)
    for expected in (
        "psc17/instrument.toml scales[0].direction: “down” is not known",
        "psc17/instrument.toml scales[3].direction",
        "gad7/instrument.toml missing.most: is missing",
        "hs4/instrument.toml validated: is 'no' (give true or false)",
        "hs4/instrument.toml score: is not a known key",
        "phq9/LICENCE: is missing or empty",
        "distress/PROVENANCE.md: is missing or empty",
        "gas/instrument.toml: instrument.toml: Invalid value",
    ):
        assert expected in found
    assert str(refused.value) == found


@pytest.mark.parametrize(
    ("form", "old", "new", "says"),
    [
        ("psc17", "max = 34", "max = 35", "scales[0]: runs from 0 to 35 (its items add up"),
        ("psc17", '"fights", "blames', '"fight", "blames', "“fight” is not an item"),
        ("psc17", '"fights", "blames', '"sad", "fights", "blames', "“sad” stands twice"),
        ("psc17", 'id = "sad"', 'id = "Sad"', "“Sad” is not an id"),
        ("psc17", 'id = "sad"', 'id = "fidgety"', "items: “fidgety” stands twice"),
        ("psc17", 'shelf = "A"', 'shelf = "C"', "shelf: is C, yet the file holds items"),
        ("psc17", "sd = 5.62", "sd = 0", "reliable_change.sd: is 0.0 (above 0)"),
        ("psc17", "r = 0.89", "r = 1.0", "reliable_change.r: is 1.0"),
        ("psc17", "at_or_above = 15", "at_or_above = 50", "50 lies outside the scale"),
        ("psc17", ', source = "PSC17", for', ", for", "cutoffs[0].source: is missing"),
        ("psc17", 'source = "PSC17", for', 'source = "", for', "cutoffs[0].source: is empty"),
        ("psc17", "most = 3", "most = 17", "missing.most: is 17 (from 1 to 16"),
        ("psc17", "needs_contact_in_window = true", "", "needs_contact_in_window: is missing"),
        ("psc17", 'languages = ["en"]', 'languages = ["en", "es"]', "text.es: is missing"),
        ("psc17", 'en = "Pediatric', 'fr = "x"\nen = "Pediatric', "name.fr: is not a known key"),
        ("psc17", "oldest = 15", "oldest = 3", "ages.oldest: is 3 (4 or more)"),
        ("psc17", 'id = "psc17"', 'id = "psc"', "is “psc” (the name of its folder, psc17)"),
        ("psc17", '["parent", "caregiver"]', '["mother"]', "respondents: “mother” is not known"),
        ("phq9", 'item = "self_harm"', 'item = "harm"', "“harm” is no scored item"),
        ("phq9", "above = 0", "above = 3", "no answer lies above 3"),
        ("phq9", "points = 6", "points = 0", "reliable_change.points: is 0"),
        ("phq9", "signed_off = false", "", "translations.es.signed_off: is missing"),
        ("phq9", "[translations.es]", "[translations.fr]", "translations.es: is missing"),
        ("phq9", "value = 3, text", "value = 2, text", "anchors: do not make a choice"),
        ("phq9", 'item = "self_harm"', "item = 9", "risk_items[0].item: is 9 (give text"),
        ("gad7", "at_or_above = 10, ", "at_or_above = 10, for_change = true, ", "more than one"),
        ("gad7", 'responses = "frequency"', 'responses = "often"', "“often” is not described"),
        ("distress", "max = 10\nanchors", "max = 1000000000\nanchors", "at most 100"),
        ("distress", "value = 10", "value = 11", "anchors: lie outside the rating"),
    ],
)
def test_a_form_that_disagrees_with_itself_is_refused(
    own: Path, form: str, old: str, new: str, says: str
) -> None:
    edit(own / form / "instrument.toml", old, new)
    assert says in mistakes(own)


def test_an_unvalidated_form_may_carry_neither_cutoff_nor_threshold(own: Path) -> None:
    limits = 'cutoffs = [{ at_or_above = 4, meaning = "low", source = "us" }]\n'
    threshold = 'reliable_change = { points = 2, source = "us" }\n'
    hs4 = own / "hs4" / "instrument.toml"
    hs4.write_text(hs4.read_text(encoding="utf-8") + limits + threshold, encoding="utf-8")
    found = mistakes(own)
    assert "cutoffs: stand on an unvalidated form" in found
    assert "reliable_change: stands on an unvalidated form" in found
    assert "reliable_change: stands on a single rating" in found


def test_a_score_only_entry_with_items_is_refused(own: Path) -> None:
    listed = own / "score_only.toml"
    edit(listed, 'id = "scared"', 'id = "scared"\nitems = ["text of an item"]')
    edit(listed, 'id = "sdq"', 'id = "gad7"')
    edit(listed, "max = 82", "")
    found = mistakes(own)
    assert "score_only[3].items: is not a known key" in found
    assert "“gad7” is already described" in found
    assert "score_only[3].min: a range has two ends" in found


def test_a_folder_without_a_form_is_a_mistake_and_an_empty_one_too(
    own: Path, tmp_path: Path
) -> None:
    (own / "mine").mkdir()
    assert "mine/instrument.toml: instrument.toml: cannot be read" in mistakes(own)
    (tmp_path / "empty").mkdir()
    assert "holds no instrument" in mistakes(tmp_path / "empty")
    assert "holds no instrument" in mistakes(tmp_path / "nowhere")


def test_wrong_shapes_are_mistakes_not_crashes(own: Path) -> None:
    (own / "psc17" / "instrument.toml").write_text(
        'id = 3\nitems = "none"\nscales = [1]\nresponses = 4\nname = []\nmissing = {}\n'
        "languages = [1]\nages = 7\nrisk_items = {}\nrespondents = []\n"
    )
    found = mistakes(own)
    for key in ("id", "items", "scales", "responses", "name", "missing.rule", "languages", "ages"):
        assert f"psc17/instrument.toml {key}: " in found


def test_a_pack_on_shelf_b_may_bring_its_own_rule_for_blanks(own: Path) -> None:
    """CORE prorates up to 10 % blanks, the PSC counts them 0: each form keeps its own rule."""
    form = own / "gad7" / "instrument.toml"
    edit(form, 'shelf = "A"', 'shelf = "B"')
    edit(form, 'rule = "refuse"', 'rule = "prorate"\nmost = 1')
    gad7 = catalogue(own).instruments["gad7"]
    answers = {item.id: 2 for item in gad7.items[1:]}
    assert score(gad7, answers, had_contact_in_window=None).scales["total"].value == 14


def test_local_thresholds_are_read_with_their_version_and_their_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "reliable_change.toml"
    file.write_text('["psc17.total"]\nsd = 6\nr = 0.9\nsource = "our families 2025"\n')
    parameters, found = read_parameters(file)
    assert (found, len(parameters.version)) == ([], 64)
    assert "psc17.total" in parameters.values
    file.write_text('["psc17.total"]\nsd = "six"\nr = 2\n["gad7.total"]\npoints = -1\nsource="x"\n')
    text = "\n".join(str(mistake) for mistake in read_parameters(file)[1])
    assert "reliable_change.toml psc17.total.sd" in text
    assert "psc17.total.r" in text
    assert "psc17.total.source: is missing" in text
    assert "gad7.total.points: is -1" in text
    file.write_text("[")
    with pytest.raises(DataFileError):
        read_parameters(file)

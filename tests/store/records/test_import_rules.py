"""One file is one case: whole or not at all, and never twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError

from handrail.core.family_file.structure import FamilyFileRefused
from handrail.core.family_file.values import Family, Measure
from handrail.store.accounts.actions.refusals import Refused
from handrail.store.accounts.models import Case, Membership, Person
from handrail.store.accounts.viewer import Viewer, acting_as
from handrail.store.keys.models import WrappedKey
from handrail.store.ledger.models import Line
from handrail.store.ledger.verification import verify
from handrail.store.records.actions.import_family import AnotherFileOfThisName
from handrail.store.records.models import Contact, ImportedFile, Segment
from handrail.store.records.reading.family import stored_case
from tests.cast import Cast
from tests.store.records.demo_families import NAMES, bring_in, family

TABLES = (*apps.get_app_config("records").get_models(), Case, Line, Membership, Person, WrappedKey)


def rows(viewer: Viewer) -> dict[str, int]:
    """Every table an import writes to, with the number of its rows as this person finds them."""
    with acting_as(viewer):
        return {model._meta.label: model._default_manager.count() for model in TABLES}


def test_twice_changes_nothing_and_says_so(cast: Cast) -> None:
    first = bring_in(cast.rosa, family("alder"))
    before = rows(cast.rosa)
    second = bring_in(cast.rosa, family("alder"))
    assert (first.new, second.new) == (True, False)
    assert second.case_id == first.case_id
    assert not second.counts
    assert rows(cast.rosa) == before


def test_a_colleague_cannot_bring_the_same_family_a_second_time(cast: Cast) -> None:
    first = bring_in(cast.rosa, family("alder"))
    assert bring_in(cast.theo, family("alder")) == replace(first, new=False, counts=_nothing())
    with acting_as(cast.theo), pytest.raises(LookupError):
        stored_case(first.case_id)


def _nothing() -> Any:
    from collections import Counter

    return Counter()


def test_another_file_of_the_same_name_is_refused(cast: Cast) -> None:
    bring_in(cast.rosa, family("alder"))
    before = rows(cast.rosa)
    other = replace(
        family("cedar"), case=replace(family("cedar").case, name="ÁLDER"), digest="another"
    )
    with pytest.raises(AnotherFileOfThisName, match=r"ÁLDER.*another case\.name"):
        bring_in(cast.theo, other)
    assert rows(cast.rosa) == before


def test_two_practices_may_know_the_same_family(cast: Cast) -> None:
    from handrail.store.accounts.actions.people import add_person
    from handrail.store.accounts.actions.practices import give_staff_seat, open_practice

    elsewhere = open_practice(
        name="Elsewhere", time_zone="America/Denver", jurisdiction="US-XX",
        administrator=("Una", "Vale", "una@example.org"),
    ).administrator  # fmt: skip
    with acting_as(elsewhere):
        person = add_person(by=elsewhere, given="Sam")
        give_staff_seat(by=elsewhere, person_id=person, seat="therapist")
    sam = Viewer(person_id=person, practice_id=elsewhere.practice_id)
    assert bring_in(cast.rosa, family("alder")).new
    assert bring_in(sam, family("alder")).new


def broken(one: Family) -> Family:
    """The same family with one rating no database accepts, in its last held contact."""
    sessions = list(one.sessions)
    at = max(i for i, s in enumerate(sessions) if s.contact is not None and s.contact.contact.held)
    held = sessions[at].contact
    assert held is not None
    seen = replace(held.contact, peak=11)
    sessions[at] = replace(sessions[at], contact=replace(held, contact=seen))
    return replace(one, sessions=tuple(sessions), digest="broken")


def test_a_failure_in_the_middle_leaves_nothing(cast: Cast) -> None:
    before = rows(cast.rosa)
    with pytest.raises(IntegrityError):
        bring_in(cast.rosa, broken(family("alder")))
    assert rows(cast.rosa) == before
    made = bring_in(cast.rosa, family("alder"))
    with acting_as(cast.rosa):
        assert stored_case(made.case_id).number == 3  # the number was not used up


def test_what_the_record_cannot_keep_is_refused_with_its_place(cast: Cast) -> None:
    one = family("alder")
    score = Measure("gad7", "parent_b", "parent_b", one.measures[0].on, total=3)
    long = replace(
        one,
        case=replace(one.case, name="A" * 101),
        people=(replace(one.people[0], given="M" * 101), *one.people[1:]),
        measures=(score, replace(score, week=1, total=10**9)),
    )
    before = rows(cast.rosa)
    with pytest.raises(FamilyFileRefused) as refused:
        bring_in(cast.rosa, long)
    assert {mistake.path for mistake in refused.value.mistakes} == {
        "case.name", "people[0].given", "measures[1]", "measures[1].total",
    }  # fmt: skip
    assert rows(cast.rosa) == before


@pytest.mark.parametrize("who", ["dana", "pia"])
def test_who_may_not_open_cases_may_not_import(cast: Cast, who: str) -> None:
    with pytest.raises(Refused):
        bring_in(getattr(cast, who), family("alder"))


@pytest.mark.parametrize(("who", "seat"), [("rosa", "therapist"), ("carol", "coordinator")])
def test_the_importer_sits_on_the_case_as_in_the_practice(cast: Cast, who: str, seat: str) -> None:
    viewer = getattr(cast, who)
    made = bring_in(viewer, family("alder"))
    with acting_as(viewer):
        assert [member.seat for member in stored_case(made.case_id).team] == [seat]


def test_the_ledger_holds_and_tells_how_much(committed_cast: Cast) -> None:
    for name in NAMES:
        made = bring_in(committed_cast.rosa, family(name))
        assert made.counts["Session"] == len(family(name).sessions)
    report = verify()
    assert report.sound
    assert report.lines > 150


def test_every_sealed_text_has_its_line(cast: Cast) -> None:
    made = bring_in(cast.rosa, family("alder"))
    with acting_as(cast.rosa):
        sealed = Line.objects.filter(chain_id=made.case_id, act="text.sealed")
        segments = set(sealed.filter(object_kind="segment").values_list("object_id", flat=True))
        assert segments == set(Segment.objects.values_list("id", flat=True))
        assert all(len(bytes(one)) == 32 for one in sealed.values_list("commitment", flat=True))


def test_the_rule_is_kept_with_what_it_said(cast: Cast) -> None:
    bring_in(cast.rosa, family("alder"))
    with acting_as(cast.rosa):
        a14 = Contact.objects.get(session__ref="A14")
        kept = [alarm.alarm for alarm in a14.alarms.order_by("position")]
    assert (a14.proposed, a14.settled, kept) == (
        "DOWN", False, ["distress_rising", "after_effect"],
    )  # fmt: skip
    assert "peak_over_limit" in {reason["code"] for reason in a14.reasons}
    assert len(a14.rule_version) == 64


def test_no_bare_hash_of_the_file_is_kept(cast: Cast) -> None:
    made = bring_in(cast.rosa, family("alder"))
    digest = family("alder").digest
    with acting_as(cast.rosa):
        assert ImportedFile.objects.get(case_id=made.case_id).digest != digest
        assert not any(digest in line.detail for line in Line.objects.all())

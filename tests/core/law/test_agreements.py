"""A voluntary case: contact rests on what everybody with authority signed, and nobody withdrew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handrail.core.law.agreements import Agreement, Signature, agreement_permits
from handrail.core.law.answers import Allowed, Refused

NAMES = {"ma": "Mara", "pa": "Theo"}
FIRST, LAST, LATER = date(2025, 3, 1), date(2025, 3, 8), date(2025, 5, 1)
SIGNED = Agreement(
    number=1, children=("kid",), authority=("ma", "pa"), permitted=("letter", "in_person"),
    signatures=(Signature("ma", FIRST), Signature("pa", LAST)),
)  # fmt: skip


def ask(
    *agreements: Agreement, on: date = LATER, modality: str = "letter", child: str = "kid"
) -> Allowed | Refused:
    return agreement_permits(agreements, modality=modality, child=child, on=on, names=NAMES)


def why_not(*agreements: Agreement, on: date = LATER, modality: str = "letter") -> str:
    answer = ask(*agreements, on=on, modality=modality)
    assert isinstance(answer, Refused)
    return " ".join(answer.reasons)


def withdrawn(person: str, on: date, agreement: Agreement = SIGNED) -> Agreement:
    return replace(
        agreement,
        signatures=tuple(
            replace(one, withdrawn_on=on) if one.person == person else one
            for one in agreement.signatures
        ),
    )


def test_it_stands_from_the_day_of_the_last_signature() -> None:
    assert why_not(SIGNED, on=date(2025, 3, 7)).startswith("Theo has not signed")
    answer = ask(SIGNED, on=LAST)
    assert answer == Allowed(
        ("By the agreement that Mara and Theo signed, the last on 8 March 2025.",)
    )


def test_one_signature_is_not_enough_and_a_strangers_is_none() -> None:
    strange = replace(SIGNED, signatures=(Signature("ma", FIRST), Signature("aunt", FIRST)))
    assert "Theo has not signed" in why_not(strange)
    assert "Mara and Theo have not signed" in why_not(replace(SIGNED, signatures=()))


def test_nothing_on_record_permits_nothing() -> None:
    assert "No agreement" in why_not()
    assert "names nobody" in why_not(replace(SIGNED, authority=()))
    assert isinstance(ask(SIGNED, child="another"), Refused)


def test_either_may_withdraw_and_it_is_over_that_day() -> None:
    for person, given in NAMES.items():
        gone = withdrawn(person, LATER)
        assert isinstance(ask(gone, on=date(2025, 4, 30)), Allowed)
        assert f"{given} withdrew from the agreement on 1 May 2025" in why_not(gone, on=LATER)


def test_who_has_no_authority_withdraws_nothing() -> None:
    aunt = replace(SIGNED, signatures=(*SIGNED.signatures, Signature("aunt", FIRST, LAST)))
    assert isinstance(ask(aunt), Allowed)


def test_an_older_agreement_does_not_come_back_when_the_newer_is_withdrawn() -> None:
    newer = withdrawn("ma", LATER, replace(SIGNED, number=2))
    assert "Mara withdrew" in why_not(SIGNED, newer)
    assert "Mara withdrew" in why_not(newer, SIGNED)


def test_a_newer_one_counts_alone_once_all_have_signed() -> None:
    narrower = replace(SIGNED, number=2, permitted=("recording",))
    assert "permits only recorded" in why_not(SIGNED, narrower)
    half = replace(narrower, signatures=(Signature("ma", FIRST),))
    assert isinstance(ask(SIGNED, half), Allowed), "until then the older one stands"


def test_it_reaches_no_further_than_its_words() -> None:
    assert isinstance(ask(SIGNED, modality="in_person_with_therapist"), Allowed)
    said = why_not(SIGNED, modality="in_person_unsupervised")
    assert "In person without supervision would need a further agreement" in said
    assert isinstance(ask(SIGNED, modality="photo"), Refused), "a photograph has to be named"
    assert "no known form" in why_not(SIGNED, modality="telepathy")


def test_preparation_needs_no_signature() -> None:
    assert ask(modality="none") == Allowed()


def test_an_agreement_on_no_contact_says_so() -> None:
    assert "The agreement permits no contact." in why_not(replace(SIGNED, permitted=()))

"""Predicates answer with reasons."""

import pytest

from handrail.core.law.answers import Allowed, Refused


def test_a_refusal_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="says why"):
        Refused(())


def test_an_allowance_may_come_without_a_reason() -> None:
    assert Allowed().reasons == ()

"""Sending a form twice does the thing once and answers the same both times."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError

from handrail import clock
from handrail.store.accounts.models import Submission
from handrail.store.accounts.viewer import Viewer
from handrail.store.database.transactions import expecting_conflict, writing


class KeyUsedElsewhere(ValueError):
    """This key already belongs to another form: the page has to be opened again."""


def once(viewer: Viewer, *, key: UUID, path: str, act: Callable[[], str]) -> str:
    """Run `act` once for this key of this viewer; returns the location it answered with.

    `act` writes and returns where to go next; it runs in one transaction with the memory of it.
    What it raises is raised, and then nothing is remembered: the form can be sent again.
    Raises KeyUsedElsewhere when the key came from another path.
    """
    with writing():
        claimed = _claim(viewer, key, path)
        if claimed is None:
            return _answered(viewer, key, path)
        location = act()
        Submission.objects.filter(id=claimed.id).update(location=location)
    return location


def answers(viewer: Viewer) -> dict[UUID, str]:
    """Every key this viewer has sent, with what it was answered."""
    rows = Submission.objects.filter(person_id=viewer.person_id)
    return dict(rows.values_list("key", "location"))


def _claim(viewer: Viewer, key: UUID, path: str) -> Submission | None:
    """Take the key; None when it is taken. A second sender waits here for the first to finish."""
    try:
        with expecting_conflict():
            return Submission.objects.create(
                person_id=viewer.person_id, key=key, path=path, at=clock.now()
            )
    except IntegrityError:
        return None


def _answered(viewer: Viewer, key: UUID, path: str) -> str:
    earlier = Submission.objects.get(person_id=viewer.person_id, key=key)
    if earlier.path != path:
        raise KeyUsedElsewhere("this form was opened for another page")
    return str(earlier.location)

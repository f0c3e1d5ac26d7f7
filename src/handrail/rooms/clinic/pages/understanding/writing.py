"""Writing down how the family is understood: one form for each kind of entry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.core.family_file.values import Family, Person
from handrail.rooms.clinic.acting import Answer, asking_in_case, bound, case_form
from handrail.rooms.clinic.frame import TAB_KINDS, case_frame, people_in_order
from handrail.rooms.clinic.language_check import WordedForm, kept
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.understanding.forms import (
    ConcernForm,
    CycleForm,
    FormulationForm,
    NeedForm,
    PatternForm,
)
from handrail.store.database.transactions import reading
from handrail.store.records.actions import understanding as acts
from handrail.store.records.reading import understanding as readings
from handrail.store.records.reading.family import FRAME, StoredCase, stored_case

KINDS = TAB_KINDS["understanding"]
CHILDREN = ("child", "sibling")


def home(opened: Opened) -> str:
    """Where everything written here stands."""
    return reverse("clinic:understanding", args=[opened.case_id])


def adults(family: Family) -> list[Person]:
    """Everybody of the family who is no child, by given name as they are read."""
    return [person for person in people_in_order(family) if person.seat not in CHILDREN]


def read(opened: Opened) -> StoredCase:
    """The frame of the case."""
    with reading():
        return stored_case(opened.case_id, FRAME)


def starting(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """What the form begins with: today, and the person a link named."""
    return {"on": opened.today, "person": request.GET.get("person", "")}


@case_form("concern.viewed", *KINDS)
def concern(request: HttpRequest, opened: Opened) -> Answer:
    """One adult's concern in own words."""
    stored = read(opened)
    form = ConcernForm(
        bound(request), people=adults(stored.family), initial=starting(request, opened)
    )
    done = kept(
        request, opened, form, lambda: acts.record_concern(**_by(opened), **_given(form)),
        back=home(opened), said=_("The concern is written down."),
    )  # fmt: skip
    return done or asking_in_case(
        opened, form, "understanding", title=_("A concern, in their own words"),
        texts=[_("A concern is taken as it is said. What was checked stands beside it.")],
        button=_("Write it down"), back=home(opened), stored=stored,
    )  # fmt: skip


@case_form("need.viewed", *KINDS)
def need(request: HttpRequest, opened: Opened) -> Answer:
    """What one person needs now."""
    stored = read(opened)
    form = NeedForm(
        bound(request), people=people_in_order(stored.family), initial=starting(request, opened)
    )
    done = kept(
        request, opened, form, lambda: acts.record_need(**_by(opened), **_given(form)),
        back=home(opened), said=_("The need is written down."),
    )  # fmt: skip
    return done or asking_in_case(
        opened, form, "understanding", title=_("What somebody needs now"),
        texts=[_("The latest entry stands; the earlier ones stay below it.")],
        button=_("Write it down"), back=home(opened), stored=stored,
    )  # fmt: skip


@case_form("pattern.viewed", *KINDS)
def pattern(request: HttpRequest, opened: Opened) -> Answer:
    """Something that happens again and again."""
    stored = read(opened)
    form = PatternForm(
        bound(request), people=people_in_order(stored.family), initial={"on": opened.today}
    )
    done = kept(
        request, opened, form, lambda: acts.record_pattern(**_by(opened), **_given(form)),
        back=home(opened), said=_("The pattern is in the log."),
    )  # fmt: skip
    return done or asking_in_case(
        opened, form, "understanding", title=_("Something that happens again and again"),
        button=_("Write it down"), back=home(opened), stored=stored,
    )  # fmt: skip


@case_form("cycle.viewed", *KINDS)
def cycle(request: HttpRequest, opened: Opened) -> Answer:
    """The ring of who does what next."""
    stored = read(opened)
    with reading():
        parts = readings.understanding(opened.case_id).cycle
    initial = {f"who_{at}": part.person for at, part in enumerate(parts, 1)}
    initial |= {f"does_{at}": part.does for at, part in enumerate(parts, 1)}
    form = CycleForm(bound(request), people=people_in_order(stored.family), initial=initial)
    done = kept(
        request, opened, form, lambda: acts.draw_cycle(**_by(opened), parts=form.parts()),
        back=home(opened), said=_("The cycle is drawn."),
    )  # fmt: skip
    return done or ("clinic/understanding/cycle.html", _page(opened, stored, form))


@case_form("formulation.viewed", *KINDS)
def formulation(request: HttpRequest, opened: Opened) -> Answer:
    """The next version of the formulation, beginning with the words of the latest."""
    stored = read(opened)
    with reading():
        latest = next(iter(readings.understanding(opened.case_id).formulations), None)
    form = FormulationForm(bound(request), initial={"on": opened.today, **_weighed(latest)})

    def write() -> object:
        given = form.cleaned_data
        return acts.formulate(
            **_by(opened), on=given["on"], summary=given["summary"],
            explanations=form.explanations(),
        )  # fmt: skip

    done = kept(
        request,
        opened,
        form,
        write,
        back=home(opened),
        said=_("The formulation is kept as a new version."),
    )
    page = _page(opened, stored, form)
    return done or ("clinic/understanding/formulation.html", page)


def _weighed(latest: readings.ReadFormulation | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in latest.explanations if latest else ():
        found[f"weight_{one.code}"] = one.weight
        found[f"for_{one.code}"] = one.speaks_for
        found[f"against_{one.code}"] = one.speaks_against
        found[f"unknown_{one.code}"] = one.unknown
    return found


def _page(opened: Opened, stored: StoredCase, form: WordedForm) -> dict[str, Any]:
    with reading():
        frame = case_frame(opened, stored, "understanding")
    return {**frame, "form": form, "back": home(opened)}


def _by(opened: Opened) -> dict[str, Any]:
    return {"by": opened.viewer, "case_id": opened.case_id}


def _given(form: WordedForm) -> dict[str, Any]:
    """What was sent, without the fields that every form has."""
    return {
        name: value
        for name, value in form.cleaned_data.items()
        if name not in ("idempotency_key", "keep_wording")
    }

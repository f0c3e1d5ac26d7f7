"""A progress review: the goals scored, four questions answered, a new draft of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from handrail.core.family_file.values import Person
from handrail.core.therapy import fidelity
from handrail.core.therapy.alarms import CATALOGUE
from handrail.core.therapy.protocol import load
from handrail.rooms.clinic import words
from handrail.rooms.clinic.acting import Answer, bound, case_form
from handrail.rooms.clinic.fields import day_field, offer, text_field
from handrail.rooms.clinic.frame import case_frame, people_in_order
from handrail.rooms.clinic.language_check import WordedForm, kept
from handrail.rooms.clinic.opening import Opened
from handrail.rooms.clinic.pages.goals import STEPS
from handrail.rooms.clinic.pages.ladder import chart
from handrail.rooms.clinic.pages.plan.drafting import KINDS, UNTIL_REVIEW, home
from handrail.rooms.shared.parts import TimelineItem
from handrail.store.database.transactions import reading
from handrail.store.records.actions.reviewing import Review, record_review
from handrail.store.records.chart.case_chart import CaseChart
from handrail.store.records.reading.family import Member
from handrail.store.records.reading.plan import plan
from handrail.store.records.reading.plan_content import PlannedGoal

ANSWERS = (
    ("done", lazy("done")),
    ("partly", lazy("partly")),
    ("no", lazy("no")),
    ("na", lazy("does not apply")),
)


class ReviewForm(WordedForm):
    """The scores, who gave them, and what the review has to ask."""

    own_words = frozenset({"child_view"})

    on = day_field(lazy("Held on"))
    present = forms.TypedMultipleChoiceField(
        label=lazy("Who of the family was there"), coerce=UUID, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    scored_by = forms.TypedChoiceField(
        label=lazy("Who scored the goals"), coerce=UUID,
        help_text=lazy("Better not the treating therapist alone."),
    )  # fmt: skip
    changed = text_field(lazy("What has changed since the last review"))
    harm = text_field(
        lazy("Does the therapy itself do harm to anybody?"),
        lazy(
            "Asked at every review. Who was asked, and what they said. “Nobody knows yet” counts."
        ),
    )
    child_view = text_field(
        lazy("How the child sees it, in the child’s words"),
        lazy("“Not asked, because …” is an answer too."),
    )
    review_on = day_field(lazy("Next progress review"))

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        team: Sequence[Member],
        goals: Sequence[PlannedGoal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["present"], people, empty="")
        scorer = self.fields["scored_by"]
        assert isinstance(scorer, forms.ChoiceField)
        names = dict.fromkeys((one.person, one.given) for one in team if one.seat != "coordinator")
        scorer.choices = [("", _("Choose a colleague")), *names]
        self._goals = goals
        for goal in goals:
            self.add(f"score_{goal.ref}", _score_field(goal))
        for item in load().fidelity:
            self.add(f"kept_{item.id}", _kept_field(item))

    def clean(self) -> dict[str, Any]:
        """The checklist whole, or not at all: a share over half a list would flatter."""
        given = super().clean()
        items = load().fidelity
        answered = [item for item in items if given.get(f"kept_{item.id}")]
        for item in items:
            if answered and item not in answered:
                self.add_error(f"kept_{item.id}", _("Answer every line of the checklist, or none."))
        return given

    def review(self) -> Review:
        """What was sent."""
        given = self.cleaned_data
        scores = {
            goal.ref: int(given[f"score_{goal.ref}"])
            for goal in self._goals
            if given[f"score_{goal.ref}"]
        }
        plain = {
            name: given[name]
            for name in (
                "on", "present", "scored_by", "changed", "harm", "child_view", "review_on",
            )
        }  # fmt: skip
        return Review(scores=scores, fidelity=self._share(), **plain)

    def _share(self) -> float | None:
        answers = {
            item.id: self.cleaned_data[f"kept_{item.id}"]
            for item in load().fidelity
            if self.cleaned_data[f"kept_{item.id}"]
        }
        return fidelity.share(load().fidelity, answers) if answers else None

    def scores(self) -> Iterator[BoundField]:
        """The goals' fields, for the page."""
        yield from (self[f"score_{goal.ref}"] for goal in self._goals)

    def checklist(self) -> Iterator[BoundField]:
        """The checklist's fields, for the page."""
        yield from (self[f"kept_{item.id}"] for item in load().fidelity)


def _score_field(goal: PlannedGoal) -> forms.ChoiceField:
    steps = goal.steps or tuple(str(meaning) for _sign, meaning in STEPS)
    choices = [("", str(_("not scored this time")))]
    choices += [
        (str(score), f"{sign}  {text}")
        for score, ((sign, _meaning), text) in enumerate(zip(STEPS, steps, strict=True), start=-2)
    ]
    return forms.ChoiceField(
        label=f"{goal.ref} · {goal.statement}", required=False, choices=choices,
        widget=forms.RadioSelect,
    )  # fmt: skip


def _kept_field(item: fidelity.Item) -> forms.ChoiceField:
    choices = [("", _("not answered")), *ANSWERS]
    return forms.ChoiceField(label=item.text, required=False, choices=choices)


@case_form("review.viewed", *KINDS, "measure_result", "contact_observation")
def page(request: HttpRequest, opened: Opened) -> Answer:
    """The form of a review of the version in force."""
    with reading():
        charted = chart(opened)
        known = plan(opened.case_id)
        frame = case_frame(opened, charted.stored, "plan")
    if known.in_force is None:
        return None
    stored, alarms = charted.stored, since_last(charted)
    form = ReviewForm(
        bound(request), people=people_in_order(stored.family), team=stored.team,
        goals=known.in_force.content.goals,
        initial={"on": opened.today, "review_on": opened.today + UNTIL_REVIEW},
    )  # fmt: skip

    def write() -> None:
        record_review(
            by=opened.viewer,
            case_id=opened.case_id,
            review=replace(form.review(), alarms=_in_a_line(alarms)),
        )

    said = _("The review is kept. Change the draft now, and sign it.")
    if done := kept(request, opened, form, write, back=home(opened), said=said):
        return done
    return "clinic/plan/review.html", {
        **frame,
        "form": form,
        "alarms": alarms,
        "number": known.in_force.number,
        "draft": known.draft and known.draft.number,
        "goals_address": reverse("clinic:goals", args=[opened.case_id]),
        "back": home(opened),
    }


def since_last(charted: CaseChart) -> list[TimelineItem]:
    """The alarms of contacts since the last review, oldest first."""
    reviews = [one.on for one in charted.family.sessions if one.type == "REV" and not one.planned]
    last = max(reviews, default=None)
    return [
        TimelineItem(
            when=words.day(contact.on, charted.today),
            title=CATALOGUE[alarm.id].name,
            lines=(alarm.text,),
        )
        for one in charted.ladders
        for contact in one.contacts
        for alarm in contact.alarms
        if last is None or contact.on > last
    ]


def _in_a_line(alarms: Sequence[TimelineItem]) -> str:
    """The alarms as the version keeps them: which, and when."""
    return "; ".join(f"{one.title}, {one.when}" for one in alarms)

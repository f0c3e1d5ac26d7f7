"""The form of a ladder: every step of the protocol, used or skipped, moved, changed; own steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from handrail.core.law.modalities import names, plain_name
from handrail.core.therapy.rule import Rung
from handrail.rooms.clinic.pages.plan.forms import DraftForm

OWN_STEPS, MOST_STEPS = 2, 60
LONGEST = 1440
TEXTS = ("support", "setting", "handover")


@dataclass(frozen=True)
class StepFields:
    """One step on the page. is_used: whether it stands on the ladder now."""

    name: str
    how: str
    is_used: bool
    use: BoundField
    fields: tuple[BoundField, ...]


class LadderForm(DraftForm):
    """All steps that can be used; what is not ticked is skipped."""

    def __init__(
        self, *args: Any, steps: Sequence[Rung], protocol: Sequence[Rung], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        on_ladder = [rung.id for rung in steps]
        self._known = {rung.id: rung for rung in (*protocol, *steps)}
        self._needs = {rung.modality: rung.needs for rung in reversed(protocol)}
        order = [*on_ladder, *(rung.id for rung in protocol if rung.id not in on_ladder)]
        self._order = order
        for place, id_ in enumerate(order, 1):
            self._step(id_, place, is_used=id_ in on_ladder)
        self._free = [f"own{at}" for at in range(1, 40) if f"own{at}" not in order][:OWN_STEPS]
        for id_ in self._free:
            self._own(id_)

    def _step(self, id_: str, place: int, *, is_used: bool) -> None:
        rung = self._known[id_]
        self.add(f"use_{id_}", forms.BooleanField(label=rung.name, required=False, initial=is_used))
        self._details(id_, place, rung)

    def _details(self, id_: str, place: int | None, rung: Rung) -> None:
        self.add(
            f"place_{id_}",
            forms.IntegerField(
                label=_("Place on the ladder"), required=False, min_value=1, max_value=MOST_STEPS,
                initial=place,
            ),
        )  # fmt: skip
        for name, label, at in (("least", _("Minutes, at least"), 0), ("most", _("At most"), 1)):
            initial = rung.minutes[at] if len(rung.minutes) == 2 else None
            field = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=LONGEST, initial=initial
            )
            self.add(f"{name}_{id_}", field)
        labels = {"support": _("Support"), "setting": _("Where"), "handover": _("Handover")}
        for name in TEXTS:
            text = forms.CharField(
                label=labels[name], required=False, max_length=200, initial=getattr(rung, name)
            )
            self.add(f"{name}_{id_}", text)

    def _own(self, id_: str) -> None:
        self.add(
            f"name_{id_}",
            forms.CharField(label=_("Name of the step"), required=False, max_length=120),
        )
        forms_of_contact = [(name, plain_name(name)) for name in names()]
        modality = forms.ChoiceField(
            label=_("Form of contact"),
            required=False,
            choices=[("", _("Choose")), *forms_of_contact],
        )
        self.add(f"modality_{id_}", modality)
        self._details(id_, None, Rung(id_, "", ""))

    def clean(self) -> dict[str, Any]:
        """Minutes in their order; an own step whole."""
        sent = super().clean()
        for id_ in (*self._order, *self._free):
            least, most = sent.get(f"least_{id_}"), sent.get(f"most_{id_}")
            if (least is None) != (most is None) or (least or 0) > (most or 0):
                self.add_error(f"least_{id_}", _("Give both minutes, the fewer first, or none."))
        for id_ in self._free:
            if sent.get(f"name_{id_}") and not sent.get(f"modality_{id_}"):
                self.add_error(f"modality_{id_}", _("Choose the form of contact of your own step."))
        return sent

    def rungs(self) -> tuple[Rung, ...]:
        """The steps in the order of their places."""
        sent = self.cleaned_data
        used = [id_ for id_ in self._order if sent[f"use_{id_}"]]
        used += [id_ for id_ in self._free if sent[f"name_{id_}"]]
        return tuple(self._rung(id_) for id_ in sorted(used, key=self._place))

    def _place(self, id_: str) -> tuple[int, bool]:
        """Where a step stands; one of one's own before another on the same place."""
        return (self.cleaned_data[f"place_{id_}"] or MOST_STEPS, id_ not in self._free)

    def _rung(self, id_: str) -> Rung:
        sent = self.cleaned_data
        rung = self._known.get(id_)
        if rung is None:
            modality = sent[f"modality_{id_}"]
            needs = self._needs.get(modality, ())
            rung = Rung(id_, sent[f"name_{id_}"], modality, needs=needs)
        least, most = sent[f"least_{id_}"], sent[f"most_{id_}"]
        minutes = () if least is None else (least, most)
        return replace(rung, minutes=minutes, **{name: sent[f"{name}_{id_}"] for name in TEXTS})

    def steps(self) -> Iterator[StepFields]:
        """The steps of the protocol and of the ladder, for the page."""
        for id_ in self._order:
            rung = self._known[id_]
            yield StepFields(
                rung.name,
                plain_name(rung.modality),
                bool(self[f"use_{id_}"].value()),
                self[f"use_{id_}"],
                self._bound(id_),
            )

    def own_steps(self) -> Iterator[tuple[BoundField, ...]]:
        """The fields of a step of one's own, for the page."""
        for id_ in self._free:
            yield (self[f"name_{id_}"], self[f"modality_{id_}"], *self._bound(id_))

    def _bound(self, id_: str) -> tuple[BoundField, ...]:
        return tuple(self[f"{name}_{id_}"] for name in ("place", "least", "most", *TEXTS))

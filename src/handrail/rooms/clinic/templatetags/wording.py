"""Fields with what could be written instead beside them: `{% load wording %}`."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField

from handrail.rooms.clinic.language_check import KEEP, WordedForm
from handrail.rooms.shared.templatetags.handrail import WITH_OPTIONS

register = template.Library()


@register.inclusion_tag("clinic/parts/worded.html")
def worded(bound: BoundField, extra: str = "") -> dict[str, Any]:
    """Any field of a form: options as rows; below a text what could be written instead."""
    findings = getattr(bound.form, "findings", {}).get(bound.name, ())
    return {
        "bound": bound,
        "extra": extra,
        "is_choice": isinstance(bound.field.widget, WITH_OPTIONS),
        "is_tick": isinstance(bound.field.widget, forms.CheckboxInput),
        "findings": findings,
    }


@register.inclusion_tag("clinic/parts/keep_wording.html")
def keep_wording(form: forms.BaseForm) -> dict[str, Any]:
    """The tick that keeps loaded words; nothing while there are none."""
    asks = isinstance(form, WordedForm) and bool(form.findings)
    return {"bound": form[KEEP] if asks else None}


@register.simple_tag
def written(form: forms.BaseForm) -> list[BoundField]:
    """The visible fields of a form, without the tick of `keep_wording`."""
    return [bound for bound in form.visible_fields() if bound.name != KEEP]

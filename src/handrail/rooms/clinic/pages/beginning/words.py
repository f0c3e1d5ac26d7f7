"""Codes of the beginning in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from handrail.rooms.shared.parts import Text

REFERRED_BY: Mapping[str, Text] = {
    "court": _("a court"),
    "lawyer": _("a lawyer"),
    "parent": _("a parent"),
    "professional": _("another professional"),
    "other": _("somebody else"),
}
DETERMINED_BY: Mapping[str, Text] = {
    "court": _("a court"),
    "child_protection": _("child protection"),
    "evaluator": _("an evaluator"),
    "treating_professional": _("a treating professional"),
}
BASES: Mapping[str, Text] = {
    "court_order": _("A court order"),
    "voluntary": _("It is voluntary: an agreement of those with authority"),
}
PAPERS: Mapping[str, Text] = {
    "licence": _("licence"),
    "family_violence_training": _("training in family violence"),
    "reunification_training": _("training in this work"),
    "supervision": _("supervision"),
}
DECISIONS: Mapping[str, Text] = {"accept": _("accepted"), "decline": _("declined")}
HOMES: Mapping[str, Text] = {
    "H1": _("first home"),
    "H2": _("second home"),
    "H3": _("third home"),
}

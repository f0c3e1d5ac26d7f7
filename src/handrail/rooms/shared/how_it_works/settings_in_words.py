"""The numbers of the pacing rule and of the alarms, each in a sentence.

Every one is a practice setting: no published source gives a number (clinical §2.4).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from handrail.core.therapy.alarms import CATALOGUE
from handrail.core.therapy.rule import Rule, Rung
from handrail.rooms.shared.parts import Column, Row, Table

ANSWERS = {"yes": "yes", "not_yet": "not yet", "no": "no"}


def rule_table(rule: Rule, rungs: tuple[Rung, ...]) -> Table:
    """What makes a contact settled, and when the rule proposes what."""
    rows = [*_settled(rule), *_moves(rule, {rung.id: rung.name for rung in rungs})]
    status = _("practice setting") if rule.status == "practice setting" else rule.status
    return Table(
        _("The numbers of the rule %(id)s") % {"id": rule.id},
        (Column(_("What is looked at")), Column(_("Setting")), Column(_("Status"))),
        tuple(Row((looked_at, setting, status)) for looked_at, setting in rows),
        narrow="stack",
    )


def _settled(rule: Rule) -> list[tuple[str, str]]:
    at_most, at_least = _("at most %d"), _("at least %d")
    return [
        (_("Distress at its peak in a contact, 0 to 10"), at_most % rule.peak_limit),
        (_("Distress after it, 0 to 10"), at_most % rule.after_limit),
        (_("How well the contact kept to its plan, 1 to 5"), at_least % rule.adherence_minimum),
        (_("How the 48 hours after were, 0 to 3"), at_most % rule.after_effect_limit),
        (
            _("Two adults’ answers differ, and are not averaged"),
            _("%d or more points apart") % rule.informants_apart,
        ),
        (
            _("Signs that make low ratings unclear"),
            ", ".join(sign.replace("_", " ") for sign in rule.not_clear_signs),
        ),
    ]


def _moves(rule: Rule, names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (
            _("A step up is proposed"),
            _("after %d settled contacts in a row on this step") % rule.settled_for_up,
        ),
        (
            _("A step down is proposed"),
            _("after %d contacts in a row that did not settle, or one that ended early")
            % rule.unsettled_for_down,
        ),
        (
            _("The child’s answers that hold, whatever the numbers"),
            ", ".join(ANSWERS.get(view, view) for view in rule.views_that_hold),
        ),
        (
            _("A contact cancelled by the visiting parent is not counted"),
            _("with %g hours’ notice or more") % rule.notice_hours,
        ),
        (
            _("A supervisor signs off before the step"),
            _("from “%s” on") % names.get(rule.sign_off_from, rule.sign_off_from),
        ),
    ]


def alarm_table(rule: Rule) -> Table:
    """When each alarm rings, and what it opens. None of them decides anything."""
    when = _alarms_ring_when(rule)
    return Table(
        _("The alarms"),
        (Column(_("Alarm")), Column(_("It rings when")), Column(_("It opens"))),
        tuple(
            Row((f"{alarm.number} {alarm.name}", when[key], alarm.opens))
            for key, alarm in CATALOGUE.items()
        ),
        narrow="stack",
    )


def _alarms_ring_when(rule: Rule) -> dict[str, str]:
    numbers = vars(rule.alarms) | {
        "attendance_percent": round(rule.alarms.attendance_share * 100),
        "drift_percent": round(rule.alarms.drift_share * 100),
    }
    texts = {
        "safety": _("a safety flag is open, a critical incident or a disclosure is recorded"),
        "distress_rising": _(
            "the peak is %(distress_rise)g points or more above the mean of the"
            " %(distress_rise_over)d held contacts before, or distress is higher after than before"
            " twice running"
        ),
        "after_effect": _("a 48-hour answer is %(after_effect)d or more, of 3"),
        "stalled": _(
            "there are more than %(stalled_contacts)d contacts or more than %(stalled_weeks)d weeks"
            " on one step"
        ),
        "reliable_worsening": _("a measure gets worse by more than its error of measurement"),
        "pace_mismatch": _(
            "the child says “too fast” %(too_fast_times)d times running, or somebody’s feeling of"
            " safety is %(felt_safe)d or lower, of 10"
        ),
        "attendance": _(
            "somebody misses %(missed_in_a_row)d in a row, or comes to fewer than"
            " %(attendance_percent)d %% of the last %(attendance_over)d"
        ),
        "splitting": _(
            "the two parents’ answers to one question of the weekly pulse HP-5 are more than"
            " %(splitting_points)d points apart %(splitting_weeks)d weeks running; each question by"
            " itself, no total is made, and own stress is compared with nobody’s"
        ),
        "silence": _(
            "there is no note %(silence_note_hours)d hours after a contact, or no 48-hour answer"
            " after %(silence_answer_hours)d hours"
        ),
        "therapist_drift": _(
            "less than %(drift_percent)d %% of the fidelity items are done %(drift_times)d times"
            " running"
        ),
    }
    return {key: text % numbers for key, text in texts.items()}

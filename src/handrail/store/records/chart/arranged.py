"""A contact of the record with everything it rests on, for planning it and for its start."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from handrail.core.measures.catalogue import catalogue
from handrail.core.therapy.arranging import ContactFacts
from handrail.core.therapy.protocol import load
from handrail.store.records.chart.case_chart import CaseChart, chart_of
from handrail.store.records.chart.contact_facts import contact_facts
from handrail.store.records.chart.ladder_now import LadderNow
from handrail.store.records.models import Ladder
from handrail.store.records.reading.agreements import agreements_of
from handrail.store.records.reading.family import stored_case
from handrail.store.records.reading.gates import gate_rows


def charted(case_id: UUID, today: date) -> CaseChart:
    """The chart of a case as of a day, under the protocol in force."""
    return chart_of(stored_case(case_id), today=today, protocol=load(), catalogue=catalogue())


def ladder_of(chart: CaseChart, ladder: UUID) -> LadderNow:
    """A ladder of the chart by its row. Raises LookupError."""
    row = Ladder.objects.filter(case_id=chart.stored.id, id=ladder).first()
    key = ("", "") if row is None else (str(row.child_id), str(row.parent_id))
    for one in chart.ladders:
        if one.ladder.key == key:
            return one
    raise LookupError("no such ladder in this case")


def facts_for(chart: CaseChart, now: LadderNow, rung: int, on: date) -> ContactFacts:
    """Everything a contact at this rung rests on, on a day, read anew."""
    return contact_facts(
        chart.stored, now, rung, on,
        agreements=agreements_of(chart.stored.id),
        gates=gate_rows(chart.stored.id),
        protocol=load(),
    )  # fmt: skip

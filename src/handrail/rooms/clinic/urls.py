"""Addresses of the clinic. Every one is declared, seat by seat, in tests/repo/test_routes.py."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.clinic.pages import (
    case,
    cases,
    goals,
    ladder,
    measures,
    order,
    people,
    search,
    seen,
    team,
    timeline,
    today,
)
from handrail.rooms.clinic.pages.beginning import urls as beginning
from handrail.rooms.clinic.pages.child_says import urls as child_says
from handrail.rooms.clinic.pages.co_signs import urls as co_signs
from handrail.rooms.clinic.pages.contacts import urls as contacts
from handrail.rooms.clinic.pages.ending import urls as ending
from handrail.rooms.clinic.pages.family import urls as family
from handrail.rooms.clinic.pages.gates import urls as gates
from handrail.rooms.clinic.pages.measuring import urls as measuring
from handrail.rooms.clinic.pages.notes import urls as notes
from handrail.rooms.clinic.pages.orders import urls as orders
from handrail.rooms.clinic.pages.plan import urls as plan
from handrail.rooms.clinic.pages.room import urls as room
from handrail.rooms.clinic.pages.safety import urls as safety
from handrail.rooms.clinic.pages.sessions import urls as sessions
from handrail.rooms.clinic.pages.staff import changes, everybody, links, member
from handrail.rooms.clinic.pages.stops import urls as stops
from handrail.rooms.clinic.pages.understanding import urls as understanding

app_name = "clinic"
urlpatterns = [
    path("today/", today.page, name="today"),
    path("cases/", cases.page, name="cases"),
    path("cases/<uuid:case_id>/", case.page, name="case"),
    path("cases/<uuid:case_id>/timeline/", timeline.page, name="timeline"),
    path("cases/<uuid:case_id>/ladder/", ladder.page, name="ladder"),
    path("cases/<uuid:case_id>/goals/", goals.page, name="goals"),
    path("cases/<uuid:case_id>/measures/", measures.page, name="measures"),
    path("cases/<uuid:case_id>/people/", people.page, name="people"),
    path("cases/<uuid:case_id>/team/", team.page, name="team"),
    path("cases/<uuid:case_id>/team/<uuid:membership>/end/", team.end, name="team_seat_end"),
    path("cases/<uuid:case_id>/order/", order.page, name="order"),
    path("cases/<uuid:case_id>/seen/", seen.page, name="seen"),
    *understanding.urlpatterns,
    *plan.urlpatterns,
    *measuring.urlpatterns,
    *family.urlpatterns,
    *beginning.urlpatterns,
    *gates.urlpatterns,
    *co_signs.urlpatterns,
    *safety.urlpatterns,
    *ending.urlpatterns,
    *room.urlpatterns,
    *child_says.urlpatterns,
    *sessions.urlpatterns,
    *contacts.urlpatterns,
    *stops.urlpatterns,
    *notes.urlpatterns,
    *orders.urlpatterns,
    path("search/", search.page, name="search"),
    path("staff/", everybody.page, name="staff"),
    path("staff/invite/", links.invite, name="staff_invite"),
    path("staff/<uuid:person_id>/", member.page, name="staff_member"),
    path("staff/<uuid:person_id>/link/", links.link, name="staff_link"),
    path("staff/<uuid:person_id>/link/new/", links.link_anew, name="staff_new_link"),
    path("staff/<uuid:person_id>/start-again/", links.again, name="staff_start_again"),
    path("staff/<uuid:person_id>/seats/", changes.give, name="staff_seats"),
    path("staff/<uuid:person_id>/seats/<slug:seat>/end/", changes.end, name="staff_seat_end"),
    path("staff/<uuid:person_id>/close/", changes.close, name="staff_close"),
    path("staff/<uuid:person_id>/reopen/", changes.reopen, name="staff_reopen"),
]

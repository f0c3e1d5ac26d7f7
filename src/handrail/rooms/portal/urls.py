"""Addresses of the families' room."""

from __future__ import annotations

from django.urls import path

from handrail.rooms.portal import views

app_name = "portal"
urlpatterns = [path("portal/", views.home, name="home")]

"""The one address of the demonstration."""

from __future__ import annotations

from django.urls import path

from handrail.web.demo import page

app_name = "demo"
urlpatterns = [path("", page.seats, name="seats")]

from django.apps import AppConfig


class CourtConfig(AppConfig):
    name = "handrail.rooms.court"
    label = "court_room"

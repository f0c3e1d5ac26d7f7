from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "handrail.rooms.clinic"
    label = "clinic_room"

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "handrail.rooms.shared"
    label = "shared_room"

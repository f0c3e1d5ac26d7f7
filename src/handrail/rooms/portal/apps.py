from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "handrail.rooms.portal"
    label = "portal_room"

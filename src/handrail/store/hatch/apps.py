from django.apps import AppConfig


class HatchConfig(AppConfig):
    name = "handrail.store.hatch"
    label = "hatch"

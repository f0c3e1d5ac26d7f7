from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "handrail.store.keys"
    label = "keys"

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "handrail.store.outbox"
    label = "outbox"

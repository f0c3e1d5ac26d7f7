from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "handrail.store.records"
    label = "records"

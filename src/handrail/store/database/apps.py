from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "handrail.store.database"
    label = "database"

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "handrail.store.ledger"
    label = "ledger"

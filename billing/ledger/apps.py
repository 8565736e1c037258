from django.apps import AppConfig


class Ledger(AppConfig):
    name = "billing.ledger"
    label = "ledger"

from django.apps import AppConfig


class BankTransfer(AppConfig):
    name = "billing.providers.bank_transfer"
    label = "bank_transfer"

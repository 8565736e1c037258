from django.apps import AppConfig


class Bank(AppConfig):
    name = "billing.bank"
    label = "bank"

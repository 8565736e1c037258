from django.apps import AppConfig


class Payments(AppConfig):
    name = "billing.payments"
    label = "payments"

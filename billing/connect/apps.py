from django.apps import AppConfig


class Connect(AppConfig):
    name = "billing.connect"
    label = "connect"

from django.apps import AppConfig


class Senders(AppConfig):
    name = "tenants.senders"
    label = "senders"

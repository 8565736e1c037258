from django.apps import AppConfig


class Logbook(AppConfig):
    name = "tenants.logbook"
    label = "logbook"

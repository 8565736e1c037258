from django.apps import AppConfig


class Audit(AppConfig):
    name = "kreislauf.audit"
    label = "audit"

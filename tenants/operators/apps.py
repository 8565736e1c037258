from django.apps import AppConfig


class Operators(AppConfig):
    name = "tenants.operators"
    label = "operators"

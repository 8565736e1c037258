from django.apps import AppConfig


class Fleet(AppConfig):
    name = "tenants.fleet"
    label = "fleet"

from django.apps import AppConfig


class Sharing(AppConfig):
    name = "tenants.sharing"
    label = "sharing"

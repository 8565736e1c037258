from django.apps import AppConfig


class GoLive(AppConfig):
    name = "tenants.golive"
    label = "golive"

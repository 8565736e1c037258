from django.apps import AppConfig


class Areas(AppConfig):
    name = "tenants.areas"
    label = "areas"

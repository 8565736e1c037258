from django.apps import AppConfig


class Monitoring(AppConfig):
    name = "tenants.monitoring"
    label = "monitoring"

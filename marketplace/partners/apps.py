from django.apps import AppConfig


class Partners(AppConfig):
    name = "marketplace.partners"
    label = "partners"

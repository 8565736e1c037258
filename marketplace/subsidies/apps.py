from django.apps import AppConfig


class Subsidies(AppConfig):
    name = "marketplace.subsidies"
    label = "subsidies"

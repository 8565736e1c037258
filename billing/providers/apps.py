from django.apps import AppConfig


class Providers(AppConfig):
    name = "billing.providers"
    label = "providers"

from django.apps import AppConfig


class Sandbox(AppConfig):
    name = "billing.providers.sandbox"
    label = "providers"  # the tables were made under this name

from django.apps import AppConfig


class Places(AppConfig):
    name = "tenants.places"
    label = "places"

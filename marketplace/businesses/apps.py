from django.apps import AppConfig


class Businesses(AppConfig):
    name = "marketplace.businesses"
    label = "businesses"

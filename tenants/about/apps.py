from django.apps import AppConfig


class About(AppConfig):
    name = "tenants.about"
    label = "about"

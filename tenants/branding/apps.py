from django.apps import AppConfig


class Branding(AppConfig):
    name = "tenants.branding"
    label = "branding"

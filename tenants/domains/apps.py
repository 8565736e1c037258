from django.apps import AppConfig


class Domains(AppConfig):
    name = "tenants.domains"
    label = "domains"

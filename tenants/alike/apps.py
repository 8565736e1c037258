from django.apps import AppConfig


class Alike(AppConfig):
    name = "tenants.alike"
    label = "alike"

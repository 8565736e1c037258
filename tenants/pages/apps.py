from django.apps import AppConfig


class Pages(AppConfig):
    name = "tenants.pages"
    label = "pages"

from django.apps import AppConfig


class Archive(AppConfig):
    name = "tenants.archive"
    label = "archive"

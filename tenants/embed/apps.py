from django.apps import AppConfig


class EmbedApp(AppConfig):
    name = "tenants.embed"
    label = "embed"

from django.apps import AppConfig


class Kreislauf(AppConfig):
    """The kit: templates, template tags and commands; no tables."""

    name = "kreislauf"
    label = "kreislauf"

from django.apps import AppConfig


class Regionwide(AppConfig):
    name = "marketplace.regionwide"
    label = "regionwide"

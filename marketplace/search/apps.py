from django.apps import AppConfig


class Search(AppConfig):
    name = "marketplace.search"
    label = "search"

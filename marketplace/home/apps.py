from django.apps import AppConfig


class Home(AppConfig):
    name = "marketplace.home"
    label = "home"

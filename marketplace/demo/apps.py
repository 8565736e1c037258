from django.apps import AppConfig


class Demo(AppConfig):
    name = "marketplace.demo"
    label = "demo"

from django.apps import AppConfig


class Subscriptions(AppConfig):
    name = "billing.subscriptions"
    label = "subscriptions"

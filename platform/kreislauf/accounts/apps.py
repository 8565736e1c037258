from django.apps import AppConfig


class Accounts(AppConfig):
    name = "kreislauf.accounts"
    label = "accounts"

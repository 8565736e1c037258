from django.apps import AppConfig


class Signup(AppConfig):
    name = "tenants.signup"
    label = "signup"

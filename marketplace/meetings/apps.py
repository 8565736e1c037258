from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "marketplace.meetings"

from __future__ import annotations

from django.apps import AppConfig


class PlatformMailConfig(AppConfig):
    name = "kreislauf.mail.platform"
    label = "platform_mail"

from django.apps import AppConfig


class SharingOutbox(AppConfig):
    name = "tenants.sharing.outbox"
    label = "sharing_outbox"

from django.apps import AppConfig


class Vouchers(AppConfig):
    name = "marketplace.vouchers"
    label = "vouchers"

from django.apps import AppConfig


class Tenants(AppConfig):
    name = "tenants"
    label = "tenants"

    def ready(self) -> None:
        from tenants.engine.deletion import delete_in_order

        delete_in_order()

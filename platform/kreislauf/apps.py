from django.apps import AppConfig


class Kreislauf(AppConfig):
    """The kit: templates, template tags and commands; no tables."""

    name = "kreislauf"
    label = "kreislauf"

    def ready(self) -> None:
        from django.contrib.postgres.lookups import Unaccent
        from django.db.models import CharField, TextField

        from kreislauf.form_messages import speak_formally

        speak_formally()

        # ``name__unaccent__icontains``. Django's own app for it would ask the database a question on every connection.
        CharField.register_lookup(Unaccent)
        TextField.register_lookup(Unaccent)

from django.apps import AppConfig


class Kreislauf(AppConfig):
    """The kit: templates, template tags and commands; no tables."""

    name = "kreislauf"
    label = "kreislauf"

    def ready(self) -> None:
        from django.conf import settings
        from django.contrib.postgres.indexes import OpClass
        from django.contrib.postgres.lookups import Unaccent
        from django.db.models import CharField, OrderBy, TextField
        from django.db.models.functions import Collate
        from django.db.models.indexes import IndexExpression

        from kreislauf.sentry import start_sentry

        if settings.SENTRY_DSN:
            start_sentry(settings.SENTRY_DSN, environment=settings.ENVIRONMENT)
        if settings.OTLP_ENDPOINT:
            from kreislauf import spans  # only here: it needs the extra `traces`

            spans.start()

        # ``name__unaccent__icontains``. Django's own app for it would ask the database a question on every connection.
        CharField.register_lookup(Unaccent)
        TextField.register_lookup(Unaccent)
        IndexExpression.register_wrappers(OrderBy, OpClass, Collate)  # trigrams of an expression

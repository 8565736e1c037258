"""An app whose migrations `tests.bench.fleet` writes: a table, then one column after the other."""

from django.apps import AppConfig


class Column(AppConfig):
    name = "tests.bench.column"
    label = "bench_column"

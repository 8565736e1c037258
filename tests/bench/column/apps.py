"""An app whose migrations `tests.bench.fleet` writes: a table, then one column after the other."""

from pathlib import Path

from django.apps import AppConfig


class Column(AppConfig):
    name = "tests.bench.column"
    label = "bench_column"
    path = str(Path(__file__).parent)  # Django finds none for a folder without __init__.py that lies at two places

"""`make check`: every function, class, method and property of the product is used by the product, not by tests alone.

vulture reads the Python; this adds what it cannot see: templates, dotted names in strings and what frameworks call.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

PRODUCT = ["platform/kreislauf", "tenants", "billing", "marketplace"]
DOTTED = re.compile(r"""["']\w+(?:\.\w+)*\.(\w+)["']""")
SERIALIZED = re.compile(r"(\w+) = \w+\.SerializerMethodField")
DJANGOS_OWN = re.compile(r"/apps\.py$|/migrations/|/management/commands/")  # found by Django itself
TEMPLATE_TAG = re.compile(r"{[{%].*?[%}]}", re.DOTALL)
# What Django, Django REST framework, drf-spectacular and django-tenants call by name.
CALLED_BY_FRAMEWORKS = [
    *("label_from_instance", "_validate_session_key", "_set_content_type_params"),
    *(
        "allow_relation",
        "db_for_read",
        "db_for_write",
        "process_exception",
        "on_start",
        "handle",
        "process_view",
        "send_messages",
        "set_tenant",
        "_configure_timezone",
    ),
    *("close_if_health_check_failed", "get_model_class", "get_session_auth_hash", "get_session_auth_fallback_hash"),
    *(
        "get_session_store_class",
        "get_session_cookie_age",
        "_validate_session_key",
        "_set_content_type_params",
        "clean_*",
        "format_value",
        "bound_data",
        "has_changed",
        "prepare_value",
        "value_from_datadict",
    ),
    *("value_omitted_from_data", "authenticate_header", "has_permission", "patch", "to_representation"),
    *("get_security_definition", "TokenScheme", "_normalize_name", "location", "get_schema_operation_parameters"),
    *("get_paginated_response_schema", "get_auth", "to_internal_value", "run_validation", "pre_save"),
    *("get_object", "item_*"),  # of feeds
    "process_exception",  # of middleware
    "__getattr__",  # of a module with formats
    "__call__",  # of protocols: vulture takes one whose arguments have no names for a function
    *("_init_shared_socket", "setup_schedule"),  # of granian, and of Celery's beat
    *("drop_database", "temporary_home"),  # the tests' own servers are started by the demo's code
]


def dead_code() -> list[Item]:
    vulture = Vulture(ignore_names=CALLED_BY_FRAMEWORKS, ignore_decorators=["@signals.*"])
    vulture.scavenge([str(path) for path in files(".py")])
    used = {name for path in files(".py") for name in names_in_strings(path.read_text())}
    used |= {name for suffix in (".html", ".txt", ".xml") for path in files(suffix) for name in names_in_tags(path)}
    kinds = {"class", "function", "method", "property"}
    return [
        item
        for item in vulture.get_unused_code()
        if item.typ in kinds and item.name not in used and not DJANGOS_OWN.search(str(item.filename))
    ]


def files(suffix: str) -> Iterator[Path]:
    for folder in PRODUCT:
        yield from (path for path in Path(folder).rglob(f"*{suffix}") if "node_modules" not in path.parts)


def names_in_strings(source: str) -> Iterator[str]:
    yield from DOTTED.findall(source)
    yield from (f"get_{name}" for name in SERIALIZED.findall(source))


def names_in_tags(template: Path) -> Iterator[str]:
    for tag in TEMPLATE_TAG.findall(template.read_text()):
        yield from re.findall(r"\w+", tag)


if __name__ == "__main__":
    found = dead_code()
    print(*(item.get_report() for item in found), sep="\n")
    sys.exit(bool(found))

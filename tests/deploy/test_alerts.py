"""Alerts, runbooks, dashboard and the list of metrics say the same as the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import get_resolver

from kreislauf.metrics import registry
from kreislauf.metrics.routes import CACHED, CLOSED, HEALTH, NONE, STATIC
from kreislauf.metrics.shared import COUNTED
from tenants.monitoring.words import FIGURES

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES = yaml.safe_load((DEPLOY / "prometheus/rules.yaml").read_text())
TESTS = yaml.safe_load((DEPLOY / "prometheus/rules_test.yaml").read_text())
DASHBOARD = json.loads((DEPLOY / "grafana/kreislauf.json").read_text())
OURS = {CACHED, CLOSED, HEALTH, NONE, STATIC}
# Of other programs.
FOREIGN = {
    "certmanager_certificate_expiration_timestamp_seconds",
    "cnpg_collector_last_available_backup_timestamp",
    "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp",
}


def rules(kind: str) -> list[dict[str, Any]]:
    return [rule for group in RULES["groups"] for rule in group["rules"] if kind in rule]


ALERTS = {alert["alert"]: alert for alert in rules("alert")}


def published() -> set[str]:
    """Every metric of a process of ours."""
    counted = {
        f"{metric.name}_total" if metric.type == "counter" else metric.name for metric in registry.REGISTRY.collect()
    }
    asked = {f"kreislauf_{name}" for name in FIGURES} | {f"kreislauf_{name}_total" for name in COUNTED}
    sources = ("platform/kreislauf/metrics/shared.py", "platform/kreislauf/metrics/background.py")
    for source in (*sources, "tenants/engine/collector.py"):
        asked |= set(re.findall(r'"(kreislauf_[a-z_]+)"', (DEPLOY.parent / source).read_text()))
    return counted | asked


def known() -> set[str]:
    """Also the rows of which a histogram is made."""
    return published() | {f"{name}_{part}" for name in published() for part in ("bucket", "count", "sum")}


def names_in(expression: str) -> set[str]:
    """Without the labels' values, functions and words of PromQL."""
    bare = re.sub(r'"[^"]*"', "", expression)
    return set(re.findall(r"\b((?:kreislauf|process|cnpg|certmanager)_\w+)", bare))


def panels(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for panel in rows:
        yield from panels(panel.get("panels", []))
        yield panel


def expressions() -> list[str]:
    targets = [target["expr"] for panel in panels(DASHBOARD["panels"]) for target in panel.get("targets", [])]
    return [rule["expr"] for rule in [*rules("alert"), *rules("record")]] + targets


@pytest.mark.parametrize("name", sorted(ALERTS))
def test_an_alert_has_a_runbook_that_says_what_to_do(name: str) -> None:
    annotations = ALERTS[name]["annotations"]
    runbook = DEPLOY / "runbooks" / annotations["runbook_url"].rpartition("/")[2]

    text = runbook.read_text()

    assert text.startswith(f"# {name}\n")
    assert "\n1. " in text or [part for part in ("## Look", "## Do", "## Over when") if part not in text] == []
    assert annotations["summary"].endswith(".")
    assert ALERTS[name]["labels"]["severity"] in {"page", "ticket"}


def test_every_alert_fires_in_a_test_of_promtool() -> None:
    fired = {
        re.search(r'alertname="(\w+)"', sample["labels"])[1]  # type: ignore[index]
        for test in TESTS["tests"]
        for expression in test["promql_expr_test"]
        for sample in expression["exp_samples"]
    }

    assert sorted(ALERTS) == sorted(fired)


def test_links_between_runbooks_lead_somewhere() -> None:
    lost = [
        f"{file.name}: {link}"
        for file in (DEPLOY / "runbooks").glob("*.md")
        for link in re.findall(r"\]\(([^)#:]+)\)", file.read_text())
        if not (file.parent / link).exists()
    ]

    assert lost == []


def test_what_is_asked_for_is_published() -> None:
    recorded = {rule["record"] for rule in rules("record")}
    asked = {name for expression in expressions() for name in names_in(expression)}
    asked_records = {name for expression in expressions() for name in re.findall(r"\bkreislauf:[\w:]+", expression)}

    assert sorted(asked - known() - FOREIGN) == []
    assert sorted(asked_records - recorded) == []


def routes_in(expression: str) -> set[str]:
    """Also of patterns: ``(a|b)`` are two routes, and in ``\\((a|b)\\)`` the outer brackets belong to both."""
    found = set[str]()
    for text in re.findall(r'route[=!]~?"([^"]+)"', expression):
        words = re.findall(r"[\w:]+", text)
        found |= {f"({word})" for word in words} if "\\" in text else {text} if text in OURS else set(words)
    return found


def test_routes_that_rules_name_exist() -> None:
    named = {route for expression in expressions() for route in routes_in(expression)}

    assert {CACHED, CLOSED, HEALTH, "vouchers:till:redemption"} <= named
    assert [route for route in sorted(named - OURS) if not exists(route)] == []


def exists(route: str) -> bool:
    *namespaces, name = route.split(":")
    resolver: Any = get_resolver("kreislauf.urls_region")
    for namespace in namespaces:
        if namespace not in resolver.namespace_dict:
            return False
        resolver = resolver.namespace_dict[namespace][1]
    return bool(resolver.reverse_dict.getlist(name))


def test_the_list_of_metrics_is_whole() -> None:
    listed = set(re.findall(r"^\| `(\w+)", (DEPLOY / "metrics.md").read_text(), flags=re.MULTILINE))

    assert sorted(listed ^ {name for name in published() if name.startswith("kreislauf_")}) == []

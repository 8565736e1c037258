"""What can be said of the chart without Helm; the rest is said by `make deploy-check` and `make test-cluster`."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.deploy import promises
from tests.deploy.tools import GO_TOOLS, ROOT

CHART = ROOT / "deploy" / "helm" / "kreislauf"
PROFILES = sorted((CHART / "ci").glob("*-values.yaml"))
# Read by libraries and programs, not by our settings.
OTHERS = {"PGSSLMODE", "PGSSLROOTCERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE", "OTEL_SERVICE_NAME"}
Values = dict[str, Any]


@cache
def values() -> Values:
    found: Values = yaml.safe_load((CHART / "values.yaml").read_text())
    return found


@cache
def schema() -> Values:
    found: Values = json.loads((CHART / "values.schema.json").read_text())
    return found


def merged(over: Values, under: Values) -> Values:
    """As Helm lays a profile over the chart's values: null takes a word away."""
    both = {**under, **over}
    for word, value in over.items():
        if isinstance(value, dict) and isinstance(under.get(word), dict):
            both[word] = merged(value, under[word])
    return {word: value for word, value in both.items() if value is not None}


def test_the_chart_is_of_the_version_that_it_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert chart["appVersion"] == project["version"]


def test_at_least_twelve_profiles_show_how_it_is_installed() -> None:
    assert len(PROFILES) >= 12
    assert all(profile.read_text().startswith("# ") for profile in PROFILES)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda path: path.stem.removesuffix("-values"))
def test_each_profile_follows_the_schema(profile: Any) -> None:
    ours = yaml.safe_load(profile.read_text())
    problems = Draft202012Validator(schema()).iter_errors(merged(ours, values()))
    assert [problem.message for problem in problems] == []


def test_the_schema_is_closed_and_knows_each_value() -> None:
    assert sorted(_open_objects(schema(), "")) == ["/$defs/words", "/global", "/secretRefs", "/settings"]
    assert list(_unknown(values(), schema(), "")) == []


def _open_objects(part: Any, where: str) -> Iterator[str]:
    """Objects with named fields that would take others, too; free ones are Kubernetes' own words."""
    if not isinstance(part, dict):
        return
    is_named = "properties" in part or "propertyNames" in part or isinstance(part.get("additionalProperties"), dict)
    is_open = part.get("type") == "object" and part.get("additionalProperties") is not False
    if is_named and is_open and where.rpartition("/")[2] not in {"requests", "limits"}:
        yield where
    for word, inner in {**part.get("$defs", {}), **part.get("properties", {})}.items():
        yield from _open_objects(inner, f"{where}/{'$defs/' if word in part.get('$defs', {}) else ''}{word}")


def _unknown(part: Values, known: Values, where: str) -> Iterator[str]:
    known = schema()["$defs"][known["$ref"].rpartition("/")[2]] if "$ref" in known else known
    if known.get("additionalProperties") is not False:
        return
    for word, value in part.items():
        if word not in known["properties"]:
            yield f"{where}/{word}"
        elif isinstance(value, dict):
            yield from _unknown(value, known["properties"][word], f"{where}/{word}")
    yield from (f"{where}/{word} has no value" for word in known["properties"].keys() - part.keys())


def test_each_setting_of_the_chart_is_one_that_the_code_reads() -> None:
    text = (CHART / "templates" / "_settings.tpl").read_text()
    named = set(re.findall(r'"([A-Z][A-Z0-9_]{3,})"', text)) - OTHERS
    code = "".join(
        path.read_text() for path in (ROOT / "platform" / "kreislauf").rglob("*.py") if "node_modules" not in path.parts
    )
    assert sorted(name for name in named if f'"{name}"' not in code) == []


def test_alerts_and_dashboard_are_those_of_deploy() -> None:
    for name in ("prometheus/rules.yaml", "grafana/kreislauf.json"):
        ours, copied = ROOT / "deploy" / name, CHART / "files" / name.rpartition("/")[2]
        if ours.exists():
            assert copied.read_bytes() == ours.read_bytes(), f"cp {ours} {copied}"


def test_the_readme_names_each_secret_that_a_value_asks_for() -> None:
    named = set(
        re.findall(r'"([A-Z][A-Z0-9_]+)"', (CHART / "templates" / "_settings.tpl").read_text().split("define")[1])
    )
    readme = (CHART / "README.md").read_text()
    assert sorted(name for name in named if f"`{name}`" not in readme) == []


def test_tools_have_one_version() -> None:
    assert [module.count("@v") for module, _ in GO_TOOLS.values()] == [1] * len(GO_TOOLS)


# ---- The promises find what breaks them.
def a_pod(name: str, **changed: Any) -> Values:
    source = {"secret": {"name": "kreislauf", "items": [{"key": "SECRET_KEY", "path": "SECRET_KEY"}]}}
    container = {
        "env": [{"name": "SECRET_KEY_FILE", "value": "/run/secrets/kreislauf/SECRET_KEY"}],
        "securityContext": {
            "readOnlyRootFilesystem": True,
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
        },
        "resources": {"limits": {"memory": "1Gi"}},
    }
    pod = {
        "serviceAccountName": "default",
        "automountServiceAccountToken": False,
        "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        "containers": [container],
        "volumes": [{"name": "secrets", "projected": {"sources": [source]}}],
    }
    return {"kind": "Pod", "metadata": {"name": name, **changed.pop("metadata", {})}, "spec": pod | changed}


def a_policy(component: str) -> Values:
    selector = {"matchLabels": {"app.kubernetes.io/component": component}}
    spec = {"podSelector": selector, "policyTypes": ["Ingress", "Egress"]}
    return {"kind": "NetworkPolicy", "metadata": {"name": component}, "spec": spec}


def broken(*objects: Values) -> set[str]:
    """The promises that are broken, without the one about three Deployments."""
    names = {promise.__name__ for promise in promises.PROMISES for _ in promise(list(objects))}
    return names - {"selectors_are_lasting"}


def test_a_pod_as_promised_breaks_nothing() -> None:
    assert broken(a_pod("k-web"), a_policy("web")) == set()


def test_each_promise_finds_what_breaks_it() -> None:
    policy = a_policy("web")
    with_owner = a_pod("k-web")
    with_owner["spec"]["containers"][0]["env"].append({"name": "DATABASE_OWNER_URL_FILE", "value": "/x/SECRET_KEY"})
    in_variable = a_pod("k-web")
    in_variable["spec"]["containers"][0]["env"].append({"name": "X", "valueFrom": {"secretKeyRef": {}}})
    prepare = a_pod("k-prepare", serviceAccountName="k")
    account = {"kind": "ServiceAccount", "metadata": {"name": "k"}}
    hook = {"helm.sh/hook": "pre-install", "helm.sh/hook-delete-policy": "hook-succeeded"}
    link = {"annotations": {"runbook_url": "https://example.org/runbooks/A.md"}}
    alerts = {"kind": "PrometheusRule", "metadata": {"name": "k"}, "spec": {"groups": [{"rules": [link]}]}}
    assert broken(alerts) == {"runbooks_lead_somewhere"}
    assert broken(with_owner, policy) == {"owner_stays_away"}
    assert broken(in_variable, policy) == {"secrets_are_files"}
    assert broken(prepare, account, a_policy("prepare")) == {"owner_stays_away", "migrations_need_nothing"}
    assert broken(a_pod("k-web", securityContext={"runAsNonRoot": False}), policy) == {"pods_are_restricted"}
    assert broken(a_pod("k-web")) == {"every_pod_has_a_policy"}
    assert broken(a_pod("k-web", metadata={"annotations": hook}), policy) == {"hooks_are_cleaned"}

"""Definitions of custom resources, as their projects publish them in Go modules, and whether an object follows them."""

from __future__ import annotations

import shutil
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from tests.deploy.kubernetes import module_folder

MODULES = {
    "sigs.k8s.io/gateway-api": ("v1.6.3", "config/crd/standard"),
    "github.com/prometheus-operator/prometheus-operator": ("v0.85.0", "example/prometheus-operator-crd"),
    "github.com/cert-manager/cert-manager": ("v1.21.2", "deploy/crds"),
    "github.com/cloudnative-pg/plugin-barman-cloud": ("v0.15.0", "config/crd/bases"),
}
Schema = dict[str, Any]


class Loader(yaml.CSafeLoader):
    """Takes ``=`` for a text, as Go does."""


Loader.add_constructor("tag:yaml.org,2002:value", lambda loader, node: loader.construct_scalar(node))


def definitions() -> dict[tuple[str, str], Schema]:
    """The schema of each apiVersion and kind; nothing without Go."""
    return {
        (f"{one['spec']['group']}/{served['name']}", one["spec"]["names"]["kind"]): served["schema"]["openAPIV3Schema"]
        for one in (resource_definitions() if shutil.which("go") else ())
        for served in one["spec"]["versions"]
    }


def resource_definitions() -> list[Schema]:
    return [
        one
        for module, (version, folder) in MODULES.items()
        for path in sorted((module_folder(module, version) / folder).glob("*.yaml"))
        for one in filter(None, yaml.load_all(path.read_text(), Loader))
        if one["kind"] == "CustomResourceDefinition"
    ]


def objections(one: dict[str, Any], schema: Schema) -> list[str]:
    """What the API server would object to: wrong types, missing fields, and fields that nobody knows."""
    problems = Draft202012Validator(_closed(schema, top=True)).iter_errors(one)
    return [f"{'.'.join(map(str, problem.path))}: {problem.message}" for problem in problems]


def _closed(schema: Schema, *, top: bool = False) -> Schema:
    """The schema without room for unknown fields, as strict validation reads it."""
    if schema.get("x-kubernetes-int-or-string"):
        return {"type": ["integer", "string"]}
    closed = dict(schema)
    for word in ("properties",):
        if word in schema:
            closed[word] = {name: _closed(part) for name, part in schema[word].items()}
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            closed[word] = _closed(schema[word])
    if top:
        closed["properties"] = {**closed["properties"], "metadata": {"type": "object"}}
    is_open = schema.get("x-kubernetes-preserve-unknown-fields") or "additionalProperties" in schema
    if "properties" in schema and not is_open:
        closed["additionalProperties"] = False
    return closed

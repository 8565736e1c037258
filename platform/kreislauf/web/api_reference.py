"""The API's description (OpenAPI) as what a page shows: operations under headings, and what they send and answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# The largest numbers of PostgreSQL's columns, which say nothing about what a value means.
_OF_COLUMNS = {2**15 - 1, 2**31 - 1, 2**62}
_LISTED = re.compile(r"\* `(.+?)` - (.+)")


@dataclass(frozen=True)
class Field:
    """A field of a shape, or a parameter; ``limits`` is what a value must keep to."""

    name: str
    kind: str
    shape: str  # the name of the shape that it holds, if it holds one
    required: bool
    limits: tuple[str, ...]
    note: SafeString
    place: str = ""  # of a parameter: path, query, header


@dataclass(frozen=True)
class Shape:
    name: str
    fields: tuple[Field, ...]
    values: tuple[tuple[str, str], ...]  # of an enumeration, each with what it means


@dataclass(frozen=True)
class Answer:
    status: str
    note: SafeString
    shape: str
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    note: SafeString
    needs_key: bool
    parameters: tuple[Field, ...]
    body: str
    examples: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Reference:
    groups: dict[str, list[Operation]]
    shapes: tuple[Shape, ...]
    key_note: str


def reference_of(schema: dict[str, Any], *, usual: Mapping[str, object]) -> Reference:
    """``usual``: by status, what is said of it once and not again with each operation."""
    groups: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            groups.setdefault(said["tags"][0], []).append(_operation(path, method, said, usual))
    shapes = tuple(_shape(name, said) for name, said in schema["components"]["schemas"].items())
    (scheme,) = schema["components"]["securitySchemes"].values()
    return Reference(groups, shapes, scheme["description"])


def _operation(path: str, method: str, said: dict[str, Any], usual: Mapping[str, object]) -> Operation:
    body = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        id=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said.get("summary", said["operationId"]),
        note=_words(said.get("description", "")),
        needs_key={} not in said["security"],
        parameters=tuple(_parameter(one) for one in said.get("parameters", [])),
        body=_kind(body.get("schema", {}))[1],
        examples=tuple(_examples(body, "")),
        answers=tuple(
            _answer(status, one)
            for status, one in sorted(said["responses"].items())
            if one["description"] != str(usual.get(status))
        ),
    )


def _parameter(said: dict[str, Any]) -> Field:
    return _field(said["name"], said["schema"] | said, required=said.get("required", False), place=said["in"])


def _examples(body: dict[str, Any], status: str) -> Iterator[tuple[str, str]]:
    for name, example in body.get("examples", {}).items():
        yield (
            f"{status} {example.get('summary', name)}".strip(),
            json.dumps(example["value"], ensure_ascii=False, indent=2),
        )


def _answer(status: str, said: dict[str, Any]) -> Answer:
    content: dict[str, Any] = next(iter(said.get("content", {}).values()), {})
    shape, examples = _kind(content.get("schema", {}))[1], tuple(_examples(content, status))
    return Answer(status, _words(said["description"]), shape, examples)


def _shape(name: str, said: dict[str, Any]) -> Shape:
    needed = said.get("required", [])
    fields = [_field(one, part, required=one in needed) for one, part in said.get("properties", {}).items()]
    meanings = dict(_LISTED.findall(said.get("description", "")))
    return Shape(name, tuple(fields), tuple((str(one), meanings.get(str(one), "")) for one in said.get("enum", [])))


def _field(name: str, said: dict[str, Any], *, required: bool, place: str = "") -> Field:
    kind, shape = _kind(said)
    note = _words(_LISTED.sub("", said.get("description", "")).strip())
    return Field(name, kind, shape, required, tuple(_limits(said)), note, place)


def _kind(said: dict[str, Any]) -> tuple[str, str]:
    """``("integer | null", "")``, ``("array", "Gift")``: the kind in JSON Schema, and the shape that it holds."""
    parts = said.get("allOf") or said.get("oneOf") or [said]
    shape = next((part["$ref"].rpartition("/")[2] for part in parts if "$ref" in part), "")
    kinds = said.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    kinds += [part["type"] for part in parts if part is not said and part.get("type") == "null"]
    if "items" in said:
        inner, shape = _kind(said["items"])
        kinds = [f"array of {inner}".removesuffix(" of ") if kind == "array" else kind for kind in kinds]
    return " | ".join(kinds), shape


def _limits(said: dict[str, Any]) -> Iterator[str]:
    """As JSON Schema says them: ``maxLength: 60``; of numbers that any column has, nothing."""
    for name in ("format", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength", "default"):
        value = said.get(name)
        if value not in (None, "") and not (name == "maximum" and value in _OF_COLUMNS):
            yield f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"


def _words(text: str) -> SafeString:
    """What stands between backticks is code."""
    return mark_safe(re.sub(r"`(.+?)`", r"<code>\1</code>", escape(text)))

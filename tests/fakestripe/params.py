"""Holds what is asked against the client's own ``stripe.params`` types: no field too many, none missing, none wrong."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from stripe import RequestOptions
from typing_extensions import is_typeddict

NO_FIELDS_OF_A_BODY = frozenset(RequestOptions.__annotations__)
NAMES_OF_OPTIONS = {"StripeContext": str, "Mapping": Mapping}  # which their own module imports for type checkers only


def complaints(asked: Any, wanted: Any, *, at: str = "") -> list[str]:
    """What does not fit, one sentence each. Numbers and yes or no may come as text, as forms send them."""
    return list(_complaints(asked, wanted, at))


def _complaints(asked: Any, wanted: Any, at: str) -> Iterator[str]:
    origin = get_origin(wanted)
    if is_typeddict(wanted):
        yield from _of_fields(asked, wanted, at)
    elif origin in (Union, types.UnionType):
        found = [complaints(asked, one, at=at) for one in get_args(wanted)]
        if all(found):
            yield from min(found, key=len)
    elif origin is list:
        yield from _of_list(asked, get_args(wanted)[0], at)
    elif origin is dict:
        yield from _of_dict(asked, get_args(wanted)[1], at)
    elif not _fits(asked, wanted, origin):
        yield f"{at}: {asked!r} is no {wanted}"


def _of_fields(asked: Any, wanted: Any, at: str) -> Iterator[str]:
    if not isinstance(asked, dict):
        yield f"{at}: {asked!r} is no {wanted.__name__}"
        return
    fields, required = _fields(wanted)
    yield from (f"{at}.{name}: missing" for name in sorted(required - set(asked)))
    for name, value in asked.items():
        if name not in fields:
            yield f"{at}.{name}: unknown to {wanted.__name__}"
        else:
            yield from _complaints(value, fields[name], f"{at}.{name}")


def _of_list(asked: Any, wanted: Any, at: str) -> Iterator[str]:
    if not isinstance(asked, list):
        yield f"{at}: {asked!r} is no list"
        return
    for place, one in enumerate(asked):
        yield from _complaints(one, wanted, f"{at}[{place}]")


def _of_dict(asked: Any, wanted: Any, at: str) -> Iterator[str]:
    if not isinstance(asked, dict):
        yield f"{at}: {asked!r} has no names"
        return
    for name, one in asked.items():
        yield from _complaints(one, wanted, f"{at}[{name}]")


def _fits(asked: Any, wanted: Any, origin: Any) -> bool:
    if origin is Literal:
        return asked in get_args(wanted)
    if wanted is bool:
        return asked in (True, False, "true", "false")
    if wanted is int:
        return str(asked).removeprefix("-").isdigit()
    return wanted in (str, Any) and isinstance(asked, str)


@cache
def _fields(wanted: Any) -> tuple[dict[str, Any], frozenset[str]]:
    hints = get_type_hints(wanted, localns=NAMES_OF_OPTIONS)
    known = {name: kind for name, kind in hints.items() if name not in NO_FIELDS_OF_A_BODY}
    return known, frozenset(wanted.__required_keys__) - NO_FIELDS_OF_A_BODY

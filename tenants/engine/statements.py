"""Split a text into its SQL statements, for servers that take only one to a message."""

from __future__ import annotations

import re

# What may hold a semicolon that ends no statement: texts, names, bodies of functions, remarks. SQL functions with a
# body of their own (BEGIN ATOMIC) are not understood; ours have theirs between dollars.
TOKEN = re.compile(
    r"""
    (?P<remark> --[^\n]* | /\*.*?\*/ )
  | (?<![A-Za-z0-9_]) [eE] ' (?: [^'\\] | '' | \\. )* '
  | ' (?: [^'] | '' )* '
  | " (?: [^"] | "" )* "
  | (?<![\w$]) \$ (?P<tag> (?: [A-Za-z_]\w* )? ) \$ .*? \$ (?P=tag) \$
  | (?P<end> ; )
""",
    re.VERBOSE | re.DOTALL,
)


def statements_of(text: str) -> list[str]:
    """The statements in their order, without their semicolons; one of remarks only is none."""
    cuts = [match.start() for match in TOKEN.finditer(text) if match.group("end")]
    starts = [0, *(cut + 1 for cut in cuts)]
    parts = [text[start:end].strip() for start, end in zip(starts, [*cuts, len(text)], strict=True)]
    return [part for part in parts if _without_remarks(part)]


def _without_remarks(statement: str) -> str:
    return TOKEN.sub(lambda match: "" if match.group("remark") else match.group(), statement).strip()

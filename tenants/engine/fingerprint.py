"""A schema's shape as a list of sentences: two schemas are alike when their lists are."""

from __future__ import annotations

import hashlib
from typing import Any

from tenants.engine import script

COLUMNS = """
SELECT format('column %%s.%%s %%s null=%%s default=%%s identity=%%s', c.relname, a.attname,
  format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, coalesce(pg_get_expr(d.adbin, d.adrelid), ''), a.attidentity)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped"""
CONSTRAINTS = """
SELECT format('constraint %%s on %%s: %%s', k.conname, k.conrelid::regclass, pg_get_constraintdef(k.oid))
FROM pg_constraint k WHERE k.connamespace = %(schema)s::regnamespace AND k.conrelid <> 0 AND k.contype <> 'n'"""
SEQUENCES = """
SELECT format('sequence %%s %%s start %%s by %%s cycle=%%s owner=%%s', s.sequencename, s.data_type, s.start_value,
  s.increment_by, s.cycle,
  (SELECT d.refobjid::regclass || '.' || d.refobjsubid || ' ' || d.deptype::text FROM pg_depend d
    WHERE d.objid = format('%%I.%%I', s.schemaname, s.sequencename)::regclass AND d.refclassid = 'pg_class'::regclass
    AND d.deptype IN ('a', 'i')))
FROM pg_sequences s WHERE s.schemaname = %(schema)s"""
RELATIONS = """
SELECT format('%%s %%s owner=%%s', c.relkind, c.relname, pg_get_userbyid(c.relowner)) FROM pg_class c
WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('r', 'v', 'S', 'i')"""
GRANTS = """
SELECT format('grant on %%s: %%s', c.relname, regexp_replace(acl.text, %(schema)s || '(?==)', 'ROLE'))
FROM pg_class c CROSS JOIN LATERAL unnest(c.relacl) WITH ORDINALITY item(acl, n)
CROSS JOIN LATERAL (SELECT item.acl::text AS text) acl
WHERE c.relnamespace = %(schema)s::regnamespace"""
QUESTIONS = (
    RELATIONS,
    COLUMNS,
    CONSTRAINTS,
    SEQUENCES,
    GRANTS,
    script.ENUMS,
    script.INDEXES,
    script.FUNCTIONS,
    script.TRIGGERS,
    script.VIEWS,
    script.COMMENTS,
)


def shape_of(cursor: Any, schema: str) -> list[str]:
    """Every object of the schema in a sentence, sorted, the schema's own name left out."""
    cursor.execute(f'SET LOCAL search_path = "{schema}", public, pg_temp')
    sentences = []
    for question in QUESTIONS:
        cursor.execute(question, {"schema": schema})
        sentences += [
            script.canonical(text).replace(f"{schema}.", "").replace(schema, script.MARKER)
            for (text,) in cursor.fetchall()
        ]
    return sorted(sentences)


def fingerprint_of(cursor: Any, schema: str) -> str:
    return hashlib.sha256("\n".join(shape_of(cursor, schema)).encode()).hexdigest()

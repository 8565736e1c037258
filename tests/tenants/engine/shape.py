"""A schema's shape as a list of sentences: two schemas are alike when their lists are."""

from __future__ import annotations

from typing import Any

from tenants.engine import script

COLUMNS = """
SELECT format('column %%s.%%s %%s null=%%s default=%%s identity=%%s generated=%%s collation=%%s rights=%%s', c.relname,
  a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
  a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attacl)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped"""
CONSTRAINTS = """
SELECT format('constraint %%s on %%s: %%s', k.conname, k.conrelid::regclass, pg_get_constraintdef(k.oid))
FROM pg_constraint k WHERE k.connamespace = %(schema)s::regnamespace AND k.conrelid <> 0 AND k.contype <> 'n'"""
SEQUENCES = """
SELECT format('sequence %%s %%s start %%s by %%s from %%s to %%s cache %%s cycle=%%s owner=%%s', s.sequencename,
  s.data_type, s.start_value, s.increment_by, s.min_value, s.max_value, s.cache_size, s.cycle,
  (SELECT d.refobjid::regclass || '.' || d.refobjsubid || ' ' || d.deptype::text FROM pg_depend d
    WHERE d.objid = format('%%I.%%I', s.schemaname, s.sequencename)::regclass AND d.refclassid = 'pg_class'::regclass
    AND d.deptype IN ('a', 'i')))
FROM pg_sequences s WHERE s.schemaname = %(schema)s"""
RELATIONS = """
SELECT format('%%s %%s owner=%%s %%s rows=%%s%%s options=%%s', c.relkind, c.relname, pg_get_userbyid(c.relowner),
  c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.reloptions)
FROM pg_class c WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind IN ('r', 'v', 'S', 'i', 'm', 'p', 'f')"""
GRANTS = """
SELECT format('grant on %%s: %%s', c.relname, acl)
FROM pg_class c CROSS JOIN LATERAL unnest(c.relacl) acl WHERE c.relnamespace = %(schema)s::regnamespace"""
SCHEMA_GRANTS = """
SELECT format('schema owner=%%s grant: %%s', pg_get_userbyid(n.nspowner), acl)
FROM pg_namespace n LEFT JOIN LATERAL unnest(n.nspacl) acl ON true WHERE n.oid = %(schema)s::regnamespace"""
DEFAULT_GRANTS = """
SELECT format('grant on new %%s of %%s: %%s', d.defaclobjtype, pg_get_userbyid(d.defaclrole), acl)
FROM pg_default_acl d CROSS JOIN LATERAL unnest(d.defaclacl) acl WHERE d.defaclnamespace = %(schema)s::regnamespace"""
FUNCTION_GRANTS = """
SELECT format('function %%s owner=%%s rights=%%s', p.oid::regprocedure, pg_get_userbyid(p.proowner), p.proacl)
FROM pg_proc p WHERE p.pronamespace = %(schema)s::regnamespace"""
TRIGGERS_IN_FORCE = """
SELECT format('trigger %%s on %%s in force=%%s', g.tgname, c.relname, g.tgenabled)
FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
WHERE c.relnamespace = %(schema)s::regnamespace AND NOT g.tgisinternal"""
POLICIES = """
SELECT format('policy %%s on %%s: %%s %%s %%s', policyname, tablename, cmd, qual, with_check)
FROM pg_policies WHERE schemaname = %(schema)s"""
# From here on the objects are not the server's own.
COMMENTS = """
SELECT format('comment on %%s: %%s', o.identity, d.description)
FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) o
WHERE d.objoid >= 16384 AND o.schema = %(schema)s"""
QUESTIONS = (
    RELATIONS,
    COLUMNS,
    CONSTRAINTS,
    SEQUENCES,
    GRANTS,
    SCHEMA_GRANTS,
    DEFAULT_GRANTS,
    FUNCTION_GRANTS,
    POLICIES,
    TRIGGERS_IN_FORCE,
    COMMENTS,
    script.ENUMS,
    script.INDEXES,
    script.FUNCTIONS,
    script.TRIGGERS,
    script.VIEWS,
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

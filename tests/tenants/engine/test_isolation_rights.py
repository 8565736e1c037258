"""What PostgreSQL's catalogue says that a region's role may do, all of it, against what it needs."""

from __future__ import annotations

import pytest
from django.db import connections

from kreislauf.regions import RegionCard, stepping_into

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

OUTSIDE = """
    relnamespace::regnamespace::text NOT IN ('r_kiel', 'pg_catalog', 'information_schema', 'pg_toast')
    AND relnamespace::regnamespace::text NOT LIKE 'pg\\_temp%' """
TABLES = f"SELECT oid::regclass::text FROM pg_class WHERE {OUTSIDE} AND relkind IN ('r', 'v', 'm', 'p', 'f') AND"
QUESTIONS = {
    "tables and views outside its schema": f"""
        {TABLES} has_table_privilege('r_kiel', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')""",
    "columns outside its schema": f"""
        {TABLES} has_any_column_privilege('r_kiel', oid, 'SELECT, INSERT, UPDATE')""",
    "sequences outside its schema": f"""
        SELECT oid::regclass::text FROM pg_class WHERE {OUTSIDE}
        AND CASE WHEN relkind = 'S' THEN has_sequence_privilege('r_kiel', oid, 'USAGE, SELECT, UPDATE') END""",
    "functions that run with another's rights": """
        SELECT oid::regprocedure::text FROM pg_proc
        WHERE prosecdef AND has_function_privilege('r_kiel', oid, 'EXECUTE')""",
    "schemas in which it may make something": """
        SELECT nspname FROM pg_namespace WHERE has_schema_privilege('r_kiel', oid, 'CREATE')""",
    "other regions' schemas that it may enter": """
        SELECT nspname FROM pg_namespace WHERE nspname LIKE 'r\\_%' AND nspname <> 'r_kiel'
        AND has_schema_privilege('r_kiel', oid, 'USAGE')""",
    "roles that it may take": """
        SELECT rolname FROM pg_roles WHERE rolname <> 'r_kiel' AND pg_has_role('r_kiel', oid, 'MEMBER')""",
    "things that it owns": """
        SELECT oid::regclass::text FROM pg_class WHERE pg_get_userbyid(relowner) = 'r_kiel'""",
    "languages in which it may write": """
        SELECT lanname FROM pg_language WHERE has_language_privilege('r_kiel', oid, 'USAGE') AND lanpltrusted""",
    "databases in which it may make something": """
        SELECT datname FROM pg_database WHERE datname = current_database()
        AND has_database_privilege('r_kiel', oid, 'CREATE, TEMPORARY')""",
    "its own tables whose shape it may change": """
        SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'r_kiel'::regnamespace AND relkind = 'r'
        AND has_table_privilege('r_kiel', oid, 'TRUNCATE, REFERENCES, TRIGGER')""",
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_a_regions_role_has_none_of(kiel: RegionCard, what: str) -> None:
    with stepping_into(None), connections["owner"].cursor() as cursor:
        cursor.execute(QUESTIONS[what])
        assert [name for (name,) in cursor.fetchall()] == []


def test_the_same_questions_find_something_for_the_platforms_role(kiel: RegionCard) -> None:
    found = {}
    with stepping_into(None), connections["owner"].cursor() as cursor:
        for what in ("tables and views outside its schema", "functions that run with another's rights"):
            cursor.execute(QUESTIONS[what].replace("('r_kiel', oid", "('r_public', oid"))
            found[what] = {name for (name,) in cursor.fetchall()}
    assert "tenants_region" in found["tables and views outside its schema"]
    assert found["functions that run with another's rights"] == {"operators_region_states(text[])"}

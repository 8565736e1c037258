"""What somebody in Kiel might send to get at Dortmund: by the kind of hole they have found.

``value``: their text lands inside a literal. ``whole``: their text is the statement. ``driver``: their text goes past
our cursor, straight to the driver, which takes code of their own within the process.
"""

from __future__ import annotations

from typing import NamedTuple

SECRET = "geheim-in-dortmund"
READ = "SELECT email FROM r_dortmund.accounts_user"
ROLE = "set_config('role', 'r_dortmund', false)"
WRITE = "UPDATE r_dortmund.accounts_user SET name = 'war hier'"


class Attack(NamedTuple):
    name: str
    door: str
    texts: list[str]
    leaks: bool = False  # in the default mode; the strict mode stops every one


def union(expression: str) -> str:
    """Out of the literal, and in with a value of one's own."""
    return f"' UNION SELECT ({expression})::text --"


def _values() -> list[Attack]:
    alone = {
        "read": "SELECT email FROM r_dortmund.accounts_user LIMIT 1",
        "read the platform": "SELECT password FROM public.operators_operator LIMIT 1",
        "table_to_xml": "table_to_xml('r_dortmund.accounts_user', true, true, '')",
        "table_to_xml_and_xmlschema": "table_to_xml_and_xmlschema('r_dortmund.accounts_user', true, true, '')",
        "schema_to_xml": "schema_to_xml('r_dortmund', true, true, '')",
        "database_to_xml": "database_to_xml(true, true, '')",
        "query_to_xml": f"query_to_xml($q${READ}$q$, true, true, '')",
        "query_to_xml_and_xmlschema": f"query_to_xml_and_xmlschema($q${READ}$q$, true, true, '')",
        "query_to_xml with a role": f"query_to_xml($q$SELECT {ROLE}$q$, true, true, '')",
        "cursor_to_xml": "cursor_to_xml('left'::refcursor, 10, true, true, '')",
        "ts_stat": "SELECT word FROM ts_stat($q$SELECT to_tsvector(email) FROM r_dortmund.accounts_user$q$) LIMIT 1",
        "ts_rewrite": f"ts_rewrite('a'::tsquery, $q${READ.replace('email', 'email::tsquery, email::tsquery')}$q$)",
        "nextval": "nextval('r_dortmund.accounts_user_id_seq')",
        "setval": "setval('r_dortmund.accounts_user_id_seq', 1)",
        "currval": "currval('r_dortmund.accounts_user_id_seq')",
        "last_value": "SELECT last_value FROM r_dortmund.accounts_user_id_seq",
        "pg_sequence_last_value": "coalesce(pg_sequence_last_value('r_dortmund.accounts_user_id_seq'), 0)",
        "pg_read_file": "pg_read_file('postgresql.conf')",
        "pg_ls_dir": "SELECT pg_ls_dir('.') LIMIT 1",
        "lo_import": "lo_import('/etc/passwd')",
        "lo_create": "lo_create(4711)",
        "lo_from_bytea": "lo_from_bytea(4711, 'here')",
        "pg_notify": "pg_notify('celery', 'here')",
        "dblink": "SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS t(a int)",
        "pg_stats": "SELECT most_common_vals::text FROM pg_stats WHERE schemaname = 'r_dortmund' LIMIT 1",
        "pg_statistic": "SELECT stavalues1::text FROM pg_statistic LIMIT 1",
        "pg_authid": "SELECT rolpassword FROM pg_authid LIMIT 1",
        "pg_terminate_backend": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND backend_type = 'client backend' LIMIT 1",
        "pg_reload_conf": "pg_reload_conf()",
        "pg_stat_activity": "SELECT string_agg(query, ' ') FROM pg_stat_activity",
        "pg_stat_get_activity": "SELECT string_agg(query, ' ') FROM pg_stat_get_activity(NULL)",
        "pg_stat_get_backend_activity": "SELECT string_agg(pg_stat_get_backend_activity(n), ' ')"
        " FROM pg_stat_get_backend_idset() n",
        "a function of one's own": "SELECT pg_temp.f()",
    }
    return [
        *(Attack(name, "value", [union(expression)]) for name, expression in alone.items()),
        Attack("stacked SET ROLE", "value", ["'; SET ROLE r_dortmund; --", union(READ)]),
        Attack("stacked RESET ROLE", "value", ["'; RESET ROLE; SET ROLE r_dortmund; --", union(READ)]),
        Attack("stacked read", "value", [f"'; SET ROLE r_dortmund; {READ}; --"]),
        Attack("stacked write", "value", [f"'; {WRITE}; --"]),
        Attack(
            "write within a WITH", "value", [f"' UNION (WITH gone AS ({WRITE} RETURNING email) SELECT * FROM gone) --"]
        ),
        Attack("role by set_config", "value", [union(ROLE), union(READ)]),
        Attack(
            "role by set_config in one",
            "value",
            [f"' UNION SELECT set_config('role', 'r_dortmund', true) UNION ({READ}) --"],
        ),
        Attack(
            "path by set_config", "value", [union("set_config('search_path', 'r_dortmund', false)"), "' OR true --"]
        ),
        Attack("COMMENT to hide the rest", "value", ["'/*", "*/; SET ROLE r_dortmund; --", union(READ)]),
    ]


def _wholes(door: str) -> list[Attack]:
    """The attacker writes the statement. Past our cursor the role alone is in the way."""
    through = door == "driver"
    return [
        Attack("SET ROLE", door, ["SET ROLE r_dortmund", READ], leaks=through),
        Attack("SET LOCAL ROLE", door, ["BEGIN", "SET LOCAL ROLE r_dortmund", READ, "ROLLBACK"], leaks=through),
        Attack("RESET ROLE, then SET ROLE", door, ["RESET ROLE", "SET ROLE r_dortmund", READ], leaks=through),
        Attack("SET ROLE, then write", door, ["SET ROLE r_dortmund", WRITE], leaks=through),
        Attack("several in one", door, [f"SET ROLE r_dortmund; {WRITE.replace('war', 'auch')}"], leaks=through),
        Attack("SET SESSION AUTHORIZATION", door, ["SET SESSION AUTHORIZATION r_dortmund", READ]),
        Attack("SET SESSION AUTHORIZATION postgres", door, ["SET SESSION AUTHORIZATION postgres", READ]),
        Attack("RESET ROLE", door, ["RESET ROLE", READ]),
        Attack("DISCARD ALL", door, ["DISCARD ALL", READ]),
        Attack("the other region's path", door, ["SET search_path = r_dortmund", "SELECT email FROM accounts_user"]),
        Attack("DO", door, [f"DO $$ BEGIN SET ROLE r_dortmund; {WRITE}; END $$"]),
        Attack("DO, read", door, [f"DO $$ BEGIN SET ROLE r_dortmund; RAISE '%', ({READ} LIMIT 1); END $$"]),
        Attack("a function", door, ["CREATE FUNCTION pg_temp.f() RETURNS text LANGUAGE sql AS $$ SELECT '1' $$"]),
        Attack("UPDATE pg_settings", door, ["UPDATE pg_settings SET setting = 'r_dortmund' WHERE name = 'role'", READ]),
        Attack("COPY TO PROGRAM", door, ["COPY accounts_user TO PROGRAM 'cat'"]),
        Attack("COPY FROM PROGRAM", door, ["COPY businesses_category (name) FROM PROGRAM 'id'"]),
        Attack("COPY TO a file", door, ["COPY accounts_user TO '/tmp/here'"]),
        Attack("COPY the other region", door, [f"COPY ({READ}) TO STDOUT"]),
        Attack("CREATE EXTENSION", door, ["CREATE EXTENSION dblink", "CREATE EXTENSION postgres_fdw"]),
        Attack("CREATE TABLE", door, ["CREATE TABLE mine (id int)", "CREATE TABLE public.mine (id int)"]),
        Attack("CREATE SCHEMA", door, ["CREATE SCHEMA mine"]),
        Attack("ALTER another's role", door, ["ALTER ROLE r_dortmund SET search_path = 'r_kiel'"]),
        Attack("GRANT oneself", door, ["GRANT r_dortmund TO r_kiel", "GRANT r_kiel TO r_dortmund", READ]),
        Attack("a view for the neighbour", door, [f"CREATE VIEW businesses_business2 AS {READ}"]),
        Attack("TRUNCATE", door, ["TRUNCATE r_dortmund.accounts_user CASCADE", "TRUNCATE ledger_entry CASCADE"]),
        Attack("triggers off", door, ["SET session_replication_role = replica", "DELETE FROM ledger_entry"]),
        # Left for the next request.
        Attack("left: a temporary table", door, ["CREATE TEMP TABLE accounts_user (id int)"]),
        Attack("left: a temporary view", door, ["CREATE TEMP VIEW businesses_business AS SELECT 1 AS id"]),
        Attack("left: SELECT INTO", door, ["SELECT 1 AS id INTO TEMP businesses_business"]),
        Attack("left: a prepared statement", door, ["PREPARE evil AS SELECT email FROM accounts_user"]),
        Attack("left: a cursor WITH HOLD", door, ["DECLARE evil CURSOR WITH HOLD FOR SELECT email FROM accounts_user"]),
        Attack("left: statement_timeout", door, ["SET statement_timeout = 1", "SET lock_timeout = 1"]),
        Attack("left: a time zone", door, ["SET TIME ZONE 'America/Lima'"]),
        Attack("left: LISTEN", door, ["LISTEN celery"]),
        Attack("left: an advisory lock", door, ["SELECT pg_advisory_lock(7316001)"]),
        Attack("left: a role", door, ["SET ROLE r_public"]),
        Attack("left: a path", door, ["SET search_path = public"]),
    ]


ATTACKS = [*_values(), *_wholes("whole"), *_wholes("driver")]

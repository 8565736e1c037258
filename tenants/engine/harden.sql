-- Run once per database as superuser, and again at will, also after a restore or an upgrade of PostgreSQL:
-- takes away what lets one region's statement reach beyond itself. What each stops: deploy/isolation.md.

-- Each server of a Citus cluster is hardened by itself; a plain PostgreSQL has no such setting and ignores it.
SET citus.enable_ddl_propagation = off;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Functions that change the role or a setting, or run a text as a statement.
REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.query_to_xml(text, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.query_to_xmlschema(text, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.query_to_xml_and_xmlschema(text, boolean, boolean, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.ts_stat(text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.ts_stat(text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.ts_rewrite(tsquery, text) FROM PUBLIC;
REVOKE UPDATE ON pg_catalog.pg_settings FROM PUBLIC;

-- Places outside every schema in which something could be left for somebody else.
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_notify(text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;

-- DO blocks and functions of one's own; temporary tables. The database's owner, who migrates, keeps all of it.
REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC;
DO $$
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format(
    'GRANT USAGE ON LANGUAGE plpgsql, sql TO %I',
    (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database())
  );
END
$$;

-- Citus, on every one of its servers: functions that run a text as a statement, here or on another server. Without them
-- nobody could send what our cursor refuses. The owner's own statements need some of them to reach the other servers.
DO $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT p.oid::regprocedure AS name, p.proname ~ '^(worker_|citus_internal)' OR s.nspname = 'citus_internal' AS inner_work
    FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace
    WHERE s.nspname IN ('pg_catalog', 'citus_internal') AND (
      p.proname ~ '^(run_command_on_|master_run_on_worker$|citus_run_local_command$|worker_apply_|worker_create_or_)'
      OR p.proname ~ '^(create|broadcast)_intermediate_result$'
      OR p.proname IN ('worker_save_query_explain_analyze', 'worker_partition_query_result')
      OR p.proname ~ '(execute_command_on_remote_nodes_as_user|database_command)$'
    )
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', found.name);
    IF found.inner_work THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', found.name,
        (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()));
    END IF;
  END LOOP;
END
$$;
RESET citus.enable_ddl_propagation;

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

-- Citus, on every one of its servers. Of its functions, everybody may call only those that Citus itself calls as the
-- role whose rows are read or written. Others run a text as a statement, here or on another server, log in to a
-- server of the caller's choice, or tell of all regions. The owner's own statements need most of them.
DO $$
DECLARE
  found record;
  owner name := (SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database());
BEGIN
  FOR found IN
    SELECT p.oid::regprocedure AS name, p.proname !~ '^(run_command_on_|master_run_on_worker$|citus_run_local_command$)' AS inner_work
    FROM pg_proc p
    JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
    JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname IN ('citus', 'citus_columnar')
    WHERE p.proname NOT IN ('assign_distributed_transaction_id', 'citus_table_is_visible', 'relation_is_a_known_shard',
      'read_intermediate_result', 'read_intermediate_results', 'worker_nextval',
      'lock_shard_resources', 'lock_shard_metadata', 'lock_relation_if_exists')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', found.name);
    IF found.inner_work THEN
      EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO %I', found.name, owner);
    END IF;
  END LOOP;
  FOR found IN
    SELECT c.oid::regclass AS name FROM pg_class c
    JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname IN ('citus', 'citus_columnar')
    WHERE c.relkind = 'v'
  LOOP
    EXECUTE format('REVOKE SELECT ON %s FROM PUBLIC', found.name);
    EXECUTE format('GRANT SELECT ON %s TO %I', found.name, owner);
  END LOOP;
END
$$;
RESET citus.enable_ddl_propagation;

"""Nothing waits for COMMIT, and a region can send nothing past our cursor: on each server."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region
from tests.citus.asks import on_each_node
from tests.plugin.servers import SERVERS

pytestmark = [pytest.mark.citus, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


def test_nothing_waits_for_commit_on_any_server(husum: Region) -> None:
    deferrable = r"SELECT count(*) FROM pg_{0} WHERE {1}deferrable"
    # The platform's own tables are the coordinator's, which commits them itself.
    regions = r" AND {0} IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'r\_%')"
    constraints = deferrable.format("constraint", "con") + regions.format("connamespace")
    triggers = deferrable.format("trigger JOIN pg_class c ON c.oid = tgrelid", "tg") + regions.format("relnamespace")
    assert on_each_node(constraints) == [0] * len(SERVERS.nodes())
    assert on_each_node(triggers) == [0] * len(SERVERS.nodes())


# Citus calls these as the role whose rows are read or written.
CALLED_BY_CITUS = (
    "assign_distributed_transaction_id citus_table_is_visible lock_relation_if_exists lock_shard_metadata"
    " lock_shard_resources read_intermediate_result read_intermediate_results relation_is_a_known_shard worker_nextval"
)
OPEN_TO_REGIONS = """
SELECT string_agg(DISTINCT name, ' ' ORDER BY name) FROM (
  SELECT p.proname::text AS name
  FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid JOIN pg_extension e ON e.oid = d.refobjid
  WHERE d.classid = 'pg_proc'::regclass AND extname LIKE 'citus%'
  AND has_function_privilege('r_husum', p.oid, 'EXECUTE')
  UNION ALL
  SELECT p.proname FROM pg_proc p
  WHERE proname IN ('set_config', 'query_to_xml') AND has_function_privilege('r_husum', p.oid, 'EXECUTE')
  UNION ALL
  SELECT c.relname FROM pg_class c JOIN pg_depend d ON d.objid = c.oid JOIN pg_extension e ON e.oid = d.refobjid
  WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'e' AND extname LIKE 'citus%' AND c.relkind = 'v'
  AND has_table_privilege('r_husum', c.oid, 'SELECT')
) AS found"""


def test_a_region_may_call_only_what_the_cluster_itself_calls(card: RegionCard) -> None:
    assert on_each_node(OPEN_TO_REGIONS) == [CALLED_BY_CITUS] * len(SERVERS.nodes())
    for attack in (
        "SELECT alter_role_if_exists('r_husum', 'SET ROLE r_kiel')",
        "SELECT * FROM run_command_on_workers('SELECT 1')",
        "SELECT * FROM run_command_on_all_nodes('SELECT 1')",
        "SELECT * FROM run_command_on_shards('vouchers_voucher', 'DELETE FROM %s')",
        "SELECT citus_check_connection_to_node('127.0.0.1', 1)",
        "SELECT * FROM citus_tables",
        "SELECT count(*) FROM r_kiel.accounts_user",
        "SELECT worker_apply_shard_ddl_command(1, 'r_kiel', 'RESET ROLE')",
    ):
        with (
            stepping_into(card),
            pytest.raises(DatabaseError, match="permission denied"),
            connection.cursor() as cursor,
        ):
            cursor.execute(attack)

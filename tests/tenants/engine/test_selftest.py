"""Before anybody is served: does the pool in between keep a connection together, and has somebody shut the doors?"""

from __future__ import annotations

import os

import psycopg
import pytest
from django.db import connection

from tenants.engine.selftest import TransactionPooling, is_hardened, refuse_transaction_pooling
from tests.plugin.servers import SERVERS
from tests.tenants.engine.pooler import pooler

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_without_a_pool_it_is_content() -> None:
    refuse_transaction_pooling()


@pytest.mark.parametrize("servers", [2, 5])
@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize("mode", ["session", "transaction"])
def test_a_pool_by_session_is_taken_and_one_by_transaction_refused(
    monkeypatch: pytest.MonkeyPatch, mode: str, servers: int, oldest_first: bool
) -> None:
    with pooler(os.environ["DATABASE_URL"], mode=mode, servers=servers, oldest_first=oldest_first) as port:
        monkeypatch.setitem(connection.settings_dict, "PORT", str(port))
        if mode == "session":
            refuse_transaction_pooling()
        else:
            with pytest.raises(TransactionPooling, match="pool_mode = session"):
                refuse_transaction_pooling()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_whether_the_hardening_was_run_is_seen() -> None:
    assert is_hardened()
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as admin:
        admin.execute("GRANT EXECUTE ON FUNCTION set_config(text, text, boolean) TO PUBLIC")
        try:
            assert not is_hardened()
        finally:
            admin.execute("REVOKE EXECUTE ON FUNCTION set_config(text, text, boolean) FROM PUBLIC")

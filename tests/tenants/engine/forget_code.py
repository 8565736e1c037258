"""For tests that write a migration."""

from __future__ import annotations

from tenants.engine.code_version import code_migrations, code_state


def forget_code() -> None:
    """Read the code's migrations anew."""
    code_migrations.cache_clear()
    code_state.cache_clear()

"""What `make test-node` waits for: a deleted pod's successor, not the moment before the cluster noticed."""

from __future__ import annotations

from typing import Any

from tests.deploy.node.release import settled


def pod(address: str | None) -> dict[str, Any]:
    return {"status": {"podIP": address} if address else {}}


def test_a_deleted_pod_that_is_still_called_ready_is_not_the_end() -> None:
    stays, successor = pod("10.0.0.2"), pod(None)

    assert not settled(["10.0.0.1", "10.0.0.2"], [stays, successor], number=2)
    assert not settled(["10.0.0.2"], [stays, successor], number=2)
    assert settled(["10.0.0.2", "10.0.0.3"], [stays, pod("10.0.0.3")], number=2)

"""A network of the run's own, with the pods' bridge: what the node's programs write into it stays in it.

Their rules, sets of addresses and settings never touch this machine's, and the kernel drops them with the run.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.machine.docker import Failed, run

BRIDGE, ADDRESS, PODS = "pods", "10.125.0.1", "10.125.0.0/24"
SERVICES = "10.0.0.0/24"  # as the API server gives them
SETTINGS = {
    "net/ipv4/ip_forward": "1",
    # A pod's answer to another one crosses the bridge alone; the rules must see it there.
    "net/bridge/bridge-nf-call-iptables": "1",
}
CLONE_NEWNET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def network() -> Iterator[None]:
    """This thread, and what it starts, see no network but the pods'; what they serve to the pods listens at ADDRESS."""
    with Path("/proc/thread-self/ns/net").open() as outside:
        _succeed(_libc.unshare(CLONE_NEWNET))
        try:
            run("ip", "link", "set", "lo", "up")
            run("ip", "link", "add", BRIDGE, "type", "bridge")
            run("ip", "address", "add", f"{ADDRESS}/24", "dev", BRIDGE)
            run("ip", "link", "set", BRIDGE, "up")
            # It leads nowhere; the API server looks for it to know its own address.
            run("ip", "route", "add", "default", "dev", BRIDGE)
            for name, value in SETTINGS.items():
                Path("/proc/sys", name).write_text(value)
            yield
        finally:
            _succeed(_libc.setns(outside.fileno(), CLONE_NEWNET))


def _succeed(code: int) -> None:
    if code:
        raise Failed(f"no network of its own: {os.strerror(ctypes.get_errno())}")

"""The mail server of the checks: a container beside the platform that takes every mail and says to whom it went."""

from __future__ import annotations

from collections import Counter

from tests.deploy.machine.docker import docker, run
from tests.deploy.machine.images import PYTHON

ADDRESS = "smtp://post:25"
SERVER = """
import asyncore
import smtpd

class Post(smtpd.SMTPServer):
    def process_message(self, peer, mailfrom, rcpttos, data, **more):
        print(*rcpttos, sep="\\n", flush=True)

Post(("0.0.0.0", 25), None)
asyncore.loop()
"""


def open_post(project: str) -> None:
    """In the network by which the worker reaches the world."""
    network = ["--network", f"{project}_out", "--network-alias", "post"]
    docker("run", "--detach", "--name", _name(project), *network, PYTHON, "python3", "-W", "ignore", "-c", SERVER)


def received(project: str) -> Counter[str]:
    """How many mails each address got."""
    return Counter(docker("logs", _name(project)).split())


def close_post(project: str) -> None:
    """Before its network is taken away."""
    if docker("ps", "--all", "--quiet", "--filter", f"name={_name(project)}"):
        run("docker", "rm", "--force", _name(project))


def _name(project: str) -> str:
    return f"{project}-post"

"""`make test-deploy`: build the image, start the platform by one command, upgrade it and take servers away under load.

Needs root on Debian, a package mirror, and some fifteen minutes of two idle cores; says elsewhere why it is not done.
"""

from __future__ import annotations

import os
import sys

from tests.deploy.machine import docker as daemon
from tests.deploy.machine import image, images, layers, scan, stack
from tests.deploy.machine.docker import Failed, Skipped, run
from tests.deploy.machine.put_back import comes_back, put_back
from tests.deploy.machine.steps import Note, promise, step, ticked
from tests.deploy.machine.under_load import under_load

READY_SECONDS = 5


def check() -> None:
    with step("Docker, and images without a registry"):
        images.make_all()
    secrets = stack.make_secrets()  # before the image is built: none of them may get into it
    with step("Image") as note:
        images.build("kreislauf:1", "1")
        note(image.look_at("kreislauf:1"))
    with step("Its layers") as note:
        note(layers.clean("kreislauf:1", secrets=secrets))
    with step("The same image once more, without a cache") as note:
        images.build("kreislauf:again", "1", "--no-cache")
        note(layers.same("kreislauf:1", "kreislauf:again"))
    with step("Scan") as note:
        note(scan.packages())
        note(scan.system("kreislauf:1"))
    with step("One command") as note:
        note(ticked(stack.up("kreislauf:1", words=stack.TRYING)))
    with step("An archive of a region") as note:
        said = stack.archive()
        note(said)
        promise(said.endswith("bytes"), "no archive was written")
    with step("Pages over HTTPS"):
        serves_its_regions_and_nobody_else()
    with step("Start to ready") as note:
        starts_in_time(note)
    shop = under_load()
    with step("Passwords of database and queue, exchanged") as note:
        note(exchanges())
    with step("Restore drill") as note:
        note(run(stack.COMPOSE / "drill.sh", env=stack.ENV).strip()[-300:])
    with step("Everything put back to a moment") as note:
        note(put_back(shop))
        serves_its_regions_and_nobody_else()
    with step("The disks of database and store are lost") as note:
        note(comes_back(shop))
        serves_its_regions_and_nobody_else()


def exchanges() -> str:
    """A container sees the file of a secret as it was when the container was made."""
    before = {name: stack.container(name) for name in ("db", "queue", "store", "web-a", "worker")}
    stack.exchange("db_app_password", "database_url", "cache_password", "queue_users", "redis_url")
    stack.up("kreislauf:2")
    serves_its_regions_and_nobody_else()
    anew = [name for name, was in before.items() if stack.container(name) != was]
    promise(anew == ["db", "queue", "web-a", "worker"], f"started anew were {anew}")
    return ", ".join(anew)


def serves_its_regions_and_nobody_else() -> None:
    edge = stack.edge()
    for host in stack.HOSTS:
        status, page = edge.ask(host, "/impressum/")
        promise(status in {200, 404, 503} and b"</html>" in page, f"{host} answered {status}")
    promise(edge.ask("fremd.example", "/")[0] == 0, "a stranger's host got a certificate")
    promise(edge.ask(stack.HOSTS[0], "/-/ask")[0] == 404, "the edge's question was answered to a visitor")


def starts_in_time(note: Note) -> None:
    """By the clock; on a machine that others keep busy, by the time that the processors gave it."""
    busy = os.getloadavg()[0] > 2 * (os.cpu_count() or 1)
    clock, processor = stack.restart_seconds("web-b")
    note(f"{clock:.1f} s, {processor:.1f} s of a processor" + (", on a busy machine" if busy else ""))
    promise((processor if busy else clock) <= READY_SECONDS, f"a web took {clock:.1f} s")


def main() -> int:
    try:
        daemon.install_programs()
        with daemon.daemon():
            try:
                check()
            finally:
                stack.down()
    except Skipped as reason:
        print(f"Not done: {reason}.")
        return 2
    except Failed as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

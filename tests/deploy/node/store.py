"""An object store that the pods reach: versitygw at the bridge's address, without TLS, with one bucket."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx

from kreislauf.embedded.child_processes import start, stop
from tests.deploy.machine.images import versitygw
from tests.deploy.node.machine import until
from tests.deploy.node.network import ADDRESS

BUCKET, REGION, PORT = "kreislauf", "local", 7070
VALUES: dict[str, Any] = {"endpoint": f"http://{ADDRESS}:{PORT}", "bucket": BUCKET, "region": REGION}
# Run in the pods: what one writes the other reads.
WRITE = "from kreislauf.s3 import ObjectStore as S; from django.core.files.base import ContentFile as C; "
WRITE += "S().save('seen/by-the-worker', C(b'whole'))"
READ = "from kreislauf.s3 import ObjectStore as S; print(S().open('seen/by-the-worker').read().decode())"


@contextmanager
def object_store(folder: Path) -> Iterator[dict[str, str]]:
    """Yields its keys, under the settings' names."""
    for name in ("versions", f"buckets/{BUCKET}"):
        (folder / name).mkdir(parents=True)
    keys = {"S3_KEY": token_hex(10), "S3_SECRET": token_hex(20)}
    place = ["--port", f"{ADDRESS}:{PORT}", "--region", REGION, "--health", "/health", "--quiet"]
    files = ["posix", "--versioning-dir", str(folder / "versions"), str(folder / "buckets")]
    names = {"ROOT_ACCESS_KEY": keys["S3_KEY"], "ROOT_SECRET_KEY": keys["S3_SECRET"], "HOME": str(folder)}
    log = folder / "store.log"
    process = start([versitygw(), *place, *files], log=log, env={"PATH": os.defpath, **names})
    try:
        until(_answers, "the object store does not answer", seconds=30, log=log)
        yield keys
    finally:
        stop(process)


def _answers() -> bool:
    try:
        return httpx.get(f"{VALUES['endpoint']}/health", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False

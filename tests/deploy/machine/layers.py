"""What stands in the layers of an image, file by file: also what a later layer hides."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO

from tests.deploy.machine.docker import FOLDER, Failed, docker

PRIVATE_KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{32}")
BUILDS = re.compile(
    r"(.*-)?(gcc|g\+\+|cc|c\+\+|cc1|cc1plus|clang|ld|as|ar|make|rustc|cargo|go|perl|pip\d?|uv|npm|node)"
)
NEVER = re.compile(r"(^|/)(\.env|\.git|\.ssh|\.netrc|\.pypirc|\.npmrc|\.docker|id_(rsa|ed25519)|secrets)(/|$)")
OUR_TESTS = re.compile(r"/site-packages/(kreislauf|tenants|billing|marketplace|tests)/(.*/)?(tests?|conftest)(/|\.|$)")
DESCRIPTION = 0  # in place of a layer's number: the image's own settings and history


@dataclass(frozen=True, slots=True)
class Entry:
    """Something of a layer; ``digest`` is of its content, or of where it leads to, and ``holds`` are secrets in it."""

    layer: int
    path: str
    kind: bytes
    mode: int
    owner: tuple[int, int]
    mtime: int
    digest: str
    holds: tuple[str, ...]


def clean(image: str, *, secrets: Collection[bytes]) -> str:
    """Refuses with ``Failed`` what holds one of these, a private key, a program to build with or a test of ours."""
    found = entries(image, secrets=secrets)
    if bad := not_wanted(found):
        raise Failed("\n".join(bad[:20]))
    return f"{len(found)} entries in {found[-1].layer} layers, none with one of {len(secrets)} secrets or a private key"


def same(first: str, second: str) -> str:
    """Refuses with ``Failed`` where two images are not the same, layer by layer and bit by bit."""
    digests = [json.loads(docker("inspect", "--format", "{{json .RootFS.Layers}}", image)) for image in (first, second)]
    if digests[0] != digests[1]:
        differing = differences(entries(first), entries(second))
        raise Failed(f"{len(differing)} paths differ:\n" + "\n".join(differing[:40]))
    return ", ".join(digest[:19] for digest in digests[0])


def entries(image: str, *, secrets: Collection[bytes] = ()) -> list[Entry]:
    """All of an image, its description first."""
    with TemporaryDirectory(dir=FOLDER) as folder:
        file = Path(folder) / "image.tar"
        docker("save", "--output", file, image)
        with tarfile.open(file) as saved:
            (about,) = json.loads(_content(saved, "manifest.json").read())
            return [
                _entry(DESCRIPTION, saved.getmember(about["Config"]), saved, secrets),
                *(
                    one
                    for number, name in enumerate(about["Layers"], 1)
                    for one in _of_layer(number, saved, name, secrets)
                ),
            ]


def not_wanted(found: Collection[Entry]) -> list[str]:
    """Sentences about secrets, programs to build with, and tests of ours."""
    return [f"layer {one.layer}: {one.path} {why}" for one in found for why in [*one.holds, *_by_name(one)]]


def differences(first: Collection[Entry], second: Collection[Entry]) -> list[str]:
    """Paths that only one of the two images has, or that differ in anything but the description."""
    here, there = ({(one.layer, one.path): one for one in found if one.layer} for found in (first, second))
    return sorted(key[1] for key in here.keys() | there.keys() if here.get(key) != there.get(key))


def _by_name(one: Entry) -> Iterator[str]:
    if NEVER.search(one.path):
        yield "belongs in no image"
    if one.kind == tarfile.REGTYPE and one.mode & 0o111 and BUILDS.fullmatch(PurePosixPath(one.path).name):
        yield "builds something"
    if OUR_TESTS.search(one.path):
        yield "is a test"


def _of_layer(number: int, saved: tarfile.TarFile, name: str, secrets: Collection[bytes]) -> Iterator[Entry]:
    with tarfile.open(fileobj=_content(saved, name)) as layer:
        yield from (_entry(number, member, layer, secrets) for member in layer)


def _entry(number: int, member: tarfile.TarInfo, archive: tarfile.TarFile, secrets: Collection[bytes]) -> Entry:
    file = archive.extractfile(member) if member.isreg() else None
    content = file.read() if file else member.linkname.encode()
    holds = ["holds a secret of this installation"] if any(secret in content for secret in secrets) else []
    holds += ["holds a private key"] if PRIVATE_KEY.search(content) else []
    digest = hashlib.sha256(content).hexdigest()
    owner = member.uid, member.gid
    return Entry(number, member.name, member.type, member.mode, owner, int(member.mtime), digest, tuple(holds))


def _content(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    file = archive.extractfile(name)
    assert file is not None, name
    return file

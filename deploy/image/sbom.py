"""Write what an image is made of as a CycloneDX document: Python packages, npm packages, Debian packages.

Runs on a bare Python: ``sbom.py SITE_PACKAGES PACKAGE_LOCK DPKG_STATUS``. The same parts give the same document.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

Part = dict[str, Any]


def document(site: Path, lock: Path, status: Path) -> Part:
    parts = sorted([*python_parts(site), *npm_parts(lock), *debian_parts(status)], key=lambda part: part["purl"])
    (ours,) = [part for part in parts if part["name"] == "kreislauf"]
    parts.remove(ours)
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([ours, parts]))}",
        "version": 1,
        "metadata": {"timestamp": made.strftime("%Y-%m-%dT%H:%M:%SZ"), "component": ours | {"type": "application"}},
        "components": parts,
        "dependencies": [{"ref": ours["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def python_parts(site: Path) -> Iterator[Part]:
    """Each installed distribution, our own included."""
    for file in site.glob("*.dist-info/METADATA"):
        about = HeaderParser().parsestr(file.read_text(encoding="utf-8"))
        name = about["Name"].lower().replace("_", "-").replace(".", "-")
        yield _part(name, about["Version"], f"pkg:pypi/{name}@{about['Version']}", _licence(about))


def npm_parts(lock: Path) -> Iterator[Part]:
    """What package-lock.json installs for production, with the hashes that it was checked against."""
    for place, about in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        name = place.rpartition("node_modules/")[2]
        if not name or about.get("dev"):
            continue
        part = _part(
            name, about["version"], f"pkg:npm/{name.replace('@', '%40')}@{about['version']}", about.get("license")
        )
        kind, _, digest = about["integrity"].partition("-")
        part["hashes"] = [{"alg": kind.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}]
        yield part


def debian_parts(status: Path) -> Iterator[Part]:
    for paragraph in status.read_text(encoding="utf-8").split("\n\n"):
        about = HeaderParser().parsestr(paragraph)
        if about["Status"] == "install ok installed":
            name, version, machine = about["Package"], about["Version"], about["Architecture"]
            purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={machine}"
            yield _part(name, version, purl, None)


def _part(name: str, version: str, purl: str, licence: str | None) -> Part:
    part: Part = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if licence:
        part["licenses"] = [{"license": {"name": licence}}]
    return part


def _licence(about: Message) -> str | None:
    """The licence's short name where one is given: some packages put its whole text there."""
    for field in ("License-Expression", "License"):
        if about[field] and "\n" not in about[field] and len(about[field]) < 80:
            return str(about[field])
    named = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return " AND ".join(named) or None


if __name__ == "__main__":
    print(json.dumps(document(*map(Path, sys.argv[1:])), indent=1, sort_keys=True, ensure_ascii=False))

"""What an image must be: small, without tools to build with, without secrets, with a list of its parts."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from tests.deploy.machine.docker import ENVIRONMENT, FOLDER, Failed, docker

# The typesetter alone has 67, the fonts 30, the web server 21.
MEGABYTES, COMPRESSED_MEGABYTES = 300, 120
NOT_IN_IT = [
    "gcc",
    "cc",
    "ld",
    "make",
    "pip",
    "pip3",
    "uv",
    "npm",
    "node",
    "perl",
    "apt-get",
    "dpkg",
    "curl",
    "git",
    "docker",
]
SECRET = re.compile(r"(?i)^(SECRET_KEY|\w*PASSWORD\w*|\w*_URL|\w*_SECRET)=")
SETTINGS = (
    "DJANGO_SETTINGS_MODULE=kreislauf.settings",
    "KREISLAUF_ENV=production",
    "SECRET_KEY=nobody",
    "CLIENT_ADDRESS_HEADER=none",
    "DATABASE_URL=postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL=redis://127.0.0.1:1",
)
PACKAGES = "/opt/kreislauf/lib/python3.11/site-packages"
LATER = """FROM {before}
COPY {name}.py {app}/
"""
MIGRATION = """from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("{label}", "{last}")]
    operations = [migrations.RunSQL(["{sql}"], migrations.RunSQL.noop)]
"""


def look_at(name: str) -> str:
    """Its sizes. Refuses with ``Failed``."""
    about = json.loads(docker("inspect", name))[0]
    size, packed = about["Size"] / 1e6, _packed(name) / 1e6
    if size >= MEGABYTES or packed >= COMPRESSED_MEGABYTES:
        raise Failed(f"{name} has {size:.0f} MB, {packed:.0f} MB compressed")
    config = about["Config"]
    if config["User"] != "10001:10001" or config["Entrypoint"] != ["tini", "--", "kreislauf"]:
        raise Failed(f"{name} starts as {config['User']} with {config['Entrypoint']}")
    if secrets := [line for line in config["Env"] if SECRET.match(line)]:
        raise Failed(f"{name} holds {secrets}")
    found = _shell(name, f"for tool in {' '.join(NOT_IN_IT)}; do command -v $tool; done; true")
    if found:
        raise Failed(f"{name} holds {found}")
    parts = json.loads(_shell(name, "cat /opt/kreislauf/sbom.cdx.json"))
    (FOLDER / "sbom.cdx.json").write_text(json.dumps(parts, indent=1))
    kinds = {part["purl"].partition("/")[0] for part in parts["components"]}
    if kinds != {"pkg:pypi", "pkg:npm", "pkg:deb"}:
        raise Failed(f"the list of parts has {kinds}")
    return f"{size:.0f} MB, {packed:.0f} MB compressed, {len(parts['components'])} parts, {_imports(name)}"


def _imports(name: str) -> str:
    """How many modules find all that they ask for. Settings of a production, with servers that are not there."""
    words = [word for setting in SETTINGS for word in ("--env", setting)]
    lonely = ["run", "--rm", "--read-only", "--tmpfs", "/tmp", "--network", "none", "--entrypoint", "python"]
    return docker(*lonely, *words, name, "-c", Path(__file__).with_name("inside.py").read_text())


def _packed(name: str) -> int:
    """What a registry would store: each layer by itself, as gzip packs it."""
    with subprocess.Popen(["docker", "save", name], env=ENVIRONMENT, stdout=subprocess.PIPE) as saved:
        assert saved.stdout is not None
        done = subprocess.run(["gzip", "-6"], stdin=saved.stdout, capture_output=True, check=True)
    return len(done.stdout)


def _shell(name: str, script: str) -> str:
    return docker("run", "--rm", "--read-only", "--network", "none", "--entrypoint", "sh", name, "-c", script)


def next_version(
    before: str,
    name: str,
    *,
    app: str = "marketplace/businesses",
    sql: str = "COMMENT ON TABLE businesses_business IS 'two'",
) -> None:
    """The same code with one more migration of an app: of each region's, or of the platform's."""
    place = f"{PACKAGES}/{app}/migrations"
    last = max(word for word in _shell(before, f"ls {place}").split() if word[:1].isdigit()).removesuffix(".py")
    context, added = FOLDER / "next", f"{int(last[:4]) + 1:04d}_two"
    context.mkdir(exist_ok=True)
    (context / f"{added}.py").write_text(MIGRATION.format(label=Path(app).name, last=last, sql=sql))
    (context / "Dockerfile").write_text(LATER.format(before=before, name=added, app=place))
    docker("build", "--quiet", "--tag", name, context)

"""The chart, held against Helm, Kubernetes' definitions, checkov and its own documentation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.deploy.custom import definitions, objections
from tests.deploy.promises import PROMISES, broken
from tests.deploy.refused import REFUSED
from tests.deploy.run import Failed, Skipped, needed, run, said
from tests.deploy.tools import FOLDER, ROOT, go_tool, python_tool

CHART = ROOT / "deploy" / "helm" / "kreislauf"
PROFILES = sorted((CHART / "ci").glob("*-values.yaml"))
RENDERED = FOLDER / "rendered"
EXAMPLES = sorted((CHART.parent / "examples").glob("*.yaml"))
OLDEST, NEWEST = "1.30.0", "1.37.0"


def helm() -> str:
    return needed(go_tool("helm"), "helm")


def lint() -> str:
    for profile in PROFILES:
        run(helm(), "lint", "--strict", "--quiet", CHART, "--values", profile)
    return f"{len(PROFILES)} profiles"


def template() -> str:
    RENDERED.mkdir(parents=True, exist_ok=True)
    for old in RENDERED.glob("*.yaml"):
        old.unlink()
    for profile in PROFILES:
        text = run(helm(), "template", "k", CHART, "--namespace", "kreislauf", "--values", profile)
        (RENDERED / f"{profile.stem.removesuffix('-values')}.yaml").write_text(text)
        # Only an installation writes its notes; this one is for show.
        run(helm(), "install", "k", CHART, "--namespace", "kreislauf", "--dry-run=client", "--values", profile)
    return f"{sum(len(objects(path)) for path in rendered())} objects"


def refusals() -> str:
    """Each wrong value, set upon the smallest profile, is refused with these words."""
    smallest = CHART / "ci" / "smallest-values.yaml"
    wrong = []
    for setting, words in REFUSED:
        done = said(helm(), "template", "k", CHART, "--values", smallest, "--set-json", setting)
        if not done.returncode or words not in done.stderr:
            wrong.append(f"{setting}: not refused with “{words}”, but: {done.stderr.strip() or 'taken'}")
    if wrong:
        raise Failed("\n".join(wrong))
    return f"{len(REFUSED)} values"


def promises() -> str:
    """What each profile renders holds what the chart promises of all of them."""
    wrong = [f"{path.stem}: {what}" for path in rendered() for what in broken(objects(path))]
    if wrong:
        raise Failed("\n".join(wrong))
    return f"{len(PROMISES)} in {len(rendered())} profiles"


def kubernetes_objects() -> str:
    """Strict: a word that Kubernetes does not know is refused, also in the examples."""
    tool = needed(python_tool("kubernetes-validate"), "kubernetes-validate")
    plain = {  # many profiles have the same objects, and each is asked about once
        yaml.safe_dump(one) for path in [*rendered(), *EXAMPLES] for one in objects(path) if not is_custom(one)
    }
    together = FOLDER / "plain.yaml"
    together.write_text("---\n".join(sorted(plain)))
    for version in (OLDEST, NEWEST):
        run(tool, "-k", version, "--strict", "--quiet", "--no-warn", together)
    return f"{len(plain)} different objects against {OLDEST} and {NEWEST}"


def custom_resources() -> str:
    """Routes, certificates and monitors against the definitions that their projects publish."""
    known = definitions()
    if not known:
        raise Skipped("there is no go on this machine, and the definitions come as Go modules")
    wrong, seen = [], 0
    for path in [*rendered(), *EXAMPLES]:
        for one in filter(is_custom, objects(path)):
            key = (one["apiVersion"], one["kind"])
            if key in known:
                seen += 1
                wrong += [f"{path.name} {one['kind']}: {problem}" for problem in objections(one, known[key])]
            elif not one["apiVersion"].startswith("postgresql.cnpg.io/"):  # its module cannot be had everywhere
                wrong.append(f"{path.name}: nobody defines {' '.join(key)}")
    if wrong:
        raise Failed("\n".join(wrong))
    return f"{seen} objects"


def security() -> str:
    tool = needed(python_tool("checkov"), "checkov")
    run(tool, "--config-file", CHART.parent / "checkov.yaml", "--directory", RENDERED, env={"LOG_LEVEL": "ERROR"})
    return f"{len(rendered())} profiles"


def documentation() -> str:
    """README.md is what helm-docs writes today."""
    tool = needed(go_tool("helm-docs"), "helm-docs")
    text = run(tool, "--chart-search-root", CHART, "--ignore-non-descriptions", "--dry-run")
    if text.strip() != (CHART / "README.md").read_text().strip():
        raise Failed("deploy/helm/kreislauf/README.md is older than values.yaml: make deploy-docs")
    return "up to date"


def rendered() -> list[Path]:
    return sorted(RENDERED.glob("*.yaml"))


def objects(path: Path) -> list[dict[str, Any]]:
    """The Kubernetes objects of a file; one without any holds values of another chart."""
    return [one for one in yaml.safe_load_all(path.read_text()) if one and "kind" in one]


def is_custom(one: dict[str, Any]) -> bool:
    """Whether it is of a kind that Kubernetes itself does not define."""
    group = one["apiVersion"].rpartition("/")[0]
    return ("." in group and not group.endswith(".k8s.io")) or group == "gateway.networking.k8s.io"

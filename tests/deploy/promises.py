"""What the chart promises of the objects that it renders, whatever the values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Objects = list[dict[str, Any]]
OWNER = "DATABASE_OWNER_URL_FILE"
HOOK = "helm.sh/hook"


def broken(objects: Objects) -> list[str]:
    return [f"{promise.__doc__} {what}" for promise in PROMISES for what in promise(objects)]


def owner_stays_away(objects: Objects) -> Iterator[str]:
    """The owner's login reaches worker and migrations only."""
    for name, pod in pods(objects):
        words = {variable["name"] for variable in pod["containers"][0].get("env", ())}
        files = {item["path"] for source in secrets(pod) for item in source["secret"]["items"]}
        is_theirs = name.endswith(("-worker", "-prepare"))
        if (OWNER in words) is not is_theirs or ("DATABASE_OWNER_URL" in files) is not is_theirs:
            yield name


def secrets_are_files(objects: Objects) -> Iterator[str]:
    """The chart makes no Secret, and a pod reads each as the file that a variable names."""
    yield from (one["metadata"]["name"] for one in objects if one["kind"] == "Secret")
    for name, pod in pods(objects):
        variables = pod["containers"][0].get("env", ())
        named = {one["value"].rpartition("/")[2] for one in variables if one["name"].endswith("_FILE")} - {"ca.crt"}
        files = {item["path"] for source in secrets(pod) for item in source["secret"]["items"]}
        if named != files or any("secretKeyRef" in str(one) for one in variables):
            yield name


def migrations_need_nothing(objects: Objects) -> Iterator[str]:
    """What the migrations need is there before the chart."""
    ours = {(one["kind"], one["metadata"]["name"]) for one in objects if HOOK not in annotations(one)}
    for name, pod in pods(objects):
        if name.endswith("-prepare"):
            needs = {("ServiceAccount", pod["serviceAccountName"])}
            needs |= {("Secret", source["secret"]["name"]) for source in secrets(pod)}
            for volume in pod["volumes"]:
                needs |= {("ConfigMap", volume.get("configMap", {}).get("name"))}
                needs |= {("PersistentVolumeClaim", volume.get("persistentVolumeClaim", {}).get("claimName"))}
            yield from (f"{kind} {what}" for kind, what in needs & ours)


def pods_are_restricted(objects: Objects) -> Iterator[str]:
    """Pods run without rights, write to no root and get no token."""
    for name, pod in pods(objects):
        container = pod["containers"][0]
        own = container["securityContext"]
        is_kept = (
            pod["automountServiceAccountToken"] is False
            and pod["securityContext"]["runAsNonRoot"]
            and pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
            and own["readOnlyRootFilesystem"]
            and own["allowPrivilegeEscalation"] is False
            and own["capabilities"] == {"drop": ["ALL"]}
            and "memory" in container["resources"]["limits"]
        )
        if not is_kept:
            yield name


def every_pod_has_a_policy(objects: Objects) -> Iterator[str]:
    """Each component has a NetworkPolicy that says both what it hears and what it reaches."""
    selected = [
        one["spec"]["podSelector"]["matchLabels"]["app.kubernetes.io/component"]
        for one in objects
        if one["kind"] == "NetworkPolicy" and one["spec"]["policyTypes"] == ["Ingress", "Egress"]
    ]
    for name, _ in pods(objects):
        if selected.count(name.rpartition("-")[2]) != 1:
            yield name


def hooks_are_cleaned(objects: Objects) -> Iterator[str]:
    """A hook's object of last time is deleted before it is made again, never right after it was done."""
    for one in objects:
        if HOOK in annotations(one) and "before-hook-creation" not in annotations(one)["helm.sh/hook-delete-policy"]:
            yield one["metadata"]["name"]
        if "ttlSecondsAfterFinished" in one.get("spec", {}):
            yield one["metadata"]["name"]


def selectors_are_lasting(objects: Objects) -> Iterator[str]:
    """What a Deployment selects by never changes, and no two of them select the same pods."""
    seen = []
    for one in objects:
        if one["kind"] == "Deployment":
            labels = one["spec"]["selector"]["matchLabels"]
            if set(labels) != {f"app.kubernetes.io/{word}" for word in ("name", "instance", "component")}:
                yield one["metadata"]["name"]
            seen.append(labels)
    if len({tuple(sorted(labels.items())) for labels in seen}) != 3:
        yield "three Deployments"


def runbooks_lead_somewhere(objects: Objects) -> Iterator[str]:
    """No alert leads to the placeholder of deploy/prometheus/rules.yaml."""
    for one in objects:
        if one["kind"] == "PrometheusRule" and "//example.org/" in str(one["spec"]):
            yield one["metadata"]["name"]


PROMISES: list[Callable[[Objects], Iterator[str]]] = [
    owner_stays_away,
    secrets_are_files,
    migrations_need_nothing,
    pods_are_restricted,
    every_pod_has_a_policy,
    hooks_are_cleaned,
    selectors_are_lasting,
    runbooks_lead_somewhere,
]


def pods(objects: Objects) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in objects:
        if one["kind"] in {"Deployment", "Job"}:
            yield one["metadata"]["name"], one["spec"]["template"]["spec"]
        elif one["kind"] == "Pod":
            yield one["metadata"]["name"], one["spec"]


def secrets(pod: dict[str, Any]) -> list[dict[str, Any]]:
    volumes = [volume["projected"]["sources"] for volume in pod.get("volumes", ()) if "projected" in volume]
    return volumes[0] if volumes else []


def annotations(one: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = one["metadata"].get("annotations") or {}
    return found

"""Who is woken at night finds what a page of deploy/ names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PAGES = sorted(path for path in DEPLOY.rglob("*.md"))
SITES = ("kreislauf.urls_region", "kreislauf.urls_operator", "kreislauf.urls_public")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DEPLOY)))
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    ours = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in ours if not (page.parent / link).exists()] == []


def test_each_script_that_a_runbook_names_is_there_and_can_be_run() -> None:
    named = {name for page in PAGES for name in re.findall(r"deploy/[\w/.-]+\.sh", page.read_text())}

    assert {"deploy/compose/restore.sh", "deploy/compose/drill.sh"} <= named
    assert [name for name in sorted(named) if not (DEPLOY.parent / name).stat().st_mode & 0o100] == []


def test_each_page_of_an_office_that_a_document_names_is_there() -> None:
    documents = [*PAGES, DEPLOY.parent / "README.md", DEPLOY.parent / "CHANGELOG.md"]
    named = {
        path for page in documents for path in re.findall(r"`(/(?:verwaltung|betrieb)/[\w/-]+/)`", page.read_text())
    }

    assert named
    assert [path for path in sorted(named) if not _resolves(path)] == []


def test_each_service_of_compose_that_a_document_names_is_there() -> None:
    text = (DEPLOY / "compose" / "compose.yaml").read_text().partition("\nservices:\n")[2].partition("\nnetworks:\n")[0]
    services = set(re.findall(r"^  ([\w-]+):", text, flags=re.MULTILINE))
    commands = r"docker compose (?:up -d|logs -f|restart|exec|run --rm)(?: -\w)* ([a-z][\w-]*)( [a-z]+-[a-z]\b)?"
    named = {
        name.strip() for page in PAGES for found in re.findall(commands, page.read_text()) for name in found if name
    }

    assert {"web-a", "web-b", "prepare"} <= named
    assert named - services == set()


def _resolves(path: str) -> bool:
    for site in SITES:
        try:
            resolve(path, site)
        except Resolver404:
            continue
        return True
    return False

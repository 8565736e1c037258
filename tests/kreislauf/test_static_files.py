"""What pages load is published; what packages carry along is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

LOADED = [
    "kl/css/base.css",
    "kl/js/app.js",
    "kl/js/map.js",
    "kl/js/ground.js",
    "places/postcode.js",
    "vendor/protomaps/protomaps-leaflet.js",
    "kl/img/icons.svg",
    "vendor/kern/kern.css",
    "vendor/fira/fira-sans-latin-400-normal.woff2",
    "vendor/htmx/htmx.min.js",
    "vendor/leaflet/leaflet.css",
    "vendor/cluster/leaflet.markercluster.js",
]


@pytest.mark.parametrize("path", LOADED)
def test_what_a_page_loads_is_found(path: str) -> None:
    assert finders.find(path)


def test_collected_files_have_lasting_names_and_leave_out_sources_maps_and_spare_fonts(tmp_path: Path) -> None:
    storages = {"staticfiles": {"BACKEND": "kreislauf.web.staticfiles.Storage"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", "--noinput", verbosity=0)

    collected = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    names = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    lasting = {names[path] for path in LOADED}
    assert lasting <= collected
    assert collected.isdisjoint(LOADED), "no page asks for a name that another version may have, too"
    assert f"{names['kl/css/base.css']}.gz" in collected
    assert [path for path in collected if path.endswith((".map", ".scss", ".woff", ".ts")) or "italic" in path] == []
    assert "url(" in (tmp_path / names["kl/css/base.css"]).read_text(encoding="utf-8")

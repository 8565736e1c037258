import json
from pathlib import Path

from kreislauf.demo.sign_ins import read_sign_ins, sheet


def test_the_sheet_names_addresses_sign_ins_and_the_mailbox(tmp_path: Path) -> None:
    (tmp_path / "signins.json").write_text(
        json.dumps(
            [
                {
                    "role": "Betrieb des Portals",
                    "url": "http://leitstand.localhost:9000/",
                    "email": "leitung@example.org",
                    "password": "demo-1",
                },
                {
                    "role": "Kiel, Verwaltung",
                    "url": "http://kiel.localhost:9000/verwaltung/",
                    "email": "rathaus@example.org",
                    "password": "demo-2",
                },
            ]
        )
    )

    assert sheet(read_sign_ins(tmp_path), port=9000).splitlines() == [
        "  Platform       http://localhost:9000/",
        "  Operator site  http://leitstand.localhost:9000/",
        "  Region         http://kiel.localhost:9000/",
        "  Mails          http://localhost:9000/postfach/",
        "",
        "  Sign-ins",
        "  Betrieb des Portals  http://leitstand.localhost:9000/        leitung@example.org  demo-1",
        "  Kiel, Verwaltung     http://kiel.localhost:9000/verwaltung/  rathaus@example.org  demo-2",
    ]


def test_without_regions_the_sheet_names_the_platform(tmp_path: Path) -> None:
    assert read_sign_ins(tmp_path) == []
    assert sheet([], port=8000).splitlines() == [
        "  Platform       http://localhost:8000/",
        "  Operator site  http://leitstand.localhost:8000/",
        "  Mails          http://localhost:8000/postfach/",
    ]

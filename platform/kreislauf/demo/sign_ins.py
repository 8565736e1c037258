"""What a newcomer needs to know once the demo runs: addresses, sign-ins, and where the mails are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

FILE = "signins.json"


@dataclass(frozen=True)
class SignIn:
    """One account that the demo data made."""

    role: str
    url: str
    email: str
    password: str


def read_sign_ins(home: Path) -> list[SignIn]:
    path = home / FILE
    if not path.exists():
        return []
    return [
        SignIn(role=entry["role"], url=entry["url"], email=entry["email"], password=entry["password"])
        for entry in json.loads(path.read_text())
    ]


def sheet(sign_ins: list[SignIn], *, port: int) -> str:
    """The addresses and sign-ins as a text for the terminal."""
    platform = f"http://localhost:{port}"
    operators = f"leitstand.localhost:{port}"
    regions = sorted({urlsplit(one.url).netloc for one in sign_ins} - {operators, f"localhost:{port}"})
    lines = [
        f"  Platform       {platform}/",
        f"  Operator site  http://{operators}/",
        *(f"  Region         http://{host}/" for host in regions),
        f"  Mails          {platform}/postfach/",
    ]
    if sign_ins:
        lines += ["", "  Sign-ins", *_table([(one.role, one.url, one.email, one.password) for one in sign_ins])]
    return "\n".join(lines)


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(text) for text in column) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]

"""`make messages`: bring the English catalogue up to the German of the source, and compile it.

The German catalogue holds Django's own form messages in the words of a public office ("Sie"): LOCALE_PATHS comes before
Django's. It is written by hand and only compiled here.

Only looking for new strings needs gettext's tools: the compiled catalogue is committed beside the other.
"""

from __future__ import annotations

from pathlib import Path

import polib
from django.core.management import execute_from_command_line

CATALOGUE = Path(__file__).parents[1] / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
FORMAL_GERMAN = Path(__file__).parents[1] / "locale" / "de" / "LC_MESSAGES" / "django.po"
LEFT_OUT = [".venv", "node_modules", "tests", "var", "build", "dist"]
# No places and no dates: two renewals on two days differ by the strings alone.
EXTRACT = ["makemessages", "--locale", "en", "--no-location", "--no-wrap", "--no-obsolete"]
HEADER = {
    "Project-Id-Version": "Kreislauf",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def renew() -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    execute_from_command_line(["kreislauf", *EXTRACT, *(f"--ignore={name}" for name in LEFT_OUT)])
    catalogue = read()
    catalogue.header = "English beside the German of the source. `make messages` renews this file."
    catalogue.metadata = dict(HEADER)
    catalogue.metadata_is_fuzzy = False
    catalogue.save()
    COMPILED.write_bytes(catalogue.to_binary())
    FORMAL_GERMAN.with_suffix(".mo").write_bytes(read(FORMAL_GERMAN).to_binary())
    todo = [entry.msgid for entry in catalogue if not entry.translated()]
    print(*todo, f"{len(todo)} strings still to translate in {CATALOGUE}", sep="\n")


def read(catalogue: Path = CATALOGUE) -> polib.POFile:
    return polib.pofile(str(catalogue), wrapwidth=0)


if __name__ == "__main__":
    renew()

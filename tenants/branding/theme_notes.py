"""What deriving a theme changed about a region's colours, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tenants.art.theme import Note, Theme


def theme_notes(theme: Theme) -> list[str]:
    """A sentence for each change, in the reader's language."""
    return [_worded(note) for note in theme.notes]


def _worded(note: Note) -> str:
    facts = {name: fact if isinstance(fact, str) else _ratio(fact) for name, fact in note.facts.items()}
    match note.kind:
        case "dark text":
            text = _(
                "Auf der Hauptfarbe hätte weiße Schrift nur {white}. Schrift auf Flächen ist deshalb dunkel ({dark})."
            )
        case "ink":
            text = _(
                "Die Hauptfarbe hat auf Weiß nur {brand}. Links und Schaltflächen bekommen deshalb "
                "die Tinte {ink} ({ratio}); Ihre Farbe bleibt Flächenfarbe."
            )
        case _other:
            text = _("Für Links und Schaltflächen wird die Hauptfarbe zu {action} abgedunkelt ({ratio} auf Weiß).")
    return text.format(**facts)


def _ratio(contrast: float) -> str:
    return f"{contrast:.1f}:1".replace(".", ",")

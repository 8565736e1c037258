"""What the log declares of its own table; what is written in it, the rooms that write declare."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Room

ROOM = Room(
    app="kreislauf.audit",
    log_words={"table.downloaded": _("Tabelle heruntergeladen")},
    log_kinds={"table.": _("Tabellen")},
    tables={"audit_entry": "Protokoll: wer wann was getan hat"},
    append_only=("audit_entry",),
)

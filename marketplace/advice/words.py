"""The words of the log for what happens to advice."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "article.written": _("Text geschrieben"),
    "article.for_editors": _("Text der Redaktion gegeben"),
    "article.given_back": _("Text zurückgegeben"),
    "article.assured": _("Text geprüft: stimmt noch"),
    "article.archived": _("Text archiviert"),
    "article.restored": _("Text zurückgeholt"),
    "article.hidden": _("Text ausgeblendet"),
    "article.shown": _("Text wieder eingeblendet"),
    "article.shared": _("Text mit anderen Regionen geteilt"),
    "article.handed_over": _("Text übergeben"),
    "article.signature_asked": _("Um Mitzeichnung gebeten"),
    "article.signed": _("Text mitgezeichnet"),
    "article.signature_refused": _("Mitzeichnung abgelehnt"),
    "adviser.added": _("Ansprechperson eingetragen"),
    "adviser.changed": _("Ansprechperson geändert"),
    "adviser.assured": _("Ansprechperson geprüft"),
    "adviser.hidden": _("Ansprechperson ausgeblendet"),
    "adviser.shown": _("Ansprechperson wieder eingeblendet"),
    "adviser.handed_over": _("Ansprechperson übergeben"),
    "topic.added": _("Thema angelegt"),
    "topic.changed": _("Thema geändert"),
    "topic.moved": _("Thema verschoben"),
    "topic.removed": _("Thema gelöscht"),
}
LOG_KINDS = {
    "article.": _("Texte"),
    "adviser.": _("Ansprechpersonen"),
    "topic.": _("Themen"),
}
LOG_LINKS = {
    "advice.Article": "advice:office:article",
    "advice.Adviser": "advice:office:adviser",
    "advice.Topic": "advice:office:topic",
}

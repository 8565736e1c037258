"""An article in another language, or in Leichte Sprache."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.advice.models.article import Article


class Language(models.TextChoices):
    """Under their own names, as the readers know them; a value is what stands in ``lang``."""

    EASY = "de-x-leicht", _("Leichte Sprache")
    ENGLISH = "en", "English"
    UKRAINIAN = "uk", "Українська"
    ARABIC = "ar", "العربية"
    TURKISH = "tr", "Türkçe"
    POLISH = "pl", "Polski"
    RUSSIAN = "ru", "Русский"


RIGHT_TO_LEFT = frozenset({Language.ARABIC})


class ArticleText(models.Model):
    """The approved text of one language, written with the article's approval from ``Article.translations``."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices)
    title = models.CharField(_("Überschrift"), max_length=120)
    lead = models.CharField(_("In zwei Sätzen"), max_length=400)
    text_md = models.TextField(_("Text"), max_length=20_000, blank=True)
    text_html = models.TextField(blank=True, editable=False)
    steps: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)  # [{"title": …, "text": …}]
    of_hash = models.CharField(max_length=64)  # Article.content_hash of the German text that it says the same as
    machine = models.BooleanField(_("Automatisch übersetzt"), default=False)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="article_text_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_outdated(self) -> bool:
        """Whether the German text says something else by now. Needs the article."""
        return self.of_hash != self.article.content_hash

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

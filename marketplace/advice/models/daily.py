"""How often something was read on one day."""

from __future__ import annotations

from django.db import models

from marketplace.advice.models.article import Article


class Daily(models.Model):
    """Without an article it is the hub's own page."""

    day = models.DateField()
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "article"], nulls_distinct=False, name="advice_daily_once")
        ]
        indexes = [models.Index(fields=["article", "day"], name="advice_daily_of_article")]

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"

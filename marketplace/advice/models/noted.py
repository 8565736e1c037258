"""What is noted of articles: whether they helped, what was printed, which links answer. No person in any."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from marketplace.advice.models.article import Article


class PageFeedback(models.Model):
    """A reader's „hat geholfen“ or „hat nicht geholfen“, with a sentence at most; who said it is not kept."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="feedback")
    version = models.PositiveIntegerField()
    helpful = models.BooleanField()
    sentence = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["article", "-at"], name="feedback_of_article"),
            models.Index(fields=["-at", "-id"], condition=~Q(sentence=""), name="feedback_with_sentence"),
        ]

    def __str__(self) -> str:
        return self.sentence


class PrintedPaper(models.Model):
    """A flyer, poster or card that was downloaded: it is old once one of its numbers has changed."""

    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="papers")
    form = models.CharField(max_length=20)  # "a6", "a5", "dinlang", "a3"
    adviser_ids: models.JSONField[Any, Any] = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)  # of the article
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="paper_latest")]

    def __str__(self) -> str:
        return self.form


class CheckedLink(models.Model):
    """A link of a public article; its owner hears of it after three failures in a row."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="checked_links")
    url = models.URLField(max_length=1000)
    checked_at = models.DateTimeField(null=True)
    failed_since = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    notified_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["article_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "url"], name="checked_link_once")]
        indexes = [
            models.Index(fields=["checked_at"], name="checked_link_due"),
            models.Index(fields=["article", "failures"], condition=Q(failures__gte=3), name="checked_link_broken"),
        ]

    def __str__(self) -> str:
        return self.url

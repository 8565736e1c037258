"""Runs of ``migrate_fleet``, their outcome for each region, and what has been prepared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tenants.models import Region


class Runs(models.QuerySet["Run"]):
    def going_on(self) -> Runs:
        """Not ended. A run whose process was killed counts as well, until the next run ends it."""
        return self.filter(ended_at__isnull=True)


class Run(models.Model):
    """One `kreislauf region migrate`, or the migrations of one `kreislauf prepare`."""

    by = models.CharField(max_length=254)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField()  # regions that were behind when the run began

    objects: ClassVar[models.Manager[Run]] = Runs.as_manager()

    class Meta:
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.began_at:%d.%m.%Y %H:%M} {self.by}"


class Outcome(models.Model):
    """The result for one region. Without a row the run did not reach the region, or was killed while migrating it."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="outcomes")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="outcomes")
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    migrations = models.PositiveIntegerField(default=0)  # how many were applied
    error = models.TextField(blank=True)  # empty: the region is migrated

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "region"], name="outcome_once_a_run")]

    def __str__(self) -> str:
        return f"{self.region}: {self.error or 'done'}"


class Retry(models.Model):
    """An operator asked for another try to migrate this region. The row goes when it was tried."""

    region = models.OneToOneField(Region, on_delete=models.CASCADE)
    by = models.CharField(max_length=254)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.region} {self.asked_at:%d.%m.%Y %H:%M}"


class Prepared(models.Model):
    """`kreislauf prepare` has ended with this state of the code: its processes may serve."""

    state = models.CharField(max_length=32, unique=True)  # tenants.engine.code_version
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.state} {self.at:%d.%m.%Y %H:%M}"

"""What is known of a background job beside the task queue's own row."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Job"]


class Job(models.Model):
    """A piece of work that a worker does, with its progress. `id` is that of the task in the queue.

    `attempt` counts the workers that took it on: a step commits only for the newest (see `core.jobs`). `cursor` is
    where the next step begins. `lease` is until when the worker is taken to be alive.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="jobs",
    )
    attempt = models.PositiveIntegerField(_("attempt"), default=0)
    lease = models.DateTimeField(_("lease"), null=True)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("total"), null=True)
    cursor = models.JSONField(_("cursor"), null=True)
    message = models.CharField(_("message"), max_length=500, blank=True)
    result = models.JSONField(_("result"), null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ("-created_at",)
        indexes: ClassVar = [models.Index(fields=("created_by", "-created_at"), name="core_job_creator")]

    def __str__(self) -> str:
        return self.title

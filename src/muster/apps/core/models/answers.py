"""Answers of the API that are given again when a request is repeated."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["Answer"]


class Answer(models.Model):
    """What was answered to a request that carried an Idempotency-Key. `request` is the SHA-256 of method, address and
    body. It is kept for a day and is not on the ledger: what the request changed is.
    """

    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    content = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("user", "key"), name="core_answer_key"),)

    def __str__(self) -> str:
        return self.key

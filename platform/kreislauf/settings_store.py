"""The object store for pictures and archives. Without an address they are files below ``KREISLAUF_HOME``."""

from __future__ import annotations

from kreislauf import env

S3_ENDPOINT = env.text("S3_ENDPOINT", "")
S3_BUCKET = env.text("S3_BUCKET", "kreislauf")
S3_REGION = env.text("S3_REGION", "")
S3_KEY = env.secret("S3_KEY")
S3_SECRET = env.secret("S3_SECRET")
# 0: a rule of the bucket removes what was deleted; else kreislauf.old_versions does.
S3_DELETED_KEPT_DAYS = env.number("S3_DELETED_KEPT_DAYS", 0)

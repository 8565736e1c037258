"""Logs as one JSON object a line: what happened, where, in which region; never who, from which address."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from kreislauf.regions import current_schema


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "region": current_schema(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)

"""What staff corrected while approving, for the submitter's letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.review.differences import Difference
from marketplace.review.models import Reviewed

if TYPE_CHECKING:
    from marketplace.review.kinds import Review


def corrections(review: Review[Any], row: Reviewed) -> list[Difference]:
    """From what was handed in to what was approved; nothing where another text came since."""
    corrected: dict[str, Any] = row.corrected or {}
    if corrected.get("version") != row.version:
        return []
    return review.differences(row.with_texts(corrected["before"]), row)

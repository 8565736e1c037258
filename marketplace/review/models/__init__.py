"""What is decided on, and what the office sets up for it."""

from marketplace.review.models.routine import BlockUse as BlockUse
from marketplace.review.models.routine import Routine as Routine
from marketplace.review.models.routine import TextBlock as TextBlock
from marketplace.review.models.routine import Trusted as Trusted
from marketplace.review.models.row import M as M
from marketplace.review.models.row import Reviewed as Reviewed
from marketplace.review.models.row import ReviewedRows as ReviewedRows

"""Sentences that a new region starts with. It may change, add and remove them."""

from __future__ import annotations

from marketplace.review.models import BlockUse, TextBlock

REFUSALS = (
    "Der Eintrag hat keinen Bezug zu unserer Region.",
    "Den Eintrag gibt es hier schon.",
    "Der Text ist Werbung und sagt zu wenig darüber, was es bei Ihnen gibt.",
    "Das Bild zeigt Menschen oder Kennzeichen, die man erkennt.",
    "So etwas dürfen wir hier nicht veröffentlichen.",
)
QUESTIONS = (
    "Wie lautet die genaue Anschrift?",
    "Bitte beschreiben Sie in zwei, drei Sätzen, worum es geht.",
    "Gehört Ihnen das Bild, und dürfen wir es zeigen?",
    "Wer ist verantwortlich, und wie erreichen wir die Person?",
)


def add_text_blocks() -> None:
    """Nothing where the region has some already, so that it may be repeated."""
    if TextBlock.objects.exists():
        return
    TextBlock.objects.bulk_create(
        TextBlock(use=use, text=text, position=position)
        for use, texts in ((BlockUse.REFUSAL, REFUSALS), (BlockUse.QUESTION, QUESTIONS))
        for position, text in enumerate(texts, start=1)
    )

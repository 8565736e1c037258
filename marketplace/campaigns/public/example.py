"""A campaign with the secret word in its texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.german import midnight
from kreislauf.slices import Example
from marketplace.campaigns.models import Campaign, Pledge, Reward, SharedWord

DAY = timedelta(days=1)


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``business`` and ``picture``; makes ``campaign``, which runs, with one who backs it."""
    word, now = secret.lower(), timezone.now()
    ends_on = timezone.localdate(now) + 30 * DAY
    campaign = Campaign.objects.create(
        business=made["business"],
        title=f"Kampagne {secret}",
        lead=f"Wir brauchen {secret}.",
        text_md=f"Mehr von {secret}.",
        text_html=f"<p>Mehr von {secret}.</p>",
        picture=made.get("picture", ""),
        goal_cents=500_000,
        costs=[{"what": f"Kosten {secret}", "cents": 400_000, "quote": True}],
        stretch=[{"text": f"Noch mehr {secret}", "cents": 700_000}],
        ends_on=ends_on,
        ends_at=midnight(ends_on + DAY),
        key=f"kampagne-{word}",
        author_email=f"kampagne-{word}@example.org",
        written_at=now,
        handed_in_at=now,
        submitted_at=now,
        approved_at=now,
        starts_at=now,
    )
    Reward.objects.create(campaign=campaign, kind="thanks", title=f"Dank {secret}", price_cents=2000)
    Pledge.objects.create(
        campaign=campaign,
        support_cents=5000,
        token=f"marke-{word}",
        key=f"unterstuetzung-{word}",
        email=f"unterstuetzt-{word}@example.org",
        name=f"Ilse {secret}",
        created_at=now,
        paid_at=now,
        withdrawable_until=timezone.localdate(now) + 14 * DAY,
    )
    SharedWord.objects.create(campaign=campaign, word=word[:40], visits=5)
    made.update(campaign=campaign)
    sharing = "campaigns:sharing"
    return {
        "campaigns:number": Example(campaign),
        "campaigns:campaign": Example(campaign),
        "api:campaigns:detail": Example(campaign),
        f"{sharing}:picture": Example(campaign, {"form": "link"}),
        f"{sharing}:progress": Example(campaign),
        f"{sharing}:sheet": Example(campaign, {"paper": "a4"}),
        f"{sharing}:page": Example(campaign),
        f"{sharing}:business": Example(campaign),
    }

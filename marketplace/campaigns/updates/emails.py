"""Letters about news: to its writer once it is out, to backers, and to a business that its backers wait for."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.pictures.stored import picture_for_mail
from kreislauf.regions import current_region
from marketplace.campaigns.models import Campaign, Pledge, Reward, Update
from marketplace.campaigns.updates.backers import wants_news
from marketplace.campaigns.updates.links import unsubscribe_address

OF_UPDATE = ("campaign__business",)


@letter("campaigns.update_released", Update, title=gettext_lazy("Neues ist öffentlich"), related=OF_UPDATE)
def released(update: Update, *, version: int) -> Letter | None:
    if not update.is_public or update.version != version:
        return None
    button = {"button_url": update.campaign.page_address, "button_text": _("Kampagne ansehen")}
    return Letter(template="campaigns/updates/mail/released", context={"update": update, **button})


@letter("campaigns.news", Update, title=gettext_lazy("Neues aus einer Kampagne"), related=OF_UPDATE)
def news(update: Update, *, pledge: int) -> Letter | None:
    """None to who unsubscribed meanwhile, or where staff took it from the site again."""
    backer = Pledge.objects.filter(pk=pledge).first()
    if backer is None or not update.is_public or not wants_news(backer):
        return None
    stop = unsubscribe_address(backer)
    button = {"button_url": update.campaign.page_address, "button_text": _("Kampagne ansehen")}
    context = {"update": update, "campaign": update.campaign, "backer": backer, "unsubscribe": stop, **button}
    name = f"kampagne-{update.campaign_id}"
    pictures = {"bild": picture_for_mail(update.picture)} if update.picture else {}
    return Letter(
        template="campaigns/updates/mail/news", context=context, pictures=pictures, unsubscribe=stop, list_id=name
    )


@letter(
    "campaigns.delivery_moved",
    Pledge,
    title=gettext_lazy("Gegenleistung kommt später"),
    related=("campaign__business", "reward"),
)
def delivery_moved(pledge: Pledge, *, day: str) -> Letter | None:
    """About what was ordered, so nobody unsubscribes from it. None where it was moved again meanwhile, or is there."""
    reward: Reward | None = pledge.reward
    if reward is None or reward.deliver_by is None or reward.deliver_by.isoformat() != day or pledge.sent_at:
        return None
    context = {"pledge": pledge, "campaign": pledge.campaign, "reward": reward}
    button = {"button_url": pledge.campaign.page_address, "button_text": _("Kampagne ansehen")}
    return Letter(template="campaigns/updates/mail/delivery_moved", context={**context, **button})


@letter(
    "campaigns.what_became", Campaign, title=gettext_lazy("Was ist aus der Kampagne geworden?"), related=("business",)
)
def what_became(campaign: Campaign, *, months: int) -> Letter | None:
    address = reverse("campaigns:business:new_update", urlconf="kreislauf.urls_region", args=[campaign.pk])
    button = {"button_url": current_region().url + address, "button_text": _("Neues schreiben")}
    context = {"campaign": campaign, "months": months, **button}
    return Letter(template="campaigns/updates/mail/what_became", context=context)

"""What pages say of articles and of the people who advise: ``{% load advice %}``."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.advice.models import Adviser, Article
from marketplace.advice.spoken import SPOKEN
from marketplace.businesses import hours

register = template.Library()
SOON_DAYS, VERY_SOON_DAYS, COUNTED_DAYS = 14, 3, 60


@register.filter
def deadline_words(article: Article) -> str:
    """„läuft ab in 12 Tagen“; the day itself where it is far off, nothing where there is none."""
    left = article.days_left
    if left is None or article.valid_until is None:
        return ""
    if left < 0:
        return _("abgelaufen")
    if left == 0:
        return _("läuft heute ab")
    if left <= COUNTED_DAYS:
        return ngettext("läuft ab in %(n)s Tag", "läuft ab in %(n)s Tagen", left) % {"n": left}
    return _("bis %(day)s") % {"day": date_format(article.valid_until, "j. F Y")}


@register.filter
def deadline_kind(article: Article) -> str:
    """The badge's colour: the nearer, the louder."""
    left = article.days_left
    if left is None or left > SOON_DAYS:
        return "info"
    return "danger" if left <= VERY_SOON_DAYS else "warning"


@register.filter
def spoken_names(adviser: Adviser) -> list[str]:
    """The languages in which the person advises."""
    return [str(SPOKEN.get(code, code)) for code in adviser.languages]


@register.filter
def hours_words(adviser: Adviser) -> str:
    return hours.in_few_words(adviser.hours)


@register.filter
def open_words(adviser: Adviser, now: datetime | None = None) -> str:
    """Whether somebody answers at this moment; nothing where not."""
    moment = now or timezone.now()
    span = hours.current_span(adviser.hours, moment)
    return _("Jetzt erreichbar") if span is not None else ""


@register.filter
def host_of(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")

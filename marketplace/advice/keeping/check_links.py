"""Links of public articles are asked once a day; after three failures in a row the text's owner hears of it.

Nobody waits for it: a link that does not answer never keeps a text from being saved.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, Q, QuerySet

from kreislauf.outside import Unreachable, status_of
from kreislauf.rich_text import rich_text
from marketplace.advice import emails
from marketplace.advice.models import Article, CheckedLink
from marketplace.advice.people import owner_of

EACH = timedelta(days=1)
NOTIFIED_AFTER = 3
AT_ONCE = 40  # addresses in one run
PER_HOST = 5  # of them
GONE = {404, 410}
_HREF = re.compile(r'href="(https?://[^"]+)"')


def links_in(article: Article) -> set[str]:
    """Web addresses of its text, its steps and its list of links."""
    rendered = [article.text_html, *(str(rich_text(step.get("text", ""))) for step in article.steps)]
    found = {unescape(url) for html in rendered for url in _HREF.findall(html)}
    found |= {step["url"] for step in article.steps if step.get("url")}
    return {url for url in found | {link["url"] for link in article.links} if len(url) <= 1000}


def note_links(article: Article) -> None:
    """The rows that are asked, as the approved text has them. In the transaction of the approval."""
    named = links_in(article)
    CheckedLink.objects.filter(article=article).exclude(url__in=named).delete()
    rows = [CheckedLink(article=article, url=url) for url in sorted(named)]
    CheckedLink.objects.bulk_create(rows, ignore_conflicts=True)


def not_asked_today(at: datetime) -> QuerySet[CheckedLink]:
    """Of one table, also of articles that nobody sees: for the sweep of all regions."""
    return CheckedLink.objects.filter(Q(checked_at__isnull=True) | Q(checked_at__lt=at - EACH))


def to_check(at: datetime) -> QuerySet[CheckedLink]:
    """Those that were not asked today, of articles that anybody sees."""
    shown = Q(article__approved_at__isnull=False, article__archived_at__isnull=True, article__hidden_at__isnull=True)
    return not_asked_today(at).filter(shown).order_by(F("checked_at").asc(nulls_first=True), "pk")


def check_links(*, at: datetime) -> int:
    """Ask some, a few of each host. The same address in several texts is asked once. Returns how many were asked."""
    urls = _some(to_check(at))
    for url in urls:
        # Before it is asked, so that an address at which the worker ends is not the first one of the next run, too.
        CheckedLink.objects.filter(url=url).update(checked_at=at)
        works = _answers(url)
        with transaction.atomic():
            _note(url, works=works, at=at)
    return len(urls)


def _some(rows: QuerySet[CheckedLink]) -> list[str]:
    asked: Counter[str] = Counter()
    found: dict[str, None] = {}
    for url in rows.values_list("url", flat=True)[: AT_ONCE * PER_HOST]:
        host = urlsplit(url).netloc
        if url not in found and asked[host] < PER_HOST and len(found) < AT_ONCE:
            asked[host] += 1
            found[url] = None
    return list(found)


def _answers(url: str) -> bool:
    """Whether a reader gets something: also from a server that refuses programs such as this one."""
    try:
        status = status_of(url)
    except Unreachable:
        return False
    return status not in GONE and status < 500


def _note(url: str, *, works: bool, at: datetime) -> None:
    rows = CheckedLink.objects.filter(url=url)
    if works:
        rows.update(checked_at=at, failures=0, failed_since=None, notified_at=None)
        return
    rows.filter(failures=0).update(failed_since=at)
    rows.update(checked_at=at, failures=F("failures") + 1)
    broken = rows.filter(failures__gte=NOTIFIED_AFTER, notified_at__isnull=True).select_for_update(of=("self",))
    for link in broken.select_related("article__body", "article__author"):
        link.notified_at = at
        link.save(update_fields=["notified_at"])
        emails.broken_links.queue(link.article, to=owner_of(link.article))

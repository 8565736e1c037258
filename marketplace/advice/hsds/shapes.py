"""Bodies, people and programmes in the words of Open Referral's HSDS 3.0. Values that are empty are left out."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kreislauf.german import machine_time
from kreislauf.regions import current_region
from marketplace.advice.hsds.ids import Kind, hsds_id
from marketplace.advice.models import AUDIENCES, Adviser, Article, Topic
from marketplace.advice.spoken import SPOKEN
from marketplace.businesses.hours import Span
from marketplace.partners.models import Body

Shape = dict[str, Any]
_CODES = {"dgs": "gsg"}  # ISO 639-3 calls German Sign Language so
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def organization(body: Body) -> Shape:
    return _said(
        {
            "id": hsds_id(Kind.ORGANIZATION, body.pk),
            "name": body.name,
            "alternate_name": body.short,
            "description": body.text_md or body.name,
            "email": body.email,
            "website": body.website,
            "uri": current_region().url + body.get_absolute_url(),
            "phones": _phones(Kind.ORGANIZATION, body.pk, body.phone),
            "locations": _locations(body),
        }
    )


def advice_service(adviser: Adviser) -> Shape:
    """What somebody advises on. Needs the body, and topics that were fetched."""
    phones = _phones(Kind.ADVISER, adviser.pk, adviser.phone)
    contact = {"id": hsds_id(Kind.CONTACT, adviser.pk), "name": adviser.name, "title": adviser.role}
    return _said(
        {
            "id": hsds_id(Kind.ADVISER, adviser.pk),
            "name": adviser.role or _("Beratung: %(name)s") % {"name": adviser.name},
            "description": adviser.hours_note,
            "url": adviser.booking_url or current_region().url + reverse("advice:advisers"),
            "email": adviser.email,
            "status": "active",
            "assured_date": adviser.assured_on.isoformat() if adviser.assured_on else "",
            "last_modified": machine_time(adviser.numbers_changed_at),
            "organization": _short(adviser.body),
            "phones": phones,
            "schedules": [_schedule(adviser.pk, n, span) for n, span in enumerate(adviser.hours)],
            "languages": [_language(adviser.pk, n, code) for n, code in enumerate(adviser.languages)],
            "contacts": [_said(contact | {"email": adviser.email})],
            "attributes": _topics(Kind.ADVISER, adviser.pk, adviser.topics.all()),
        }
    )


def article_service(article: Article) -> Shape:
    """A funding programme or a project. Needs the body, and topics that were fetched."""
    source = article.authority or (article.body.name if article.body else current_region().name)
    funding = [{"id": hsds_id(Kind.FUNDING, article.pk), "source": source}]
    return _said(
        {
            "id": hsds_id(Kind.ARTICLE, article.pk),
            "name": article.title,
            "description": _with_amount(article),
            "url": article.page_address,
            "status": "active",
            "application_process": article.authority,
            "eligibility_description": article.who or _audiences(article),
            "alert": _("Frist: %(day)s") % {"day": article.valid_until.isoformat()} if article.valid_until else "",
            "assured_date": article.assured_on.isoformat() if article.assured_on else "",
            "last_modified": machine_time(article.approved_at) if article.approved_at else "",
            "organization": _short(article.body) if article.body else None,
            "funding": funding,
            "attributes": _topics(Kind.ARTICLE, article.pk, article.topics.all()),
        }
    )


def _with_amount(article: Article) -> str:
    """Fees are what somebody pays; this is what somebody gets, for which the format has no field."""
    amount = _("Wie viel: %(amount)s") % {"amount": article.amount} if article.amount else ""
    return "\n\n".join(filter(None, [article.lead, amount]))


def _short(body: Body) -> Shape:
    return {
        "id": hsds_id(Kind.ORGANIZATION, body.pk),
        "name": body.name,
        "description": body.text_md or body.name,
    }


def _phones(kind: Kind, pk: int, number: str) -> list[Shape]:
    return [{"id": hsds_id(Kind.PHONE, pk, kind), "number": number, "type": "voice"}] if number else []


def _locations(body: Body) -> list[Shape]:
    if not (body.street and body.postcode and body.town):
        return []  # an address needs all three
    address = {
        "id": hsds_id(Kind.ADDRESS, body.pk),
        "address_1": body.street,
        "city": body.town,
        "postal_code": body.postcode,
        "state_province": "",
        "country": "DE",
        "address_type": "physical",
    }
    place = {"id": hsds_id(Kind.LOCATION, body.pk), "location_type": "physical", "name": body.name}
    return [_said(place | {"latitude": body.latitude, "longitude": body.longitude}) | {"addresses": [address]}]


def _schedule(pk: int, part: int, span: Span) -> Shape:
    return {
        "id": hsds_id(Kind.SCHEDULE, pk, part),
        "freq": "WEEKLY",
        "byday": _DAYS[span["day"]],
        "opens_at": _clock(span["from"]),
        "closes_at": _clock(span["to"]),
    }


def _clock(text: str) -> str:
    """With today's offset: a reader takes a time without one for UTC. The format knows no time zones that change."""
    return text + timezone.localtime().isoformat()[-6:]


def _language(pk: int, part: int, code: str) -> Shape:
    said = {"code": _CODES.get(code, code), "name": str(SPOKEN.get(code, code))}
    return {"id": hsds_id(Kind.LANGUAGE, pk, part)} | said


def _topics(kind: Kind, pk: int, topics: Any) -> list[Shape]:
    """As terms of the region's own taxonomy."""
    return [_topic(kind, pk, n, topic) for n, topic in enumerate(topics, 20 * kind)]


def _topic(kind: Kind, pk: int, part: int, topic: Topic) -> Shape:
    term = {
        "id": hsds_id(Kind.TOPIC, topic.pk),
        "code": topic.slug,
        "name": topic.title,
        "description": topic.lead or topic.title,
        "term_uri": current_region().url + topic.get_absolute_url(),
    }
    owner = {"link_id": hsds_id(kind, pk), "taxonomy_term_id": hsds_id(Kind.TOPIC, topic.pk), "link_entity": "service"}
    return {"id": hsds_id(Kind.LINK, pk, part)} | owner | {"taxonomy_term": term}


def _audiences(article: Article) -> str:
    return ", ".join(str(AUDIENCES[one]) for one in article.audiences if one in AUDIENCES)


def _said(found: Shape) -> Shape:
    return {name: value for name, value in found.items() if value not in (None, "", [])}

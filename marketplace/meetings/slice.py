"""The meetings' place in the house."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.audit.actor import Actor
from kreislauf.counted import counted
from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.slices import Figure, FrontTile, Hit, Search, Section, Sitemap, Slice, Tile, Todo
from marketplace.businesses.models import Business
from marketplace.meetings import words
from marketplace.meetings.example import example
from marketplace.meetings.hand_over import hand_over
from marketplace.meetings.models import Meeting, Meetings
from marketplace.meetings.public.embed import EMBED
from marketplace.meetings.public.find import cards
from marketplace.meetings.questions.log_words import LOG_KINDS as QUESTIONS_LOG_KINDS
from marketplace.meetings.questions.log_words import LOG_WORDS as QUESTIONS_LOG_WORDS
from marketplace.meetings.questions.todo import question_todo
from marketplace.meetings.seats.log_words import LOG_KINDS as SEATS_LOG_KINDS
from marketplace.meetings.seats.log_words import LOG_WORDS as SEATS_LOG_WORDS
from marketplace.meetings.shared.card import KIND, business_closed
from marketplace.meetings.shared.lists import among, hits_of_neighbours, shared_meetings
from marketplace.meetings.shared.shares import SHARED
from marketplace.partners.models import Body
from tenants.sharing.adopted import adopted_number

NEXT = 4
OF_HOST = 6
IN_TODO = 4


def _coming() -> Meetings:
    found = Meeting.objects.public().listed().takes_place().to_come_in_turn(timezone.now())
    return found.order_by("starts_at", "pk")


def _closing_notes(business: Business) -> Iterable[str]:
    n = Meeting.objects.public().takes_place().to_come(timezone.now()).filter(business=business).count()
    if n:
        text = ngettext(
            "%(n)s Termin steht dann nicht mehr im Kalender. Wer angemeldet ist, erfährt es erst, wenn Sie absagen.",
            "%(n)s Termine stehen dann nicht mehr im Kalender. Wer angemeldet ist, erfährt es erst, wenn Sie absagen.",
            n,
        )
        yield text % {"n": n}


def _front_tiles() -> Iterable[FrontTile]:
    """As many as the list says: with what is cancelled and with what neighbours hold."""
    now = timezone.now()
    own = counted(Meeting.objects.public().listed().to_come_in_turn(now))
    count = replace(own, n=own.n + adopted_number(KIND, ends_after=now))
    if count:
        more = ngettext("%(n)s Termin", "%(n)s Termine", count.n) % {"n": count}
        text = _("Fragen stellen, Neues lernen, Leute treffen: am Ort und online.")
        yield FrontTile(_("Termine"), text, more, "clocktower", reverse("meetings:list"), position=45)


def _front_sections() -> Iterable[Section]:
    now = timezone.now()
    shared = [one for one in shared_meetings(ends_after=now) if not one.is_cancelled]
    following = among(list(cards(_coming())[:NEXT]), shared)[:NEXT]
    if following:
        yield Section("meetings/sections/next.html", {"meetings": following, "now": now})


def _sections(meetings: Any) -> Iterable[Section]:
    following = list(cards(meetings)[:OF_HOST])
    if following:
        context = {"meetings": following, "now": timezone.now()}
        yield Section("meetings/sections/host.html", context, "termine", _("Termine"))


def _rows() -> Any:
    """The newest first, as results over all slices have them; what is over is no longer found there."""
    return cards(_coming()).order_by("-released_at", "-pk")


def _hit(meeting: Meeting) -> Hit:
    return Hit(meeting.title, meeting.lead, f"{words.when(meeting.starts_at, meeting.ends_at)} · {meeting.host_name}")


def _tile(meetings: Meetings, url: str) -> Tile:
    number = counted(meetings)
    return Tile(number, ngettext("kommender Termin", "kommende Termine", number.n), url)


def _office_tiles() -> Iterable[Tile]:
    yield _tile(_coming(), reverse("meetings:office:list"))


def _business_tiles(business: Business) -> Iterable[Tile]:
    yield _tile(_coming().filter(business=business), reverse("meetings:business:list"))


def _partner_tiles(body: Body) -> Iterable[Tile]:
    yield _tile(_coming().filter(body=body), reverse("meetings:partner:list"))


def _partner_todo(body: Body) -> Iterable[Todo]:
    """What people have asked, and where the body publishes by itself, what its authors have written."""
    yield from _questions("partner", Meeting.objects.filter(body=body))
    if not body.publishes_itself:
        return
    for one in Meeting.objects.waiting().filter(body=body).order_by("submitted_at", "pk")[:IN_TODO]:
        url, since = reverse("meetings:partner:meeting", args=[one.pk]), one.submitted_at
        yield Todo(one.title, url, _("Ein Termin wartet auf die Freigabe."), since)


def _office_todo() -> Iterable[Todo]:
    """Partners and businesses look after their own."""
    return _questions("office", Meeting.objects.filter(body__isnull=True, business__isnull=True))


def _business_todo(business: Business) -> Iterable[Todo]:
    return _questions("business", Meeting.objects.filter(business=business))


def _questions(side: str, meetings: Meetings) -> Iterable[Todo]:
    return question_todo(
        meetings, address=lambda pk: reverse(f"meetings:{side}:questions", args=[pk]), at=timezone.now()
    )


def _sitemap() -> Sitemap:
    return Sitemap(Meeting.objects.public().only("title", "changed_at"), changed_at="changed_at")


def _number() -> int:
    return _coming().count()


def _demo(data: Any, by: Actor) -> None:
    from marketplace.meetings.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.meetings",
    title=_("Termine"),
    module=_("Veranstaltungen am Ort und online, mit Anmeldung, Warteliste und Kalender."),
    when_off=_("Niemand sieht die Termine, und niemand kann sich anmelden."),
    urls="marketplace.meetings.urls",
    api="marketplace.meetings.urls_api",
    public_menu=(Link(_("Termine"), "meetings:list", position=35),),
    office_menu=(Link(_("Termine"), "meetings:office:list", "schedule", Audience.EDITOR, position=32),),
    office_actions=(Link(_("Termin ankündigen"), "meetings:office:new", audience=Audience.EDITOR),),
    business_menu=(Link(_("Termine"), "meetings:business:list", "calendar", Audience.BUSINESS, position=65),),
    business_actions=(Link(_("Termin ankündigen"), "meetings:business:new", audience=Audience.BUSINESS),),
    partner_menu=(Link(_("Termine"), "meetings:partner:list", "calendar", Audience.PARTNER, position=30),),
    partner_actions=(Link(_("Termin ankündigen"), "meetings:partner:new", audience=Audience.PARTNER),),
    log_words=words.LOG_WORDS | SEATS_LOG_WORDS | QUESTIONS_LOG_WORDS,
    log_kinds=words.LOG_KINDS | SEATS_LOG_KINDS | QUESTIONS_LOG_KINDS,
    log_links=words.LOG_LINKS,
    front_tiles=_front_tiles,
    front_sections=_front_sections,
    business_sections=lambda business: _sections(_coming().filter(business=business)),
    body_sections=lambda body: _sections(_coming().filter(body=body)),
    office_tiles=_office_tiles,
    closing_notes=_closing_notes,
    business_closed=business_closed,
    business_tiles=_business_tiles,
    office_todo=_office_todo,
    business_todo=_business_todo,
    partner_tiles=_partner_tiles,
    partner_todo=_partner_todo,
    handed_over=hand_over,
    figures={"meetings": Figure(_("Termine"), _number)},
    sitemap=_sitemap,
    search=(
        Search(
            *("termine", _("Termine"), "meetings:list", _("Termine ansehen")),
            position=45,
            rows=_rows,
            hit=_hit,
            place="town",
            texts=("title", "lead", "text_md", "place_name"),
            neighbours=hits_of_neighbours,
        ),
    ),
    embeds=(EMBED,),
    shares=(SHARED,),
    enum_names={
        "MeetingKind": "marketplace.meetings.models.Kind",
        "MeetingRegistration": "marketplace.meetings.models.RegistrationRule",
        "RecordingPolicy": "marketplace.meetings.models.RecordingPolicy",
    },
    sweeps={
        "marketplace.meetings.tasks.sweep_regions": 60,
        "marketplace.meetings.tasks.forget_in_regions": 3600,
    },
    tables={
        "meetings_meeting": "Termine",
        "meetings_registration": "Anmeldungen zu Terminen",
        "meetings_question": "Fragen zu Terminen",
        "meetings_questionvote": "Stimmen zu Fragen, ohne Personen",
    },
    not_secret={
        "meetings_meeting.key": "names the form that was sent; opens nothing",
        "meetings_meeting.series_key": "names the meetings of a series; opens nothing",
        "meetings_registration.key": "names the form that was sent; opens nothing",
        "meetings_question.key": "names the form that was sent; opens nothing",
        "meetings_questionvote.voter_hash": "keeps one vote one; of this question alone, and opens nothing",
    },
    example=example,
    demo=_demo,
)

"""Letters to the people of partners, and to businesses about their memberships."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kreislauf.accounts.addresses import invitation_address
from kreislauf.accounts.models import Invitation, User
from kreislauf.mail.kinds import letter
from kreislauf.mail.message import Letter
from kreislauf.regions import current_region
from marketplace.partners.members.links import answer_address
from marketplace.partners.models import Body, BodyMember, BodyRole, Membership

_PLAIN = "accounts/mail/account"  # a heading, paragraphs and a button


@letter("partners.invitation", Invitation, title=gettext_lazy("Einladung zu einem Partner"))
def invitation(invitation: Invitation) -> Letter | None:
    """To somebody without an account yet: for which partner, what they may do there, and the link to a password."""
    found = BodyMember.objects.filter(user_id=invitation.user_id or 0).select_related("body").last()
    if invitation.accepted_at or found is None:
        return None
    names = {"body": found.body.name}
    context: dict[str, Any] = {
        "heading": _("Ihr Zugang zu „%(body)s“") % names,
        "paragraphs": [
            _may_do(found.role) % names,
            _("Legen Sie dafür ein Passwort fest. Der Link gilt 14 Tage und nur für Sie."),
        ],
        "button_url": invitation_address(invitation),
        "button_text": _("Passwort festlegen"),
    }
    return Letter(template=_PLAIN, context=context)


@letter("partners.team", Body, title=gettext_lazy("Team des Partners geändert"))
def team(body: Body, *, user_id: int, change: str, role: str) -> Letter | None:
    """To the person whom it is about. ``change`` is "added", "changed" or "removed"."""
    if not User.objects.filter(pk=user_id).exists():
        return None
    names = {"body": body.name}
    text = _("Ihr Zugang schreibt nicht mehr für „%(body)s“.") if change == "removed" else _may_do(role)
    context: dict[str, Any] = {
        "heading": _("Zugang zu „%(body)s“") % names,
        "paragraphs": [text % names, _("Wundert Sie das? Dann fragen Sie bitte bei der Verwaltung nach.")],
        "button_url": _address("accounts:account"),
        "button_text": _("Mein Konto"),
    }
    return Letter(template=_PLAIN, context=context)


@letter("partners.membership", Membership, title=gettext_lazy("Mitgliedschaft zeigen?"), related=("body", "business"))
def membership(asked: Membership) -> Letter | None:
    """To a business, which says whether everybody may see that it is a member."""
    if asked.consented_at or asked.declined_at:
        return None
    names = {"body": asked.body.name, "business": asked.business.name}
    context: dict[str, Any] = {
        "heading": _("„%(business)s“ im Mitgliederverzeichnis zeigen?") % names,
        "paragraphs": [
            _("„%(body)s“ hat „%(business)s“ als Mitglied eingetragen.") % names,
            _("Öffentlich wird das erst, wenn Sie zustimmen. Sie können es jederzeit zurücknehmen."),
        ],
        "button_url": answer_address(asked),
        "button_text": _("Ja oder nein sagen"),
    }
    return Letter(template=_PLAIN, context=context)


@letter("partners.claim", Membership, title=gettext_lazy("Ein Betrieb meldet sich als Mitglied"), related=("body",))
def claim(said: Membership) -> Letter | None:
    """To the body: a business says that it is a member. It names no business, since anybody may be one."""
    if said.confirmed_at is not None:
        return None
    context: dict[str, Any] = {
        "heading": _("Ein Betrieb meldet sich als Mitglied"),
        "paragraphs": [
            _("ein Betrieb hat angegeben, dass er Mitglied bei „%(body)s“ ist.") % {"body": said.body.name},
            _("Gezeigt wird es, wenn Sie es bestätigen."),
        ],
        "button_url": _address("partners:area:members"),
        "button_text": _("Mitglieder ansehen"),
    }
    return Letter(template=_PLAIN, context=context)


@letter("partners.handed_over", Body, title=gettext_lazy("Texte eines anderen Partners übernommen"))
def handed_over(heir: Body, *, from_id: int, rows: int) -> Letter | None:
    """To the body that looks after another one's texts from now on."""
    left = Body.objects.filter(pk=from_id).first()
    if left is None:
        return None
    text = ngettext(
        "„%(body)s“ ist nicht mehr dabei. Sie betreuen jetzt einen Text, der von dort stammt.",
        "„%(body)s“ ist nicht mehr dabei. Sie betreuen jetzt %(rows)s Texte, die von dort stammen.",
        rows,
    )
    context: dict[str, Any] = {
        "heading": _("Sie haben Texte übernommen"),
        "paragraphs": [
            text % {"body": left.name, "rows": rows},
            _("Bitte sehen Sie nach, ob Ansprechpersonen und Angaben noch stimmen."),
        ],
        "button_url": _address("home:partner:home"),
        "button_text": _("Zum Partnerbereich"),
    }
    return Letter(template=_PLAIN, context=context)


def _may_do(role: str) -> str:
    if role == BodyRole.EDITOR:
        return _("Sie dürfen jetzt für „%(body)s“ schreiben, Texte freigeben und andere einladen.")
    return _("Sie dürfen jetzt für „%(body)s“ schreiben.")


def _address(route: str) -> str:
    return current_region().url + reverse(route, urlconf="kreislauf.urls_region")

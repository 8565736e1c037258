"""The region's team: who may do what."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kreislauf.accounts.accept import AlreadyAccepted
from kreislauf.accounts.deactivate import LastAdministrator, Yourself, deactivate, reactivate
from kreislauf.accounts.forms import InviteForm
from kreislauf.accounts.invite import AlreadyHere, invite
from kreislauf.accounts.limits import allow_try, wait_in_words
from kreislauf.accounts.models import CodeApp, Invitation, Passkey, Role, User
from kreislauf.accounts.second_factor.rule import required_since
from kreislauf.accounts.signing_in.confirmed import asks_password_to_post
from kreislauf.accounts.status import with_status
from kreislauf.accounts.withdraw_invitation import withdraw_invitation
from kreislauf.german import german_order
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, say_undoable
from kreislauf.web.pages import numbered_page

PER_PAGE = 50
STAFF = [Role.ADMINISTRATOR, Role.EDITOR]
HAS_PASSKEY, HAS_APP = Passkey.objects.filter(person=OuterRef("pk")), CodeApp.objects.filter(person=OuterRef("pk"))


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
@asks_password_to_post
def team(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _invited(request, form):
            messages.success(request, _("Die Einladung an %(email)s ist unterwegs.") % form.cleaned_data)
            return redirect("accounts:office:team")
        status = 422
    invited = Invitation.objects.filter(accepted_at__isnull=True, role__in=STAFF).select_related("user")
    waiting = [one.user_id for one in invited if one.user_id]
    people = User.objects.filter(role__in=STAFF).exclude(pk__in=waiting)
    in_order = ("-is_active", german_order("name"), "email")
    people = with_status(people).annotate(has_factor=Exists(HAS_PASSKEY) | Exists(HAS_APP))
    context = {
        "form": form,
        "people": numbered_page(people.order_by(*in_order), request.GET.get("seite"), per_page=PER_PAGE),
        "invitations": invited,
        "required_since": required_since(),
    }
    return render(request, "accounts/team.html", context, status=status)


def _invited(request: HttpRequest, form: InviteForm) -> bool:
    data = form.cleaned_data
    if not allow_try(f"invite {request.user.pk}", 30, 3600):
        form.add_error(None, _("Das waren viele Einladungen. %(wait)s") % {"wait": wait_in_words(3600)})
        return False
    try:
        invite(data["email"], data["role"], by=request.user, at=timezone.now(), name=data["name"], may_unblock=True)
    except AlreadyHere as refusal:
        form.add_error("email", _in_words(refusal.user))
        return False
    return True


def _in_words(user: User) -> str:
    if user.role == Role.BUSINESS:
        return _("Mit dieser Adresse ist schon ein Betrieb angemeldet. Bitte nehmen Sie eine andere.")
    if not user.is_active:
        return _("Diese Person war schon im Team. Geben Sie ihr unten den Zugang zurück.")
    return _("Diese Person ist schon im Team oder eingeladen.")


@allow(Audience.ADMINISTRATOR)
@require_POST
def deactivation(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk, role__in=STAFF)
    try:
        deactivate(user, by=request.user, at=timezone.now())
    except Yourself:
        messages.error(
            request, _("Den eigenen Zugang können Sie nicht sperren. Bitten Sie jemanden aus der Leitung darum.")
        )
    except LastAdministrator:
        messages.error(request, _("Mindestens eine Person muss in der Leitung bleiben."))
    else:
        text = _("%(name)s hat keinen Zugang mehr.") % {"name": user}
        say_undoable(request, text, undo_url=reverse("accounts:office:reactivation", args=[pk]))
    return redirect("accounts:office:team")


@allow(Audience.ADMINISTRATOR)
@require_POST
def reactivation(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk, role__in=STAFF)
    reactivate(user, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s hat wieder Zugang.") % {"name": user})
    return redirect("accounts:office:team")


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first."""
    invitation = get_object_or_404(Invitation, pk=pk, role__in=STAFF)
    if request.method != "POST":
        return ask(
            request,
            _("Die Einladung an %(email)s zurücknehmen?") % {"email": invitation.email},
            _("Der Link in der E-Mail öffnet dann nichts mehr. Sie können später neu einladen."),
            submit=_("Einladung zurücknehmen"),
            cancel_url=reverse("accounts:office:team"),
        )
    try:
        withdraw_invitation(invitation, by=request.user, at=timezone.now())
    except AlreadyAccepted:
        messages.error(request, _("Die Einladung wurde gerade angenommen."))
    else:
        messages.success(request, _("Die Einladung an %(email)s gilt nicht mehr.") % {"email": invitation.email})
    return redirect("accounts:office:team")

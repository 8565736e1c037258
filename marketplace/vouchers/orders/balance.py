"""What is left on a voucher, for somebody who has only its code: on paper, or read out by somebody else."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.admission import allows
from kreislauf.forms.text_fields import LineField
from kreislauf.permissions import Audience, allow
from marketplace.vouchers.codes import normalise
from marketplace.vouchers.models import Voucher
from marketplace.vouchers.till.refusals import mistyped

CHECKS, CHECKS_PER_SECONDS = 60, 600


class BalanceForm(forms.Form):
    code = LineField(
        label=_("Code"),
        max_length=200,
        help_text=_("16 Zeichen. Er steht auf dem Gutschein, unter dem QR-Code."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        if mistake := mistyped(self.cleaned_data["code"]):
            raise ValidationError(str(mistake))
        return normalise(self.cleaned_data["code"])


@allow(Audience.ANYONE, while_paused=True, while_off=True, secret=True)
@require_http_methods(["GET", "HEAD", "POST"])
def balance(request: HttpRequest) -> HttpResponse:
    """Asks for the code and leads to where its QR code leads."""
    form = BalanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("vouchers:check", code=form.cleaned_data["code"])
    return render(request, "vouchers/public/balance.html", {"form": form}, status=422 if form.errors else 200)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR code leads: a business to its till; everybody else sees what is left, and nothing about the buyer.

    The code is the secret.
    """
    if allows(Audience.TILL, request):
        return redirect(f"{reverse('vouchers:till:voucher')}?{urlencode({'code': normalise(code)})}")
    if not allow_try(f"check {address_of_client(request)}", CHECKS, CHECKS_PER_SECONDS):
        too_many = {"wait": wait_in_words(CHECKS_PER_SECONDS)}
        return render(request, "vouchers/public/check.html", too_many, status=429)
    voucher = Voucher.objects.select_related("order", "business").filter(code=normalise(code)).first()
    context = {"voucher": voucher, "today": timezone.localdate(), "code": normalise(code)}
    return render(request, "vouchers/public/check.html", context, status=200 if voucher else 404)

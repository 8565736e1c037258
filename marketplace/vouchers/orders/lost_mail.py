"""„Gutschein noch einmal schicken“: for buyers who have lost the mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kreislauf.accounts.limits import address_of_client, allow_try
from kreislauf.permissions import Audience, allow
from marketplace.vouchers.orders.forms import SendAgainForm
from marketplace.vouchers.orders.lost_letter import lost


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_http_methods(["GET", "POST"])
def send_once_more(request: HttpRequest) -> HttpResponse:
    """Whoever asks hears the same after the same work: whether somebody bought here is looked up by the letter."""
    form = SendAgainForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent:
        email, client = form.cleaned_data["email"].lower(), address_of_client(request)
        if allow_try(f"send again {client}", 10, 3600) and allow_try(f"send again {email}", 2, 24 * 3600):
            lost.queue(None, to=email)
    context = {"form": form, "sent": sent}
    return render(request, "vouchers/public/send_again.html", context, status=422 if form.errors else 200)

"""`/betrieb/buchhaltung/meldung/` and `/verwaltung/buchhaltung/meldung/`: who is reported to the tax authorities."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kreislauf.audit.record import record
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.vouchers.books.period import EARLIEST
from marketplace.vouchers.books.platform_tax.forms import SellerForm
from marketplace.vouchers.books.platform_tax.report import Seller, sellers, sellers_in
from marketplace.vouchers.books.platform_tax.threshold import CENTS, SALES, near, years_of
from marketplace.vouchers.models import SellerFacts
from marketplace.vouchers.till.with_business import with_till_business

PER_PAGE = 24


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_till_business
def seller(request: HttpRequest, business: Business) -> HttpResponse:
    """How near the business is, and the facts that the law wants. They are asked for only when it is near."""
    year = _year(request)
    sold, facts = years_of([business.pk], year)[business.pk], SellerFacts.objects.filter(business=business).first()
    form = SellerForm(posted(request), instance=facts or _prefilled(business))
    if request.method == "POST" and form.is_valid():
        form.instance.saved_at = timezone.now()
        form.save()
        record("seller.saved", business, by=request.user, at=timezone.now())
        messages.success(request, _("Danke, die Angaben sind gespeichert."))
        return redirect("vouchers:business:seller")
    context = {"business": business, "sold": sold, "facts": facts, "form": form, "year": year}
    context |= {"sales": SALES, "cents": CENTS, "asked": sold.is_near or facts is not None or form.is_bound}
    return render(request, "vouchers/books/seller.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Businesses near the threshold and past it."""
    year = _year(request)
    page = key_page(near(year).in_german_order(), request.GET.get("seite"), per_page=PER_PAGE)
    today = timezone.localdate()
    years = range(today.year, EARLIEST.year - 1, -1)
    may_download = "administrator" in getattr(request.user, "audiences", ())  # with tax numbers and bank accounts
    context = {
        "may_download": may_download,
        "page": page,
        "rows": sellers(list(page.object_list), year),
        "year": year,
        "years": years,
    }
    return render(request, "vouchers/books/sellers.html", context)


@allow(Audience.ADMINISTRATOR, while_off=True)
@require_GET
def listed_file(request: HttpRequest) -> FileResponse:
    """Everybody who sold, with tax numbers and bank accounts."""
    year = _year(request)
    quarters = [_("%(n)s. Quartal") % {"n": n} for n in range(1, 5)]
    header = [
        *(_("Betrieb"), _("Verkäufe"), _("Vergütung in Euro"), *(f"{_('Vergütung')} {name}" for name in quarters)),
        *(_("Gebühren in Euro"), *(f"{_('Gebühren')} {name}" for name in quarters), _("freigestellt")),
        *(_("Name oder Firma"), _("Art"), _("Straße"), _("PLZ"), _("Ort"), _("Geburtsdatum")),
        *(_("Steuer-ID oder Steuernummer"), _("Umsatzsteuer-ID"), _("Registernummer"), _("IBAN")),
    ]
    return stream_table(request, f"pstTG-{year}".lower(), header, _rows(year))


def _rows(year: int) -> Iterator[tuple[object, ...]]:
    for one in sellers_in(year):
        sold = one.sold
        yield (
            *(one.business.name, sold.count, Euros(sold.cents), *(Euros(cents) for cents in sold.quarters)),
            *(Euros(sold.fee_cents), *(Euros(cents) for cents in sold.fees)),
            _("ja") if sold.is_exempt else _("nein"),
            *_facts(one),
        )


def _facts(one: Seller) -> tuple[object, ...]:
    if one.facts is None:
        return (_("fehlt") if one.owes_facts else "",)
    facts = one.facts
    born = f"{facts.birth_date:%d.%m.%Y}" if facts.birth_date else ""
    return (
        *(facts.name, facts.get_kind_display(), facts.street, facts.postcode, facts.town, born),
        *(facts.tax_number, facts.vat_id, facts.register_number, facts.iban),
    )


def _prefilled(business: Business) -> SellerFacts:
    """With what we know anyway."""
    return SellerFacts(
        business=business,
        name=business.name,
        street=business.street,
        postcode=business.postcode,
        town=business.town or business.place,
    )


def _year(request: HttpRequest) -> int:
    text, today = request.GET.get("jahr", ""), timezone.localdate()
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else today.year
    return year if EARLIEST.year <= year <= today.year else today.year

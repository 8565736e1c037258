"""What a business does with its offers, and what it sold."""

from __future__ import annotations

from typing import Protocol

from django.urls import URLPattern, include, path

from marketplace.vouchers.books.views import datev, money, overview, own_sales, sellers, statements, taxes, year_end
from marketplace.vouchers.offers.seller import View, of_business, of_region
from marketplace.vouchers.offers.views import own

app_name = "business"


class Sold(Protocol):
    def __call__(self, view: View, **options: bool | int) -> View: ...


def patterns(sold: Sold) -> list[URLPattern]:
    """The pages of offers. ``sold`` says who may use a view, and gives it the seller after the request."""
    return [
        path("", sold(own.offers), name="offers"),
        path("neu/", sold(own.new_offer), name="new_offer"),
        path("<int:pk>/", sold(own.offer), name="offer"),
        path("<int:pk>/bild/", sold(own.picture, takes_files=True), name="picture"),
        path("<int:pk>/pruefen/", sold(own.check), name="check"),
        path("<int:pk>/veroeffentlichung/", sold(own.publication), name="publication"),
        path("<int:pk>/kopie/", sold(own.copy), name="copy"),
        path("<int:pk>/loeschung/", sold(own.deletion), name="deletion"),
        path("<int:pk>/plakat.pdf", sold(own.poster, while_off=True), name="poster"),
        path("<int:pk>/halt/", sold(own.stop), name="stop"),
        path("<int:pk>/wiederaufnahme/", sold(own.resumption), name="resumption"),
    ]


region_patterns = ([path("verwaltung/region-gutschein/angebote/", include(patterns(of_region)))], "region")
urlpatterns = [
    path("betrieb/angebote/", include(patterns(of_business))),
    path("betrieb/verkauf/", own_sales.sales, name="sales"),
    path("betrieb/verkauf/mail/", own_sales.sales_mail, name="sales_mail"),
    path("betrieb/verkauf.csv", own_sales.sales_file, name="sales_file"),
    path("betrieb/verkauf/<int:year>-<int:number>/", statements.month, name="statement"),
    path("betrieb/verkauf/<int:year>-<int:number>.csv", statements.month_file, name="statement_file"),
    path("betrieb/geld/", money.of_business, name="money"),
    path("betrieb/geld.csv", money.file_of_business, name="money_file"),
    path("betrieb/geld/<int:pk>/", money.payout_of_business, name="payout"),
    path("betrieb/geld/<int:pk>.csv", money.payout_file_of_business, name="payout_file"),
    path("betrieb/buchhaltung/", overview.of_business, name="bookkeeping"),
    path("betrieb/buchhaltung/datev/", datev.of_business, name="datev"),
    path("betrieb/buchhaltung/datev.csv", datev.file_of_business, name="datev_file"),
    path("betrieb/buchhaltung/umsatzsteuer/", taxes.of_business, name="taxes"),
    path("betrieb/buchhaltung/umsatzsteuer.csv", taxes.file_of_business, name="taxes_file"),
    path("betrieb/buchhaltung/jahresende/", year_end.of_business, name="year_end"),
    path("betrieb/buchhaltung/jahresende.csv", year_end.file_of_business, name="year_end_file"),
    path("betrieb/buchhaltung/meldung/", sellers.seller, name="seller"),
]

"""What a business does with its offers, and what it sold."""

from __future__ import annotations

from django.urls import path

from marketplace.vouchers.books.views import datev, money, overview, own_sales, sellers, statements, taxes, year_end
from marketplace.vouchers.offers.views import business

app_name = "business"
urlpatterns = [
    path("betrieb/angebote/", business.offers, name="offers"),
    path("betrieb/angebote/neu/", business.new_offer, name="new_offer"),
    path("betrieb/angebote/<int:pk>/", business.offer, name="offer"),
    path("betrieb/angebote/<int:pk>/bild/", business.picture, name="picture"),
    path("betrieb/angebote/<int:pk>/pruefen/", business.check, name="check"),
    path("betrieb/angebote/<int:pk>/veroeffentlichung/", business.publication, name="publication"),
    path("betrieb/angebote/<int:pk>/kopie/", business.copy, name="copy"),
    path("betrieb/angebote/<int:pk>/loeschung/", business.deletion, name="deletion"),
    path("betrieb/angebote/<int:pk>/plakat.pdf", business.poster, name="poster"),
    path("betrieb/angebote/<int:pk>/halt/", business.stop, name="stop"),
    path("betrieb/angebote/<int:pk>/wiederaufnahme/", business.resumption, name="resumption"),
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

"""What the region's staff sees of vouchers, and the books."""

from __future__ import annotations

from django.urls import path

from marketplace.vouchers.books.views import (
    accounts,
    datev,
    journals,
    money_office,
    overview,
    sales,
    sellers,
    taxes,
    year_end,
)
from marketplace.vouchers.office import declarations, files, mailing, offers, orders, pages, vouchers

app_name = "office"
urlpatterns = [
    path("verwaltung/gutscheine/", vouchers.vouchers, name="vouchers"),
    path("verwaltung/gutscheine.csv", files.vouchers_file, name="vouchers_file"),
    path("verwaltung/gutscheine/<int:pk>/", vouchers.voucher, name="voucher"),
    path("verwaltung/gutscheine/<int:pk>/sperre/", vouchers.blocking, name="blocking"),
    path("verwaltung/gutscheine/<int:pk>/freigabe/", vouchers.release, name="release"),
    path("verwaltung/gutscheine/<int:pk>/mail/", mailing.mailing, name="mailing"),
    path("verwaltung/gutscheine/<int:pk>/empfaenger/", mailing.recipient, name="recipient"),
    path("verwaltung/gutscheine/einloesungen/<int:pk>/", pages.redemption, name="redemption"),
    path("verwaltung/gutscheine/stornos/<int:pk>/", pages.reversed_redemption, name="reversed"),
    path("verwaltung/gutscheine/einloesungen/<int:pk>/storno/", vouchers.reversal, name="reversal"),
    path("verwaltung/gutscheine/verkauf/", sales.sales, name="sales"),
    path("verwaltung/gutscheine/verkauf.csv", sales.sales_file, name="sales_file"),
    path("verwaltung/gutscheine/offen/", sales.balances, name="balances"),
    path("verwaltung/gutscheine/offen.csv", sales.balances_file, name="balances_file"),
    path("verwaltung/gutscheine/bestellungen/", orders.orders, name="orders"),
    path("verwaltung/gutscheine/bestellungen.csv", files.orders_file, name="orders_file"),
    path("verwaltung/gutscheine/bestellungen/<int:pk>/", pages.order, name="order"),
    path("verwaltung/gutscheine/widerrufe/", declarations.declarations, name="declarations"),
    path("verwaltung/gutscheine/widerrufe/<int:pk>/ausfuehrung/", declarations.execution, name="execution"),
    path("verwaltung/gutscheine/widerrufe/<int:pk>/ablage/", declarations.dismissal, name="dismissal"),
    path("verwaltung/gutscheine/angebote/", offers.offers, name="offers"),
    path("verwaltung/gutscheine/angebote/<int:pk>/", pages.offer, name="offer"),
    path("verwaltung/gutscheine/angebote/<int:pk>/halt/", offers.stop, name="stop"),
    path("verwaltung/gutscheine/angebote/<int:pk>/wiederaufnahme/", offers.resumption, name="resumption"),
    path("verwaltung/konten/", accounts.accounts, name="accounts"),
    path("verwaltung/konten.csv", accounts.accounts_file, name="accounts_file"),
    path("verwaltung/buchungen/", journals.journals, name="journals"),
    path("verwaltung/buchungen.csv", journals.journals_file, name="journals_file"),
    path("verwaltung/geld/", money_office.of_all, name="money"),
    path("verwaltung/geld.csv", money_office.file_of_all, name="money_file"),
    path("verwaltung/geld/region/", money_office.of_region, name="money_of_region"),
    path("verwaltung/geld/<int:pk>/", money_office.of_one, name="money_of"),
    path("verwaltung/geld/auszahlungen/<int:pk>/", money_office.payout, name="payout"),
    path("verwaltung/geld/auszahlungen/<int:pk>.csv", money_office.payout_file, name="payout_file"),
    path("verwaltung/buchhaltung/", overview.of_region, name="bookkeeping"),
    path("verwaltung/buchhaltung/datev/", datev.of_region, name="datev"),
    path("verwaltung/buchhaltung/datev.csv", datev.file_of_region, name="datev_file"),
    path("verwaltung/buchhaltung/umsatzsteuer/", taxes.of_region, name="taxes"),
    path("verwaltung/buchhaltung/umsatzsteuer.csv", taxes.file_of_region, name="taxes_file"),
    path("verwaltung/buchhaltung/jahresende/", year_end.of_region, name="year_end"),
    path("verwaltung/buchhaltung/jahresende.csv", year_end.file_of_region, name="year_end_file"),
    path("verwaltung/buchhaltung/meldung/", sellers.listed, name="sellers"),
    path("verwaltung/buchhaltung/meldung.csv", sellers.listed_file, name="sellers_file"),
]

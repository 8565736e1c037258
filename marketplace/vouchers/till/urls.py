"""The till. Its routes never close: vouchers must always pay."""

from __future__ import annotations

from django.urls import path

from marketplace.vouchers.receipts import views as receipts
from marketplace.vouchers.till import views as till

app_name = "till"
urlpatterns = [
    path("betrieb/kasse/", till.home, name="home"),
    path("betrieb/kasse/betrieb/", till.choice, name="choice"),
    path("betrieb/kasse/gutschein/", till.voucher, name="voucher"),
    path("betrieb/kasse/einloesung/", till.redemption, name="redemption"),
    path("betrieb/kasse/einloesung/<int:pk>/", till.done, name="done"),
    path("betrieb/kasse/einloesung/<int:pk>/storno/", till.reversal, name="reversal"),
    path("betrieb/kasse/einloesung/<int:pk>/beleg/", receipts.receipt, name="receipt"),
    path("betrieb/kasse/einloesung/<int:pk>/beleg/mail/", receipts.mailing, name="receipt_mail"),
    path("betrieb/kasse/einloesung/<int:pk>/beleg.pdf", receipts.receipt_file, name="receipt_file"),
    path("betrieb/kasse/tag/", till.day, name="day"),
    path("betrieb/kasse/tag.csv", till.day_file, name="day_file"),
]

"""What a region and the operators' site have alike: the doors, and „Mein Konto“."""

from __future__ import annotations

from django.urls import path

from kreislauf.accounts.views import (
    account,
    credentials,
    factor_removal,
    factors,
    passkey,
    password,
    recovery,
    sign_in,
)

app_name = "accounts"
urlpatterns = [
    path("anmelden/", sign_in.sign_in, name="sign_in"),
    path("anmelden/zweiter-faktor/", sign_in.second_factor, name="second_factor"),
    path("anmelden/passkey/frage/", passkey.question, name="passkey_question"),
    path("anmelden/passkey/", passkey.answer, name="passkey_answer"),
    path("anmelden/link/<str:token>/", sign_in.mailed_link, name="mailed_link"),
    path("abmelden/", sign_in.sign_out, name="sign_out"),
    path("passwort/", password.forgotten, name="forgotten"),
    path("passwort/unterwegs/", password.forgotten_sent, name="forgotten_sent"),
    path("passwort/<str:who>/<str:token>/", password.reset, name="reset"),
    path("konto/", account.account, name="account"),
    path("konto/name/", account.name, name="name"),
    path("konto/adresse/", credentials.address, name="address"),
    path("konto/adresse/<str:token>/", credentials.new_address, name="new_address"),
    path("konto/passwort/", credentials.password, name="password"),
    path("konto/bestaetigung/", credentials.confirmation, name="confirmation"),
    path("konto/sitzungen/ende/", account.sessions_end, name="sessions_end"),
    path("konto/sitzungen/<slug:mark>/ende/", account.session_end, name="session_end"),
    path("konto/mails/", account.mails, name="mails"),
    path("konto/zweiter-faktor/", factors.factors, name="factors"),
    path("konto/app/", factors.code_app, name="code_app"),
    path("konto/app/entfernung/", factor_removal.code_app_removal, name="code_app_removal"),
    path("konto/passkeys/frage/", factors.passkey_question, name="add_passkey_question"),
    path("konto/passkeys/", factors.passkey_answer, name="add_passkey"),
    path("konto/passkeys/<int:pk>/entfernung/", factor_removal.passkey_removal, name="passkey_removal"),
    path("konto/notfallcodes/", recovery.recovery_codes, name="recovery_codes"),
    path("konto/notfallcodes/datei/", recovery.recovery_codes_file, name="recovery_codes_file"),
]

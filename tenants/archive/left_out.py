"""What never leaves with an archive, and what looks like a secret but is the region's own and has to.

A test finds every column with a suspicious name and asks for a decision here.
"""

from __future__ import annotations

# Made anew with the schema itself, by the code that reads the archive.
OF_THE_CODE = frozenset({"django_migrations", "django_content_type", "auth_permission"})

# No row of these is written.
TABLES = {
    "accounts_session": "Anmeldungen, die gerade offen sind",
    "accounts_apitoken": "Schlüssel der Betriebe zur Schnittstelle; sie werden neu angelegt",
    "accounts_idempotent": "Antworten der Schnittstelle auf wiederholte Anfragen",
    "mail_outgoingmail": "Post, die unterwegs ist oder war; hier wird sie noch verschickt, und nur hier",
    "accounts_failedattempt": "gezählte Fehlversuche",
}

# Django takes what begins with ! for no password at all.
NO_PASSWORD = "!archiv"  # noqa: S105
# The column's values are replaced by a word.
COLUMNS = {("accounts_user", "password"): NO_PASSWORD}

# Looked at and taken along, with the reason.
TAKEN_ALONG = {
    "businesses_business.key": "names the form that was sent; opens nothing",
    "ledger_journal.key": "names the business event",
    "payments_attempt.key": "our name for the payment at its provider: without it open payments could not be settled",
    "payments_refund.key": "our name for the refund at its provider",
    "providers_sandboxcheckout.key": "the sandbox's side of payments_attempt.key",
    "providers_sandboxrefund.key": "the sandbox's side of payments_refund.key",
    "vouchers_order.key": "names the form that was sent; opens nothing",
    "vouchers_order.token": "the address of the buyer's page, which the buyer has in a mail and must go on working",
    "vouchers_redemption.key": "names the tap at the till; opens nothing",
}

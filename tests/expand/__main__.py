"""`make check` asks here: can the code that runs go on while the tables become the next version's?

Expand, deploy, contract: a version may add, the next one uses it, a later one takes away. What a migration really sends
is recorded on an empty platform and read by django-migration-linter.
"""

from __future__ import annotations

import os
import sys

from tests.plugin.servers import SERVERS

# Unsafe for code that was running, and why that is all right. A line goes when its migration is squashed.
DECIDED: dict[tuple[str, str], str] = {
    ("archive", "0003_mail_is_in_the_outbox"): "before the first version that anybody runs",
    ("payments", "0002_chargeback"): "before the first version that anybody runs",
    ("signup", "0002_mail_is_in_the_outbox"): "before the first version that anybody runs",
    ("accounts", "0002_failed_attempt"): "before the first version that anybody runs",
    ("archive", "0002_archive_file"): "before the first version that anybody runs",
    ("logbook", "0001_log_entry"): "before the first version that anybody runs",
    ("tenants", "0003_quarantined"): "before the first version that anybody runs",
    ("branding", "0003_reviewed_at"): "before the first version that anybody runs",
    ("branding", "0002_logo_is_a_stored_picture"): "before the first version that anybody runs",
    ("operators", "0005_failed_attempt"): "before the first version that anybody runs",
    ("vouchers", "0005_order_number_and_issuer"): "the running code writes no number, and empty ones may repeat",
    ("payments", "0003_merchants"): "the running code names no kind of subject, and then it is the constraint before",
    ("payments", "0007_checkout_url"): "the running code's addresses are shorter",
    ("ledger", "0007_no_journal_without_lines"): "the running code writes journals by ledger_post, which fills them in",
    ("signup", "0004_label_reserved_at_confirmation"): "the running code gives a label to one application only",
    ("tenants", "0005_region_origin"): "the running code writes no origin: the database gives each row its own",
    ("businesses", "0021_is_region"): "the running code makes no business the region",
    ("senders", "0002_change_of_address"): "the running code replaces no address, and then it is the constraint before",
    (
        "vouchers",
        "0022_order_paid_elsewhere",
    ): "the running code names no payment, and the constraint holds without one",
}


def main() -> int:
    os.environ.update(DJANGO_SETTINGS_MODULE="kreislauf.settings")
    SERVERS.start()  # before Django reads its settings
    try:
        return _look()
    finally:
        SERVERS.until_the_end.close()


def _look() -> int:
    import django

    django.setup()
    SERVERS.make_database()
    from tests.expand.everything import everything
    from tests.expand.unsafe import unsafe

    found = [line for recording in everything() for line in unsafe(recording, decided=DECIDED)]
    for migration, problem in found:
        print(f"{migration}: {problem}. The running code may not stand it: add first, take away in a later version.")
    if not found:
        print("No migration takes away or forbids what running code may use.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

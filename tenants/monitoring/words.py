"""What the figures are, in English for Prometheus."""

from __future__ import annotations

# A figure with a label ``state``, and its states.
STATES = {
    "regions": ("provisioning", "draft", "live", "suspended", "leaving", "gone"),
    "hosts": ("requested", "proved", "live", "lost"),
}
FIGURES = {
    "regions": "Regions by their state.",
    "hosts": "Own hosts by their state; lost: the DNS no longer has the proof.",
    "regions_quarantined": "Regions whose tables could not be migrated.",
    "provisioning": "Approved applications whose region does not stand yet.",
    "provisioning_oldest_seconds": "Since the oldest of these was approved.",
    "provisioning_failed": "Applications whose region could not be made.",
    "fleet_failed": "Regions that the newest run of migrations could not migrate.",
    "fleet_running_seconds": "How long the newest run of migrations has been going on; 0: it has ended.",
    "db_connections": "Connections that the database server has open.",
    "db_connections_limit": "Connections that it takes.",
    "wal_archive_failing": "1: the newest piece of WAL could not be archived.",
    "wal_archive_age_seconds": "Since a piece of WAL was archived.",
    "backup_age_seconds": "Since the newest backup ended; of database and pictures, the one that is older.",
    "payments_open": "Undecided payments that a provider is asked about now.",
    "payments_open_oldest_seconds": "Since the provider of one of them last answered.",
    "mail_waiting": "Mails that are due.",
    "mail_waiting_oldest_seconds": "Since when the first of them is due.",
    "ledger_sum_cents": "How far the regions' ledgers are from zero, which they must be.",
    "books_checked_seconds": "Since the ledgers were added up.",
    "measured_seconds": "Since all of this was measured.",
}

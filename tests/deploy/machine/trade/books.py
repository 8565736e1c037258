"""What the café's people saw against what the database holds, asked past the application."""

from __future__ import annotations

from tests.deploy.machine import post, stack
from tests.deploy.machine.trade.shop import Shop

TAPS = """
SELECT v.code, r.amount_cents, count(*), min(r.id) FROM {s}.vouchers_redemption r
JOIN {s}.vouchers_voucher v ON v.id = r.voucher_id GROUP BY 1, 2"""
# Its vouchers; the letter with them, as far as it was sent; and every letter about it that was sent.
ORDERS = """
SELECT o.token, (SELECT count(*) FROM {s}.vouchers_voucher v WHERE v.order_id = o.id),
  count(*) FILTER (WHERE m.kind = 'vouchers.vouchers' AND m.sent_at IS NOT NULL), count(m.sent_at)
FROM {s}.vouchers_order o LEFT JOIN {s}.mail_outgoingmail m ON m.about = 'vouchers.order' AND m.about_id = o.id
GROUP BY o.id"""
WAITING = """
SELECT count(*) FROM {s}.mail_outgoingmail WHERE about = 'vouchers.order' AND sent_at IS NULL AND refused_at IS NULL"""
# Each line is a sentence's name and two sums that must be one, in cents or in rows.
SUMS = """
WITH left_over AS (SELECT coalesce(sum(left_cents + reserved_cents), 0) AS cents FROM {s}.vouchers_voucher),
taken AS (SELECT coalesce(sum(amount_cents), 0) AS cents FROM {s}.vouchers_redemption),
account AS (
  SELECT a.code, coalesce(sum(e.cents), 0) AS cents FROM {s}.ledger_account a
  LEFT JOIN {s}.ledger_entry e ON e.account_id = a.id GROUP BY a.code)
SELECT 'what vouchers are good for', cents, coalesce(-(SELECT cents FROM account WHERE code = 'open:{b}'), 0)
FROM left_over
UNION ALL
SELECT 'what was redeemed', cents, coalesce(-(SELECT cents FROM account WHERE code = 'redeemed:{b}'), 0) FROM taken
UNION ALL
SELECT 'what was paid', sum(value_cents), (SELECT sum(cents) FROM account WHERE code LIKE 'money:%')
FROM {s}.vouchers_voucher
UNION ALL
SELECT 'the ledger', sum(cents), 0 FROM account
UNION ALL
SELECT 'journals that do not balance', count(*), 0 FROM (
  SELECT journal_id FROM {s}.ledger_entry GROUP BY 1 HAVING sum(cents) <> 0) AS crooked
UNION ALL
SELECT 'vouchers that their redemptions do not explain', count(*), 0 FROM {s}.vouchers_voucher v
WHERE v.value_cents - v.left_cents - v.reserved_cents
  <> (SELECT coalesce(sum(r.amount_cents), 0) FROM {s}.vouchers_redemption r WHERE r.voucher_id = v.id)
UNION ALL
SELECT 'redemptions and their journals', (SELECT count(*) FROM {s}.vouchers_redemption),
  (SELECT count(*) FROM {s}.ledger_journal WHERE key LIKE 'redeem:%')"""


def mistakes(shop: Shop) -> list[str]:
    """Sentences, each about something that was lost, came twice, or does not add up."""
    return [*shop.wrong, *_in_taps(shop), *_in_orders(shop), *_in_sums(shop)]


def now() -> str:
    """The database's clock, as `restore.sh` takes it."""
    return _rows("SELECT clock_timestamp()")[0][0]


def booked(shop: Shop) -> int:
    """How many redemptions."""
    return sum(int(times) for _code, _cents, times, _pk in _ask(shop, TAPS))


def knows(shop: Shop) -> bool:
    """Whether the database has the café's region at all."""
    return _rows(f"SELECT to_regnamespace('{shop.about['schema']}') IS NOT NULL") == [["t"]]


def mail_is_out(shop: Shop) -> bool:
    return _ask(shop, WAITING) == [["0"]]


def summary(shop: Shop) -> str:
    known = sum(1 for tap in shop.taps if tap.pk)
    vouchers = sum(len(purchase.codes) for purchase in shop.purchases)
    mails = sum(post.received(stack.PROJECT).values())
    return (
        f"{len(shop.purchases)} orders, {vouchers} vouchers, {mails} mails; {len(shop.taps)} redemptions, of which "
        f"{known} were answered and {booked(shop)} are booked"
    )


def _in_taps(shop: Shop) -> list[str]:
    booked = {(code, int(cents)): (int(times), int(pk)) for code, cents, times, pk in _ask(shop, TAPS)}
    tapped = {(tap.code, tap.cents): tap.pk for tap in shop.taps}
    return [
        *(f"{key} is booked {times} times" for key, (times, _pk) in booked.items() if times != 1),
        *(f"{key} is booked, and nobody asked for it" for key in booked.keys() - tapped.keys()),
        *(f"{key} was acknowledged as {pk} and is lost" for key, pk in tapped.items() if pk and key not in booked),
        *(
            f"{key} is {booked[key][1]}, not {pk}"
            for key, pk in tapped.items()
            if pk and booked.get(key, (1, pk))[1] != pk
        ),
    ]


def _in_orders(shop: Shop) -> list[str]:
    there = {token: [int(number) for number in numbers] for token, *numbers in _ask(shop, ORDERS)}
    bought = {purchase.token: purchase for purchase in shop.purchases}
    said = [f"order {token} is there, and nobody was told" for token in there.keys() - bought.keys()]
    arrived = post.received(stack.PROJECT)
    for token, purchase in bought.items():
        vouchers, letters, sent = there.get(token, [0, 0, 0])
        found = (vouchers, len(purchase.codes), letters, arrived[purchase.email])
        if found != (purchase.quantity, purchase.quantity, 1, sent):
            said.append(f"an order of {purchase.quantity}: vouchers, seen, letters, mails are {found} of {sent} sent")
    return said


def _in_sums(shop: Shop) -> list[str]:
    return [f"{what}: {here} and {there}" for what, here, there in _ask(shop, SUMS) if here != there]


def _ask(shop: Shop, question: str) -> list[list[str]]:
    return _rows(question.format(s=shop.about["schema"], b=shop.about["business"]))


def _rows(query: str) -> list[list[str]]:
    words = ["psql", "--no-psqlrc", "--no-align", "--tuples-only", "--username", "postgres", "--dbname", "kreislauf"]
    said = stack.compose("exec", "-T", "db", *words, "--command", query)
    return [line.split("|") for line in said.splitlines() if line]

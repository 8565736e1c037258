"""A region with as many businesses, offers, orders and vouchers as asked for, written by the database itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import LiteralString

import psycopg
from psycopg import sql

# {n} is how many, {first} what keys are counted from. Every row follows from its number: two runs fill the same.
ROWS: tuple[LiteralString, ...] = (
    """INSERT INTO businesses_category (id, name, slug, glyph, position)
    SELECT {first} + i, 'Bereich ' || i, 'bereich-' || i, 'cup', i FROM generate_series(1, 12) i""",
    """INSERT INTO businesses_business (id, name, slug, category_id, description, street, postcode, place, latitude,
      longitude, hours, changed_hours, delivers, delivery_note, web_shop, website, email, phone, contact_name,
      picture_alt, version, submitted_at, approved_at, rejected_at, pending, reject_reason)
    SELECT {first} + i,
      (ARRAY['Bäckerei','Café','Gärtnerei','Tischlerei','Buchladen','Hofladen','Blumen','Radhaus','Optik','Weinkontor'])
        [1 + i % 10] || ' ' ||
      (ARRAY['Krüger','Jansen','Petersen','Müller','Öz','Schröder','Ünal','Behrens','Lüth','Hansen','Çelik','Voß'])
        [1 + i / 10 % 12] || ' ' || i,
      'betrieb-' || i, {first} + 1 + i % 12,
      'Seit ' || 1900 + i % 120 || ' am Ort: Handwerk und Beratung, mit Liebe gemacht von Familie '
        || md5(i::text) || '. Wir freuen uns über jeden Besuch und liefern auf Wunsch auch nach Hause.',
      'Hauptstraße ' || i % 200, lpad((24000 + i % 999)::text, 5, '0'), 'Ortsteil ' || i % 50,
      54.0 + (i * 7919::bigint % 100003) / 200000.0, 9.5 + (i * 104729::bigint % 100019) / 100000.0,
      CASE WHEN i % 3 = 0
        THEN '[{{"day": 0, "from": "09:00", "to": "18:00"}}, {{"day": 2, "from": "10:00", "to": "12:30"}}]'
        ELSE '[]' END::jsonb,
      '', i % 4 = 0, '', CASE WHEN i % 5 = 0 THEN 'https://laden.example' ELSE '' END, '',
      'betrieb' || i || '@example.org',
      '0431 ' || i, 'Ute Brandt ' || i, '', 1,
      now() - i * interval '1 minute',
      CASE WHEN i % 40 = 0 THEN NULL ELSE now() - i * interval '1 minute' END, NULL,
      CASE WHEN i % 2000 = 1 THEN '{{"name": "Neu"}}'::jsonb END, ''
    FROM generate_series(1, {n}) i""",
    """INSERT INTO vouchers_offer (id, business_id, kind, title, description, terms, price_cents, stock_left, vat_kind,
      validity_years, validity_reason, picture, picture_alt, glyph, created_at, published_at, stopped_by)
    SELECT {first} + i, {first} + i, 'fixed',
      (ARRAY['Frühstück','Weinprobe','Haarschnitt','Blumenstrauß','Fahrradcheck','Lesung','Massage','Kochkurs'])
        [1 + i % 8] || ' ' || (ARRAY['am Vormittag','für zwei','mit Kaffee','nach Wahl','im Garten'])[1 + i / 8 % 5]
        || ' ' || i,
      'Ein Gutschein zum Verschenken oder Selbstgenießen, einzulösen nach Absprache. Nummer ' || md5(i::text), '',
      1000 + 500 * (i % 37), CASE WHEN i % 50 = 0 THEN 0 END, 'multi', 3, '', '', '', '',
      now() - i * interval '1 minute', CASE WHEN i % 25 <> 1 THEN now() - i * interval '1 minute' END, ''
    FROM generate_series(1, {n}) i""",
    """INSERT INTO vouchers_order (id, token, key, offer_id, quantity, unit_cents, title, terms, vat_kind,
      validity_years, email, buyer_name, is_gift, recipient_name, greeting, holds_stock, created_at, fulfilled_at,
      mailed_at)
    SELECT {first} + i,
      'kauf-' || md5(i::text), 'formular-' || i, {first} + i, 1, 1000 + 500 * (i % 37), 'Gutschein ' || i, '', 'multi',
      3, 'kaeufer' || i || '@example.org', 'Ute Brandt ' || i, false, '', '', true,
      now() - i * interval '5 minutes',
      CASE WHEN i % 100 <> 0 THEN now() - i * interval '5 minutes' END,
      CASE WHEN i % 100 <> 0 THEN now() - i * interval '5 minutes' END
    FROM generate_series(1, {n}) i""",
    """INSERT INTO vouchers_voucher (id, order_id, position, business_id, code, value_cents, left_cents, reserved_cents,
      issued_at, expires_on, block_reason)
    SELECT {first} + i, {first} + i, 1, {first} + i,
      upper(translate(substr(md5('gutschein' || i), 1, 11), '01', 'XY')) || upper(lpad(to_hex(i), 5, '0')),
      1000 + 500 * (i % 37),
      CASE WHEN i % 2 = 0 THEN 0 ELSE 1000 + 500 * (i % 37) END, 0, now() - i * interval '5 minutes',
      current_date + 900, ''
    FROM generate_series(1, {n}) i""",
    """INSERT INTO vouchers_redemption (voucher_id, amount_cents, redeemed_at, by, key, left_after_cents)
    SELECT {first} + i * 2, 1000 + 500 * (i * 2 % 37), now() - i * interval '10 minutes', 'Jan Jansen', 'tipp-' || i, 0
    FROM generate_series(1, {n} / 2) i""",
    """INSERT INTO ledger_account (code) SELECT 'money:sandbox'
    WHERE NOT EXISTS (SELECT FROM ledger_account WHERE code = 'money:sandbox')
    UNION ALL
    SELECT kind || {first} + i FROM unnest(ARRAY['open:', 'redeemed:']) kind, generate_series(1, {n}) i
    WHERE kind = 'open:' OR i % 2 = 0""",
    """INSERT INTO ledger_journal (key, at, memo, codes, cents)
    SELECT 'issue:' || {first} + i, now() - i * interval '5 minutes', 'Bestellung ' || i,
      ARRAY['money:sandbox', 'open:' || {first} + i], ARRAY[1000 + 500 * (i % 37), -(1000 + 500 * (i % 37))]
    FROM generate_series(1, {n}) i
    UNION ALL
    SELECT 'redeem:' || {first} + i, now() - i * interval '10 minutes', 'Einlösung ' || i,
      ARRAY['open:' || {first} + i * 2, 'redeemed:' || {first} + i * 2],
      ARRAY[1000 + 500 * (i * 2 % 37), -(1000 + 500 * (i * 2 % 37))]
    FROM generate_series(1, {n} / 2) i""",
    """INSERT INTO ledger_entry (journal_id, account_id, cents)
    SELECT j.id, a.id, line.cents
    FROM ledger_journal j CROSS JOIN LATERAL unnest(j.codes, j.cents) AS line (code, cents)
    JOIN ledger_account a USING (code) WHERE NOT EXISTS (SELECT FROM ledger_entry e WHERE e.journal_id = j.id)""",
    """INSERT INTO audit_entry (at, actor, action, subject, subject_id, title, detail)
    SELECT now() - i * interval '3 minutes', 'ute' || i % 20 || '@example.org',
      (ARRAY['business.changed','offer.published','order.placed','voucher.redeemed'])[1 + i % 4],
      'businesses.Business', {first} + i,
      'Betrieb ' || (ARRAY['Krüger','Jansen','Petersen'])[1 + i % 3] || ' ' || i, '{{}}'
    FROM generate_series(1, {n}) i""",
)  # fmt: skip
# Written row by row they take most of the time; made of the whole table, seconds.
TRIGRAM_INDEXES: LiteralString = """SELECT indexname, indexdef FROM pg_indexes
  WHERE schemaname = current_schema() AND indexdef LIKE '%gin_trgm_ops%'"""
# Written by the trigger, row by row, they take minutes.
UNCHECKED = ("ledger_journal", "ledger_entry")


def fill(admin_url: str, *, schema: str, many: int, rows: Sequence[LiteralString] = ROWS, **more: sql.Literal) -> None:
    """Write the rows into an empty region. ``admin_url`` is a superuser's."""
    with psycopg.connect(admin_url) as connection:
        connection.execute(sql.SQL("SET search_path = {}, public").format(sql.Identifier(schema)))
        for table in UNCHECKED:
            connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(sql.Identifier(table)))
        trigrams = connection.execute(TRIGRAM_INDEXES).fetchall()
        for name, _definition in trigrams:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        for statement in rows:
            connection.execute(sql.SQL(statement).format(n=sql.Literal(many), first=sql.Literal(0), **more))
        for table in UNCHECKED:
            connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER ALL").format(sql.Identifier(table)))
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("SET search_path = {}, public").format(sql.Identifier(schema)))
        for _name, definition in trigrams:
            connection.execute(definition)
        connection.execute("VACUUM ANALYZE")

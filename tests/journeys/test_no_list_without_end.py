"""No page, list or answer of a region grows with its rows: with some hundreds of everything, none shows them all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.http import HttpResponse
from django.test import Client
from psycopg import sql
from pytest_django import DjangoDbBlocker

from kreislauf import map_points
from kreislauf.regions import stepping_into
from marketplace.home import sitemap
from tests.bench.large import ROWS
from tests.conftest import card_of
from tests.journeys.routes import Route, routes_of
from tests.journeys.world import PEOPLE, World, make_world, rolled_back

pytestmark = pytest.mark.slow
MANY = 300
MOST = 264  # choices, rows and the menu's lines, which stand there twice; a page's own rows are 50 at most
ROUTES = routes_of("kreislauf.urls_region")
REPEATED = re.compile(r"<(?:tr|li|option|article|label|url|dt|form)[\s>]")
BOUNDED_BY_NATURE = {
    "vouchers:till:day": "one counter's day, whole, because it is cashed up with it",
    "api:docs": "the operations and fields of the API are the code's own",
    "branding:look": "the signs and colours to choose from are the code's own",
    "advice:office:new": "topics and advisers to choose from are entered by hand, some dozens",
    "advice:partner:new": "the same",
    "meetings:office:hours": "the advisers who may offer hours are entered by hand",
}
# Tables that need not be full: no page lists their rows, or somebody makes each row by hand.
FEW = {
    *("django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"),
    *("accounts_user_groups", "accounts_user_user_permissions", "accounts_session", "accounts_failedattempt"),
    *("accounts_idempotent", "accounts_invitation", "branding_branding", "branding_module", "businesses_category"),
    *("payments_attempt", "payments_charge", "payments_chargeback", "payments_refund", "providers_sandboxcharge"),
    *("providers_sandboxcheckout", "providers_sandboxrefund", "providers_sandboxpayout"),
    *("providers_sandboxpayoutline", "providers_sandboxaccount"),
    "payments_merchant",  # one for a business and a provider, and the last few before it
    *("bank_transfer_bankaccount", "bank_transfer_transfercharge", "bank_transfer_transferloss"),
    *("vouchers_reversal", "vouchers_withdrawal"),  # one for a redemption or a voucher
    *("vouchers_declaration", "vouchers_salesmail"),  # decided in days, and one switch of a business
    *("vouchers_taxsplit", "vouchers_datevsettings"),  # one for a redemption or a business
    *("vouchers_sellerfacts", "vouchers_sellerwarning"),  # one for a business
    *("accounts_codeapp", "accounts_passkey", "accounts_recoverycode", "accounts_signinrule"),  # of one person
    *("listings_kind", "listings_category", "listings_desk", "listings_postermail"),  # arranged by hand, and one row
    *("places_regionpostcode", "places_ownmap"),  # ticked by hand, and one row
    "businesses_member",  # invited one by one
    "review_routine",  # one row
    *("partners_body", "partners_bodymember"),  # entered and invited one by one
    *("partners_supporter", "partners_ambassador"),  # arranged by hand
    "embed_embedhost",  # at most twenty
    "campaigns_reward",  # twenty of a campaign
    *("campaigns_unsubscribed", "campaigns_batch"),  # no page lists them
    "sharing_outbox_due",  # marks that are gone in a moment
    "listings_found",  # pairs that no page lists
    *("advice_topic", "advice_articletext", "advice_cosignature"),  # arranged by hand; a few of one text
    # Set up by hand; one for a pot and a campaign; and what only a file lists, pages show sums of a campaign.
    *("campaigns_matchfund", "campaigns_grant", "campaigns_match"),
    *("subsidies_run", "regionwide_run"),  # one a month
    *("search_synonymtext", "search_word"),  # one row; and what no page lists
}
MORE_ROWS = (
    """INSERT INTO accounts_user (password, email, name, role, is_active, created_at)
    SELECT '', 'ute' || i || '@kiel.example', 'Ute Brandt', 'editor', true, now() FROM generate_series(1, {n}) i""",
    """INSERT INTO accounts_apitoken (name, digest, hint, scopes, business_id, created_by, created_at)
    SELECT 'Kasse ' || i, 'digest-' || i, 'hint', '[]', {shop}, 'Ute', now() FROM generate_series(1, {n}) i""",
    """INSERT INTO review_textblock (use, text, position)
    SELECT CASE i % 2 WHEN 0 THEN 'refusal' ELSE 'question' END, 'Satz ' || i, i FROM generate_series(1, {n}) i""",
    """INSERT INTO review_trusted (kind, submitter, name, by, at)
    SELECT 'business', 'business:' || i, 'Betrieb ' || i, 'Ute', now() FROM generate_series(1, {n}) i""",
    """INSERT INTO listings_listing (kind_id, title, body, price_kind, details, pictures, postcode, place, seller,
      business_id, contact_name, email, phone, phone_public, consent, word, key, written_at, submitted_at, confirmed_at,
      approved_at, shown_at, expires_at, outcome, outcome_place, version, reject_reason)
    SELECT (SELECT min(id) FROM listings_kind), 'Anzeige ' || i, 'Beschreibung', '', '{{}}', '[]', '24105', 'Ort ' || i,
      CASE i % 2 WHEN 0 THEN 'private' ELSE 'trader' END, CASE i % 2 WHEN 0 THEN NULL ELSE {shop} END, 'Petra',
      'petra@example.org', '', false, '', '', 'key-' || i, now(), now(), now(), now(), now(),
      now() + interval '30 days', '', '', 1, '' FROM generate_series(1, {n}) i""",
    """INSERT INTO bank_transfer_transferrequest (key, token, reference, account_id, amount_cents, order_number, title,
      return_url, opened_at, due_at)
    SELECT gen_random_uuid(), 'token-' || i, 'RF' || i, (SELECT min(id) FROM bank_transfer_bankaccount), 2500, '',
      'Bestellung ' || i, 'https://example.org/', now(), now() FROM generate_series(1, {n}) i""",
    """INSERT INTO bank_transfer_bankimport (account_id, name, file, size, state, refusal, kinds, counts, lines_read,
      kept, reached, tries, uploaded_by, uploaded_at, taken_by, worked_at)
    SELECT id, 'Auszug ' || i, '', 1, 'read', '', '', '{{}}', 1, 1, 0, 0, 'Ute', now(), '', now()
    FROM bank_transfer_bankaccount, generate_series(1, {n}) i""",
    """INSERT INTO bank_transfer_bankline (source_id, account_id, position, bank_print, content_print, booked_on, cents,
      currency, is_reversal, return_reason, end_to_end, batch_ref, batch_of, name, iban, reference, text, verdict,
      decided_by, used_cents, taken_at, waits_since)
    SELECT s.id, s.account_id, 100 + i, '', 'p' || s.id || '-' || i, current_date, 2500, 'EUR', false, '', '', '', 0,
      'Ada', '', '', 'Zeile ' || i, 'ambiguous', '', 0, now(), now()
    FROM (SELECT min(id) AS id, account_id FROM bank_transfer_bankimport GROUP BY account_id) s,
      generate_series(1, {n}) i""",
    """INSERT INTO bank_transfer_bankrun (account_id, message_id, version, file, refunds_count, amount_cents, made_at,
      made_by)
    SELECT id, 'KR' || id || '-' || i, 'pain.001.001.09', '', 1, 1, now(), 'Ute'
    FROM bank_transfer_bankaccount, generate_series(1, {n}) i""",
    """INSERT INTO bank_transfer_bankrefund (key, charge_id, end_to_end, amount_cents, name, iban, requested_at,
      return_reason)
    SELECT gen_random_uuid(), c.id, 'e' || c.id || '-' || i, 1, 'Ada', '', now(), ''
    FROM bank_transfer_transfercharge c, generate_series(1, {n}) i""",
    """INSERT INTO meetings_meeting (title, lead, text_md, text_html, language, kind, starts_at, ends_at, place_name,
      street, postcode, town, room_kind, room_url, room_ref, dial_in, dial_in_pin, registration, taken, experts,
      recording_policy, material, certificate, picture, picture_alt, uid, sequence, series_key, audience, key,
      author_email, written_at, changed_at, submitted_at, approved_at, released_at, cancel_reason, version,
      reject_reason, business_id)
    SELECT 'Termin ' || i, 'Für alle', '', '', 'de', 'online', now() + i * interval '1 hour',
      now() + (i + 1) * interval '1 hour', '', '', '', '', 'none', '', '', '', '', 'none', 0, '[]', 'none', '[]', false,
      '', '', 'termin-' || i, 0, 'reihe', '', 'key-' || i, '', now(), now(), now(), now(), now(), '', 1, '',
      CASE i % 2 WHEN 0 THEN NULL ELSE {shop} END FROM generate_series(1, {n}) i""",
    """INSERT INTO meetings_registration (meeting_id, name, email, phone, organisation, locale, key, asked_at,
      confirmed_at, via_name, consents, certificate_wanted, is_member)
    SELECT m.id, 'Gast ' || i, 'gast' || i || '@example.org', '', '', 'de', m.id || '-' || i, now(), now(), '', '{{}}',
      false, false
    FROM meetings_meeting m, generate_series(1, {n}) i WHERE m.series_key <> 'reihe'""",
    """INSERT INTO meetings_question (meeting_id, text, shown_name, asked_at, votes, shortlisted_at, answered_at,
      answer_md, answer_html, hidden_at, key)
    SELECT m.id, 'Frage ' || i, '', now(), 1, CASE i % 4 WHEN 1 THEN now() END, CASE i % 4 WHEN 2 THEN now() END,
      'So', '<p>So</p>', CASE i % 4 WHEN 3 THEN now() END, m.id || '-' || i
    FROM meetings_meeting m, generate_series(1, 4 * {n}) i WHERE m.series_key <> 'reihe'""",
    """INSERT INTO meetings_questionvote (question_id, voter_hash) SELECT id, 'hash' FROM meetings_question""",
    """INSERT INTO campaigns_campaign (business_id, title, lead, text_md, text_html, picture, picture_alt, video_url,
      goal_cents, stretch, mode, costs, ends_on, ends_at, key, author_email, written_at, submitted_at, handed_in_at,
      approved_at, starts_at, stop_reason, version, reject_reason)
    SELECT {shop}, 'Kampagne ' || i, 'Wofür', '', '', '', '', '', 500000, '[]', 'keep', '[]', current_date + 30,
      now() + interval '31 days', 'viele-' || i, '', now(), now(), now(), CASE i % 2 WHEN 0 THEN now() END,
      CASE i % 2 WHEN 0 THEN now() END, '', 1, '' FROM generate_series(1, {n}) i""",
    """INSERT INTO campaigns_update (campaign_id, kind, title, text_md, text_html, picture, picture_alt, backers_only,
      key, author_email, written_at, submitted_at, approved_at, released_at, mailed_at, mailed_to, version,
      reject_reason)
    SELECT c.id, 'news', 'Neues ' || i, 'Es geht voran', '', '', '', false, 'viele-' || c.id || '-' || i, '', now(),
      now(), now(), now(), now(), 0, 1, ''
    FROM campaigns_campaign c, generate_series(1, {n}) i WHERE c.key NOT LIKE 'viele-%'""",
    """INSERT INTO listings_daily (day, what, kind_id, listing_id, number)
    SELECT current_date, 'view', kind_id, id, 9 FROM listings_listing LIMIT {n}""",
    """INSERT INTO listings_message (listing_id, name, email, text, key, written_at, answer)
    SELECT (SELECT min(id) FROM listings_listing), 'Jan', 'jan@example.org', 'Noch da?', 'key-' || i, now(), ''
    FROM generate_series(1, {n}) i""",
    """INSERT INTO listings_callback (listing_id, why, since)
    SELECT (SELECT min(id) FROM listings_listing), 'reminder', now() FROM generate_series(1, {n}) i""",
    """INSERT INTO listings_ask (wanted_id, helper_id, wave, asked_at)
    SELECT (SELECT min(id) FROM listings_listing), id, 1, now() FROM listings_listing WHERE title LIKE 'Anzeige %'
    ON CONFLICT DO NOTHING""",
    """INSERT INTO businesses_business (name, slug, category_id, description, street, postcode, place, hours,
      changed_hours, delivers, delivery_note, web_shop, website, email, phone, contact_name, picture_alt, version,
      submitted_at, reject_reason)
    SELECT 'Wartet ' || i, 'wartet-nr-' || i, (SELECT min(id) FROM businesses_category), '', 'Weg 1', '24105', 'Wik',
      '[]', '', false, '', '', '', '', '', '', '', 1, now(), '' FROM generate_series(1, {n}) i""",
    """INSERT INTO partners_membership (body_id, business_id, asked_at, confirmed_at, consented_at)
    SELECT (SELECT min(id) FROM partners_body), id, now(), now(), now() FROM businesses_business
    ON CONFLICT DO NOTHING""",
    """INSERT INTO payments_payoutline (payout_id, provider_ref, kind, source_ref, gross_cents, fee_cents, net_cents)
    SELECT p.id, 'txn-' || i, 'charge', '', 2500, 63, 2437 FROM payments_payout p, generate_series(1, {n}) i""",
    """INSERT INTO payments_merchant (key, business_id, provider, account_ref, livemode, state, needs, opened_at,
      changed_at)
    SELECT gen_random_uuid(), b.id, 'sandbox', '', false, 'active', '[]', now(), now() FROM businesses_business b
    WHERE NOT EXISTS (SELECT FROM payments_merchant m WHERE m.business_id = b.id)""",
    """INSERT INTO payments_payout (merchant_id, provider_ref, amount_cents, state, arrives_on, noticed_at)
    SELECT m.id, 'po-' || i, 2437, 'paid', current_date, now()
    FROM generate_series(1, {n}) i, (SELECT min(id) AS id FROM payments_merchant WHERE business_id = {shop}) m""",
    """INSERT INTO mail_outgoingmail (kind, about, detail, recipient, language, queued_at, next_try_at, tries, sent_at,
      last_error)
    SELECT 'businesses.received', '', '{{}}', 'ute' || i || '@example.org', 'de', now(), now(), 1, now(), ''
    FROM generate_series(1, {n}) i""",
    """INSERT INTO watch_watch (email, language, kind, search, search_key, rhythm, asked_at, text_version, region,
      ended_by)
    SELECT 'ute' || i || '@example.org', 'de', 'boerse', '{{}}', '', 'daily', now(), '', '', ''
    FROM generate_series(1, {n}) i""",
    """INSERT INTO watch_blocked (address_hash, reason, at)
    SELECT 'hash-' || i, 'request', now() FROM generate_series(1, {n}) i""",
    """INSERT INTO trust_decision (kind, target_id, version, address, title, outcome, is_provisional, by_notice, ground,
      ground_text, facts, by, at)
    SELECT 'listing', i, 1, '/', 'Anzeige ' || i, 'keep', false, true, '', '', 'Gut', 'Ute', now()
    FROM generate_series(1, {n}) i""",
    """INSERT INTO trust_notice (kind, target_id, version, address, title, words, category, why, name, email, is_own,
      key, received_at)
    SELECT 'listing', (SELECT min(id) FROM listings_listing), 1, '/', 'Anzeige ' || i, '', 'fraud', '', '', '', false,
      'key-' || i, now() FROM generate_series(1, {n}) i""",
    """INSERT INTO trust_appeal (decision_id, text, at, reason, ruled_by)
    SELECT id, 'Doch', now(), '', '' FROM trust_decision WHERE facts = 'Gut'""",
    """INSERT INTO campaigns_pledge (campaign_id, kind, reward_cents, shipping_cents, support_cents, number, token, key,
      email, name, public_name, message, postcode, word, locale, terms, holds_reward, placed_from, created_at,
      reminders, paid_at, charged_back_cents, entered_by)
    SELECT (SELECT min(id) FROM campaigns_campaign), 'paid', 0, 0, 5000, 'N' || i, 'marke-' || i, 'formular-' || i,
      'ilse' || i || '@example.org', 'Ilse', '', 'Satz ' || i, '24105', '', 'de', '{{}}', false, '', now(), 0, now(), 0,
      '' FROM generate_series(1, {n}) i""",
    """INSERT INTO search_missed (monday, folded, shown, number)
    SELECT date '2026-11-02', 'wort' || i, 'wort' || i, 9 FROM generate_series(1, {n}) i""",
    """INSERT INTO subsidies_action (name, giver, decision_number, rate_percent, budget_cents, left_cents, categories,
      starts_at, ends_at, created_at)
    SELECT 'Aktion ' || i, 'Kreis', '', 25, 100, 100, '{{}}', now(), now() + interval '1 day', now()
    FROM generate_series(1, {n}) i""",
    """INSERT INTO subsidies_subsidy (action_id, business_id, order_id, order_number, pieces, unit_cents, paid_cents,
      person, reserved_at, promised_at, back_cents, paid_back_cents)
    SELECT a.id, {shop}, i, 'A' || i, 1, 500, 2000, '', now(), now(), 0, 0
    FROM (SELECT min(id) AS id FROM subsidies_action) a, generate_series(1, {n}) i""",
    """INSERT INTO subsidies_settlement (action_id, business_id, month, cents, name, iban, made_at, paid_by)
    SELECT id, {shop}, date '2026-01-01', 500, '', '', now(), '' FROM subsidies_action WHERE giver = 'Kreis'""",
    """INSERT INTO subsidies_line (subsidy_id, key, cents, at, settlement_id)
    SELECT s.id, 'issue:' || s.order_id, 500, now(), (SELECT min(id) FROM subsidies_settlement)
    FROM subsidies_subsidy s WHERE s.person = '' ON CONFLICT DO NOTHING""",
    """INSERT INTO regionwide_participation (business_id, name, iban, asked_at, approved_at, end_reason)
    SELECT id, 'Konto', 'DE89370400440532013000', now(), now(), '' FROM businesses_business b
    WHERE NOT EXISTS (SELECT FROM regionwide_participation p WHERE p.business_id = b.id)""",
    """INSERT INTO regionwide_settlement (business_id, until, cents, name, iban, made_at, made_by, paid_by, payments)
    SELECT {shop}, now(), 500, 'Konto', 'DE89370400440532013000', now(), 'Ute', '', 0 FROM generate_series(1, {n}) i""",
    """INSERT INTO regionwide_claim (business_id, key, redemption_id, voucher, cents, at, settlement_id)
    SELECT {shop}, 'redeem:9' || i, i, '…M2VH', 500, now(),
      CASE i % 2 WHEN 0 THEN (SELECT min(id) FROM regionwide_settlement) END FROM generate_series(1, {n}) i""",
    """INSERT INTO advice_adviser (body_id, name, role, picture_alt, phone, email, languages, hours, hours_note,
      booking_url, position, on_flyer, shown_at, assured_by, numbers_changed_at, key)
    SELECT (SELECT min(id) FROM partners_body), 'Beraterin ' || i, 'Fragen', '', '0431 1', '', '["de"]', '[]', '', '',
      1, true, now(), '', now(), 'n-' || i FROM generate_series(1, {n}) i""",
    """INSERT INTO advice_adviser_topics (adviser_id, topic_id)
    SELECT id, (SELECT min(id) FROM advice_topic) FROM advice_adviser ON CONFLICT DO NOTHING""",
    """INSERT INTO advice_article (body_id, kind, title, lead, text_md, text_html, steps, links, topic_ids, audiences,
      amount, who, authority, translations, written_at, changed_at, editors_note, assured_by, key, content_hash,
      signed_hash, contact_ids, version, submitted_at, reject_reason, handed_in_at, approved_at, released_at,
      review_due_on, valid_until)
    SELECT (SELECT min(id) FROM partners_body), kind, 'Text ' || kind || i, 'Kurz', 'Lang', '<p>Lang</p>', '[]', '[]',
      '[]', '[]', '', '', '', '{{}}', now(), now(), '', '', kind || i, '', '', '[]', 1, now(), '', now(), now(), now(),
      current_date - 1, CASE WHEN kind IN ('news', 'programme') THEN current_date + 9 END
    FROM generate_series(1, {n}) i, unnest(ARRAY['info', 'guide', 'news', 'faq', 'programme', 'project']) kind""",
    """INSERT INTO advice_article_topics (article_id, topic_id)
    SELECT id, (SELECT min(id) FROM advice_topic) FROM advice_article ON CONFLICT DO NOTHING""",
    """INSERT INTO advice_pagefeedback (article_id, version, helpful, sentence, at)
    SELECT a.id, 1, false, 'Unklar ' || i, now() FROM advice_article a, generate_series(1, 3) i""",
    """INSERT INTO advice_printedpaper (article_id, form, adviser_ids, version, at)
    SELECT id, 'a5', '[0]', 1, now() FROM advice_article""",
    """INSERT INTO advice_daily (day, article_id, number) SELECT current_date, id, 9 FROM advice_article""",
    """INSERT INTO campaigns_sharedword (campaign_id, word, visits, pledges)
    SELECT (SELECT min(id) FROM campaigns_campaign), 'wort-' || i, 9, 0 FROM generate_series(1, {n}) i""",
    """INSERT INTO advice_checkedlink (article_id, url, failures)
    SELECT id, 'https://example.org/' || id, 3 FROM advice_article""",
)
# The same rows at one business: its own pages must end, too.
AT_ONE_SHOP = (
    "UPDATE vouchers_offer SET business_id = {shop} WHERE id > {first}",
    "UPDATE vouchers_voucher SET business_id = {shop} WHERE id > {first}",
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Kiel with some hundreds of everything, made once and taken back when the module is through."""
    patch = pytest.MonkeyPatch()
    patch.setattr(map_points, "MOST_POINTS", MOST)
    patch.setattr(sitemap, "PER_PART", MOST)
    with django_db_blocker.unblock(), stepping_into(None), rolled_back():
        made = make_world(card_of("kiel"), secret="Alltagswort")
        with stepping_into(made.card):
            _write(made, *ROWS, *MORE_ROWS)
        yield made
    patch.undo()


def _write(world: World, *statements: str) -> None:
    values = {"n": MANY, "first": 1_000_000, "shop": world.objects["business"].pk}
    with connection.cursor() as cursor:
        for statement in statements:
            text = sql.SQL(statement).format(**{name: sql.Literal(value) for name, value in values.items()})  # type: ignore[arg-type]
            cursor.execute(text.as_string(None))


@pytest.mark.parametrize(("who", "at_one_shop"), [*((who, False) for who in PEOPLE), ("owner", True), ("anyone", True)])
def test_no_page_grows_with_the_rows(
    who: str, at_one_shop: bool, world: World, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock(), rolled_back():
        if at_one_shop:
            with stepping_into(world.card):
                _write(world, *AT_ONE_SHOP)
        client, found = world.client(who), {}
        for route in ROUTES:
            length = _longest(_ask(client, route, world))
            if length > MOST and route.name not in BOUNDED_BY_NATURE:
                found[route.name] = length
    assert found == {}


def test_every_table_that_a_page_may_list_is_full(world: World, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), stepping_into(world.card), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [world.card.schema])
        tables = {name for (name,) in cursor.fetchall()}
        few = set()
        for table in tables - FEW:
            cursor.execute(f'SELECT count(*) FROM (SELECT FROM "{table}" LIMIT 100) part')
            if cursor.fetchone()[0] < 100:
                few.add(table)
    assert ", ".join(sorted(few)) == ""


def _ask(client: Client, route: Route, world: World) -> HttpResponse:
    return client.get(world.path(route), HTTP_AUTHORIZATION=f"Bearer {world.token}" if "api" in route.name else "")


def _longest(response: HttpResponse) -> int:
    """How often something is repeated in the answer. Files are written without end, on purpose."""
    kind = response.get("Content-Type", "").partition(";")[0]
    # As a server does at the end; but the test's transaction lives on the connection that Django would close now.
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    if response.streaming:
        return 0
    if kind in ("text/html", "application/xml"):
        return len(REPEATED.findall(response.content.decode()))
    return _longest_list(response.json()) if kind.endswith("json") else 0


def _longest_list(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max([len(value) if isinstance(value, list) else 0, *(_longest_list(one) for one in inner)])

"""A region's meetings and articles, as many as asked for, written by the database itself."""

from __future__ import annotations

from typing import LiteralString

# Bodies and topics are there already. {n} is how many; every row follows from its number.
MEETINGS: LiteralString = """
WITH said AS (SELECT ARRAY['Kurzarbeitergeld','Nachfolge','Energie sparen','Ausbildung','Gründung','Datenschutz',
  'Fachkräfte aus dem Ausland','Versicherungen','Kredite','Digitale Rechnung'] AS about,
  ARRAY['Fragen und Antworten','für Einsteiger','was sich ändert','im Handwerk','Werkstatt','am Abend'] AS how),
body AS (SELECT array_agg(id ORDER BY id) AS ids FROM partners_body),
topic AS (SELECT array_agg(id ORDER BY id) AS ids FROM advice_topic)
INSERT INTO meetings_meeting (body_id, topic_id, title, lead, text_md, text_html, language, kind, starts_at, ends_at,
  place_name, street, postcode, town, latitude, longitude, room_kind, room_url, room_ref, dial_in, dial_in_pin,
  registration, capacity, taken, experts, recording_policy, material, certificate, picture, picture_alt, uid, sequence,
  series_key, audience, key, author_email, written_at, changed_at, released_at, cancelled_at, cancel_reason, version,
  submitted_at, approved_at, reject_reason)
SELECT CASE WHEN i % 5 <> 0 THEN body.ids[1 + i % array_length(body.ids, 1)] END,
  topic.ids[1 + i % array_length(topic.ids, 1)],
  said.about[1 + i % 10] || ': ' || said.how[1 + i / 10 % 6], 'Eine Stunde, zwei Fachleute, Ihre Fragen. Nummer ' || i,
  text, '<p>' || text || '</p>', 'de', kind, at, at + interval '90 minutes',
  CASE WHEN there THEN 'Haus der Wirtschaft' ELSE '' END, CASE WHEN there THEN 'Bergstraße ' || 1 + i % 90 ELSE '' END,
  CASE WHEN there THEN '24103' ELSE '' END, CASE WHEN there THEN 'Ortsteil ' || i % 20 ELSE '' END,
  CASE WHEN there THEN 54.0 + i % 1000 / 1000.0 END, CASE WHEN there THEN 10.0 + i % 997 / 997.0 END,
  CASE WHEN kind = 'onsite' THEN 'none' ELSE 'url' END,
  CASE WHEN kind = 'onsite' THEN '' ELSE 'https://raum.example/' || i END, '', '', '',
  CASE WHEN i % 3 = 0 THEN 'none' ELSE 'needed' END, CASE WHEN i % 3 <> 0 THEN 50 END,
  CASE WHEN i % 3 <> 0 THEN i % 51 ELSE 0 END, '[]', 'none', '[]', false, '', '', 'termin-' || i || '@example.org', 0,
  '', '', 'termin-' || i, '', now() - interval '400 days', now() - interval '400 days',
  CASE WHEN i % 50 <> 1 THEN now() - interval '399 days' END,
  CASE WHEN i % 40 = 3 THEN now() END, CASE WHEN i % 40 = 3 THEN 'Die Referentin ist krank.' ELSE '' END, 1,
  now() - interval '400 days', CASE WHEN i % 50 <> 1 THEN now() - interval '399 days' END, ''
FROM generate_series(1, {n}) i CROSS JOIN said CROSS JOIN body CROSS JOIN topic
CROSS JOIN LATERAL (SELECT (ARRAY['online','onsite','hybrid'])[1 + i % 3] AS kind, i % 3 <> 0 AS there,
  now() + (i - {n} / 2.0) / ({n} / 2.0) * interval '365 days' AS at,
  repeat('Wir erklären den Antrag und nehmen uns Zeit für Ihren Betrieb. ', 8) || md5(i::text) AS text) k
"""
ARTICLES: LiteralString = """
WITH said AS (SELECT ARRAY['Kurzarbeitergeld','Gründungszuschuss','Meisterbrief','Mutterschutz','Umsatzsteuer',
  'Mindestlohn','Brandschutz','Elternzeit','Markenrecht','Lieferkette','Insolvenz','Weiterbildung'] AS about,
  ARRAY['beantragen','einfach erklärt','für kleine Betriebe','ab Januar','Schritt für Schritt'] AS how),
body AS (SELECT array_agg(id ORDER BY id) AS ids FROM partners_body),
topic AS (SELECT array_agg(id ORDER BY id) AS ids FROM advice_topic)
INSERT INTO advice_article (body_id, kind, title, lead, text_md, text_html, steps, links, topic_ids, audiences,
  valid_until, amount, who, authority, translations, editors_note, written_at, changed_at, handed_in_at, submitted_at,
  approved_at, released_at, version, reject_reason, assured_on, assured_by, review_due_on, key, content_hash,
  signed_hash, contact_ids)
SELECT body.ids[1 + i % array_length(body.ids, 1)], kind, said.about[1 + i % 12] || ' ' || said.how[1 + i / 12 % 5],
  'Was zu tun ist, wer zahlt und wer dabei hilft. Nummer ' || i, text, '<p>' || text || '</p>', '[]', '[]',
  jsonb_build_array(topic.ids[1 + i % array_length(topic.ids, 1)]),
  CASE WHEN i % 2 = 0 THEN '["business"]' ELSE '["solo", "employee"]' END::jsonb,
  CASE kind WHEN 'news' THEN current_date + 1 + i % 40 WHEN 'programme' THEN current_date + i % 300 END,
  CASE kind WHEN 'programme' THEN 'bis 5.000 Euro' ELSE '' END, '', '', '{{}}', '', at, at, at, at,
  CASE WHEN i % 50 <> 1 THEN at END, CASE WHEN i % 50 <> 1 THEN at END, 1, '', current_date, '', current_date + 180,
  'text-' || i, md5(i::text), md5(i::text), '[]'
FROM generate_series(1, {n}) i CROSS JOIN said CROSS JOIN body CROSS JOIN topic
CROSS JOIN LATERAL (SELECT (ARRAY['info','guide','news','faq','programme','project'])[1 + i % 6] AS kind,
  now() - i * interval '3 minutes' AS at,
  repeat('Zeigen Sie den Ausfall zuerst an, dann reichen Sie die Belege nach. ', 15) || md5(i::text) AS text) k
"""
TOPICS: LiteralString = """INSERT INTO advice_article_topics (article_id, topic_id)
SELECT id, (topic_ids->>0)::bigint FROM advice_article WHERE {n} > 0"""

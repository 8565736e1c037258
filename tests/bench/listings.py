"""A region's board with as many listings as asked for, written by the database itself in neighbours' German."""

from __future__ import annotations

from typing import LiteralString

from tests.bench.large import ROWS as LARGE

# Some are of businesses, at their pins, the others of neighbours in the middle of one of forty postcodes. Every word
# follows from the row's number; „Wohnung“ stands in nearly every text, „Schlauch“ within a longer word.
LISTINGS: LiteralString = """
WITH thing AS (SELECT ARRAY['Kinderfahrrad','Bücherregal','Rasenmäher','Kinderwagen','Esstisch','Waschmaschine',
  'Gartenbank','Bohrmaschine','Fahrradschlauch','Hochbett','Kleiderschrank','Puppenhaus','Laufrad','Werkzeugkasten',
  'Blumentöpfe','Schreibtisch','Dachgepäckträger','Zelt für vier','Nähmaschine','Küchenmöbel','Winterreifen',
  'Spielesammlung','Schlitten','Hängematte','Gefrierschrank','Kinderbücher','Umzugskartons','Gitarre','Aquarium',
  'Schulranzen','Sonnenschirm','Leiter','Kommode','Lampe','Teppich','Klavier','Brennholz','Apfelbäume','Radio',
  'Gummistiefel'] AS names),
how AS (SELECT ARRAY['gut erhalten','wie neu','mit kleinen Macken','für Bastler','aus Eiche','in Blau','zum Abholen',
  'fast unbenutzt','vom Dachboden','für kleine Hände','gebraucht','zu groß geworden'] AS names),
said AS (SELECT ARRAY[
  'Wir ziehen um und brauchen den Platz in der Wohnung.','Die Kinder sind herausgewachsen.',
  'Steht trocken in der Garage und kann am Wochenende angesehen werden.',
  'Alle Schrauben und die Anleitung sind dabei.','Ein Kratzer an der Seite, sonst heil und sauber.',
  'Abholung nach Absprache, gern auch abends nach der Arbeit.',
  'Bei Bedarf helfe ich beim Tragen, ein Anhänger wäre gut.','Tierfreier Nichtraucherhaushalt, immer gepflegt.',
  'Neu war es teuer, jetzt soll es jemand anderes nutzen.','Kaffee gibt es bei uns in der Küche dazu.',
  'Die Wohnung liegt im zweiten Stock, das Treppenhaus ist breit.','Passt in einen Kombi, wenn man die Sitze umlegt.',
  'Getestet, läuft leise und braucht wenig Strom.','Aus dem Nachlass meiner Großmutter, mit viel Liebe behandelt.',
  'Für den Garten oder den Balkon, wetterfest und leicht.','Bitte schreiben Sie kurz, wann es Ihnen passt.',
  'Vor drei Jahren in Husum gekauft, die Rechnung liegt bei.','Der Lack ist an zwei Stellen ab, das sieht man kaum.',
  'Samstags sind wir meistens zu Hause.','Unser Hund mag Besuch, keine Angst.',
  'In der neuen Wohnung ist kein Platz mehr dafür.','Mit etwas Öl und Geduld wird das wieder wie früher.',
  'Ich gebe es nur komplett ab, nicht einzeln.','Fotos schicke ich auf Wunsch, ein Bild steht oben.',
  'Maße: achtzig mal hundertzwanzig Zentimeter.','Wer zuerst kommt, nimmt es mit.',
  'Nur an Selbstabholer, verschicken kann ich es nicht.','Ein Rad eiert, sonst fährt es prima.',
  'Im Keller gefunden, da steht es seit Jahren.','Unsere Wohnung wird renoviert, deshalb muss es bis Monatsende weg.',
  'Gegen eine Tafel Schokolade abzugeben.','Die Batterien sind neu, das Kabel ist lang genug.',
  'Stammt aus einer Schule, ist also robust.','Ein Geschenk, das wir doppelt bekommen haben.',
  'Der Deckel klemmt ein wenig.','Zwei Personen sollten zum Heben mitkommen.','Das Holz riecht noch nach Wald.',
  'Zum Verfeuern viel zu schade.','Meine Tochter hat damit gelernt und spielt nun im Orchester.',
  'Es fehlt eine Schublade, die baut ein Tischler schnell nach.',
  'Die Farbe ist eher türkis, auf dem Bild wirkt sie anders.','Bus und Bahn halten gleich um die Ecke.',
  'Parken kann man vor dem Haus oder am Markt.','Gern auch im Tausch gegen Marmelade oder Honig.',
  'Für Anfänger genau richtig.','Hat zwei Winter im Schuppen verbracht.',
  'Die Wohnung hat einen Aufzug, das Tragen ist nicht schlimm.','Bezug frisch gewaschen, Füllung wie am ersten Tag.'
  ] AS texts),
shown AS (SELECT array_agg(id ORDER BY position) AS ids FROM listings_kind
  WHERE is_on_show AND writers <> 'businesses'),
traded AS (SELECT array_agg(id ORDER BY position) AS ids FROM listings_kind
  WHERE is_on_show AND writers = 'businesses'),
rows AS (SELECT i, i % {each} = 0 AS of_business FROM generate_series(1, {n}) i)
INSERT INTO listings_listing (kind_id, category_id, title, body, price_kind, details, pictures, postcode, place,
  latitude, longitude, seller, business_id, contact_name, email, phone, phone_public, consent, word, key, written_at,
  submitted_at, confirmed_at, approved_at, shown_at, expires_at, outcome, outcome_place, version, reject_reason)
SELECT kind, (SELECT id FROM listings_category c WHERE c.kind_id = kind
    ORDER BY (c.id * 31 + i) % 7, c.id LIMIT 1),
  thing.names[1 + i % 40] || ' ' || how.names[1 + i / 40 % 12],
  (SELECT string_agg(said.texts[1 + (i * 7 + n * n * 5 + i / 48 * n) % 48], ' ') FROM generate_series(1, 6) n)
    || ' Nummer ' || substr(md5(i::text), 1, 6) || '.',
  '', '{{}}', '[]', CASE WHEN of_business THEN b.postcode ELSE code.code END,
  CASE WHEN of_business THEN b.place ELSE code.name END,
  CASE WHEN of_business THEN b.latitude ELSE code.latitude END,
  CASE WHEN of_business THEN b.longitude ELSE code.longitude END,
  CASE WHEN of_business THEN 'trader' ELSE 'private' END, b.id,
  (ARRAY['Petra','Jan','Ute','Mehmet','Birte','Olaf','Aylin','Kai'])[1 + i % 8],
  'nachbar' || i || '@example.org', '', false, '', '', 'anzeige-' || i, at, at, at,
  CASE WHEN i % 200 <> 0 THEN at END, CASE WHEN i % 200 <> 0 THEN at END, now() + (i % 60 + 1) * interval '1 day',
  '', '', 1, ''
FROM rows
CROSS JOIN thing CROSS JOIN how CROSS JOIN said CROSS JOIN shown CROSS JOIN traded
CROSS JOIN LATERAL (SELECT CASE WHEN of_business THEN traded.ids[1 + i / {each} % array_length(traded.ids, 1)]
  ELSE shown.ids[1 + i % array_length(shown.ids, 1)] END AS kind, now() - i * interval '3 minutes' AS at) k
LEFT JOIN businesses_business b ON of_business AND b.id = 1 + i / {each} % {businesses}
JOIN bench_postcode code ON code.n = i % (SELECT count(*) FROM bench_postcode)
ORDER BY i DESC
"""
# Dates of what happened before: closed ones stay in the table, for the office and for what is counted.
CLOSED: LiteralString = """UPDATE listings_listing SET closed_at = now(), outcome = 'done', outcome_place = 'here'
WHERE id * 7919 % 10007 % 20 = 7"""
BUSINESSES = LARGE[:2]

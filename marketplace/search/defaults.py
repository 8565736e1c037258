"""The words that mean the same as long as a region's office has not written its own."""

from __future__ import annotations

DEFAULT_SYNONYMS = """\
# Rund ums Rad und Auto
Rad = Fahrrad, Bike, Velo
E-Bike = Pedelec, Elektrofahrrad
Auto = Pkw, Wagen, Kfz
Anhänger = Hänger, Trailer
Parkplatz = Stellplatz
# Kinder
Kita = Kindergarten, Kindertagesstätte, Krippe
Kinderwagen = Buggy
Spielzeug = Spielsachen
Nachhilfe = Lernhilfe
Babysitter = Kinderbetreuung, Tagesmutter
# Geräte
Handy = Smartphone, Mobiltelefon
Fernseher = TV, Fernsehgerät
Computer = PC, Rechner
Notebook = Laptop
Kühlschrank = Kühlgerät
Staubsauger = Sauger
Drucker = Printer
Herd = Backofen, Ofen
Akkuschrauber = Bohrschrauber
# Wohnen
Sofa = Couch
Sessel = Polstersessel
Bett = Bettgestell
Schrank = Kleiderschrank
Lampe = Leuchte
Wohnung = Apartment
Zimmer = WG-Zimmer
Umzug = Umzugshilfe
Möbel = Mobiliar
# Kleidung
Jacke = Anorak
Pullover = Pulli, Sweatshirt
Hose = Jeans
Schuhe = Stiefel, Sneaker
Mütze = Kappe
T-Shirt = Shirt
# Essen und Trinken
Brötchen = Semmel, Schrippe, Rundstück
Bäcker = Bäckerei, Backstube
Metzger = Fleischer, Schlachter, Metzgerei, Fleischerei
Konditor = Konditorei
Gasthaus = Gaststätte, Wirtschaft, Restaurant
Café = Kaffeehaus
Kartoffel = Erdapfel
Imbiss = Schnellimbiss
Wochenmarkt = Bauernmarkt
Frühstück = Brunch
Eis = Eisdiele, Eiscafé
# Handwerk und Hilfe
Tischler = Schreiner, Tischlerei, Schreinerei
Klempner = Installateur, Sanitär
Elektriker = Elektroinstallateur
Friseur = Frisör, Haarschnitt
Gärtner = Gärtnerei
Putzhilfe = Reinigungskraft, Haushaltshilfe
Einkaufshilfe = einkaufen
Job = Stelle, Arbeit
Minijob = Nebenjob, Aushilfe
Arzt = Ärztin, Praxis
Apotheke = Arznei
# Verschiedenes
verschenken = gratis, umsonst, kostenlos
leihen = mieten, Verleih
Flohmarkt = Trödelmarkt
Gutschein = Geschenkgutschein
Geschenk = Präsent
Blumen = Florist
Reparatur = reparieren
"""

"""The words that mean the same as long as a region's office has not written its own."""

from __future__ import annotations

DEFAULT_SYNONYMS = """\
# Rund ums Rad und Auto
rad = fahrrad, bike, velo
e-bike = pedelec, elektrofahrrad
auto = pkw, wagen, kfz
anhänger = hänger, trailer
parkplatz = stellplatz
# Kinder
kita = kindergarten, kindertagesstätte, krippe
kinderwagen = buggy
spielzeug = spielsachen
nachhilfe = lernhilfe
babysitter = kinderbetreuung, tagesmutter
# Geräte
handy = smartphone, mobiltelefon
fernseher = tv, fernsehgerät
computer = pc, rechner
notebook = laptop
kühlschrank = kühlgerät
staubsauger = sauger
drucker = printer
herd = backofen, ofen
akkuschrauber = bohrschrauber
# Wohnen
sofa = couch
sessel = polstersessel
bett = bettgestell
schrank = kleiderschrank
lampe = leuchte
wohnung = apartment
zimmer = wg-zimmer
umzug = umzugshilfe
möbel = mobiliar
# Kleidung
jacke = anorak
pullover = pulli, sweatshirt
hose = jeans
schuhe = stiefel, sneaker
mütze = kappe
t-shirt = shirt
# Essen und Trinken
brötchen = semmel, schrippe, rundstück
bäcker = bäckerei, backstube
metzger = fleischer, schlachter, metzgerei, fleischerei
konditor = konditorei
gasthaus = gaststätte, wirtschaft, restaurant
café = kaffeehaus
kartoffel = erdapfel
imbiss = schnellimbiss
wochenmarkt = bauernmarkt
frühstück = brunch
eis = eisdiele, eiscafé
# Handwerk und Hilfe
tischler = schreiner, tischlerei, schreinerei
klempner = installateur, sanitär
elektriker = elektroinstallateur
friseur = frisör, haarschnitt
gärtner = gärtnerei
putzhilfe = reinigungskraft, haushaltshilfe
einkaufshilfe = einkaufen
job = stelle, arbeit
minijob = nebenjob, aushilfe
arzt = ärztin, praxis
apotheke = arznei
# Verschiedenes
verschenken = gratis, umsonst, kostenlos
leihen = mieten, verleih
flohmarkt = trödelmarkt
gutschein = geschenkgutschein
geschenk = präsent
blumen = florist
reparatur = reparieren
"""

"""What takes place in Kiel: online, on site and both, in every state that a meeting can have."""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoHours
from marketplace.demo.hub.shape import DemoMeeting as M
from marketplace.demo.hub.shape import DemoQuestion as Q

MEETINGS = (
    M("gruendungsabend", "slip7", "Der erste Abend: Gründen in Kiel", "Zehn Minuten Mut, eine Stunde Fragen, danach Suppe.", 6, "18-20", "onsite",
      "Drei Menschen erzählen, was beim Gründen schiefging und warum es den Laden trotzdem gibt. Danach sitzen alle Partner an einem langen Tisch, und Sie setzen sich dazu.\n\nDie Halle ist ohne Stufen zu erreichen. Wer eine Gebärdendolmetscherin braucht, sagt es bitte eine Woche vorher.",
      topic="erste-schritte", place="Wellingdorf", place_name="Slip 7, Halle 2", street="Seefischmarkt 7", capacity=40, taken=23, certificate=False,
      experts=(("Levke Jöns", "Slip 7"), ("Antje Möllgaard", "Wirtschaftskammer Förde"))),
    M("kurzarbeit-kiel", "jobhafen", "Kurzarbeit: Ihre Fragen, unsere Antworten", "Eine Stunde mit dem Arbeitgeberservice, mit Kamera oder ohne.", 12, "13-14", "online",
      "Stellen Sie Ihre Frage vorher, dann haben wir die Antwort dabei. Auf dem Bildschirm steht kein Name.",
      topic="kurzarbeit", room="jitsi", taken=31, capacity=100, shared="partners", experts=(("Dörte Kallsen", "Jobhafen Kiel"), ("Yasemin Ardıç", "Gewerkschaftsbund Ostseeufer")),
      questions=(Q("Zählt der Aushilfsfahrer mit?", 14, shortlisted=True), Q("Wir haben zwei Standorte. Geht Kurzarbeit nur an einem?", 9), Q("Darf jemand in der Zeit einen Kurs machen?", 22, shortlisted=True), Q("Was sage ich meinen Leuten, und wann?", 5, name="Café am Vinetaplatz"))),
    M("schaufenster", "ladenbund", "Schaufenster, vor denen jemand stehen bleibt", "Eine Dekorateurin, sechs Fenster, viele Lampen. Im Saal oder am Bildschirm.", 9, "19-20.30", "hybrid",
      "Bringen Sie ein Foto Ihres Fensters mit. Wir schauen es uns gemeinsam an, und niemand wird ausgelacht.",
      topic="laden", place="Blücherplatz", place_name="Gemeindesaal am Blücherplatz", street="Holtenauer Straße 117", room="bbb", capacity=60, taken=28, members_first_days=3, recording="stage", shared="partners",
      experts=(("Rike Sörensen", "Dekorateurin"),)),
    M("stammtisch", "gastgeber", "Stammtisch der Gastgeber", "Jeden Monat an einem anderen Tresen. Wer kommt, zahlt sein Getränk.", 4, "15-17", "onsite",
      "Kein Vortrag, keine Folien. Ein Thema steht auf dem Bierdeckel.", topic="personal", place="Düsternbrook", place_name="Pension Kajüte 9", street="Feldstraße 103", registration=False, repeat=4),
    M("nachfolge-abend", "handwerkskammer", "Betrieb sucht Mensch", "Zwölf Stühle, sechs Betriebe, sechs Menschen, die einen suchen.", 8, "17-19", "onsite",
      "Alle zehn Minuten klingelt es, und man setzt sich einen Stuhl weiter. Danach wissen Sie mehr als nach zehn Anzeigen.",
      topic="nachfolge", place="Hassee", place_name="Handwerkskammer, Werkstatt 1", street="Winterbeker Weg 51", capacity=12, taken=12, waiting=4, experts=(("Torge Paulsen", "Handwerkskammer Kieler Bucht"),)),
    M("rechnungen", "wirtschaftskammer", "Rechnungen, die bezahlt werden", "Was auf eine Rechnung gehört und wie man freundlich erinnert.", -6, "12-13", "online",
      "Der Vortrag ist vorbei. Folien, Aufnahme des Podiums und die Antworten auf Ihre Fragen stehen hier noch ein paar Wochen.",
      topic="geld", room="url", taken=44, recording="stage", certificate=True, material=(("Folien (PDF, 14 Seiten)", "https://wirtschaftskammer-foerde.example/rechnungen/folien.pdf"), ("Muster für eine Erinnerung", "https://wirtschaftskammer-foerde.example/rechnungen/muster.pdf")),
      experts=(("Ruben Feddersen", "Wirtschaftskammer Förde"),),
      questions=(Q("Wie oft soll ich erinnern, bevor es unfreundlich wird?", 17, "Zweimal reicht meistens: einmal als Frage, ob etwas fehlt, einmal mit Datum. Danach rufen Sie an. Erst wenn das nichts nützt, lohnt sich ein Brief mit dem Wort „Mahnung“."), Q("Darf ich eine Anzahlung verlangen?", 11, "Vereinbaren lässt sich vieles, am besten schriftlich und vor dem Auftrag. Was in Ihrem Fall üblich ist, sagen wir Ihnen am Telefon."), Q("Was, wenn der Kunde mein Nachbar ist?", 8, "Dann erst recht eine Rechnung. Sie ist unpersönlicher als ein Gespräch am Gartenzaun."))),
    M("mittagsrunde", "wirtschaftskammer", "Mittagsrunde: Allein im Betrieb", "Suppe, Brot und die Frage, wer den Laden aufschließt, wenn Sie Fieber haben.", 13, "12.30-13.30", "onsite",
      "Bringen Sie Ihren Umschlag mit, oder packen Sie ihn hier. Für Essen ist gesorgt, für Papier auch.", topic="wenn-es-eng-wird", place="Vorstadt", place_name="Wirtschaftskammer, Raum Förde", street="Ringstraße 68", capacity=18, taken=11,
      experts=(("Ruben Feddersen", "Wirtschaftskammer Förde"),)),
    M("marktgespraech", "marktstelle", "Marktgespräch am Südfriedhof", "Händlerinnen, Anwohner und die Marktstelle an einem Stehtisch.", 5, "11-12", "onsite",
      "", topic="markt-und-gehweg", place="Südfriedhof", place_name="Wochenmarkt", street="Saarbrückenstraße 147", capacity=25, taken=7, cancelled="Herr Stender ist krank. Der neue Termin steht bald hier."),
    M("energie-telefon", "handwerkskammer", "Strom sparen im Laden: zum Mithören am Telefon", "Kein Bildschirm nötig. Sie wählen eine Nummer und hören zu.", 10, "9.30-10.15", "online",
      "Wer fragen möchte, drückt die Sterntaste. Die Nummer steht auf Ihrer Anmeldung, und auf Wunsch melden wir Sie telefonisch an.", topic="energie", room="phone", dial_in="040 66969-300", capacity=30, taken=9),
    M("lesung-gruender", "Buchhandlung Querab", "Lesung: Kleine Läden, große Worte", "Texte übers Verkaufen, gelesen zwischen Regalen.", 14, "19.30-21", "onsite",
      "Der Eintritt ist frei, der Wein nicht ganz.", topic="laden", place="Blücherplatz", place_name="Buchhandlung Querab", street="Holtenauer Straße 92", capacity=35, taken=16),
    M("schule-handwerk", "handwerkskammer", "Werkzeugwagen auf dem Schulhof", "Betriebe und neunte Klassen bauen in zwei Stunden eine Bank.", 16, "10-12", "onsite",
      "Der Vormittag findet statt, wenn sich acht Betriebe melden.", topic="ausbildung", place="Mettenhof", place_name="Schulhof am Kurt-Schumacher-Platz", street="Kurt-Schumacher-Platz 1", capacity=20, taken=5, minimum=8, moved_hours=1),
    M("runder-tisch", "", "Runder Tisch Innenstadt", "Die Stadt fragt, die Läden antworten. Danach wird geantwortet.", 20, "18.30-20", "hybrid",
      "Auf dem Tisch liegen Baustellen, Beleuchtung und die Frage, wo man sitzen kann, ohne etwas zu kaufen.", topic="laden", place="Altstadt", place_name="Stadthaus, Raum 3", street="Holstenbrücke 28", room="jitsi", capacity=80, taken=19, members_first_days=5),
    M("tarif-info", "gewerkschaftsbund", "Offener Abend zum neuen Tarif", "Tabelle, Tee und Zeit für Ihre Fragen.", 11, "19-21", "onsite", topic="rechte", place="Vorstadt", place_name="Großer Saal", street="Legienstraße 40", registration=False, state="waiting"),
)  # fmt: skip

HOURS = (
    DemoHours("clausnitz", 5, "14-15.30", 15, "phone", taken=2, weeks=2),
    DemoHours("joens", 6, "10-12", 30, "onsite", taken=1),
    DemoHours("yildirim", 4, "15-16", 20, "online", taken=3),
)

"""News, funding programmes and projects of the hub of Kiel. The programmes do not exist."""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoArticle as A

NEWS = (
    A("baustelle", "news", "ladenbund", "Holtenauer Straße: Liefern bis zehn, dann wird gebaut",
      "Zwischen Blücherplatz und Belvedere wird die Leitung erneuert. Alle Läden sind zu Fuß und mit dem Rad zu erreichen.",
      "Lieferwagen kommen montags bis freitags bis zehn Uhr durch. Für große Teile rufen Sie am Tag vorher an, dann wird die Schranke geöffnet: {{ kontakt:wulff }}.\n\nAm Sonnabend gibt es vor jedem dritten Laden Kaffee. Der Staub ist gratis.",
      ("laden",), ("business", "citizen"), until=18, days_ago=2, helped=(8, 0)),
    A("fruehlingsmarkt", "news", "marktstelle", "Standplätze für den Frühlingsmarkt",
      "Dreißig Plätze am Südfriedhof, zehn davon für Menschen, die zum ersten Mal verkaufen.",
      "Schreiben Sie, was Sie anbieten, wie breit der Stand ist und ob Sie Strom brauchen. Wer zum ersten Mal dabei ist, bekommt Tisch und Schirm gestellt. Fragen beantwortet {{ kontakt:stender }}.",
      ("markt-und-gehweg",), ("solo", "business"), until=25, days_ago=4),
    A("abends-offen", "news", "jobhafen", "Der Jobhafen hat jetzt auch abends offen",
      "Donnerstags bis 18 Uhr, damit auch kommen kann, wer tagsüber im Laden steht.",
      "Ohne Termin, mit Tee. {{ kontakt:kallsen }} und {{ kontakt:hassan }} sind da.",
      ("personal",), ("business", "employee"), until=30, days_ago=6),
    A("wintersprechstunde", "news", "rettungsring", "Wintersprechstunde am Donnerstag",
      "Bis zum Ende des Monats sitzen wir zusätzlich mittags von zwölf bis zwei am Tisch.",
      "Heizung, Nachzahlung, Abschlag: Bringen Sie die Abrechnung mit und den Zählerstand, wenn Sie ihn haben. {{ kontakt:thordsen }}",
      ("wenn-es-eng-wird",), ("citizen",), until=21, days_ago=8),
    A("pruefungsfeier", "news", "handwerkskammer", "Freisprechung: Hundertvierzig neue Gesellinnen und Gesellen",
      "Am Freitag um vier in der Werkhalle. Die Straße ist eingeladen, die Blaskapelle auch.",
      "Wer im nächsten Jahr dabei sein möchte, findet an den Stehtischen alle Betriebe, die noch jemanden suchen.",
      ("ausbildung",), ("citizen", "employee"), until=9, days_ago=3),
    A("tarifabend", "news", "gewerkschaftsbund", "Offener Abend: Was steht im neuen Tarif?",
      "Mittwoch um sieben im großen Saal. Auch für alle, die noch nicht wissen, ob ihr Betrieb einen hat.",
      "Wir legen die Tabelle auf den Tisch und beantworten Fragen, bis das Wasser alle ist. {{ kontakt:ardic }}",
      ("rechte",), ("employee",), until=12, days_ago=0, state="waiting"),
)  # fmt: skip

PROGRAMMES = (
    A("starthilfe", "programme", "foerderkontor", "Starthilfe Ladentür",
      "Ein Zuschuss für die ersten Monate eines neuen Ladens: Tresen, Schild, Kasse.",
      "Der Antrag wird gestellt, **bevor** Sie kaufen. Zwei Seiten Text und ein Kostenplan genügen. {{ kontakt:clausnitz }} liest den Entwurf gern vorher.\n\nDieses Programm ist für die Vorführung erfunden.",
      ("zuschuesse", "erste-schritte"), ("solo", "business"), amount="bis zu 5.000 Euro, die Hälfte der Kosten", who="Wer in Kiel seit höchstens einem Jahr einen Laden führt oder ihn eröffnen will",
      authority="Förderkontor Nord", until=12, days_ago=45, helped=(22, 1)),
    A("lastenrad", "programme", "foerderkontor", "Lastenrad statt Lieferwagen",
      "Ein Drittel des Preises für ein Rad, das Pakete, Brote oder eine Waschmaschine trägt.",
      "Gefördert werden Räder ab achtzig Kilo Zuladung, auch gebrauchte aus der Werkstatt. Drei Monate Probefahrt mit einem Leihrad sind möglich.\n\nDieses Programm ist für die Vorführung erfunden.",
      ("zuschuesse", "energie"), ("business",), amount="30 Prozent, höchstens 2.400 Euro", who="Betriebe mit bis zu fünfzig Beschäftigten", authority="Förderkontor Nord", until=40, days_ago=33),
    A("rueckenwind", "programme", "foerderkontor", "Kleindarlehen Rückenwind",
      "Für Betriebe, denen die Bank zu groß ist: ein Darlehen ohne Sicherheiten, mit Begleitung.",
      "Sie sprechen mit einem Menschen, nicht mit einem Formular. Die Entscheidung fällt in drei Wochen. Rechnen Sie vorher durch, ob Sie die Raten auch in einem schlechten Monat zahlen können; die Kammer hilft dabei: {{ kontakt:moellgaard }}.\n\nDieses Programm ist für die Vorführung erfunden.",
      ("zuschuesse", "geld"), ("solo", "business"), amount="1.000 bis 10.000 Euro, rückzahlbar in vier Jahren", who="Selbstständige und Betriebe mit bis zu zehn Beschäftigten", authority="Förderkontor Nord", until=75, days_ago=20),
    A("energierundgang", "programme", "handwerkskammer", "Energierundgang für kleine Betriebe",
      "Eine Meisterin kommt mit dem Messkoffer und lässt einen Zettel mit fünf Vorschlägen da.",
      "Der Rundgang dauert zwei Stunden und kostet nichts. Wer danach umbaut, kann einen Zuschuss zu den Handwerkerkosten bekommen. Melden Sie sich bei der Handwerkskammer.\n\nDieses Programm ist für die Vorführung erfunden.",
      ("energie", "zuschuesse"), ("business",), amount="Rundgang kostenlos, danach bis zu 1.500 Euro", who="Läden, Werkstätten und Gaststätten mit eigenem Zähler", authority="Handwerkskammer Kieler Bucht", until=110, days_ago=15),
)  # fmt: skip

PROJECTS = (
    A("kiel-liefert", "project", "ladenbund", "Kiel liefert",
      "Läden, Radfahrende und Nachbarn bringen Einkäufe nach Hause: am selben Tag, im ganzen Stadtgebiet.",
      """Wer nicht mehr gut zu Fuß ist oder drei Kinder und zwei Hände hat, bestellt im Laden um die Ecke, telefonisch oder am Tresen. Bis 18 Uhr klingelt jemand mit Helm.

## So machen Läden mit
Sie stellen die Tasche bis drei Uhr bereit, wir holen sie ab. Ein Weg kostet Sie so viel wie eine Briefmarke und ein Keks. {{ kontakt:wulff }} bringt Ihnen die Aufkleber.

## So helfen Sie mit
Wir suchen Menschen, die zweimal in der Woche eine Stunde fahren. Das Rad stellen wir. Schreiben Sie auf dem schwarzen Brett unter „Hilfe angeboten“ oder rufen Sie an.""",
      ("laden", "ankommen"), ("business", "citizen"), days_ago=60, helped=(51, 2), sentences=("Meine Mutter in der Wik ist begeistert.",)),
    A("licht-an", "project", "wirtschaftsbuero", "Licht an im leeren Laden",
      "Fünf leere Schaufenster, fünf Wochen, fünf Gruppen. Danach zieht hoffentlich jemand ein.",
      """Schulklassen, Künstlerinnen und Vereine gestalten Schaufenster, die sonst dunkel wären. Das Wohnwerk Ostufer gibt die Schlüssel, der Ladenbund die Leitern.

Haben Sie einen leeren Laden, oder möchten Sie einen füllen? {{ kontakt:bahr }} führt die Liste.""",
      ("leere-laeden",), ("citizen", "solo"), days_ago=22, helped=(17, 0), signed_by="ladenbund"),
)  # fmt: skip

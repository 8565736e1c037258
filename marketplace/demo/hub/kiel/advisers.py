"""What the hub of Kiel is about, and who advises there. Names and numbers are made up."""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoAdviser as A
from marketplace.demo.hub.shape import DemoTopic as T

TOPICS = (
    T("selbststaendig", "Gründen und Selbstständigkeit", "Vom ersten Einfall bis zur Übergabe an die Nächsten.", "key",
      below=(("erste-schritte", "Erste Schritte", "Idee prüfen, anmelden, aufmachen."),
             ("genehmigungen", "Anmelden und Genehmigen", "Wer was wissen will und wo Sie hingehen."),
             ("nachfolge", "Übergabe und Nachfolge", "Aufhören, ohne dass es aufhört."))),
    T("geld", "Geld und Förderung", "Zuschüsse, Darlehen, und was hilft, wenn es eng wird.", "bag",
      below=(("zuschuesse", "Zuschüsse und Darlehen", "Programme mit Fristen, und wer sie erklärt."),
             ("wenn-es-eng-wird", "Wenn es eng wird", "Früh reden hilft. Hier hört jemand zu."))),
    T("personal", "Arbeit und Ausbildung", "Menschen finden, ausbilden und halten.", "people",
      below=(("ausbildung", "Ausbildung", "Plätze melden, Praktika, Prüfung."),
             ("kurzarbeit", "Kurzarbeit und Weiterbildung", "Wenn die Arbeit weniger oder anders wird."),
             ("rechte", "Rechte der Beschäftigten", "Lohnzettel, Dienstplan, Kündigung."))),
    T("laden", "Laden und Straße", "Schaufenster, Märkte, Baustellen, leere Räume.", "shop",
      below=(("markt-und-gehweg", "Markt und Gehweg", "Stände, Tische, Schilder vor der Tür."),
             ("leere-laeden", "Leere Läden", "Räume auf Zeit, von der Ausstellung bis zum Probeladen."),
             ("energie", "Strom und Wärme", "Weniger verbrauchen, ohne zu frieren."))),
    T("ankommen", "Ankommen und Alltag", "Neu in Kiel, oder neu mit einer Sorge.", "house",
      below=(("sprache", "Sprache und Anerkennung", "Kurse, Zeugnisse, erste Wege."),
             ("briefe", "Briefe und Anträge", "Jemand liest mit Ihnen."))),
)  # fmt: skip

ADVISERS = (
    A("moellgaard", "wirtschaftskammer", "Antje Möllgaard", "Gründung und kleine Läden", "040 66969-111", ("de", "en", "da"), ("selbststaendig", "erste-schritte"), on_flyer=True),
    A("feddersen", "wirtschaftskammer", "Ruben Feddersen", "Krise, Krankheit, Vertretung", "040 66969-112", ("de", "en"), ("geld", "wenn-es-eng-wird"), hours="Mo-Mi 9-16"),
    A("paulsen", "handwerkskammer", "Torge Paulsen", "Übergabe und Nachfolge im Handwerk", "040 66969-121", ("de", "nds"), ("nachfolge",), hours="Mo-Do 8-15", note="Mittwochs bin ich unterwegs und rufe abends zurück."),
    A("ingwersen", "handwerkskammer", "Svea Ingwersen", "Ausbildung und Prüfung", "040 66969-122", ("de", "en", "dgs"), ("ausbildung",), on_flyer=True),
    A("bahr", "wirtschaftsbuero", "Kirsten Bahr", "Lotsin für Betriebe", "040 66969-131", ("de", "en", "fr"), ("laden", "leere-laeden"), hours="Mo-Fr 9-12, Do 14-18", on_flyer=True),
    A("stender", "marktstelle", "Holger Stender", "Wochenmarkt und Sondernutzung", "040 66969-141", ("de", "nds"), ("markt-und-gehweg", "genehmigungen"), hours="Mo-Mi 8-12, Do 14-17.30"),
    A("schalter", "marktstelle", "Gewerbeschalter", "An-, Um- und Abmelden", "040 66969-142", ("de", "en"), ("genehmigungen",), hours="Mo-Mi 8-12, Do 8-12 14-17.30", note="Ohne Termin bis eine Viertelstunde vor Schluss."),
    A("ardic", "gewerkschaftsbund", "Yasemin Ardıç", "Sprechstunde für Beschäftigte", "040 66969-151", ("de", "tr", "en"), ("rechte", "kurzarbeit"), hours="Mo-Do 10-17"),
    A("kruse", "tresen", "Nele Kruse", "Verkauf, Küche, Service", "040 66969-161", ("de", "pl"), ("rechte",), hours="Di-Do 12-18"),
    A("wulff", "ladenbund", "Maike Wulff", "„Kiel liefert“ und Straßengemeinschaften", "040 66969-171", ("de",), ("laden",), hours="Mo-Fr 10-15"),
    A("kallsen", "jobhafen", "Dörte Kallsen", "Arbeitgeberservice", "040 66969-201", ("de", "en"), ("kurzarbeit", "personal"), hours="Mo-Mi 8-16, Do 8-18", on_flyer=True),
    A("hassan", "jobhafen", "Samir Hassan", "Ausbildung und Einstieg", "040 66969-202", ("de", "ar", "fa", "en"), ("ausbildung", "sprache"), hours="Mo-Do 9-15"),
    A("joens", "slip7", "Levke Jöns", "Sprechstunde für Ideen", "040 66969-211", ("de", "en", "es"), ("erste-schritte",), hours="Mo-Fr 9-18", on_flyer=True),
    A("clausnitz", "foerderkontor", "Birger Clausnitz", "Zuschüsse und Bürgschaften", "040 66969-221", ("de", "en"), ("zuschuesse", "geld"), hours="Mo-Do 9-15", on_flyer=True),
    A("thordsen", "rettungsring", "Imke Thordsen", "Schulden, Miete, Strom", "040 66969-231", ("de", "pl"), ("wenn-es-eng-wird", "briefe"), hours="Mo-Di 9-13, Do 14-19", note="Am Donnerstag ohne Termin. Bringen Sie alle Briefe mit, auch die ungeöffneten.", on_flyer=True),
    A("kravets", "ankerplatz", "Olena Kravets", "Arbeit, Anerkennung, Sprache", "040 66969-241", ("de", "uk", "ru", "en"), ("ankommen", "sprache"), hours="Mo-Do 10-16", on_flyer=True),
    A("yildirim", "ankerplatz", "Cem Yıldırım", "Eigener Betrieb, Briefe vom Amt", "040 66969-242", ("de", "tr", "en"), ("ankommen", "briefe", "erste-schritte"), hours="Mo-Do 10-16, Fr 10-13"),
)  # fmt: skip

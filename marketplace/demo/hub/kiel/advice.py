"""Advice of the hub of Kiel. It names the office to ask wherever somebody's own case decides."""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoArticle as A

ADVICE = (
    A("allein-und-krank", "info", "wirtschaftskammer", "Allein im Betrieb und plötzlich krank",
      "Wer allein arbeitet, hat niemanden, der den Laden aufschließt. Ein Umschlag und drei Absprachen helfen, bevor etwas passiert.",
      """## Der Umschlag
Legen Sie an einen festen Platz, was eine Vertretung am ersten Tag braucht: Schlüssel, Liste der Aufträge, Nummern der Lieferanten, wer die Buchhaltung macht. Sagen Sie zwei Menschen, wo er liegt.

## Drei Absprachen
- **Mit einem anderen Betrieb:** Wer hängt das Schild an die Tür und nimmt Pakete an?
- **Mit Ihrer Bank:** Wer darf im Notfall Rechnungen bezahlen? Lassen Sie sich dort erklären, was eine Vollmacht darf.
- **Mit Ihrer Krankenkasse:** Ab wann bekommen Sie Krankengeld, und was steht in Ihrem Vertrag? Fragen Sie jetzt, nicht mit Fieber.

## Wenn es so weit ist
Rufen Sie uns an, am besten am ersten Tag. Wir gehen mit Ihnen durch, was warten kann und was nicht: {{ kontakt:feddersen }}.""",
      ("wenn-es-eng-wird", "selbststaendig"), ("solo",), days_ago=34, review_in=86, helped=(19, 2), sentences=("Der Umschlag liegt jetzt in der Schublade. Danke.",)),
    A("neu-in-kiel", "info", "ankerplatz", "Neu in Kiel und selbstständig?",
      "Sie haben in einem anderen Land ein Geschäft geführt oder möchten hier eines eröffnen? Wir erklären die ersten Wege, in elf Sprachen.",
      """## Zuerst zu uns
Bringen Sie mit, was Sie haben: Ausweis oder Aufenthaltstitel, Zeugnisse, eine Idee. Wir schauen gemeinsam, ob Ihr Aufenthaltstitel eine selbstständige Arbeit erlaubt. Wenn das unklar ist, klären wir es mit der zuständigen Stelle.

## Dann zum Gewerbeschalter
Für viele Tätigkeiten reicht eine Anmeldung. Für manche brauchen Sie mehr, zum Beispiel in der Küche, im Handwerk oder in der Pflege. Der Gewerbeschalter sagt Ihnen, was für Sie gilt: {{ kontakt:schalter }}.

## Und die Sprache?
Ein Deutschkurs und ein Betrieb gehen zusammen. Viele Kurse sind abends. {{ kontakt:kravets }} weiß, wo ein Platz frei ist.""",
      ("ankommen", "sprache", "erste-schritte"), ("solo", "citizen"), days_ago=48, helped=(41, 3),
      sentences=("Endlich auf Ukrainisch.", "Herr Yıldırım hat sich eine Stunde Zeit genommen.")),
    A("leerer-laden", "info", "wirtschaftsbuero", "Ein leerer Laden für kurze Zeit",
      "Drei Monate ausprobieren, ob die Straße Sie mag: So kommen Sie an Räume auf Zeit.",
      """Manche Läden stehen leer, weil niemand fragt. Wir führen eine Liste der Räume, deren Eigentümer Zwischennutzung mögen, und bringen beide Seiten zusammen.

## Was Sie sich vorher überlegen
- Was soll im Raum geschehen, und wie laut ist es?
- Brauchen Sie Wasser, Küche, Lager, einen Zugang ohne Stufe?
- Wie lange, und was dürfen Strom und Miete zusammen kosten?

## Was wir klären
Ob die Nutzung an dieser Stelle erlaubt ist, ob eine Anzeige genügt, und wer sonst gefragt werden muss. Das hängt vom Haus ab; bitte verlassen Sie sich nicht auf den Nachbarn. Schreiben Sie {{ kontakt:bahr }} drei Sätze, sie ruft zurück.""",
      ("leere-laeden", "laden"), ("solo", "business"), days_ago=27, helped=(12, 1)),
    A("ausbildung-melden", "info", "handwerkskammer", "Sie bilden aus? Sagen Sie es laut",
      "Ein Ausbildungsplatz, den niemand kennt, bleibt leer. Drei Wege, die in Kiel gut gehen.",
      """1. **Melden Sie den Platz beim Jobhafen.** Ein Anruf genügt, {{ kontakt:kallsen }} schreibt mit und fragt nach, wenn etwas fehlt.
2. **Bieten Sie eine Probewoche an.** Junge Leute entscheiden mit den Händen. Wir sagen Ihnen vorher, was bei Versicherung und Arbeitszeit zu beachten ist.
3. **Kommen Sie in die Schulen.** Im Frühjahr und im Herbst fahren wir mit einem Werkzeugwagen hin. Ein Platz auf der Bank ist für Sie frei.

Zum ersten Mal Ausbildungsbetrieb? {{ kontakt:ingwersen }} prüft mit Ihnen, was dafür nötig ist.""",
      ("ausbildung", "personal"), days_ago=16, helped=(7, 0), signed_by="jobhafen"),
    A("lohnzettel", "info", "gewerkschaftsbund", "Den Lohnzettel verstehen",
      "Brutto, netto und ein Dutzend Abkürzungen. Wir rechnen mit Ihnen nach.",
      """Legen Sie drei Zettel nebeneinander: den vom letzten Monat, den von diesem und Ihren Arbeitsvertrag.

- Stimmen **Stunden** und **Stundenlohn**?
- Sind **Zuschläge** dabei, die im Vertrag oder im Tarif stehen?
- Hat sich ein **Abzug** geändert, und steht dabei, warum?

Fragen Sie zuerst im Betrieb. Oft ist es ein Versehen, und das Büro ist froh. Wenn Sie nicht weiterkommen, kommen Sie in unsere Sprechstunde: {{ kontakt:ardic }}, im Verkauf und im Service {{ kontakt:kruse }}.

Fristen für Ansprüche können kurz sein. Warten Sie mit der Frage nicht bis zum Frühjahr.""",
      ("rechte", "personal"), ("employee",), days_ago=40, helped=(23, 4), sentences=("Es waren wirklich acht Stunden zu wenig.",)),
    A("kurzarbeit-fragen", "info", "jobhafen", "Kurzarbeit: Wen Sie fragen, bevor Sie planen",
      "Weniger Aufträge, und niemand soll gehen? Sprechen Sie mit uns, bevor der Dienstplan geändert wird.",
      """Kurzarbeit muss angezeigt werden, und zwar bei der zuständigen Agentur und nicht bei der Stadt. Ob und wann sie möglich ist, hängt von Ihrem Betrieb ab.

## Halten Sie bereit
- wie viele Menschen bei Ihnen arbeiten und wie viele Stunden
- seit wann und warum Arbeit fehlt
- was im Vertrag oder im Tarif zu Kurzarbeit steht

{{ kontakt:kallsen }} sagt Ihnen, wohin die Anzeige geht und welche Frist gilt. Beschäftigte beraten wir gemeinsam mit dem Gewerkschaftsbund: {{ kontakt:ardic }}.""",
      ("kurzarbeit",), ("business", "employee"), days_ago=9, helped=(15, 1), asked_to_sign="gewerkschaftsbund"),
    A("dienstplan", "info", "tresen", "Der Dienstplan kommt zu spät",
      "Sie erfahren am Freitag, dass Sie am Sonnabend arbeiten? Das lässt sich meistens ändern, bevor es Streit gibt.",
      """Schreiben Sie vier Wochen lang auf, wann der Plan kam und was sich geändert hat. Ein Zettel am Kühlschrank reicht.

Dann reden Sie mit der Leitung, am besten zu zweit. Fragen Sie nach einem festen Tag, an dem der Plan hängt. Viele Betriebe in Kiel haben sich darauf eingelassen, weil dann auch weniger Leute krank werden.

Was Ihr Vertrag oder ein Tarif dazu sagt, lesen wir mit Ihnen: {{ kontakt:kruse }}.""",
      ("rechte",), ("employee",), days_ago=62, review_in=-12, helped=(9, 3)),
    A("strom-im-laden", "info", "handwerkskammer", "Strom sparen, ohne im Dunkeln zu stehen",
      "Ein Rundgang mit Zettel und Stift, eine halbe Stunde, kein Messgerät.",
      """Gehen Sie nach Ladenschluss einmal durch alle Räume und schreiben Sie auf, was noch brummt, leuchtet oder warm ist.

- **Kühlung:** Dichtungen mit einem Blatt Papier prüfen. Lässt es sich herausziehen, schließt die Tür nicht.
- **Licht:** Ein Schaufenster braucht nachts weniger, als man denkt. Eine Zeitschaltuhr genügt.
- **Wärme:** Nicht vor dem Heizkörper lagern. Die Tür darf zu sein, ein Schild sagt, dass offen ist.

Wer es genau wissen will, bekommt einen Besuch mit Messkoffer. Fragen Sie nach dem Energierundgang, siehe auch unter Förderung.""",
      ("energie", "laden"), days_ago=71, review_in=10, helped=(11, 0)),
    A("schild-an-der-tuer", "info", "wirtschaftskammer", "Was an Ihrer Ladentür stehen sollte",
      "Name, Öffnungszeiten und jemand, der zurückruft. Drei Zeilen, die viele Wege sparen.",
      """Schreiben Sie groß und in Augenhöhe, auch für Menschen im Rollstuhl. Wenn Sie zumachen müssen, hängen Sie einen Zettel mit dem Tag hin, an dem Sie wieder da sind.

Welche Angaben Pflicht sind, hängt von Ihrem Gewerbe ab. {{ kontakt:moellgaard }} schaut mit Ihnen nach.""",
      ("laden",), ("solo", "business"), days_ago=1, state="editors"),
    A("messe-im-mai", "info", "wirtschaftskammer", "Gemeinsam auf die Messe",
      "Fünf Läden, ein Stand: Wir suchen noch drei.", "Hier fehlt noch, was es kostet.", ("laden",), ("business",), days_ago=0, state="draft"),
)  # fmt: skip

"""Guides in steps and frequent questions of the hub of Kiel."""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoArticle as A
from marketplace.demo.hub.shape import DemoStep as S

GUIDES = (
    A("eigener-laden", "guide", "wirtschaftskammer", "In sechs Schritten zum eigenen Laden",
      "Vom Einfall am Küchentisch bis zum ersten Schlüssel. Jeder Schritt nennt einen Menschen, der ihn mit Ihnen geht.",
      "Die Reihenfolge spart Wege: Wer zuerst den Mietvertrag unterschreibt, bereut es manchmal.",
      ("erste-schritte", "selbststaendig", "genehmigungen"), ("solo", "business"),
      steps=(
          S("Die Idee erzählen", "Erklären Sie in fünf Minuten, was Sie verkaufen, wem und warum die Leute wiederkommen. Bei Slip 7 hört jemand zu, der nicht mit Ihnen verwandt ist.", "slip7", "joens"),
          S("Rechnen, auch das Schlechte", "Was kostet der Monat, wenn niemand kommt? Und wovon leben Sie im ersten Jahr? Wir haben ein Blatt dafür, mit Bleistift auszufüllen.", "wirtschaftskammer", "moellgaard"),
          S("Nach Geld fragen, bevor Sie es ausgeben", "Viele Zuschüsse gibt es nur, wenn der Antrag vor dem ersten Kauf gestellt wird. Fragen Sie früh.", "foerderkontor", "clausnitz"),
          S("Den Raum ansehen lassen", "Darf dort ein Laden sein, eine Küche, ein Schild? Das Wirtschaftsbüro fragt für Sie nach, bevor Sie unterschreiben.", "wirtschaftsbuero", "bahr"),
          S("Anmelden", "Mit Ausweis zum Gewerbeschalter. Dort erfahren Sie auch, ob für Ihr Gewerbe mehr nötig ist als die Anmeldung.", "marktstelle", "schalter"),
          S("Aufmachen und Bescheid sagen", "Laden Sie die Straße ein. Der Ladenbund leiht Wimpel und Stehtische und stellt Sie den Nachbarn vor.", "ladenbund", "wulff"),
      ), days_ago=52, helped=(64, 5), signed_by="handwerkskammer", sentences=("Schritt drei hätte ich vergessen.", "Bitte auch auf Türkisch! (Gibt es ja, super.)"),
      links=(("Das Blatt zum Rechnen, mit Bleistift auszufüllen", "https://wirtschaftskammer.kiel.example/rechenblatt"),), shared="partners"),
    A("erste-sieben-tage", "guide", "rettungsring", "Wenn das Geld knapp wird: die ersten sieben Tage",
      "Die Rechnungen sind höher als der Kontostand? Atmen Sie durch. Eine Woche reicht, um wieder Ordnung zu haben.",
      "Diese Liste gilt für Haushalte und für kleine Betriebe. Sie ersetzt kein Gespräch.",
      ("wenn-es-eng-wird", "geld"), ("citizen", "solo", "business"),
      steps=(
          S("Alle Briefe auf einen Tisch", "Auch die ungeöffneten. Zwei Stapel: Da steht ein Datum drauf, da steht keines drauf."),
          S("Vier Rechnungen zuerst", "Miete, Strom und Heizung, Krankenversicherung, Löhne. Wenn eine davon nicht geht, rufen Sie uns am selben Tag an.", "rettungsring", "thordsen"),
          S("Anrufen, bevor gemahnt wird", "Vermieter, Stadtwerke und Lieferanten reden fast immer mit Menschen, die sich melden. Fragen Sie nach Raten und lassen Sie sich die Antwort schreiben."),
          S("Nichts unterschreiben, was drängt", "Schnelle Kredite und Umschuldungen am Telefon sind selten Hilfe. Zeigen Sie uns das Papier vorher.", "rettungsring", "thordsen"),
          S("Im Betrieb: Zahlen holen", "Was kommt sicher herein, was geht sicher hinaus? Ab wann Sie als Unternehmen handeln müssen, fragen Sie bitte sofort in der Kammer, dort gelten Fristen.", "wirtschaftskammer", "feddersen"),
          S("Nach Unterstützung fragen", "Es gibt mehr, als man denkt, und es steht Ihnen zu. Wir füllen die Anträge mit Ihnen aus.", "rettungsring", "thordsen"),
          S("Jemandem davon erzählen", "Einer Freundin, dem Bruder, uns. Allein wird es nachts größer, als es ist."),
      ), days_ago=30, helped=(37, 2), signed_by="wirtschaftskammer", sentences=("Punkt sieben hat mir gutgetan.",), shared="partners"),
    A("tische-draussen", "guide", "marktstelle", "Tische und Stühle nach draußen",
      "Ab dem Frühjahr auf dem Gehweg: vier Schritte und ein Zollstock.",
      "Ob und wie viel Platz möglich ist, entscheidet sich vor Ihrer Tür. Rechnen Sie mit einigen Wochen.",
      ("markt-und-gehweg", "genehmigungen", "laden"), ("business",),
      steps=(
          S("Messen", "Wie breit ist der Gehweg an der engsten Stelle? Kinderwagen und Rollstühle müssen vorbei, auch wenn jemand den Stuhl zurückschiebt."),
          S("Eine Skizze zeichnen", "Von oben, mit Maßen, auf Karopapier. Ein Foto der Stelle dazu."),
          S("Fragen und beantragen", "Herr Stender sagt Ihnen, was an Ihrer Straße geht, was es kostet und welche Papiere fehlen.", "marktstelle", "stender"),
          S("Mit den Nachbarn reden", "Ein Zettel im Treppenhaus, bevor die ersten Gäste lachen. Der Gastgeberverband hat eine Vorlage.", "gastgeber"),
      ), days_ago=24, helped=(18, 1)),
    A("nachfolge", "guide", "handwerkskammer", "Ihr Betrieb sucht einen Menschen",
      "Aufhören, ohne dass es aufhört: Eine Übergabe dauert oft drei Jahre. Fangen Sie mit einem Kaffee an.",
      "", ("nachfolge", "selbststaendig"), ("business", "solo"),
      steps=(
          S("Aussprechen, dass Sie aufhören möchten", "Zuerst zu Hause, dann im Betrieb. Gerüchte sind schneller als Aushänge."),
          S("Den Betrieb ansehen lassen", "Wir gehen mit Ihnen durch Werkstatt und Bücher und sagen, was Nachfolger fragen werden.", "handwerkskammer", "paulsen"),
          S("Suchen", "In der Belegschaft, in der Familie, auf unserer Liste. Sie entscheiden, ob Ihr Name dabeisteht.", "handwerkskammer", "paulsen"),
          S("Preis und Papiere klären", "Dafür brauchen Sie Menschen, die das beruflich machen: Steuerberatung, Notariat, Bank. Wir begleiten das Gespräch.", "wirtschaftskammer", "moellgaard"),
          S("Gemeinsam arbeiten", "Ein halbes Jahr zu zweit, dann ein Fest. Beides ist wichtig."),
      ), days_ago=90, review_in=30, helped=(14, 0), signed_by="wirtschaftskammer"),
    A("erster-lehrling", "guide", "handwerkskammer", "Zum ersten Mal ausbilden",
      "Vom Wunsch zum ersten Schultag, mit allen Stellen, die dabei helfen.",
      "", ("ausbildung",), state="editors", days_ago=1,
      steps=(
          S("Eignung klären", "Wer darf ausbilden, und reicht die Werkstatt? Das prüfen wir gemeinsam, bevor Sie suchen.", "handwerkskammer", "ingwersen"),
          S("Platz melden", "Der Jobhafen nimmt die Stelle auf und schlägt junge Leute vor.", "jobhafen", "hassan"),
          S("Vertrag und Berufsschule", "Wir tragen den Vertrag ein und sagen Ihnen, welche Schule zuständig ist.", "handwerkskammer", "ingwersen"),
      )),
)  # fmt: skip

QUESTIONS = (
    A("kostet-das", "faq", "", "Kostet die Beratung etwas?",
      "Nein. Das erste Gespräch ist bei allen dreizehn Partnern kostenlos, auch ohne Mitgliedschaft.",
      "Manche Partner bieten darüber hinaus Kurse oder Gutachten an, die Geld kosten. Das sagen sie Ihnen vorher. Wenn Sie unsicher sind, fragen Sie: „Kostet das etwas?“ Niemand nimmt es übel.",
      ("ankommen", "selbststaendig", "geld"), ("solo", "business", "employee", "citizen"), days_ago=80, helped=(28, 0)),
    A("brief-vom-amt", "faq", "rettungsring", "Ich verstehe den Brief vom Amt nicht. Wer hilft?",
      "Wir lesen ihn mit Ihnen. Donnerstags ohne Termin, sonst nach einem Anruf.",
      "Bringen Sie den Brief und den Umschlag mit. Auf dem Umschlag steht das Datum, das für Fristen wichtig sein kann.\n\nWir erklären, was darin steht, und rufen mit Ihnen bei der Stelle an, die ihn geschrieben hat. {{ kontakt:thordsen }} spricht auch Polnisch. Auf Türkisch hilft {{ kontakt:yildirim }}.",
      ("briefe", "ankommen"), ("citizen", "solo"), days_ago=44, helped=(33, 1)),
    A("gewerbe-anmelden", "faq", "marktstelle", "Muss ich mein kleines Geschäft anmelden?",
      "Meistens ja, auch wenn es nebenbei ist. Fragen Sie, bevor Sie anfangen, das dauert fünf Minuten.",
      "Ob Sie ein Gewerbe anmelden müssen oder als freier Beruf gelten, hängt davon ab, was Sie tun. Der Gewerbeschalter sagt es Ihnen am Telefon: {{ kontakt:schalter }}.\n\nDanach meldet sich das Finanzamt bei Ihnen. Das ist üblich und kein schlechtes Zeichen.",
      ("genehmigungen", "erste-schritte"), ("solo",), days_ago=58, helped=(21, 2)),
    A("was-mitbringen", "faq", "ankerplatz", "Was soll ich zur Beratung mitbringen?",
      "Ihren Ausweis, Ihre Fragen und alle Papiere, die Ihnen Sorgen machen. Ungeordnet ist in Ordnung.",
      "Zeugnisse aus anderen Ländern bitte im Original und, wenn es sie gibt, mit Übersetzung. Kinder dürfen mitkommen, es gibt eine Spielecke. {{ kontakt:kravets }}",
      ("ankommen", "sprache"), ("citizen",), days_ago=36, helped=(16, 0)),
)  # fmt: skip

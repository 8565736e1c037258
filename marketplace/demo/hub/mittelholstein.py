"""Two houses of the Amt Mittelholstein, and the meetings that its neighbours show, too. All of it is made up."""

from __future__ import annotations

from marketplace.demo.hub.shape import (
    DemoAdviser,
    DemoArticle,
    DemoBody,
    DemoHours,
    DemoHub,
    DemoStep,
    DemoText,
    DemoTopic,
)
from marketplace.demo.hub.shape import DemoMeeting as M
from marketplace.demo.hub.shape import DemoQuestion as Q

BODIES = (
    DemoBody("wirtschaftsrunde", "Wirtschaftsrunde Mittelholstein e. V.", "Wirtschaftsrunde", "association", "Hohenwestedt", "Kieler Straße 34",
             "Neunzig Betriebe aus dreißig Dörfern. Unsere Online-Termine stehen auch den Nachbarn offen: Wer zuhört, zahlt nichts, und wer fragt, auch nicht.",
             "040 66969-410", "Mo-Do 9-13", mark="oakleaf", colour="#5a7d1e", publishes_itself=True, people=(("Thies Struve", "editor"),),
             members=("Gärtnerei Grüner Daumen", "Tischlerei Kiefer und Kollegen", "Dörpsladen Alles da")),
    DemoBody("dorfkontor", "Dorfkontor Hohenwestedt", "Dorfkontor", "agency", "Hohenwestedt", "Lindenstraße 8",
             "Ein Tisch, zwei Stühle, ein Drucker. Wir helfen bei Anträgen, Briefen und dem ersten Telefon.",
             "040 66969-420", "Di 9-12, Do 15-18", mark="people", colour="#7a2e4d"),
)  # fmt: skip

TOPICS = (
    DemoTopic("betrieb", "Rund um den Betrieb", "Personal, Geld und gute Nachbarn.", "shop", below=(("kurzarbeit", "Kurzarbeit", "Wenn es weniger zu tun gibt."), ("dorfladen", "Dorfladen", "Wie man ihn rettet, eröffnet, behält."))),
    DemoTopic("alltag", "Hilfe im Alltag", "Anträge, Fahrten, ein offenes Ohr.", "house", below=(("antraege", "Anträge und Briefe", "Jemand liest mit."),)),
)  # fmt: skip

ADVISERS = (
    DemoAdviser("struve", "wirtschaftsrunde", "Thies Struve", "Geschäftsstelle", "040 66969-411", ("de", "nds"), ("betrieb", "kurzarbeit"), hours="Mo-Do 9-13", on_flyer=True),
    DemoAdviser("kontor", "dorfkontor", "Tisch im Dorfkontor", "Anträge, Briefe, Telefon", "040 66969-421", ("de", "uk"), ("alltag", "antraege"), hours="Di 9-12, Do 15-18", on_flyer=True),
)  # fmt: skip

ARTICLES = (
    DemoArticle("dorfladen", "guide", "wirtschaftsrunde", "Einen Dorfladen gemeinsam retten", "Wenn der Laden schließt, ist das Dorf nicht zu Ende. Vier Schritte von Leuten, die es geschafft haben.", "",
                ("dorfladen", "betrieb"), ("citizen", "business"), days_ago=33, helped=(12, 0), shared="partners",
                steps=(DemoStep("Einen Abend ansetzen", "Im Krog, mit Zettel und Stift: Wer kauft was, wer packt mit an, wer legt etwas hin?"),
                       DemoStep("Zahlen ansehen", "Wir lesen mit Ihnen die alten Bücher und sagen, was realistisch ist.", "wirtschaftsrunde", "struve"),
                       DemoStep("Eine Form finden", "Verein, Genossenschaft, zwei Familien? Das klären Sie mit einem Verband oder einer Steuerberatung. Wir nennen Ihnen Adressen.", "wirtschaftsrunde", "struve"),
                       DemoStep("Aufmachen, auch klein", "Drei Nachmittage in der Woche sind besser als ein geschlossener Laden."))),
    DemoArticle("hilfe-beim-antrag", "faq", "dorfkontor", "Wer hilft mir beim Ausfüllen?", "Dienstag und Donnerstag sitzt jemand im Dorfkontor. Sie brauchen keinen Termin.",
                "Bringen Sie den Antrag mit, auch wenn er schon Flecken hat. {{ kontakt:kontor }}", ("antraege", "alltag"), ("citizen",), days_ago=51, helped=(9, 1)),
    DemoArticle("bus-im-advent", "news", "dorfkontor", "Im Advent fährt der Bürgerbus auch abends", "Zum Markt nach Hohenwestedt und wieder nach Hause, bis halb zehn.",
                "Anrufen bis mittags genügt. {{ kontakt:kontor }}", ("alltag",), ("citizen",), until=24, days_ago=3),
    DemoArticle("holz-am-haus", "programme", "wirtschaftsrunde", "Neues Holz an alte Häuser", "Ein kleiner Zuschuss für Türen, Tore und Fenster an der Dorfstraße.",
                "Dieses Programm ist für die Vorführung erfunden. {{ kontakt:struve }} weiß mehr.", ("betrieb",), ("citizen", "business"), amount="bis zu 800 Euro", who="Häuser, die älter als achtzig Jahre sind", authority="Wirtschaftsrunde Mittelholstein e. V.", until=34, days_ago=14),
)  # fmt: skip

TEXTS = (
    DemoText("hilfe-beim-antrag", "uk", "Хто допоможе заповнити заяву?", "У вівторок і четвер у Dorfkontor хтось є. Запис не потрібен.", "Візьміть заяву з собою. {{ kontakt:kontor }}"),
)  # fmt: skip

MEETINGS = (
    M("kurzarbeitergeld", "wirtschaftsrunde", "Kurzarbeitergeld: Fragen an die Agentur", "Eine Stunde am Bildschirm, auch für Gäste aus den Nachbarregionen.", 9, "16-17", "online",
      "Ein Berater der Agentur, ein Lohnbüro und ein Betrieb, der es hinter sich hat. Fragen nehmen wir vorher und währenddessen, auf dem Bildschirm steht kein Name.\n\nEs geht um den Weg und die Unterlagen. Ob Ihr Betrieb die Voraussetzungen erfüllt, entscheidet die zuständige Agentur.",
      topic="kurzarbeit", room="bbb", capacity=80, taken=27, recording="stage", certificate=True, shared="partners",
      experts=(("Thies Struve", "Wirtschaftsrunde Mittelholstein"), ("Wencke Harms", "Lohnbüro am Kanal")),
      questions=(Q("Gilt das auch für meine zwei Aushilfen?", 12, shortlisted=True), Q("Wie schnell kommt das Geld?", 18, shortlisted=True), Q("Was, wenn mitten im Monat doch ein Auftrag kommt?", 7))),
    M("foerderfruehstueck", "wirtschaftsrunde", "Förderfrühstück am Bildschirm", "Brötchen bringt jeder selbst mit, die Programme wir.", 15, "8-9", "online", topic="betrieb", room="jitsi", capacity=40, taken=6, shared="partners"),
    M("dorfabend", "dorfkontor", "Telefonabend: Das erste Smartphone", "Langsam, zum Mitschreiben, mit Kuchen.", 7, "15-17", "onsite", topic="alltag", place="Hohenwestedt", place_name="Dorfkontor", street="Lindenstraße 8", capacity=8, taken=8, waiting=3, repeat=3),
    M("hofrunde", "", "Runde über die Höfe", "Drei Höfe, ein Bus, eine Suppe. Der Amtsvorsteher fährt mit.", 19, "13-18", "onsite", topic="betrieb", place="Todenbüttel", place_name="Treffpunkt Marktplatz", street="Hauptstraße 1", capacity=30, taken=14),
)  # fmt: skip

HOURS = (DemoHours("kontor", 3, "15-16", 20, "onsite", taken=1),)

MITTELHOLSTEIN_HUB = DemoHub(
    bodies=BODIES,
    topics=TOPICS,
    advisers=ADVISERS,
    articles=ARTICLES,
    texts=TEXTS,
    meetings=MEETINGS,
    hours=HOURS,
)

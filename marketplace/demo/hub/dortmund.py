"""Two houses of Dortmund, far away and a good neighbour all the same. All of it is made up."""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoAdviser, DemoArticle, DemoBody, DemoHub, DemoTopic
from marketplace.demo.hub.shape import DemoMeeting as M

BODIES = (
    DemoBody("werkhaus", "Werkhaus Nordstadt", "Werkhaus", "initiative", "Nordstadt", "Schüchtermannstraße 41",
             "Werkbänke, Nähmaschinen, ein Büro zum Ausleihen. Wer etwas anfangen will, fängt bei uns an.",
             "0221 4710-110", "Di-Fr 10-18", mark="wrench", colour="#b4371f", publishes_itself=True, people=(("Zehra Aydın", "editor"),)),
    DemoBody("zechenkontor", "Zechenkontor – Rat für kleine Betriebe", "Zechenkontor", "agency", "Hörde", "Hermannstraße 82",
             "Früher wurde hier Lohn ausgezahlt, heute rechnen wir mit Ihnen. Kaffee steht auf der Heizung.",
             "0221 4710-120", "Mo-Do 9-16", mark="pit", colour="#3c3c3c"),
)  # fmt: skip

TOPICS = (
    DemoTopic("anfangen", "Anfangen", "Idee, Raum, Werkzeug.", "key", below=(("raeume", "Räume und Werkzeug", "Leihen statt kaufen."),)),
    DemoTopic("durchhalten", "Durchhalten", "Rechnungen, Personal, harte Monate.", "bag", below=(("kurzarbeit", "Kurzarbeit", "Wenn die Aufträge fehlen."),)),
)  # fmt: skip

ADVISERS = (
    DemoAdviser("aydin", "werkhaus", "Zehra Aydın", "Räume, Maschinen, Mut", "0221 4710-111", ("de", "tr"), ("anfangen", "raeume"), hours="Di-Fr 10-18", on_flyer=True),
    DemoAdviser("lohnkasse", "zechenkontor", "Die Lohnkasse", "Rechnen mit kleinen Betrieben", "0221 4710-121", ("de", "pl"), ("durchhalten", "kurzarbeit"), hours="Mo-Do 9-16", on_flyer=True),
)  # fmt: skip

ARTICLES = (
    DemoArticle("werkbank", "info", "werkhaus", "Eine Werkbank für einen Tag", "Hobelbank, Presse, Nähmaschine: Du buchst einen Tag und bringst deinen Kram mit.",
                "Beim ersten Mal gibt es eine Einweisung, danach einen Schlüssel. {{ kontakt:aydin }} zeigt dir alles.", ("raeume", "anfangen"), ("solo", "citizen"), days_ago=28, helped=(14, 1)),
    DemoArticle("harte-monate", "faq", "zechenkontor", "Der Februar war mies. Was jetzt?", "Zahlen mitbringen, auch die schlechten. Zu zweit sieht man mehr.",
                "Wir schreiben auf, was sicher reinkommt und was sicher raus muss. Wenn Fristen laufen, sagen wir dir, wer sofort gefragt werden muss. {{ kontakt:lohnkasse }}", ("durchhalten",), ("solo", "business"), days_ago=37, helped=(11, 0)),
    DemoArticle("nordmarkt", "news", "werkhaus", "Flohmarkt für Werkzeug am Nordmarkt", "Sonnabend ab zehn. Probieren erlaubt, Ohrschützer sind da.", "Standplätze vergibt {{ kontakt:aydin }}.", ("anfangen",), ("citizen",), until=13, days_ago=2),
)  # fmt: skip

MEETINGS = (
    M("offene-werkstatt", "werkhaus", "Offene Werkstatt", "Jemand ist immer da, der weiß, wie es geht.", 5, "17-20", "onsite", topic="raeume", place="Nordstadt", place_name="Werkhaus", street="Schüchtermannstraße 41", registration=False, repeat=3),
    M("preise", "zechenkontor", "Was ist deine Stunde wert?", "Preise rechnen, ohne rot zu werden. Am Bildschirm, für alle Regionen.", 13, "18-19", "online", topic="durchhalten", room="jitsi", capacity=60, taken=21, shared="partners", experts=(("Danuta Sobczak", "Zechenkontor"),)),
)  # fmt: skip

DORTMUND_HUB = DemoHub(bodies=BODIES, topics=TOPICS, advisers=ADVISERS, articles=ARTICLES, meetings=MEETINGS)

"""What the Kreis writes once, so that its Ämter need not write it again. All of it is made up."""

from __future__ import annotations

from marketplace.demo.hub.shape import DemoArticle, DemoHub, DemoMeeting, DemoStep, DemoText, DemoTopic

TOPICS = (
    DemoTopic("betriebe", "Für Betriebe", "Was der Kreis für Höfe, Läden und Werkstätten tut.", "shop", below=(("hochwasser", "Wasser und Sturm", "Vorsorgen, und was danach zu tun ist."),)),
    DemoTopic("menschen", "Für alle", "Wege durch das Kreishaus.", "people", below=(("fahren", "Fahren und Mitfahren", "Bus, Rufbus, Mitnahmebank."),)),
)  # fmt: skip

ARTICLES = (
    DemoArticle("nach-dem-sturm", "guide", "", "Nach dem Sturm: was zuerst zu tun ist", "Dach, Keller, Versicherung, Nachbarn. Eine Liste für die ersten zwei Tage.",
                "Diese Liste gilt in allen Ämtern und Städten des Kreises. Ihre Gemeinde ergänzt, wo bei ihr Sandsäcke liegen.",
                ("hochwasser", "betriebe"), ("citizen", "business"), days_ago=41, helped=(26, 1), shared="parents",
                steps=(DemoStep("Menschen und Tiere zuerst", "Bei Gefahr 112. Strom im nassen Keller nur von Fachleuten abschalten lassen."),
                       DemoStep("Fotografieren", "Jeder Raum, jeder Schaden, bevor Sie aufräumen."),
                       DemoStep("Der Versicherung Bescheid sagen", "Am selben Tag, telefonisch, und danach kurz schriftlich. Fragen Sie, was Sie wegwerfen dürfen."),
                       DemoStep("Nachbarn fragen", "Wer hat eine Pumpe, wer braucht eine? Die Börse Ihrer Gemeinde hilft."),
                       DemoStep("Die Gemeinde anrufen", "Bäume auf Wegen, lose Dachziegel, gesperrte Straßen: Das Amt sammelt die Meldungen."))),
    DemoArticle("mitnahmebank", "info", "", "Eine Mitnahmebank aufstellen", "Wer sitzt, möchte mitfahren. Wer hält, tut etwas Gutes.",
                "Der Kreis gibt die Bank und das Schild, das Dorf stellt beides auf. Den Ort klären Sie mit Ihrem Amt, es fragt auch den Straßendienst.\n\nSchreiben Sie vorher in die Dorfgruppe. Eine Bank, die niemand kennt, ist nur eine Bank.",
                ("fahren", "menschen"), ("citizen",), days_ago=29, helped=(18, 2), shared="parents"),
    DemoArticle("hofberatung", "programme", "", "Ein Tag Hofberatung", "Jemand schaut mit Ihnen auf Stall, Zahlen und die nächsten fünf Jahre.",
                "Der Tag kostet nichts und bleibt unter uns. Dieses Programm ist für die Vorführung erfunden.", ("betriebe",), ("business",), amount="ein Beratungstag", who="Höfe im Kreis", authority="Kreis, Stelle für ländliche Räume", until=52, days_ago=12),
)  # fmt: skip

TEXTS = (
    DemoText("mitnahmebank", "de-x-leicht", "Eine Mitfahr-Bank im Dorf", "Auf der Bank kann man warten. Dann nimmt einen jemand im Auto mit.",
             "Der Kreis gibt Ihnen die Bank.\n\nIhr Dorf stellt die Bank auf.\n\nFragen Sie vorher Ihr Amt: Wo darf die Bank stehen?\n\nSagen Sie allen im Dorf Bescheid."),
)  # fmt: skip

MEETINGS = (
    DemoMeeting("sturmabend", "", "Vorsorgen, bevor es stürmt", "Die Feuerwehren des Kreises erklären, was in den Keller gehört und was nicht.", 17, "19-20", "online",
                topic="hochwasser", room="url", capacity=200, taken=34, shared="parents"),
)  # fmt: skip

KREIS_HUB = DemoHub(topics=TOPICS, articles=ARTICLES, texts=TEXTS, meetings=MEETINGS)

"""What hangs on the board of Kiel. People and things are made up."""

from __future__ import annotations

from marketplace.demo.shape import DemoListing as L

LISTINGS = (
    L("verschenken/fuer-kinder", "Wik", "Kinderwagen mit Regenhaube", "Zwei Winter gefahren, die Reifen halten Luft. Dritter Stock, ich trage ihn herunter.", by="Katja", days_ago=1),
    L("verschenken/moebel-und-haushalt", "Gaarden", "Waschmaschine, läuft", "Acht Kilo, wackelt beim Schleudern ein wenig. Erdgeschoss.", by="Mehmet", days_ago=2),
    L("verschenken/garten-und-pflanzen", "Hassee", "Ableger von der Monstera", "Vier Töpfe, jeder mit drei Blättern.", by="Lotte", days_ago=3, state="reserved"),
    L("verschenken/buecher-und-spiele", "Blücherplatz", "Krimis, ein Meter", "Skandinavisch, gelesen, gelöst.", by="Anja", days_ago=4),
    L("verschenken/kleidung", "Ravensberg", "Winterjacken für Kinder, 116 bis 140", "Fünf Stück, gewaschen.", by="Sandra", days_ago=7, state="here"),
    L("verschenken/sonstiges", "Mettenhof", "Aquarium, 120 Liter", "Mit Schrank und Filter, ohne Fische.", by="Igor", days_ago=9, state="here"),
    L("gebrauchtes/fahrraeder-und-fahrzeuge", "Südfriedhof", "Lastenrad, zweispurig", "Drei Kinder passen hinein, der Akku ist zwei Jahre alt.", 1900, "negotiable", by="Familie Brandt", days_ago=2),
    L("gebrauchtes/sonstiges", "Schilksee", "Optimist mit Trailer", "Segel ohne Loch, Rumpf mit Geschichte.", 650, "negotiable", by="Ole", days_ago=5),
    L("gebrauchtes/technik", "Düsternbrook", "Plattenspieler und hundert Platten", "Von Abba bis Zappa.", 140, "fixed", by="Rainer", days_ago=6),
    L("gebrauchtes/moebel-und-haushalt", "Elmschenhagen", "Schreibtisch, höhenverstellbar", "Kurbel statt Motor, dafür leise.", 70, "fixed", by="Merle", days_ago=1),
    L("gebrauchtes/buecher-musik-spiele", "Holtenau", "Akkordeon, 72 Bässe", "Für Shantys und Anfänger.", 280, "swap", by="Jürgen", days_ago=12),
    L("gebrauchtes/fuer-kinder", "Friedrichsort", "Hochbett mit Rutsche", "Zerlegt, Anleitung liegt bei.", 95, "negotiable", by="Nadja", days_ago=40, state="expired"),
    L("leihen/werkzeug-und-garten", "Schreventeich", "Bohrhammer und lange Leiter", "Für alle im Viertel, am Wochenende.", None, "free", by="Henning", days_ago=30),
    L("leihen/spiel-und-sport", "Schilksee", "Zwei Stehpaddelbretter", "Mit Westen. Bei ablandigem Wind bleiben sie hier.", 15, "fixed", by="Ines", days_ago=16),
    L("leihen/feste-und-feiern", "Wellingdorf", "Bierzeltgarnituren, zehn", "Vom Kleingartenverein, Abholung mit Anhänger.", 20, "fixed", by="Verein", days_ago=22),
    L("gesuche/mitfahrt", "Neumühlen-Dietrichsdorf", "Mitfahrt nach Lübeck, donnerstags", "Früh hin, abends zurück.", by="Tarek", days_ago=1),
    L("gesuche/sachen", "Ellerbek", "Nähmaschine für den Nähtreff", "Gern mit Macke, eine von uns kann reparieren.", by="Fadime", days_ago=3),
    L("gesuche/entlaufen-und-zugelaufen", "Hasseldieksdamm", "Kater vermisst", "Grau getigert, hört auf Fiete, wenn er will.", by="Greta", days_ago=0, state="waiting"),
    L("gesuche/sonstiges", "Altstadt", "Zweite Geige für ein Quartett", "Montags, wir spielen für uns und lachen viel.", by="Clemens", days_ago=8),
    L("angebote/essen-und-trinken", "Gaarden", "Mittagstisch für fünf Euro", "Freitag: Linsen mit Spätzle. Wer mehr geben kann, gibt mehr.", 5, "fixed", business="Mittagstisch Gaarden", days_ago=1),
    L("angebote/kurse-und-termine", "Elmschenhagen", "Drehen an der Scheibe, zwei Plätze", "Samstag von zehn bis eins.", 55, "fixed", business="Töpferei Tonart", days_ago=2),
    L("angebote/dienste", "Südfriedhof", "Lichter prüfen, bevor es dunkel wird", "Kostenlos, Birnen zum Einkaufspreis.", None, "free", business="Fahrradwerkstatt Rückenwind", days_ago=4),
    L("stellen/minijob-und-aushilfe", "Wellingdorf", "Verkauf in der Fischbude (m/w/d)", "Wochenende, Möwenabwehr inbegriffen.", business="Fischbude Achterdeck", days_ago=3,
      details={"hours": "10 Stunden", "contract": "mini", "salary_from": 15_00, "salary_unit": "hour"}),
    L("stellen/ausbildung", "Südfriedhof", "Bäckerin oder Bäcker werden (m/w/d)", "Vier-Tage-Woche schon in der Ausbildung.", business="Bäckerei Sprottengold", days_ago=11,
      details={"hours": "36 Stunden", "contract": "apprentice", "start": "1. August", "salary_from": 1020_00, "salary_unit": "month"}),
    L("hilfe-gesucht/einkaufen-und-besorgungen", "Wik", "Getränke in den vierten Stock", "Alle zwei Wochen, ein Aufzug fehlt.", by="Renate", days_ago=1),
    L("hilfe-gesucht/handy-computer-formulare", "Gaarden", "Hilfe beim Wohngeldantrag", "Ich habe alle Papiere, nur keinen Überblick.", by="Emine", days_ago=0),
    L("hilfe-angeboten/einkaufen-und-besorgungen", "Wik", "Tragen und Schleppen", "Mit Lastenrad und guter Laune.", by="Bjarne", days_ago=13),
    L("hilfe-angeboten/kinder-betreuen", "Ravensberg", "Hausaufgaben am Küchentisch", "Lehrerin im Ruhestand, dienstags.", by="Gisela", days_ago=19),
)  # fmt: skip

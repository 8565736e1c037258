"""What hangs on the board of Schleswig-Flensburg. People and things are made up."""

from __future__ import annotations

from marketplace.demo.shape import DemoListing as L

LISTINGS = (
    L("verschenken/moebel-und-haushalt", "Schleswig", "Ohrensessel, zwei Stück", "Einer für Sie, einer für den Besuch.", by="Marlies", days_ago=1),
    L("verschenken/fuer-kinder", "Kappeln", "Sandkasten aus Holz", "Wird vor Ort auseinandergeschraubt, der Akkuschrauber liegt bereit.", by="Timo", days_ago=2),
    L("verschenken/garten-und-pflanzen", "Sörup", "Kaminholz, selbst zu spalten", "Eine alte Birke, gefällt im Februar.", by="Hauke", days_ago=4, state="reserved"),
    L("verschenken/lebensmittel", "Satrup", "Kürbisse vom Feldrand", "Hokkaido, so viele Sie tragen.", by="Levke", days_ago=1),
    L("verschenken/buecher-und-spiele", "Glücksburg", "Reiseführer, ganz Skandinavien", "Etwas älter, die Fjorde stehen noch.", by="Volker", days_ago=8),
    L("verschenken/kleidung", "Harrislee", "Segelzeug, Größe M", "Nicht mehr schön, aber dicht.", by="Kirsten", days_ago=11, state="here"),
    L("gebrauchtes/sonstiges", "Maasholm", "Jolle mit Liegeplatzgeschichte", "Vier Meter fünfzig, frisch gestrichen.", 900, "negotiable", by="Knut", days_ago=3),
    L("gebrauchtes/fahrraeder-und-fahrzeuge", "Tarp", "Mofa, läuft 25", "Papiere vollständig, Helm dazu.", 480, "fixed", by="Melf", days_ago=6),
    L("gebrauchtes/moebel-und-haushalt", "Süderbrarup", "Kachelofen, gesetzt 1932", "Abbau durch Käufer, wir kochen Kaffee.", 300, "negotiable", by="Inge", days_ago=9),
    L("gebrauchtes/technik", "Kropp", "Melkroboter-Ersatzteile", "Vom aufgegebenen Hof, Liste auf Anfrage.", 150, "negotiable", by="Reimer", days_ago=13),
    L("gebrauchtes/garten-und-werkzeug", "Böklund", "Kettensäge mit Schutzhose", "Nur an Leute mit Schein.", 130, "fixed", by="Bente", days_ago=5),
    L("gebrauchtes/fuer-kinder", "Jübek", "Kaufmannsladen mit Waage", "Drei Generationen haben verkauft.", 55, "fixed", by="Wencke", days_ago=38, state="expired"),
    L("leihen/werkzeug-und-garten", "Eggebek", "Obstpresse und Muser", "Im Herbst stundenweise, Äpfel nicht vergessen.", 10, "fixed", by="Dorfverein", days_ago=26),
    L("leihen/spiel-und-sport", "Langballig", "Kajak für zwei", "Nur bei gutem Wetter und mit Westen.", 20, "fixed", by="Sönke", days_ago=17),
    L("leihen/feste-und-feiern", "Steinbergkirche", "Geschirr für achtzig", "Von den Landfrauen, gespült zurück.", 30, "fixed", by="Landfrauen", days_ago=31),
    L("gesuche/mitfahrt", "Gelting", "Mitfahrt nach Flensburg, morgens", "Zur Berufsschule, dienstags und freitags.", by="Jonna", days_ago=1),
    L("gesuche/sachen", "Arnis", "Alte Seekarten der Schlei", "Auch Flecken sind willkommen.", by="Museum", days_ago=4),
    L("gesuche/sonstiges", "Busdorf", "Plattsnacker für die Kita", "Eine Stunde in der Woche, Kekse gibt es.", by="Kita Wikinger", days_ago=7),
    L("gesuche/wohnung-und-garten", "Schleswig", "Garten zum Mitmachen", "Wir haben Spaten, Samen und samstags Zeit.", by="Familie Nasser", days_ago=2),
    L("angebote/essen-und-trinken", "Maasholm", "Aal und Makrele, freitags warm", "Ab zwölf, solange der Ofen raucht.", None, "request", business="Räucherkate Maas", days_ago=1),
    L("angebote/kurse-und-termine", "Busdorf", "Becher drehen am Sonntag", "Drei Plätze, danach brennen wir.", 45, "fixed", business="Töpferei am Noor", days_ago=3),
    L("angebote/waren", "Satrup", "Adventskränze, selbst gebunden", "Bestellen bis Donnerstag.", 24, "fixed", business="Blumenhof Lichtblick", days_ago=0, state="waiting"),
    L("stellen/voll-und-teilzeit", "Böklund", "Reetdachdeckerin oder Reetdachdecker (m/w/d)", "Schwindelfrei und wetterfest. Wir zahlen mehr als Tarif.", business="Reetdach Thiesen", days_ago=5,
      details={"hours": "40 Stunden", "contract": "unlimited", "salary_from": 19_00, "salary_to": 23_50, "salary_unit": "hour"}),
    L("stellen/ausbildung", "Arnis", "Bootsbau lernen (m/w/d)", "Ein Platz ab August, Schwimmabzeichen von Vorteil.", business="Bootsbau Kleinholz", days_ago=14,
      details={"hours": "39 Stunden", "contract": "apprentice", "start": "1. August", "salary_from": 900_00, "salary_unit": "month"}),
    L("hilfe-gesucht/einkaufen-und-besorgungen", "Kappeln", "Apotheke und Wochenmarkt", "Ich habe eine Liste und einen Korb.", by="Annegret", days_ago=1),
    L("hilfe-gesucht/haus-und-garten", "Sörup", "Dachrinne reinigen", "Die Leiter ist da, der Schwindel auch.", by="Otto", days_ago=0),
    L("hilfe-angeboten/einkaufen-und-besorgungen", "Kappeln", "Botengänge in Kappeln", "Mit dem Rad, bei jedem Wetter.", by="Ida", days_ago=16),
    L("hilfe-angeboten/haus-und-garten", "Sörup", "Leiterarbeiten und Kleinkram", "Am Wochenende.", by="Lasse", days_ago=24),
)  # fmt: skip

"""What hangs on the board of Dortmund. People and things are made up."""

from __future__ import annotations

from marketplace.demo.shape import DemoListing as L

LISTINGS = (
    L("verschenken/moebel-und-haushalt", "Nordstadt", "Küchentisch und vier Stühle", "Einer wackelt, der Rest nicht. Hinterhaus, Parkplatz vor der Tür.", by="Sibel", days_ago=1),
    L("verschenken/fuer-kinder", "Hombruch", "Bobbycar mit Flüsterreifen", "Die Nachbarn haben nie geklagt.", by="Tobias", days_ago=2),
    L("verschenken/garten-und-pflanzen", "Huckarde", "Erdbeerpflanzen, dreißig Ableger", "Aus der Kleingartenanlage, Parzelle 17.", by="Manni", days_ago=3),
    L("verschenken/buecher-und-spiele", "Hörde", "Puzzles, vollständig", "Geprüft von zwei Rentnern mit Zeit.", by="Hannelore", days_ago=5, state="reserved"),
    L("verschenken/kleidung", "Brackel", "Fußballschuhe, Größe 38 bis 42", "Vom Verein, geputzt.", by="Jugendabteilung", days_ago=6),
    L("verschenken/sonstiges", "Eving", "Taubenkörbe", "Fünf Stück, für Deko oder Tauben.", by="Günter", days_ago=10, state="elsewhere"),
    L("gebrauchtes/fahrraeder-und-fahrzeuge", "Kreuzviertel", "Faltrad, drei Gänge", "Passt in jeden Regionalexpress.", 160, "negotiable", by="Lea", days_ago=2),
    L("gebrauchtes/technik", "Unionviertel", "Röhrenverstärker", "Vorher bitte mit den Nachbarn reden.", 220, "fixed", by="Björn", days_ago=4),
    L("gebrauchtes/moebel-und-haushalt", "Aplerbeck", "Nierentisch, Original", "Mit Brandfleck von 1958.", 85, "negotiable", by="Roswitha", days_ago=7),
    L("gebrauchtes/fuer-kinder", "Wickede", "Playmobil-Zeche", "Förderkorb fährt, ein Kumpel fehlt.", 35, "fixed", by="Daniel", days_ago=3, state="here"),
    L("gebrauchtes/garten-und-werkzeug", "Scharnhorst", "Schweißgerät", "Mit Helm und Handschuhen, Schein fragt keiner, Erfahrung schon.", 180, "negotiable", by="Jupp", days_ago=9),
    L("gebrauchtes/buecher-musik-spiele", "Barop", "Dartscheibe, Turnierqualität", "Neun Kilo, mit Pfeilen.", 40, "swap", by="Sven", days_ago=45, state="expired"),
    L("leihen/werkzeug-und-garten", "Dorstfeld", "Kärcher", "Für Terrasse und Ehefrieden.", None, "free", by="Norbert", days_ago=18),
    L("leihen/feste-und-feiern", "Mengede", "Grill, zwei Meter", "Vom Nachbarschaftsverein, bitte sauber zurück.", 25, "fixed", by="Verein", days_ago=27),
    L("leihen/anhaenger-und-lastenrad", "Hafen", "Lastenrad der Hausgemeinschaft", "Zwei Stunden reichen für den Wocheneinkauf.", None, "free", by="Haus 12", days_ago=21),
    L("gesuche/sonstiges", "Saarlandstraßenviertel", "Bass für den Stadtteilchor", "Noten lesen ist kein Muss, donnerstags kommen schon.", by="Monika", days_ago=2),
    L("gesuche/wohnung-und-garten", "Innenstadt", "Stellplatz für ein Fahrrad", "Trocken und abschließbar.", by="Aylin", days_ago=1),
    L("gesuche/mitfahrt", "Lütgendortmund", "Mitfahrt zur Frühschicht", "Halb sechs Richtung Hafen.", by="Marek", days_ago=5),
    L("gesuche/sachen", "Kirchhörde", "Vereinsfotos von früher", "Für die Festschrift, wir scannen und geben zurück.", by="Archiv", days_ago=12, state="here"),
    L("angebote/essen-und-trinken", "Innenstadt", "Suppe für später, im Glas", "Drei Sorten, Pfand zwei Euro.", 6.5, "fixed", business="Suppenküche Löffelweise", days_ago=1),
    L("angebote/kurse-und-termine", "Nordstadt", "Boxen für Anfängerinnen", "Zwei freie Plätze am Dienstag um sieben.", None, "free", business="Boxstall Morgenschicht", days_ago=3),
    L("angebote/dienste", "Scharnhorst", "Reparaturabend am Mittwoch", "Bringen Sie mit, was noch zu retten ist.", None, "free", business="Reparaturwerkstatt Lötstelle", days_ago=4),
    L("stellen/voll-und-teilzeit", "Dorstfeld", "Metallbauerin oder Metallbauer (m/w/d)", "Tore, Treppen, Geländer. Wir arbeiten vier lange Tage und haben freitags frei.", business="Schlosserei Eisen und Enkel", days_ago=5,
      details={"hours": "36 Stunden", "contract": "unlimited", "start": "nach Absprache", "salary_from": 3100_00, "salary_to": 3700_00, "salary_unit": "month"}),
    L("stellen/minijob-und-aushilfe", "Hombruch", "Pizzaboten (m/w/d)", "Mit dem Dienstrad, Trinkgeld gehört Ihnen.", business="Pizzeria Da Nunzio Marrone", days_ago=0, state="waiting",
      details={"hours": "12 Stunden", "contract": "mini", "salary_from": 14_20, "salary_unit": "hour"}),
    L("hilfe-gesucht/fahren-und-begleiten", "Hörde", "Begleitung zur Reha", "Zweimal in der Woche mit der U-Bahn.", by="Herbert", days_ago=1),
    L("hilfe-gesucht/hund-und-katze", "Nordstadt", "Mopsdame ausführen", "Solange der Fuß in Gips ist.", by="Erna", days_ago=0),
    L("hilfe-angeboten/hund-und-katze", "Nordstadt", "Gassi um den Borsigplatz", "Nachmittags nach der Schule.", by="Jamal", days_ago=15),
    L("hilfe-angeboten/fahren-und-begleiten", "Hörde", "Begleiten zu Arzt und Amt", "Ich habe Zeit und eine Monatskarte.", by="Brigitte", days_ago=22),
)  # fmt: skip

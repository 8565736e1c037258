"""A town stands behind its shops: Dortmund's campaigns. All of it is made up."""

from __future__ import annotations

from marketplace.demo.campaigns.shape import DemoCampaign as C
from marketplace.demo.campaigns.shape import DemoCampaigns, DemoFund, DemoSubsidy
from marketplace.demo.campaigns.shape import DemoReward as R
from marketplace.demo.campaigns.shape import DemoUpdate as U

CAMPAIGNS = (
    C("licht", "Improbühne Doppelbock", "Zwölf neue Scheinwerfer", "Unsere Lampen sind älter als unser Ensemble. Im Februar fiel mitten im Stück der Strom aus.",
      "Wir spielen seit **elf Jahren** jeden Samstag, und genauso lange leuchten dieselben Lampen. Zwei sind durchgebrannt, für die anderen gibt es keine Birnen mehr.\n\nMit Ihrer Hilfe kaufen wir zwölf LED-Scheinwerfer. Sie brauchen ein Zehntel des Stroms, und niemand schwitzt mehr in der ersten Reihe.",
      2400, (("Zwölf LED-Scheinwerfer", 1680), ("Steuerpult, gebraucht", 420), ("Kabel, Schellen, Einbau", 300)),
      (R("voucher", "Zwei Karten für Samstag", 32, "Der Gutschein kommt sofort und gilt an jedem Samstag.", offer="Zwei Karten für Samstag"),
       R("thanks", "Ihr Name im Foyer", 50, "Auf der Tafel neben der Garderobe, so groß wie die Theatertoiletten-Schilder."),
       R("service", "Ein Stück über Sie", 180, "Sie erzählen uns zehn Minuten, wir spielen zehn Minuten. Nach der Spielzeit.", stock=4, days=120)),
      share=0.42, backers=13, began=19, lasts=36,
      lines=(("Familie Kowalski", "Damit ihr wieder was seht. Und wir auch."), ("Stammtisch Nordmarkt", "Licht an!"), ("Piotr N.", "Toi, toi, toi.")),
      updates=(U("Die ersten drei hängen", "Ein Verleih hat uns drei Lampen zum Ausprobieren gegeben. Der Unterschied ist verrückt: Man sieht plötzlich unsere Socken.", 5),),
      stretch=((3000, "Ein Verfolger, der niemanden blendet"),), words=(("feuerwehr", 41), ("nordstadtchor", 17))),
    C("kahn", "Kleines Haus am Kanal", "Der Kahn braucht neue Planken", "Siebzig Plätze unter Deck, und seit dem Herbst eine Pumpe, die nie mehr ausgeht.",
      "Unser Schleppkahn ist Baujahr 1926. Am Heck sind **neun Planken** morsch. Die Werft in Herne nimmt ihn im März auf den Slip, wenn die Anzahlung da ist.",
      4800, (("Lärchenholz, neun Planken", 1900), ("Werft, zwei Wochen", 2600), ("Schlepper hin und zurück", 300)),
      (R("voucher", "Zwei Karten und zwei Getränke", 38, offer="Zwei Karten und zwei Getränke"),
       R("thing", "Ein Stück alte Planke", 45, "Abgeschliffen, mit Jahreszahl. Von Hand, jedes ist anders.", stock=25, shipping=6, days=90),
       R("service", "Ein Konzert nur für Ihre Runde", 650, "Bis zu dreißig Gäste, eine Stunde Chanson.", stock=2, days=200)),
      share=0.24, backers=10, began=9, lasts=50, lines=(("Ruderclub 07", "Wir schauen jeden Morgen vom Wasser aus nach ihm."), ("Hanne und Gerd", "Unser erstes Rendezvous war an Bord."))),
    C("loch-sieben", "Minigolf Halde Süd", "Loch sieben: der Förderturm dreht sich wieder", "Seit dem Sturm steht das Rad still. Die Kinder fragen jeden Tag.",
      "Bahn sieben ist die schönste im Ruhrgebiet, sagen wir. Ein Sturm hat das Seilscheibenrad verbogen.\n\nDie Schlosserei um die Ecke baut es nach, wenn das Material bezahlt ist.",
      1200, (("Stahl und Lager", 540), ("Farbe", 110), ("Zwei Tage Werkstatt", 550)),
      (R("voucher", "Eine Runde zu zweit", 10, offer="Eine Runde zu zweit"), R("voucher", "Familienrunde", 24, offer="Familienrunde"), R("thanks", "Ihr Name auf einer Bande", 60, stock=18)),
      share=0.56, backers=12, began=28, lasts=33, lines=(("Klasse 4b", "Wir haben Kuchen verkauft!"), ("Opa Werner", "Bahn sieben, Hole in one, 1988.")), words=(("klasse-4b", 63),)),
    C("ofen", "Bäckerei Drei Öfen", "Ein vierter Ofen für das Abendbrot", "Drei Öfen reichen bis mittags. Wer nach der Schicht kommt, findet leere Regale.",
      "Mit einem kleinen Etagenofen backen wir **nachmittags um drei** noch einmal. Dann gibt es auch abends frisches Brot, und niemand muss in den Discounter.",
      5600, (("Etagenofen, gebraucht", 4300), ("Anschluss und Abzug", 1300)),
      (R("voucher", "Brötchengutschein", 15, offer="Brötchengutschein"), R("service", "Eine Nacht in der Backstube", 90, "Von zwei bis sechs, mit Frühstück.", stock=8, days=60)),
      mode="promise", share=0.62, backers=11, began=12, lasts=40, lines=(("Pflegeteam Brackel", "Endlich Brot nach der Spätschicht."),)),
    C("platten", "Plattenladen Rille 45", "Eine Bühne im Schaufenster", "Sechs Quadratmeter, ein Mikrofon, jeden ersten Freitag ein Mensch mit Gitarre.",
      "Wir räumen das Schaufenster aus und bauen eine Bühne hinein. Die Straße ist der Saal. Was fehlt, sind Podest, Vorhang und zwei Boxen.",
      1800, (("Podest aus Eiche", 700), ("Zwei Boxen, ein Mischpult", 900), ("Vorhang", 200)),
      (R("voucher", "Plattengutschein", 25, offer="Plattengutschein"), R("thing", "Stoffbeutel mit Rille", 18, stock=60, shipping=4, days=30), R("thanks", "Sie sagen den ersten Abend an", 75, stock=3)),
      share=0.27, backers=7, began=4, lasts=45),
    C("kinderboxen", "Boxstall Morgenschicht", "Handschuhe für zwanzig Kinder", "Das Training ist umsonst. Die Handschuhe leider nicht.",
      "Montags und donnerstags um vier ist unser Ring voll. Die Hälfte der Kinder boxt mit geliehenen Handschuhen, die zu groß sind.",
      1500, (("Zwanzig Paar Handschuhe", 980), ("Bandagen, Mundschutz", 300), ("Ein Sandsack in Kindergröße", 220)),
      (R("thanks", "Eine Karte von den Kindern", 20), R("service", "Probetraining mit Frühstück", 45, stock=15)),
      share=1.16, backers=14, began=26, lasts=38, lines=(("Zahnarztpraxis am Ring", "Mit Mundschutz, bitte."), ("Zehra A.", "Mein Sohn schläft seitdem durch.")),
      updates=(U("Geschafft, und noch nicht Schluss", "Das Ziel ist erreicht. Alles, was jetzt noch kommt, wird ein zweiter Sandsack.", 2),), stretch=((2000, "Ein zweiter Sandsack"),)),
    C("leseecke", "Buchladen Eselsohr und Söhne", "Ein Lesesessel für Rollstühle", "Unsere Stufe ist zehn Zentimeter hoch. Für manche ist das eine Mauer.",
      "Wir bauen eine Rampe und machen die Leseecke breit genug. Der Ohrensessel bekommt Rollen und rückt zur Seite.",
      2100, (("Rampe aus Stahl", 1350), ("Umbau der Regale", 750)),
      (R("voucher", "Büchergutschein", 20, offer="Büchergutschein"), R("thing", "Krimi-Paket mit Widmung", 39, stock=20, shipping=5)),
      mode="promise", state="called", share=1.2, backers=10, began=45, lasts=40, lines=(("Elke R.", "Dann komme ich endlich selbst rein."),)),
    C("bienen", "Imkerei Zechenblüte", "Zwei Völker für den Schulhof", "Die Gesamtschule hat den Platz, wir haben die Bienen. Es fehlen Kästen und Schleier.",
      "Zwölf Jugendliche lernen imkern, auf dem Dach der Turnhalle. Im Juli wird geschleudert.",
      900, (("Zwei Beuten mit Rähmchen", 420), ("Zwölf Schleier, Handschuhe", 300), ("Smoker, Werkzeug", 180)),
      (R("voucher", "Vier Gläser Haldenhonig", 24, offer="Vier Gläser Haldenhonig"), R("thanks", "Eine Biene trägt Ihren Namen", 15)),
      state="settled", share=1.32, backers=12, began=190, lasts=30, lines=(("Förderverein", "Summ, summ."),),
      updates=(U("Die Kästen stehen", "Seit gestern fliegen sie. Niemand wurde gestochen, außer dem Rektor.", 120), U("Achtzehn Kilo Honig", "Geschleudert, abgefüllt, verkauft. Vom Erlös kauft die AG ein drittes Volk.", 40, "outcome"))),
    C("lastenrad", "Unverpackt Lose Menge", "Ein Lastenrad zum Ausleihen", "Wer einkauft, fährt es nach Hause und bringt es zurück. Ohne Gebühr.",
      "Ein gebrauchtes Rad mit Kiste, ein Schloss, eine Versicherung für zwei Jahre.",
      2600, (("Lastenrad, gebraucht", 1900), ("Versicherung, zwei Jahre", 480), ("Schloss, Plane", 220)),
      (R("voucher", "Einkaufsgutschein", 20, offer="Einkaufsgutschein"),),
      state="succeeded", share=1.05, backers=11, began=48, lasts=40, on_paper=2, updates=(U("Es ist da!", "Grün, mit einer Klingel wie ein Schiff. Zum Ausleihen einfach an der Kasse fragen.", 3),)),
    C("wintergarten", "Wirtshaus Flöz 7", "Ein Dach über dem Biergarten", "Zwei Kastanien halten viel ab, aber keinen November.",
      "Eine Plane auf Holzbalken, die sich bei Sonne aufrollen lässt.",
      7500, (("Holzbau", 4900), ("Plane mit Kurbel", 2600)),
      (R("voucher", "Wirtshausgutschein", 40, offer="Wirtshausgutschein"),),
      mode="promise", state="failed", share=0.31, backers=8, began=75, lasts=60),
    C("kurse", "Atelier Taubenschlag", "Farben für die Kinder der Kolonie", "Mittwochs ist das Dach offen für alle, die unter zwölf sind.",
      "Papier, Farben und Pinsel für ein Jahr. Der Kurs selbst kostet die Kinder nichts.",
      800, (("Farben und Papier", 560), ("Kittel, Pinsel", 240)),
      (R("voucher", "Ateliergutschein", 20, offer="Ateliergutschein"), R("thing", "Ein Bild von einem Kind", 35, "Gerahmt, mit Titel.", stock=12, shipping=6)),
      share=0.55, backers=8, began=6, lasts=30, lines=(("Oma Hedwig", "Mehr Blau!"),)),
    C("toaster", "Reparaturwerkstatt Lötstelle", "Ein Mikroskop für kleine Fehler", "Manche Risse sind dünner als ein Haar.",
      "Mit einem Stereomikroskop retten wir Platinen, die wir heute wegwerfen müssen.",
      650, (("Stereomikroskop, gebraucht", 650),), (R("voucher", "Reparaturgutschein", 35, offer="Reparaturgutschein"),), state="waiting", share=0, backers=0, began=0),
    C("stadion", "Südkurve Textil", "Trikots für alle, mit Verlosung", "Wer 50 Euro gibt, kann eine Reise gewinnen.",
      "Unter allen, die mitmachen, verlosen wir eine Fahrt zum Auswärtsspiel.",
      3000, (("Trikots", 3000),), state="rejected", share=0, backers=0, began=0, reason="Eine Verlosung dürfen wir hier nicht zeigen. Bitte nehmen Sie sie heraus, dann geben wir die Kampagne gern frei."),
    C("hof", "Hofladen Gut Emscherwiese", "Ein Automat am Hoftor", "Eier und Kartoffeln auch am Sonntag.",
      "Ein gebrauchter Automat mit zwölf Fächern.", 3900, (("Automat", 3400), ("Fundament, Strom", 500)), state="draft", share=0, backers=0, began=0),
)  # fmt: skip

FUNDS = (
    DemoFund("kultur", "Kulturtopf der Stadt", "Was Sie einer Bühne, einem Atelier oder einem Kahn geben, verdoppelt die Stadt.", 6000, public=True, per_pledge=100, per_person=150,
             per_campaign=1500, categories=("freizeit-kultur", "buch-kunst-handgemachtes"), authority="Kulturbüro der Stadt Dortmund"),
    DemoFund("werkhaus", "Feierabendtopf vom Werkhaus", "Auf jede Unterstützung zwischen 17 und 21 Uhr legt das Werkhaus die Hälfte drauf.", 900, giver="werkhaus", factor=50, per_pledge=25, hours=(17, 21)),
)  # fmt: skip

SUBSIDIES = (DemoSubsidy("Dortmund legt drauf", 5000, 20, 100),)

DORTMUND_CAMPAIGNS = DemoCampaigns(campaigns=CAMPAIGNS, funds=FUNDS, subsidies=SUBSIDIES)

"""`/verwaltung/gutscheine/` and `/verwaltung/buchungen/`: what was sold, what is still owed, where each cent stands."""

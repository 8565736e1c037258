"""How the pages speak of an administration: its name in the four cases, and the house where its people work."""

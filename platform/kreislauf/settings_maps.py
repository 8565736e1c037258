"""What the maps stand on, from the environment. Without any of it they have the outlines that regions have here."""

from __future__ import annotations

from kreislauf import env

# A server of map tiles: https://tiles.example/{z}/{x}/{y}.png. This platform asks it and keeps them; browsers never do.
MAP_TILES = env.text("KREISLAUF_MAP_TILES", "")
# An archive of vector tiles (PMTiles): a file of this machine, or an address such as s3's.
MAP_PMTILES = env.text("KREISLAUF_MAP_PMTILES", "")
MAP_CREDIT = env.text("KREISLAUF_MAP_CREDIT", "")  # who made them, in the corner of the map

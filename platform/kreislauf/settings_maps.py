"""What the maps stand on, from the environment. Without any of it they have the outlines that regions have here."""

from __future__ import annotations

from kreislauf import env
from kreislauf.setting_problems import problem

# A server of map tiles: https://tiles.example/{z}/{x}/{y}.png. This platform asks it and keeps them; browsers never do.
MAP_TILES = env.text("KREISLAUF_MAP_TILES", "")
if MAP_TILES and not (
    MAP_TILES.startswith(("https://", "http://")) and all(f"{{{one}}}" in MAP_TILES for one in "zxy")
):
    problem("KREISLAUF_MAP_TILES is an address with {z}, {x} and {y}.")
# An archive of vector tiles (PMTiles) in the scheme of Protomaps: a file of this machine, or an https address of a
# bucket. A newer one gets a new name.
MAP_PMTILES = env.text("KREISLAUF_MAP_PMTILES", "")
MAP_CREDIT = env.text("KREISLAUF_MAP_CREDIT", "")  # who made them, in the corner of the map
MAP_CACHE_MB = env.number("KREISLAUF_MAP_CACHE_MB", 500)  # on this machine's disk

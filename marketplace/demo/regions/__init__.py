"""The regions of the demo, in the order in which they are made."""

from __future__ import annotations

from marketplace.demo.regions.dortmund import DORTMUND
from marketplace.demo.regions.kiel import KIEL
from marketplace.demo.regions.mittelholstein import MITTELHOLSTEIN
from marketplace.demo.regions.rendsburg_eckernfoerde import RENDSBURG_ECKERNFOERDE
from marketplace.demo.regions.schleswig_flensburg import SCHLESWIG_FLENSBURG

REGIONS = (SCHLESWIG_FLENSBURG, DORTMUND, KIEL, MITTELHOLSTEIN)
KREISE = (RENDSBURG_ECKERNFOERDE,)  # above one of them, and small: made first

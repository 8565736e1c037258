"""What the public list of vouchers costs the web server, against a bare Django view on the same kind of server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.place import Place
from tests.bench.rows import Row
from tests.bench.web import Web

DATABASE = "bench_page"
OFFERS = 60
LIST = "/gutscheine/"


def run(place: Place) -> Iterator[Row]:
    times, runs = place.size(full=300, small=20), place.size(full=11, small=3)
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
        maker.call("regions:collect_static")
        maker.call("regions:make", labels=["kiel", "dortmund"])
        maker.call("regions:fill", label="kiel", offers=OFFERS)
    with ExitStack() as stack:

        def served(application: str, **more: str) -> Web:
            env = place.env(DATABASE, **more)
            return stack.enter_context(Web(application, env, host="kiel.localhost", log=place.home / "web.log"))

        bare = served("tests.bench.variants.bare:application")
        uncached = served("kreislauf.wsgi:application", KREISLAUF_PAGE_CACHE_SECONDS="0")
        cached = served("kreislauf.wsgi:application", KREISLAUF_PAGE_CACHE_SECONDS="600")
        shown = len(re.findall(r'class="kl-tic[ "]', uncached.ask(LIST)))
        size = len(uncached.ask(LIST, times=times // 4).encode())
        if uncached.ask(LIST) != cached.ask(LIST, times=times // 4):
            raise AssertionError("The cached page is another one.")
        bare.ask("/", times=times // 4)
        sides = {
            "bare": lambda: bare.cpu_of("/", times=4 * times),  # the processor's clock ticks in hundredths
            "uncached": lambda: uncached.cpu_of(LIST, times=times),
            "cached": lambda: cached.cpu_of(LIST, times=2 * times),
        }
        seen = in_turns(sides, runs=runs)
        page = (
            f"the public list of vouchers, {OFFERS} offers, {shown} of them on the page, {size / 1024:.0f} KiB / a "
            f"bare Django view without middleware and query; processor time of the web server (granian, one worker)"
        )
        for name in ("uncached", "cached"):
            how = "out of the page cache" if name == "cached" else "page cache off"
            yield Row(
                f"page.{name}",
                ratio_of_medians(seen[name], seen["bare"]),
                f"{how}: {page}; {times} requests or more a run after {times // 4} to warm up",
                runs,
                {"ours_ms": ms(seen[name]), "bare_ms": ms(seen["bare"])},
            )

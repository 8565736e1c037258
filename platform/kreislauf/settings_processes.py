"""The processes `kreislauf web`, `kreislauf worker` and `kreislauf beat`: where they listen, and how many they are."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir

from kreislauf import env
from kreislauf.setting_problems import problem

BIND = env.address("BIND", "127.0.0.1:8000")
WEB_PROCESSES = env.number("WEB_PROCESSES", 1)
WORKER_PROCESSES = env.number("WORKER_PROCESSES", 2)
# Worker and beat touch it while they do their work; whoever watches them looks at how old it is.
ALIVE_FILE = Path(env.text("ALIVE_FILE", str(Path(gettempdir()) / "kreislauf-alive")))
# While this file is there, a web calls itself unhealthy and goes on answering: new visitors are sent elsewhere.
DRAIN_FILE = env.text("DRAIN_FILE", "")
# The web server's own variable. Some threads are never given to reading a body, which may take as long as one likes.
WEB_THREADS = env.number("GRANIAN_BLOCKING_THREADS", 32)
BODIES_AT_ONCE = max(1, WEB_THREADS * 3 // 4)

# Metrics for Prometheus, on a port that the edge does not lead to (host:port; nothing: none).
METRICS_BIND = env.address("METRICS_BIND") if env.text("METRICS_BIND", "") else None
METRICS_OF_REGIONS = env.switch("METRICS_OF_REGIONS")  # also requests by region: a row for each of them
# Where deploy/runbooks can be read, as an address: the operators' site leads there from a figure that needs a look.
RUNBOOKS_URL = env.text("KREISLAUF_RUNBOOKS_URL", "").rstrip("/")
if RUNBOOKS_URL and not RUNBOOKS_URL.startswith(("https://", "http://")):
    problem("KREISLAUF_RUNBOOKS_URL is an address that begins with https://.")

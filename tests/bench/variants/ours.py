"""Our isolation around the views, and nothing else: the host's region, its schema, its role, the scrub."""

from kreislauf.settings import *  # noqa: F403

MIDDLEWARE = ["tenants.middleware.RegionMiddleware"]
ROOT_URLCONF = "tests.bench.variants.views"
URLCONFS = {"region": ROOT_URLCONF, "unknown": ROOT_URLCONF, "platform": ROOT_URLCONF, "operator": ROOT_URLCONF}

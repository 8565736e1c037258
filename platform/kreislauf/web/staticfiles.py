"""Which static files are published: our own, and of the npm packages only what a page loads."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Packages carry source maps, development builds, sources and thirty font files that no page of ours asks for.
_NEVER_PUBLISHED = [
    "*.map",
    "*.scss",
    "*.d.ts",
    "*.txt",
    "*.woff",
    "*-src.js",
    "*-src.esm.js",
    "*.esm.js",
    "*.esm.min.js",
    "htmx.js",
    "htmax*",
    "ext",
    "editors",
    "scripts",
    "skills",
    "rest_framework",  # its browsable pages; ours speaks JSON only
    "*-italic.woff2",
    "fira-sans-[cgv]*",
    *(f"fira-sans-*-{weight}-normal.woff2" for weight in (100, 200, 300, 700, 800, 900)),
]


class StaticFiles(StaticFilesConfig):
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, *_NEVER_PUBLISHED]


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed names for ever-lasting caching, with a compressed copy beside each file."""

    keep_only_hashed_files = True  # no page asks for another name
    # The pages name their modules themselves; rewriting imports inside of third-party scripts breaks them.
    support_js_module_import_aggregation = False
    # A source map that we do not publish must not stop a deployment.
    patterns = tuple(
        (glob, tuple(rule for rule in rules if "sourceMappingURL" not in (rule if isinstance(rule, str) else rule[0])))
        for glob, rules in CompressedManifestStaticFilesStorage.patterns
    )

"""`make deploy-docs`: write the chart's README out of values.yaml, and copy the alerts and the dashboard into it."""

from __future__ import annotations

import shutil

from tests.deploy.chart import CHART
from tests.deploy.run import needed, run
from tests.deploy.tools import ROOT, go_tool

COPIES = ("prometheus/rules.yaml", "grafana/kreislauf.json")

if __name__ == "__main__":
    tool = needed(go_tool("helm-docs"), "helm-docs")
    run(tool, "--chart-search-root", CHART, "--ignore-non-descriptions")
    for name in COPIES:
        (CHART / "files").mkdir(exist_ok=True)
        if (ROOT / "deploy" / name).exists():
            shutil.copyfile(ROOT / "deploy" / name, CHART / "files" / name.rpartition("/")[2])
    print(CHART / "README.md")

"""`make deploy-docs`: write the chart's README out of values.yaml."""

from __future__ import annotations

from tests.deploy.chart import CHART
from tests.deploy.run import needed, run
from tests.deploy.tools import go_tool

if __name__ == "__main__":
    tool = needed(go_tool("helm-docs"), "helm-docs")
    run(tool, "--chart-search-root", CHART, "--ignore-non-descriptions")
    print(CHART / "README.md")

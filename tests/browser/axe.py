"""axe-core in a page: the rules of WCAG 2.2 A and AA, and its best practices."""

from functools import cache
from pathlib import Path

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id} (${help}): ${html.slice(0, 200)} ${failureSummary.replace(/\\s+/g, " ")}`));
}"""


@cache
def script():
    return (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page):
    """What axe finds wrong in `page` as it stands, one text for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script())
    return page.evaluate(RUN, TAGS)

"""axe-core in a page: the rules of WCAG 2.2 A and AA, and its best practices."""

from functools import cache
from pathlib import Path

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
  const runOnly = { type: "tag", values: tags };
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) =>
    `${id} (${help}): ${html.slice(0, 200)} ${failureSummary.replace(/\\s+/g, " ")}`));
}"""


@cache
def script():
    return (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page):
    """What axe finds wrong in `page` as it stands, one text for each element.

    Without what is drawn in hidden pictures: it is nothing to axe, and a thousand elements of it take most of the time.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate("document.querySelectorAll('svg[aria-hidden=true] *').forEach(each => each.remove())")
        page.evaluate(script())
    return page.evaluate(RUN, TAGS)

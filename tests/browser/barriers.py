"""What keeps people from using a page as it stands in the browser, as axe tells, and its width."""

from typing import Any

# Beyond what axe looks for by itself.
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What axe found in order is as long as the page, and nobody asks for it.
VIOLATIONS = """([within, options]) => axe.run(within ?? document, options)
    .then(({ violations }) => violations)"""


def barriers(page: Any, options: dict[str, Any], within: str | None = None) -> list[str]:
    """What axe finds on the page, or within an element, with the first elements of each kind."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return [
        f"{rule['id']}: {rule['help']} — {node['html'][:200]}"
        for rule in page.evaluate(VIOLATIONS, [within, options])
        for node in rule["nodes"][:3]
    ]

"""A report as a page: HTML that needs nothing else, no script, no font, no network."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from tmf623.reports.layout import WORKING, Section


@cache
def _template() -> Template:
    loader = PackageLoader("tmf623", "reports")
    environment = Environment(loader=loader, autoescape=select_autoescape(default=True), undefined=StrictUndefined)
    return environment.get_template("report.html")


def html_bytes(title: str, sections: Sequence[Section]) -> bytes:
    """The page, UTF-8."""
    return _template().render(title=title, sections=sections, working=WORKING).encode()

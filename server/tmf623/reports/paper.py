"""A report on paper: PDF in landscape A4. Wide tables are turned: a block of names and values for each row."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tmf623.errors import Reason, Unavailable
from tmf623.reports.layout import WORKING, Section

_FAMILY = "SourceSansPro"
_STYLES = {"": "Regular", "B": "Bold"}
_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""The same tables give the same bytes."""
_BROADEST = 8
"""Columns a table may have; what has more is written in blocks."""
_SMALL, _TEXT, _LARGE = 7, 9, 14


def pdf_bytes(title: str, sections: Sequence[Section]) -> bytes:
    """The document.

    Raises:
        Unavailable: the program was installed without the extra `reports`.
    """
    paper = _paper(title)
    paper.set_font(_FAMILY, "B", _LARGE)
    paper.multi_cell(0, 8, _printable(title), new_x="LMARGIN", new_y="NEXT")
    for section in sections:
        paper.ln(3)
        paper.set_font(_FAMILY, "B", _TEXT + 1)
        paper.multi_cell(0, 6, section.title, new_x="LMARGIN", new_y="NEXT")
        if len(section.columns) <= _BROADEST:
            _table(paper, section)
        else:
            _blocks(paper, section)
    return bytes(paper.output())


def _paper(title: str) -> Any:
    try:
        from fpdf import FPDF  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise Unavailable(Reason.NOT_SUPPORTED, "PDF needs the extra `reports`") from error
    paper = FPDF(orientation="landscape", format="A4")
    for style, file in _fonts().items():
        paper.add_font(_FAMILY, style, file)
    paper.set_creation_date(_MADE)
    paper.set_title(title)
    paper.set_auto_page_break(auto=True, margin=12)
    paper.add_page()
    return paper


@cache
def _fonts() -> dict[str, str]:
    from importlib.resources import files  # noqa: PLC0415 - with the extra it looks into

    folder = files("font_source_sans_pro") / "files"
    return {style: str(folder / f"{_FAMILY}-{name}.ttf") for style, name in _STYLES.items()}


def _table(paper: Any, section: Section) -> None:
    paper.set_font(_FAMILY, "", _SMALL + 1)
    with paper.table(text_align="LEFT", line_height=4, padding=0.6) as table:
        heading = table.row()
        for name in section.columns:
            heading.cell(name)
        for row in section.rows:
            line = table.row()
            for name, text in zip(section.columns, row, strict=True):
                line.cell(_printable(text), link=text if _is_link(name, text) else None)


def _blocks(paper: Any, section: Section) -> None:
    for row in section.rows:
        paper.set_font(_FAMILY, "", _SMALL + 1)
        paper.ln(1)
        for name, text in zip(section.columns, row, strict=True):
            if text:
                link = text if _is_link(name, text) else ""
                paper.set_font(_FAMILY, "B", _SMALL + 1)
                paper.cell(42, 4, name)
                paper.set_font(_FAMILY, "", _SMALL + 1)
                paper.multi_cell(0, 4, _printable(text), new_x="LMARGIN", new_y="NEXT", link=link)


def _is_link(name: str, text: str) -> bool:
    return name == WORKING and text.startswith("http")


def _printable(text: str) -> str:
    """The text without control characters, which have no glyph."""
    return "".join(character if character.isprintable() else " " for character in text)

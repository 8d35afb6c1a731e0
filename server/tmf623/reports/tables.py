"""Tables for spreadsheets: CSV (RFC 4180) and XLSX. Every cell is text, so no program rounds a digit away."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from tmf623.errors import Reason, Unavailable
from tmf623.reports.layout import Section

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_SHEET = re.compile(r"[\[\]:*?/\\]")


def harmless(text: str) -> str:
    """The text as a cell no spreadsheet takes for a formula: an apostrophe goes before what could begin one."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def csv_bytes(sections: Sequence[Section]) -> bytes:
    """All tables in one file: each row begins with the title of its table, and each table with its columns' names."""
    text = io.StringIO()
    rows = csv.writer(text)
    for section in sections:
        rows.writerow(("section", *section.columns))
        rows.writerows((section.title, *map(harmless, row)) for row in section.rows)
    return text.getvalue().encode()


def xlsx_bytes(sections: Sequence[Section]) -> bytes:
    """A sheet for each table. The same tables give the same bytes.

    Raises:
        Unavailable: the program was installed without the extra `reports`.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise Unavailable(Reason.NOT_SUPPORTED, "XLSX needs the extra `reports`") from error
    file = io.BytesIO()
    literal = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, **literal}) as book:
        book.set_properties({"created": _EPOCH})
        heading = book.add_format({"bold": True})
        for section in sections:
            sheet = book.add_worksheet(_SHEET.sub(" ", section.title)[:31])
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(section.columns):
                texts = [name, *(row[column] for row in section.rows)]
                sheet.set_column(column, column, min(_WIDEST, max(map(len, texts)) + 2))
                sheet.write_string(0, column, name, heading)
                for line, text in enumerate(texts[1:], 1):
                    sheet.write_string(line, column, harmless(text))
    return file.getvalue()

"""What a person reads in a report, whatever its form."""

import io
import re

from openpyxl import load_workbook
from pypdf import PdfReader

FORMS = ("json", "csv", "xlsx", "html", "pdf")


def text_of(form: str, content: bytes) -> str:
    """The text of a document of this form; a PDF's without the breaks of its lines."""
    if form == "pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    text = content.decode()
    return re.sub(r"<[^>]*>", "\n", text) if form == "html" else text

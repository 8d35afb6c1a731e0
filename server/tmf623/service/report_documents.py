"""A QoS report in one of its forms."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, cast

from tmf623.contract.documents import Stored, loaded
from tmf623.contract.faults import shown
from tmf623.contract.kinds import QOS_REPORT
from tmf623.contract.profiles import QOS_V1
from tmf623.contract.rendering import resource_json
from tmf623.errors import Invalid, Reason
from tmf623.reports import page, paper, tables
from tmf623.reports.layout import Section, sections

if TYPE_CHECKING:
    from tmf.sla.v1.report_pb2 import QosReport


class Format(StrEnum):
    """The forms of a report."""

    HTML = "html"
    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


MEDIA: Mapping[Format, str] = {
    Format.HTML: "text/html",
    Format.PDF: "application/pdf",
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}
"""Media type of each form; the first is the usual one."""


class Document(NamedTuple):
    """A report, written."""

    media: str
    name: str
    """A file name for it."""
    content: bytes


def format_of(text: str) -> Format:
    """The form a word names; Invalid when it names none."""
    try:
        return Format(text)
    except ValueError:
        sentence = f"format is {shown(text)}, none of {', '.join(Format)}"
        raise Invalid(Reason.INVALID_QUERY, sentence, attribute="format") from None


def document(stored: Stored, form: Format, base: str = "") -> Document:
    """Write a report down; `base` is what its links start with.

    Raises:
        Unavailable: this form needs an extra the program was installed without.
    """
    name = f"qosReport-{stored.id}.{form}"
    if form is Format.JSON:
        return Document(MEDIA[form], name, resource_json(QOS_REPORT, stored, QOS_V1, base))
    report = cast("QosReport", loaded(QOS_REPORT, stored))
    return Document(MEDIA[form], name, _WRITERS[form](report.name, sections(report, base)))


_WRITERS: Mapping[Format, Callable[[str, Sequence[Section]], bytes]] = {
    Format.HTML: page.html_bytes,
    Format.PDF: paper.pdf_bytes,
    Format.CSV: lambda _, made: tables.csv_bytes(made),
    Format.XLSX: lambda _, made: tables.xlsx_bytes(made),
}

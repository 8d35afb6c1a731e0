"""Rows of files: CSV, Parquet and NDJSON, the first and the last packed with gzip or not."""

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from tmf623.contract.reader import read_json
from tmf623.errors import Invalid
from tmf623.ingest.mapping import Csv, Row

_LINES_AT_ONCE = 1 << 16


class FileError(Exception):
    """The file cannot be read; the text is one line that names it."""


class Numbered(NamedTuple):
    """One row."""

    number: int
    """From 1; of lines as an editor counts them, of a CSV file's rows without the line of names."""
    row: Row
    read: int
    """Bytes of the file read so far, as it lies on disk."""


def form_of(path: Path) -> str:
    """How the file is written, by its name: csv, parquet or ndjson. FileError when it tells none."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    form = _FORMS.get(suffixes[-1] if suffixes else "")
    if form is None:
        raise FileError(f"{path}: a file ends with one of {', '.join(_FORMS)}, with .gz after it or not")
    return form


_FORMS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
}


def rows(path: Path, written: Csv) -> Iterator[Numbered]:
    """The rows of a file; FileError says what is wrong with it."""
    form = form_of(path)
    try:
        yield from _ROWS[form](path, written)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, Invalid) as error:
        raise FileError(f"{path}: {error}") from None


def lines(path: Path) -> Iterator[tuple[bytes, int]]:
    """The bytes of a file, unpacked, in pieces, and how many of it are read."""
    try:
        with _opened(path) as (file, raw):
            while piece := file.read(_LINES_AT_ONCE):
                yield piece, raw.tell()
    except (OSError, EOFError) as error:
        raise FileError(f"{path}: {error}") from None


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    with path.open("rb") as raw:
        if path.suffix.lower() != ".gz":
            yield raw, raw
            return
        with gzip.open(raw) as unpacked:
            yield unpacked, raw  # type: ignore[misc] # gzip's reader is one of bytes


def _csv_rows(path: Path, written: Csv) -> Iterator[Numbered]:
    tabs = ".tsv" in (suffix.lower() for suffix in path.suffixes) and written.delimiter == ","
    with _opened(path) as (file, raw), io.TextIOWrapper(file, encoding=written.encoding, newline="") as text:
        reader = csv.DictReader(
            text,
            fieldnames=list(written.columns) or None,
            delimiter="\t" if tabs else written.delimiter,
            quotechar=written.quote,
            strict=True,
        )
        for number, row in enumerate(reader, start=1):
            if None in row or None in row.values():
                raise FileError(f"{path} row {number}: it has another number of columns than the file")
            yield Numbered(number, row, raw.tell())


def _ndjson_rows(path: Path, _written: Csv) -> Iterator[Numbered]:
    with _opened(path) as (file, raw):
        for number, line in enumerate(file, start=1):
            if line.strip():
                value = read_json(line)
                if type(value) is not dict:
                    raise FileError(f"{path} row {number}: it is no object")
                yield Numbered(number, value, raw.tell())


def _parquet_rows(path: Path, _written: Csv) -> Iterator[Numbered]:
    try:
        from pyarrow import ArrowException, parquet  # type: ignore[import-untyped] # noqa: PLC0415 - an extra
    except ImportError:
        raise FileError(f"{path}: Parquet needs its reader: pip install 'tmf623[parquet]'") from None
    number, size = 0, path.stat().st_size
    try:
        with parquet.ParquetFile(path) as file:
            total = max(1, file.metadata.num_rows)
            for batch in file.iter_batches(batch_size=_LINES_AT_ONCE):
                for row in batch.to_pylist():
                    number += 1
                    yield Numbered(number, {name: _plain(value) for name, value in row.items()}, size * number // total)
    except ArrowException as error:
        raise FileError(f"{path}: {' '.join(str(error).split())}") from None


def _plain(value: Any) -> Any:
    """A value of Parquet as the text a CSV file would have."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return value


_ROWS = {"csv": _csv_rows, "parquet": _parquet_rows, "ndjson": _ndjson_rows}

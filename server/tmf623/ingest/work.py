"""The work of `tmf623 ingest`: file after file, portion after portion, with a word on how far it is."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from tmf623.ingest import portions
from tmf623.ingest.files import FileError, form_of
from tmf623.ingest.mapping import FileMapping, MappingError, read_mapping
from tmf623.ingest.portions import Wrong, WrongRow
from tmf623.ingest.targets import NotRecorded, Target

ERRORS = (FileError, MappingError, NotRecorded, WrongRow)
"""What ends the work; each text is one line for whoever started it."""


class Outcome(NamedTuple):
    """What became of the files."""

    rows: int
    """Rows read, wrong ones among them."""
    counts: Counter[str]
    """Batches, cases, orders or contacts by what became of them."""
    wrong: list[str]
    """Rows that were passed over, a line each."""


class Watching(Protocol):
    """Whoever is told how far the work is."""

    def __call__(self, path: Path, read: int, /) -> None:
        """So many bytes of a file are done."""


def ingest(
    paths: Sequence[Path], mapping: FileMapping | None, target: Target, wrong: Wrong, watching: Watching
) -> Outcome:
    """Have the rows of files recorded; without a mapping they are NDJSON in the API's own words.

    Raises:
        FileError: a file cannot be read.
        WrongRow: a row is wrong, unless they are passed over; what came before it is recorded.
        NotRecorded: the target refused a portion, or is away.
    """
    rows, counts = 0, Counter[str]()
    for path in paths:
        if mapping is None and form_of(path) != "ndjson":
            raise FileError(f"{path}: a mapping must say what the columns are")
        found = portions.of_lines(path) if mapping is None else portions.of_rows(path, mapping, wrong)
        for portion in found:
            if portion.batches or portion.request is not None:
                counts += target.record(portion)
            rows += portion.rows
            watching(path, portion.read)
    return Outcome(rows, counts, wrong.told)


def mapping_at(path: Path | None) -> FileMapping | None:
    """The mapping in a file, if there is one; MappingError when it cannot be used."""
    if path is None:
        return None
    try:
        return read_mapping(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: {error}") from None
    except MappingError as error:
        raise MappingError(f"{path}: {error}") from None


def _silent(_path: Path, _read: int) -> None:
    """Nobody watches."""


@contextmanager
def bar(paths: Sequence[Path]) -> Iterator[Watching]:
    """A progress bar on a terminal; elsewhere silence."""
    if not sys.stderr.isatty():
        yield _silent
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[Path, TaskID] = {
            path: progress.add_task(path.name, total=path.stat().st_size) for path in paths if path.exists()
        }
        yield lambda path, read: progress.update(tasks[path], completed=read)

"""Records: a table of venues in, one ``Record`` a row out.

Input: CSV (RFC 4180, in UTF-8 with or without a byte order mark, or in GB18030) or XLSX (its first
sheet). The first row names the columns: small letters, digits and ``_``, and for a value in one
language its locale after a dot (``address.ar``). Rows are read one by one and never held together.
What is wrong is said with row and column; rows count from 1 and the first row is the names'.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path

from leaflets.batch.cells import unseen
from leaflets.batch.names import file_stem, folded
from leaflets.campaign import Encoding
from leaflets.diagnostics import Diagnostic, Faults, Location
from leaflets.markup.slots import Value
from leaflets.settings import alike

_LOOKED_UP = 5
"""Keys twice there whose first row is looked up: the table is read again for each."""

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
"""What other programs put between cells."""

_COLUMN = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)?")


@dataclass(frozen=True, slots=True)
class Cells(Mapping[str, Value]):
    """The values of a row by column, made when they are asked for: most of a record's way is
    between processes. ``columns`` (counted from 1) is the same object in all rows of a table."""

    shown_as: str
    row: int
    columns: Mapping[str, int]
    texts: Sequence[str]

    def __getitem__(self, name: str) -> Value:
        column = self.columns[name]
        return Value(self.texts[column - 1], Location(self.shown_as, self.row, column))

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __reduce__(self) -> tuple[type[Cells], tuple[object, ...]]:
        return Cells, (self.shown_as, self.row, self.columns, self.texts)


@dataclass(frozen=True, slots=True)
class Record:
    """A row: ``stem`` names its files, ``cells`` are its values by column, ``row`` its number."""

    key: str
    stem: str
    row: int
    cells: Mapping[str, Value]

    def __reduce__(self) -> tuple[type[Record], tuple[object, ...]]:
        return Record, (self.key, self.stem, self.row, self.cells)

    def values(self, slots: Iterable[str], locale: str) -> dict[str, Value]:
        """Return the value of each slot in a language: its own column's, else the common one's."""
        found: dict[str, Value] = {}
        for slot in slots:
            own = self.cells.get(f"{slot}.{locale}")
            if own is None or not own.text.strip():
                own = self.cells.get(slot, own)
            if own is not None:
                found[slot] = own
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """A file of records; ``shown_as`` names it in messages, which tell of the columns ``slots``
    where the table has none of the kind."""

    path: Path
    encoding: Encoding
    key: str
    shown_as: str
    slots: tuple[str, ...] = ()

    def read(self) -> Iterator[Record | Diagnostic]:
        """Yield every record and everything wrong with a row.

        Raises Faults when the file cannot be read as a table with the column of keys.
        """
        rows = self._rows()
        head = next(rows, None)
        if head is None:
            raise Faults([self._fault(1, 0, "the file is empty", "write the columns' names first")])
        names = self._names(head[1])
        columns = {name: column for column, name in enumerate(names, start=1) if name}
        keys = _Keys()
        for number, texts in rows:
            if not any(text.strip() for text in texts):
                continue
            bad = self._bad_row(number, texts, len(names), columns)
            yield bad or self._record(Cells(self.shown_as, number, columns, texts), keys)

    def first(self) -> Record | None:
        """Return the first record, if there is one."""
        return next((one for one in self.read() if isinstance(one, Record)), None)

    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns; raises Faults as ``read`` does."""
        head = next(self._rows(), (1, []))
        return self._names(head[1])

    def missing(self, slots: Iterable[str], locales: Sequence[str]) -> Iterator[Diagnostic]:
        """Yield the slots that the columns do not fill in every language."""
        columns = self.columns()
        for slot in slots:
            without = [one for one in locales if f"{slot}.{one}" not in columns]
            if slot not in columns and without:
                message = f"there is no column for the slot `{slot}` in {', '.join(without)}"
                yield self._fault(1, 0, message, alike(slot, columns) or f"add a column `{slot}`")

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        reader = _xlsx_rows if self.path.suffix.lower() == ".xlsx" else self._csv_rows
        return reader(self.path)

    def _csv_rows(self, path: Path) -> Iterator[tuple[int, list[str]]]:
        encoding = "utf-8-sig" if self.encoding is Encoding.UTF_8 else "gb18030"
        row = 0
        with path.open(encoding=encoding, newline="") as file:
            try:
                for row, cells in enumerate(csv.reader(file, strict=True), start=1):
                    yield row, cells
            except UnicodeDecodeError as error:
                message = (
                    f"this is not {self.encoding.value}: byte 0x{error.object[error.start]:02x}"
                )
                hint = "save the table as UTF-8, or write `encoding: gb18030` under `records`"
                raise Faults([self._fault(row + 1, 0, message, hint)]) from None
            except csv.Error as error:
                hint = 'put a cell with commas or line ends between ", and write " in it twice'
                raise Faults([self._fault(row + 1, 0, f"no table: {error}", hint)]) from None

    def _names(self, cells: Sequence[str]) -> tuple[str, ...]:
        names = tuple(cell.strip() for cell in cells)
        faults = [*self._unseen(1, dict(enumerate(cells, start=1))), *self._separated(names)]
        if faults:
            raise Faults(faults)
        wanted = ", ".join(dict.fromkeys((self.key, *self.slots)))
        for column, name in enumerate(names, start=1):
            if name and not _COLUMN.fullmatch(name):
                hint = "use small letters, digits and _, and a locale after a dot: address.ar"
                hint += f"; the columns that are wanted: {wanted}"
                faults.append(self._fault(1, column, f"“{name}” cannot name a column", hint))
            elif name and name in names[: column - 1]:
                faults.append(self._fault(1, column, f"the column `{name}` is there twice", ""))
        if self.key not in names:
            message = f"there is no column `{self.key}`, which names the files"
            near = alike(self.key, [one for one in names if _COLUMN.fullmatch(one)])
            hint = near or f"the columns that are wanted: {wanted}"
            faults.append(self._fault(1, 0, message, hint))
        if faults:
            raise Faults(faults)
        return names

    def _separated(self, names: Sequence[str]) -> Iterator[Diagnostic]:
        """Yield that the cells of the first row are separated by something else than commas."""
        for sign, called in _SEPARATORS.items() if len(names) == 1 else ():
            if sign in names[0]:
                hint = "separate the cells with commas: save the table as CSV with commas, or XLSX"
                yield self._fault(1, 0, f"the cells are separated by {called}", hint)
                return

    def _unseen(self, row: int, cells: Mapping[int, str]) -> Iterator[Diagnostic]:
        """Yield which of ``cells``, by their columns, hold what nobody would see."""
        for column, cell in cells.items():
            found = unseen(cell)
            if found:
                yield self._fault(row, column, f"the cell {found[0]}", found[1])

    def _bad_row(
        self, row: int, texts: Sequence[str], width: int, columns: Mapping[str, int]
    ) -> Diagnostic | None:
        """Return what keeps a row from being a record, whatever its key."""
        if len(texts) != width:
            message = f"the row has {len(texts)} cells, and there are {width} columns"
            many = len(texts) > width
            hint = "quote a cell that holds a comma" if many else "write the commas of empty cells"
            return self._fault(row, min(len(texts), width) + 1, message, hint)
        if "".join(texts).isprintable():
            return None
        return next(self._unseen(row, {at: texts[at - 1] for at in columns.values()}), None)

    def _record(self, cells: Cells, keys: _Keys) -> Record | Diagnostic:
        row, column = cells.row, cells.columns[self.key]
        key = cells.texts[column - 1].strip()
        if not key:
            return self._fault(row, column, f"`{self.key}` is empty", "give each row one")
        stem = file_stem(key)
        if not keys.add(stem) and (before := self._same(stem, row, keys)):
            message = f"`{self.key}` is “{key}” as in {before}"
            return self._fault(row, column, message, "give each row a key of its own")
        return Record(key, stem, row, cells)

    def _same(self, stem: str, row: int, keys: _Keys) -> str:
        """Say which row before ``row`` has files of that name; nothing if none has."""
        keys.doubles += 1
        if keys.doubles > _LOOKED_UP:
            return "an earlier row"
        rows = self._rows()
        at = self._names(next(rows)[1]).index(self.key)
        for number, cells in rows:
            if number >= row:
                break
            key = cells[at].strip() if at < len(cells) else ""
            if key and folded(file_stem(key)) == folded(stem):
                return f"row {number}"
        return ""

    def _fault(self, row: int, column: int, message: str, hint: str) -> Diagnostic:
        return Diagnostic(Location(self.shown_as, row, column), message, hint)


def _xlsx_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - late and optional
    except ImportError:
        hint = "pip install 'leaflets[batch]', or save the table as CSV"
        place = Location(str(path))
        raise Faults([Diagnostic(place, "reading XLSX needs openpyxl", hint)]) from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError:
        raise
    except Exception as error:  # what openpyxl raises for a broken file is not documented
        message = f"this is no XLSX file: {error}"
        raise Faults([Diagnostic(Location(str(path)), message, "save it again")]) from None
    width = 0
    for row, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
        texts = [_cell_text(cell) for cell in cells]
        width = width or len(texts)
        # A workbook need not say that the last cells of a row are empty.
        while len(texts) > width and not texts[-1]:
            texts.pop()
        yield row, texts + [""] * (width - len(texts))


class _Keys:
    """The keys of a table so far, as numbers of 64 bits: a million names would fill the memory.
    Names that share a number are looked up; ``doubles`` counts how often that was so."""

    def __init__(self) -> None:
        self._marks: set[int] = set()
        self.doubles = 0

    def add(self, stem: str) -> bool:
        """Remember the name of a key's files; tell whether no other may have it."""
        mark, known = _mark(stem), len(self._marks)
        self._marks.add(mark)
        return len(self._marks) > known


def _mark(stem: str) -> int:
    return int.from_bytes(blake2b(folded(stem).encode(), digest_size=8).digest())


def _cell_text(cell: object) -> str:
    """Return what a cell shows; whole numbers and days without the zeros a spreadsheet adds."""
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if not (cell.hour or cell.minute or cell.second):
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell)

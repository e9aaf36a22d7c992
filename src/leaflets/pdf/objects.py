"""ReportLab as the serialiser: its document numbers the objects and writes xref and trailer.

What our editions need and the stock classes drop or get wrong is mended here, in subclasses:
catalog and page entries (``OutputIntents``, ``Tabs``, ``StructParents``), the end of line before
``endstream`` that PDF/A asks for (ISO 19005-2, 6.1.7.1), and a file identifier without a clock.
The stock canvas is not used: its preamble brings an unembedded Helvetica into every page.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from reportlab.pdfbase.pdfdoc import (
    PDFCatalog,
    PDFDocument,
    PDFObject,
    PDFPage,
    PDFStream,
)

from leaflets.pdf import syntax

_REMEMBERED = 64
"""Streams that are kept deflated."""


class Plain(PDFObject):
    """An indirect object that is written as ``text``, which may be set after its registration."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.reference = ""

    def format(self, document: PDFDocument) -> bytes:
        return self.text.encode("ascii")

    def __str__(self) -> str:
        return self.reference


class Stream(PDFStream):
    """A stream of ``data``; ``entries`` are added to its dictionary.

    The data is deflated on writing unless it is ``encoded``: already as it shall stand in the file.
    """

    def __init__(
        self, data: bytes, entries: Mapping[str, str] | None = None, encoded: bool = False
    ) -> None:
        super().__init__(content=data)
        self.entries = dict(entries or {})
        self.encoded = encoded

    def format(self, document: PDFDocument) -> bytes:
        return stream(self.content, self.entries, self.encoded)


def stream(data: bytes, entries: Mapping[str, str] | None = None, encoded: bool = False) -> bytes:
    """Return a stream object; ``data`` is deflated unless it is ``encoded`` already."""
    body = data if encoded else _deflated(data)
    coding = {} if encoded else {"Filter": "/FlateDecode"}
    head = syntax.dictionary({**(entries or {}), **coding, "Length": str(len(body))})
    # Data that ends in CR would make CR LF of our LF, and readers that look for the end take both.
    end = b"\r\n" if body.endswith(b"\r") else b"\n"
    return b"%s\nstream\n%s%sendstream\n" % (head.encode("ascii"), body, end)


@lru_cache(maxsize=_REMEMBERED)
def _deflated(data: bytes) -> bytes:
    """Return ``data`` deflated; what comes again (fonts, pictures) is deflated once."""
    return zlib.compress(data)


class Catalog(PDFCatalog):
    """The document catalog, with the entries ReportLab leaves out."""

    __NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents", "DPartRoot"]  # noqa: RUF012 - as declared there
    DPartRoot: str
    Lang: str
    MarkInfo: str
    Metadata: Stream
    OutputIntents: str
    Outlines: str
    Pages: PDFObject
    StructTreeRoot: str
    ViewerPreferences: str


class Page(PDFPage):
    """A page whose entries are all set by us, as text."""

    __NoDefault__ = [*PDFPage.__NoDefault__, "Tabs", "StructParents"]  # noqa: RUF012 - as declared there
    __Refs__ = ()
    Override_default_compilation = 1
    BleedBox: str
    StructParents: str
    Tabs: str
    TrimBox: str


class Document(PDFDocument):
    """A PDF file in the making; every object's number is known from its registration on.

    ``fonts`` is the reference to the font dictionary that all pages share; ``identifier`` the two
    parts of the trailer's ID.
    """

    def __init__(self, version: tuple[int, int]) -> None:
        super().__init__(invariant=1, pdfVersion=version)
        self._page_tree = self.Pages  # type: ignore[attr-defined]
        self._fonts = self.add("<<>>")
        self.fonts = self._fonts.reference
        self.Catalog = Catalog()
        self.Catalog.Pages = self._page_tree
        self.identifier = (b"", b"")

    def reference(self, target: PDFObject) -> str:
        """Return ``target`` as ``12 0 R``, registering it where it is new."""
        known = self.Reference(target)  # type: ignore[no-untyped-call]
        number, generation = self.idToObjectNumberAndVersion[known.name]
        return f"{number} {generation} R"

    def add(self, text: str = "") -> Plain:
        """Register and return an object written as ``text``."""
        plain = Plain(text)
        plain.reference = self.reference(plain)
        return plain

    def add_stream(self, data: bytes, entries: Mapping[str, str] | None = None) -> str:
        """Register a stream of ``data`` and return its reference."""
        return self.reference(Stream(data, entries))

    def add_page(self) -> Page:
        page = Page()
        page.Parent = self.reference(self._page_tree)
        self.addPage(page)
        return page

    def set_fonts(self, fonts: Mapping[str, str]) -> None:
        """Fill the font dictionary."""
        self._fonts.text = syntax.dictionary(fonts)

    def set_info(self, text: str) -> None:
        """Set the document information dictionary."""
        self.info = self.add(text)  # type: ignore[assignment]

    def ID(self) -> bytes:  # noqa: N802 - ReportLab's name
        """Return the trailer's file identifier: the leaflet's, then this file's (14.4)."""
        return syntax.array(f"<{part.hex().upper()}>" for part in self.identifier).encode("ascii")

    def taken_apart(self) -> tuple[bytes, dict[int, bytes], str]:
        """Return the file's header, its objects by their numbers, and its trailer's references."""
        whole = self.format()
        end = int(whole.rsplit(b"startxref\n", 1)[1].split()[0])
        numbers = sorted(self.numberToId)
        starts = [self.idToOffset[self.numberToId[number]] for number in numbers]
        bodies = (whole[a:b] for a, b in pairwise([*starts, end]))
        trailer = f"/Root {self.reference(self.Catalog)}/Info {self.reference(self.info)}"
        return whole[: starts[0]], dict(zip(numbers, bodies, strict=True)), trailer

"""One file with the leaflets of all records, written as it goes.

Input: masters (``cut_master``) and for each record the lines of their slots; output: a PDF of the
same edition and standard as the single files. Its fonts hold the characters of all records; of a
record nothing is kept but where its objects stand. Same input, same bytes.
"""

from __future__ import annotations

from array import array as packed_array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import IO
from uuid import uuid5

from leaflets.edition import Edition
from leaflets.layout.page import Leaflet
from leaflets.pdf.copying import HERE, Moved, Part, Shift, head, parts_of, reached
from leaflets.pdf.editions import EditionSettings
from leaflets.pdf.embed import FontSet
from leaflets.pdf.master import Ground, Master, Shared, cut_master
from leaflets.pdf.metadata import Identity, Metadata, identity
from leaflets.pdf.syntax import array, dictionary
from leaflets.pdf.trees import Bookmarks, KeyTree, PageTree, PartTree
from leaflets.pdf.write import begin, describe, viewer_preferences
from leaflets.pdf.writer import Writer
from leaflets.text.model import Line

_CODES = 60_000
"""Codes of a face after which the next records get fonts of their own: a font has 65,535."""


class Volume:
    """The file in the making; ``metadata`` are those of every leaflet in it."""

    def __init__(self, target: IO[bytes], settings: EditionSettings, metadata: Metadata) -> None:
        self._settings, self._metadata = settings, metadata
        self._writer = Writer(target, settings.version)
        self._pages = PageTree(self._writer)
        self._keys = KeyTree(self._writer)
        self._bookmarks = Bookmarks(self._writer)
        self._parts = PartTree(self._writer) if settings.variable else None
        self._tree, self._document = self._writer.numbers(), self._writer.numbers()
        self._roots = packed_array("L")
        self._shared = Shared(self._writer)
        self._digest = sha256()
        self._first: Leaflet | None = None
        self._open_fonts()

    def master(self, leaflet: Leaflet, *, whole: bool = False) -> Master:
        """Return ``leaflet`` as ``add`` wants it, without what stands in its slots or as a
        ``whole``; good until ``is_full`` turns true."""
        self._first = self._first or leaflet
        return cut_master(leaflet, self._settings, self._ground, whole=whole)

    @property
    def pages(self) -> int:
        """How many pages have been added."""
        return self._pages.count

    @property
    def is_full(self) -> bool:
        """Whether the fonts cannot take many more characters."""
        fonts = self._ground.fonts
        return any(len(fonts.codes(face).shapes) > _CODES for face in fonts.faces)

    def turn_fonts(self) -> None:
        """Write the fonts; what follows needs new masters, and gets fonts of its own."""
        self._close_fonts()
        self._open_fonts()

    def add(
        self,
        master: Master,
        lines: Sequence[Sequence[Line]],
        title: str,
        said: Mapping[str, str] | None = None,
    ) -> None:
        """Add the pages of a record; ``title`` is its bookmark, and a file of document parts tells
        what is ``said`` of it by short names."""
        fonts = self._ground.fonts
        pairs = zip(master.slots, lines, strict=True)
        drawn = [place.draw(shown, fonts) for place, shown in pairs]
        contents = [live.content(drawn) for live in master.live]
        first = self._writer.numbers(len(master.bodies))
        part = self._parts.part() if self._parts else 0
        shift = Shift(first, self._keys.next, self._pages.leaf(), part)
        master.write(self._writer, shift, contents)
        pages = range(first, first + master.pages)
        self._pages.add(pages)
        if self._parts:
            self._parts.add(part, pages, said or {})
        self._bookmarks.add(title, first)
        if master.root >= 0:
            self._keys.add([shift.write(value) for value in master.keys])
            self._roots.append(first + master.root)
        self._digest.update(b"".join(sha256(content).digest() for content in contents))

    def end(self) -> None:
        """Write what all records have in common, and how to find it all."""
        self._close_fonts()
        self._pages.end()
        self._bookmarks.end()
        if self._parts:
            self._parts.end()
        if self._settings.kind is Edition.WEB:
            self._end_tree()
        known = self._identity()
        root, information = self._describe(known)
        trailer = f"/Root {root} 0 R/Info {information} 0 R"
        self._writer.end(trailer, (known.document.bytes, known.instance.bytes))

    def close(self) -> None:
        """Let go of what was kept; a file that has not ended is none."""
        self._writer.close()

    def _open_fonts(self) -> None:
        names, above = self._writer.numbers(), f"{self._document} 0 R"
        shared = (self._shared, FontSet(), f"{names} 0 R")
        self._ground = Ground(self._writer, *shared, above, self._settings.variable)

    def _close_fonts(self) -> None:
        written = self._ground.fonts.write(self._writer)
        number = int(self._ground.font_names.split()[0])
        self._writer.put(number, dictionary(written).encode("ascii"))

    def _end_tree(self) -> None:
        """Write the structure tree's root and the document that all records are parts of."""
        above = f"{self._tree} 0 R"
        kids = array(f"{root} 0 R" for root in self._roots)
        element = {"Type": "/StructElem", "S": "/Document", "P": above, "K": kids}
        self._writer.put(self._document, dictionary(element).encode("ascii"))
        tree = {
            "Type": "/StructTreeRoot",
            "K": f"{self._document} 0 R",
            "ParentTree": self._keys.end(),
            "ParentTreeNextKey": str(self._keys.next),
        }
        self._writer.put(self._tree, dictionary(tree).encode("ascii"))

    def _identity(self) -> Identity:
        """Return identifiers that differ from those of the single files."""
        whole = self._digest.digest()
        single = identity(self._metadata, self._settings.kind, [whole])
        document = uuid5(single.document, "all records")
        return Identity(document, uuid5(document, single.instance.hex))

    def _describe(self, known: Identity) -> tuple[int, int]:
        """Write catalog, metadata, output intent and information; return the first and the last."""
        assert self._first is not None
        frame = begin(replace(self._first, pages=()), self._settings)
        catalog = frame.document.Catalog
        catalog.Outlines = f"{self._bookmarks.root} {HERE} R"
        if self._parts:
            catalog.DPartRoot = f"{self._parts.root} {HERE} R"
        if self._settings.kind is Edition.WEB:
            catalog.StructTreeRoot = f"{self._tree} {HERE} R"
            catalog.MarkInfo = "<</Marked true>>"
            catalog.ViewerPreferences = viewer_preferences(self._first)
        describe(frame, self._metadata, known)
        _, found, trailer = frame.document.taken_apart()
        bodies = {number: text.partition(b" obj\n")[2] for number, text in found.items()}
        root, information = (int(part.split()[1]) for part in trailer.split("/")[1:])
        pages = int(bodies[root].partition(b"/Pages ")[2].split()[0])
        copied = reached((root, information), bodies, (pages,))
        places: dict[int, Part] = {one: (Moved.OBJECT, at) for at, one in enumerate(copied)}
        places[pages] = b"%d 0 R" % self._pages.root
        first = self._copy(copied, bodies, places)
        return first + copied.index(root), first + copied.index(information)

    def _copy(
        self, copied: Sequence[int], bodies: Mapping[int, bytes], places: Mapping[int, Part]
    ) -> int:
        """Write copies of objects that stand once, and return the number of the first."""
        first = self._writer.numbers(len(copied))
        shift = Shift(first, 0, 0)
        for at, one in enumerate(copied):
            body = bodies[one].rpartition(b"\nendobj")[0]
            start = head(body)
            moved = shift.write(parts_of(start, places)) + body[len(start) :]
            put = self._writer.put if start == body else self._writer.put_stream
            put(first + at, moved)
        return first

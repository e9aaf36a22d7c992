"""Trees of a file that is written as it goes: pages, keys, bookmarks, document parts.

Input: numbers of objects, in order; output: the nodes above them. Only nodes are kept in memory,
one for hundreds of what is below it.
"""

from __future__ import annotations

from array import array as packed_array
from collections.abc import Mapping, Sequence

from leaflets.pdf.syntax import array, dictionary, text_string
from leaflets.pdf.writer import Writer

_FAN = 256
"""Children of a node."""

_ARRAY = 8000
"""Document parts in one array: some readers bear no more than 8,191 entries."""


class PageTree:
    """The page tree (ISO 32000-1, 7.7.3): a root, nodes, nodes with pages."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.root = writer.numbers()
        self.count = 0
        self._nodes: list[tuple[int, int]] = []
        self._node: tuple[int, int] = (0, 0)
        self._leaves: list[tuple[int, int]] = []
        self._leaf = 0
        self._pages: list[int] = []

    def leaf(self) -> int:
        """Return the number of the node that holds the pages added next."""
        if not self._leaf:
            if not self._node[0]:
                self._node = (self._writer.numbers(), 0)
            self._leaf = self._writer.numbers()
        return self._leaf

    def add(self, pages: Sequence[int]) -> None:
        """Add pages whose parent is ``leaf()``."""
        self._pages += pages
        self.count += len(pages)
        if len(self._pages) >= _FAN:
            self._close_leaf()
        if len(self._leaves) >= _FAN:
            self._close_node()

    def end(self) -> None:
        """Write what is not written yet."""
        self._close_leaf()
        self._close_node()
        self._put(self.root, self._nodes, 0)

    def _close_leaf(self) -> None:
        if self._leaf:
            self._put(self._leaf, [(page, 1) for page in self._pages], self._node[0])
            self._leaves.append((self._leaf, len(self._pages)))
            self._pages, self._leaf = [], 0

    def _close_node(self) -> None:
        if self._leaves:
            self._put(self._node[0], self._leaves, self.root)
            self._nodes.append((self._node[0], sum(count for _, count in self._leaves)))
            self._leaves, self._node = [], (0, 0)

    def _put(self, number: int, kids: Sequence[tuple[int, int]], parent: int) -> None:
        entries = {
            "Type": "/Pages",
            "Parent": f"{parent} 0 R" if parent else "",
            "Kids": array(f"{kid} 0 R" for kid, _ in kids),
            "Count": str(sum(count for _, count in kids)),
        }
        self._writer.put(number, dictionary(entries).encode("ascii"))


class KeyTree:
    """A number tree (7.9.7) whose keys count up from 0."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.next = 0
        self._values: list[bytes] = []
        self._leaves: list[str] = []

    def add(self, values: Sequence[bytes]) -> None:
        """Add the values of the next keys."""
        self._values += values
        self.next += len(values)
        if len(self._values) >= _FAN:
            self._close()

    def end(self) -> str:
        """Write what is not written yet, and return the reference of the tree."""
        self._close()
        return self._writer.add(dictionary({"Kids": array(self._leaves)}))

    def _close(self) -> None:
        if self._values:
            first = self.next - len(self._values)
            pairs = b" ".join(b"%d %s" % pair for pair in enumerate(self._values, start=first))
            number = self._writer.numbers()
            limits = b"<</Limits [%d %d]/Nums [" % (first, self.next - 1)
            self._writer.put(number, limits + pairs + b"]>>")
            self._leaves.append(f"{number} 0 R")
            self._values = []


class Bookmarks:
    """An outline of one level (12.3.3), which leads to pages."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.root = writer.numbers()
        self._first = self._count = 0
        self._held: tuple[int, dict[str, str]] = (0, {})

    def add(self, title: str, page: int) -> None:
        """Add a bookmark; it is written when it is known what follows."""
        number = self._writer.numbers()
        before = self._held[0]
        self._put_held(f"{number} 0 R")
        entries = {
            "Title": text_string(title),
            "Parent": f"{self.root} 0 R",
            "Prev": f"{before} 0 R" if before else "",
            "Dest": f"[{page} 0 R /Fit]",
        }
        self._held = (number, entries)
        self._first = self._first or number
        self._count += 1

    def end(self) -> None:
        """Write what is not written yet."""
        last = self._held[0]
        self._put_held("")
        entries = {
            "Type": "/Outlines",
            "First": f"{self._first} 0 R",
            "Last": f"{last} 0 R",
            "Count": str(self._count),
        }
        self._writer.put(self.root, dictionary(entries).encode("ascii"))

    def _put_held(self, following: str) -> None:
        number, entries = self._held
        if number:
            body = dictionary({**entries, "Next": following})
            self._writer.put(number, body.encode("ascii"))


class PartTree:
    """Document parts (ISO 16612-2; ISO 32000-2, 14.12): one for each record, below one root."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.root = writer.numbers(2)
        self._parts = packed_array("L")

    def part(self) -> int:
        """Return the number of the next record's part."""
        return self._writer.numbers()

    def add(self, part: int, pages: Sequence[int], said: Mapping[str, str]) -> None:
        """Add the part of a record's ``pages`` with what is ``said`` of it."""
        values = {key: text_string(text) for key, text in said.items() if text}
        entries = {
            "Type": "/DPart",
            "Parent": f"{self.root + 1} 0 R",
            "Start": f"{pages[0]} 0 R",
            "End": f"{pages[-1]} 0 R" if len(pages) > 1 else "",
            "DPM": dictionary(values),
        }
        self._writer.put(part, dictionary(entries).encode("ascii"))
        self._parts.append(part)

    def end(self) -> None:
        """Write what stands above the parts."""
        starts = range(0, len(self._parts), _ARRAY)
        groups = (self._parts[at : at + _ARRAY] for at in starts)
        kids = (array(f"{part} 0 R" for part in group) for group in groups)
        root = {
            "Type": "/DPartRoot",
            "DPartRootNode": f"{self.root + 1} 0 R",
            "RecordLevel": "1",
            "NodeNameList": "[/file /record]",
        }
        node = {"Type": "/DPart", "Parent": f"{self.root} 0 R", "DParts": array(kids)}
        self._writer.put(self.root, dictionary(root).encode("ascii"))
        self._writer.put(self.root + 1, dictionary(node).encode("ascii"))

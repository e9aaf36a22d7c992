"""A PDF written as it goes: a reader finds every object, in whatever order they were written."""

from __future__ import annotations

import io

import pikepdf
import pytest

from leaflets.pdf import writer
from leaflets.pdf.syntax import dictionary
from leaflets.pdf.trees import Bookmarks, KeyTree, PageTree, PartTree
from leaflets.pdf.writer import TooManyObjectsError, Writer


def file(version: tuple[int, int], pages: int) -> tuple[bytes, list[str]]:
    """Return a file with pages, and the titles of their bookmarks."""
    target = io.BytesIO()
    out = Writer(target, version)
    catalog, information = out.numbers(2), out.numbers()
    tree, marks, keys, parts = PageTree(out), Bookmarks(out), KeyTree(out), PartTree(out)
    titles = []
    for number in range(pages):
        part, page = parts.part(), out.numbers()
        entries = {
            "Type": "/Page",
            "Parent": f"{tree.leaf()} 0 R",
            "Resources": "<<>>",
            "MediaBox": f"[0 0 100 {number + 1}]",
            "Contents": out.add_stream(b"% " + str(number).encode()),
            "DPart": f"{part} 0 R",
        }
        out.put(page, dictionary(entries).encode())
        tree.add([page])
        titles.append(f"record {number}")
        marks.add(titles[-1], page)
        keys.add([b"%d 0 R" % page])
        parts.add(part, [page], {"Key": str(number)})
    tree.end()
    marks.end()
    parts.end()
    out.put(information, b"<<>>")
    entries = {
        "Type": "/Catalog",
        "Pages": f"{tree.root} 0 R",
        "Outlines": f"{marks.root} 0 R",
        "DPartRoot": f"{parts.root} 0 R",
        "Keys": keys.end(),
    }
    out.put(catalog, dictionary(entries).encode())
    out.end(f"/Root {catalog} 0 R/Info {information} 0 R", (b"ab", b"cd"))
    return target.getvalue(), titles


@pytest.mark.parametrize("version", [(1, 4), (1, 6)])
@pytest.mark.parametrize("window", [3, 65_536])
def test_a_reader_finds_all(
    version: tuple[int, int], window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_WINDOW", window)
    content, titles = file(version, 700)  # more than a node of the page tree holds
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        assert [float(page.mediabox[3]) for page in pdf.pages] == list(range(1, 701))
        assert [one.title for one in outline.root] == titles
        assert pdf.pages[650].Contents.read_bytes() == b"% 650"
        assert pdf.pages[650].DPart.DPM.Key == "650"
        keys = pikepdf.NumberTree(pdf.Root.Keys)
        assert keys[650].objgen == pdf.pages[650].obj.objgen
        assert pdf.check_pdf_syntax() == []
    assert (b"/ObjStm" in content) == (version == (1, 6))
    assert content.startswith(b"%%PDF-%d.%d\n" % version)


def test_the_window_does_not_change_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    wide, _ = file((1, 6), 300)
    monkeypatch.setattr(writer, "_WINDOW", 5)
    assert file((1, 6), 300)[0] == wide


def test_nobody_gets_more_objects_than_a_file_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "MOST", 100)
    out = Writer(io.BytesIO(), (1, 6))
    out.numbers(98)
    with pytest.raises(TooManyObjectsError):
        out.numbers(3)
    out.close()

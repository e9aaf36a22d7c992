"""The structure tree: elements, marked content and the parent tree agree with each other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from leaflets.geometry import Rect
from leaflets.layout.page import Page, StructureNode
from leaflets.pdf.draw import Segment
from leaflets.pdf.objects import Document
from leaflets.pdf.tags import Sheet, StructureTree

from ._leaflet import LEAFLET, PRESS, WEB, arabic_leaflet, text, written


@pytest.fixture
def web() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(written(WEB))) as pdf:
        yield pdf


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    if "/K" not in element:
        return []
    found = element.K
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def roles(element: pikepdf.Object) -> object:
    """Return the tree below ``element`` as nested lists; content is its number."""
    inner = []
    for kid in kids(element):
        if isinstance(kid, int):
            inner.append(kid)
        elif kid.get("/Type") == "/OBJR":
            inner.append("OBJR")
        elif kid.get("/Type") == "/MCR":
            inner.append((int(kid.MCID),))
        else:
            inner.append(roles(kid))
    return [str(element.S)[1:], *inner]


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield from elements(kid)


def by_role(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [e for e in elements(pdf.Root.StructTreeRoot.K) if f"/{role}" == e.S]


def test_elements_stand_in_reading_order(web: pikepdf.Pdf) -> None:
    link = ["Link", 2, "OBJR"]
    table = ["Table", ["TR", ["TH", 5], ["TH", 6]], ["TR", ["TD", 7]]]
    assert roles(web.Root.StructTreeRoot.K) == [
        "Document",
        ["Sect", ["H1", 0], ["P", 1, link, 3], ["Figure", 4], table],
        ["Sect", ["H2", 0], ["L", ["LI", ["Lbl", 1], ["LBody", 2]]], ["P", 3], ["P", 4]],
    ]


def test_every_element_knows_its_parent_and_page(web: pikepdf.Pdf) -> None:
    root = web.Root.StructTreeRoot
    assert root.K.P.objgen == root.objgen
    for element in elements(root.K):
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == element.objgen
    first = [e for e in elements(root.K) if e.Pg.objgen == web.pages[0].objgen]
    assert len(first) == 12  # the nodes of page 0, the document among them


def test_marked_content_and_parent_tree_agree(web: pikepdf.Pdf) -> None:
    nums = web.Root.StructTreeRoot.ParentTree.Nums
    tree = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
    assert sorted(tree) == list(range(int(web.Root.StructTreeRoot.ParentTreeNextKey)))
    for page in web.pages:
        owners = tree.pop(int(page.StructParents))
        tags = [
            (str(operands[0]), int(operands[1].MCID))
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC"
        ]
        assert [number for _, number in tags] == list(range(len(owners)))
        assert [tag for tag, _ in tags] == [str(owner.S) for owner in owners]
        for number, owner in enumerate(owners):
            assert number in [kid for kid in kids(owner) if isinstance(kid, int)]
        for link in page.get("/Annots", []):
            element = tree.pop(int(link.StructParent))
            assert element.S == "/Link"
            assert link.objgen in [k.Obj.objgen for k in kids(element) if "/Obj" in dir_of(k)]
    assert tree == {}


def dir_of(kid: pikepdf.Object) -> list[str]:
    return list(kid.keys()) if isinstance(kid, pikepdf.Dictionary) else []


def test_nothing_is_painted_outside_marked_content(web: pikepdf.Pdf) -> None:
    paints = {"f", "S", "TJ", "Tj"}
    artifacts = 0
    for page in web.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            code = str(operator)
            depth += code in {"BDC", "BMC"}
            depth -= code == "EMC"
            artifacts += code == "BMC" and operands[0] == "/Artifact"
            assert depth in {0, 1}  # never one inside another
            assert depth == 1 or code not in paints
        assert depth == 0
    assert artifacts == 2


def test_attributes_tell_what_is_not_seen(web: pikepdf.Pdf) -> None:
    (figure,) = by_role(web, "Figure")
    assert figure.Alt == "A house"
    assert figure.A.O == "/Layout"
    assert [float(edge) for edge in figure.A.BBox] == [40, 335, 100, 395]
    assert [str(head.A.Scope) for head in by_role(web, "TH")] == ["/Column", "/Column"]
    assert by_role(web, "TD")[0].A.ColSpan == 2
    assert [str(p.get("/Lang", "")) for p in by_role(web, "P")] == ["", "zh-Hans-CN", ""]


def test_the_catalog_calls_the_file_tagged(web: pikepdf.Pdf) -> None:
    assert web.Root.MarkInfo.Marked is True
    assert web.Root.Lang == "en"
    assert web.Root.ViewerPreferences.DisplayDocTitle is True
    assert "/Direction" not in web.Root.ViewerPreferences
    assert [str(page.Tabs) for page in web.pages] == ["/S", "/S"]


def test_a_line_from_left_to_right_leaves_the_pages_as_they_are() -> None:
    leaflet = arabic_leaflet()
    (page,) = leaflet.pages
    page = replace(page, placements=(*page.placements, *text("Police", 200, 2)))
    with pikepdf.open(io.BytesIO(written(WEB, replace(leaflet, pages=(page,))))) as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences


def test_a_right_to_left_leaflet_turns_its_pages_the_other_way() -> None:
    with pikepdf.open(io.BytesIO(written(WEB, arabic_leaflet()))) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert pdf.Root.Lang == "ar"


def test_the_press_file_is_not_tagged() -> None:
    with pikepdf.open(io.BytesIO(written(PRESS))) as pdf:
        assert not {"/StructTreeRoot", "/MarkInfo"} & set(pdf.Root.keys())
        for page in pdf.pages:
            assert not {"/StructParents", "/Tabs"} & set(page.keys())
            assert b"BDC" not in page.Contents.read_bytes()


def tree_of(nodes: tuple[StructureNode, ...], pages: list[list[Segment]]) -> object:
    """Return the roles below the root for segments drawn by hand."""
    document = Document((1, 7))
    sheets = [Sheet(document.reference(document.add_page()), 100.0) for _ in pages]
    tree = StructureTree(nodes, sheets)
    for index, segments in enumerate(pages):
        tree.mark(index, segments)
    document.Catalog.StructTreeRoot = tree.write(document)
    for page in document.Pages.pages:
        page.MediaBox = "[0 0 100 100]"
    document.set_info("<<>>")
    with pikepdf.open(io.BytesIO(document.format())) as pdf:
        return roles(pdf.Root.StructTreeRoot.K)


def test_a_paragraph_over_two_pages_names_the_second_page() -> None:
    nodes = (StructureNode("Document", -1), StructureNode("P", 0))
    pages = [[Segment(1, "f")], [Segment(1, "f")]]
    assert tree_of(nodes, pages) == ["Document", ["P", 0, (0,)]]


def test_a_cell_without_content_keeps_its_place() -> None:
    nodes = (
        StructureNode("Document", -1),
        StructureNode("TR", 0),
        StructureNode("TD", 1),
        StructureNode("TD", 1),
        StructureNode("TD", 1),
    )
    pages = [[Segment(2, "f"), Segment(4, "f")]]
    assert tree_of(nodes, pages) == ["Document", ["TR", ["TD", 0], ["TD"], ["TD", 1]]]


def test_content_stands_among_its_children_at_any_depth() -> None:
    nodes = (
        StructureNode("Document", -1),
        StructureNode("P", 0),
        StructureNode("Span", 1),
        StructureNode("Span", 2),
        StructureNode("Link", 3),
        StructureNode("Link", 3),
    )
    pages = [[Segment(node, "f") for node in (1, 4, 1, 5)]]
    span = ["Span", ["Span", ["Link", 1], ["Link", 3]]]
    assert tree_of(nodes, pages) == ["Document", ["P", 0, span, 2]]


def test_neighbours_of_one_element_share_a_sequence_and_empty_ones_have_none() -> None:
    nodes = (StructureNode("Document", -1), StructureNode("P", 0), StructureNode("P", 0))
    drawn = [Segment(1, "1 w"), Segment(1, "f"), Segment(2, ""), Segment(None, "S")]
    tree = StructureTree(nodes, [Sheet("3 0 R", 10.0)])
    assert tree.mark(0, drawn) == "/P <</MCID 0>> BDC\n1 w\nf\nEMC\n/Artifact BMC\nS\nEMC"


def test_a_box_on_a_page_of_another_height_is_turned_there() -> None:
    figure = StructureNode("Figure", 0, alt="x", bbox=Rect(0, 0, 10, 10), page=1)
    nodes = (StructureNode("Document", -1), figure)
    pages = tuple(Page("", 50.0, height, 0.0, ()) for height in (50.0, 80.0))
    leaflet = replace(LEAFLET, structure=nodes, pages=pages, bookmarks=())
    with pikepdf.open(io.BytesIO(written(WEB, leaflet))) as pdf:
        assert [float(v) for v in by_role(pdf, "Figure")[0].A.BBox] == [0, 70, 10, 80]

"""PDF/VT-1: our own files pass, and a planted fault is caught by its own rule."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from leaflets import cli
from leaflets.preflight.finding import Limits, Profile
from leaflets.preflight.judge import judge

from ._plant import ROOT, Plant, planted, rules


@cache
def good() -> bytes:
    """Return the notices of all venues of the workspace in English."""
    chosen = ["--language", "en", "--edition", "press", "--one-file", "--vt"]
    with TemporaryDirectory() as out:
        assert cli.main(["-C", str(ROOT), "merge", "yuexiu", *chosen, "--out", out]) == 0
        (path,) = Path(out).rglob("*.pdf")
        return path.read_bytes()


def leaves(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(pdf.Root.DPartRoot.DPartRootNode.DParts[0])


def _no_claim(pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes().replace(b">PDF/VT-1<", b">PDF/VT-2<")
    pdf.Root.Metadata.write(text)


def _changed_later(pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes()
    start = text.index(b"GTS_PDFVTModDate>") + 17
    pdf.Root.Metadata.write(text[:start] + b"2020" + text[start + 4 :])


def _no_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.DPartRoot


def _no_node(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.DPartRoot.DPartRootNode


def _wrong_parent(pdf: pikepdf.Pdf) -> None:
    leaves(pdf)[1].Parent = pdf.Root.DPartRoot


def _hybrid(pdf: pikepdf.Pdf) -> None:
    pdf.Root.DPartRoot.DPartRootNode.Start = pdf.pages[0].obj


def _empty_leaf(pdf: pikepdf.Pdf) -> None:
    del leaves(pdf)[2].Start


def _swapped(pdf: pikepdf.Pdf) -> None:
    first, second, third = leaves(pdf)
    pdf.Root.DPartRoot.DPartRootNode.DParts = Array([Array([second, first, third])])


def _short(pdf: pikepdf.Pdf) -> None:
    del leaves(pdf)[2].End


def _overlapping(pdf: pikepdf.Pdf) -> None:
    leaves(pdf)[0].End = pdf.pages[2].obj


def _foreign_start(pdf: pikepdf.Pdf) -> None:
    leaves(pdf)[0].Start = pdf.make_indirect(Dictionary(Type=Name.Page))


def _no_part(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[3].obj["/DPart"]


def _other_part(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj["/DPart"] = leaves(pdf)[2]


def _one_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.DPartRoot.NodeNameList = Array([Name("/record")])


def _deep_records(pdf: pikepdf.Pdf) -> None:
    pdf.Root.DPartRoot.RecordLevel = 2


@pytest.mark.parametrize(
    ("rule", "plant"),
    [
        ("identification", _no_claim),
        ("modified", _changed_later),
        ("part-tree", _no_tree),
        ("part-tree", _no_node),
        ("part-parent", _wrong_parent),
        ("part-kind", _hybrid),
        ("part-kind", _empty_leaf),
        ("part-pages", _swapped),
        ("part-pages", _short),
        ("part-pages", _overlapping),
        ("part-pages", _foreign_start),
        ("page-part", _no_part),
        ("page-part", _other_part),
        ("level-names", _one_name),
        ("level-names", _deep_records),
    ],
)
def test_a_planted_fault_is_caught_by_its_rule(rule: str, plant: Plant) -> None:
    bad = planted(plant, good())
    assert f"vt1/{rule}" in rules(bad, Profile.VT1)
    if rule != "identification":
        assert f"vt1/{rule}" in rules(bad, Profile.PRESS)  # the file claims it


def test_our_own_file_is_not_blamed() -> None:
    assert rules(good(), Profile.VT1) == set()
    assert rules(good()) == set()


def test_pdfvt_is_pdfx_as_well() -> None:
    def locked(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.OutputIntents

    assert "x4/output-intent" in rules(planted(locked, good()), Profile.VT1)


def test_a_file_that_claims_no_pdfvt_is_not_asked_for_it() -> None:
    def plain(pdf: pikepdf.Pdf) -> None:
        text = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(text.replace(b"pdfvtid:GTS_PDFVTVersion", b"dc:source"))
        _no_tree(pdf)

    assert not any(one.startswith("vt1/") for one in rules(planted(plain, good())))


def test_parts_of_the_wrong_kind_do_not_raise() -> None:
    def broken(pdf: pikepdf.Pdf) -> None:
        pdf.Root.DPartRoot.DPartRootNode.DParts = Array([1, Name.X, Array([Name.Y, 2])])

    assert judge(planted(broken, good()), Profile.VT1, Limits()).failed


def test_each_record_has_its_part() -> None:
    with pikepdf.open(io.BytesIO(good())) as pdf:
        said = [str(leaf.DPM.RecordKey) for leaf in leaves(pdf)]
        starts = [pikepdf.Page(leaf.Start).index for leaf in leaves(pdf)]
    assert said == ["YX-0001", "YX-0002", "YX-0003"]
    assert starts == [0, 2, 4]

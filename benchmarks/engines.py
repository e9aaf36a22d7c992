"""One function an engine: a language in, a function from a record's number to a PDF out."""

from __future__ import annotations

import atexit
import html
import io
import json
import shutil
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from leaflet import ROOT, Block, job, pages, row, values

from leaflets.batch.records import Record
from leaflets.batch.stamp import Stamper
from leaflets.diagnostics import Diagnostic, Faults
from leaflets.edition import Edition
from leaflets.rooms import Rooms
from leaflets.workspace import Workspace

Make = Callable[[int], bytes]

FACES = {
    "zh_Hans_CN": (
        "Noto Sans SC",
        "justmytype_intl_cjk",
        "fonts/ofl/notosanssc/NotoSansSC[wght].ttf",
    ),
    "ar": (
        "IBM Plex Sans Arabic",
        "fontpkg_ibm_plex_sans_arabic",
        "files/IBMPlexSansArabic-Regular.ttf",
    ),
    "": ("IBM Plex Sans", "fontpkg_ibm_plex_sans", "files/IBMPlexSans[wdth,wght].ttf"),
}


def face(locale: str) -> tuple[str, Path]:
    """Return family and file of the face of a language."""
    family, package, file = FACES.get(locale, FACES[""])
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    return family, Path(spec.submodule_search_locations[0]) / file


def stamped(locale: str, *, whole: bool = False) -> Make:
    """Return our batch road; ``whole`` lays every record out in full."""
    rooms = Rooms(Workspace(ROOT))
    stamper = Stamper(rooms, job(rooms, locale), whole=whole)

    def make(number: int) -> bytes:
        report: list[Diagnostic] = []
        record = Record(str(number), str(number), number, values(locale, number))
        files = stamper.make(record, report)
        if not files:
            raise Faults(report)
        return files[Edition.WEB]

    return make


def full(locale: str) -> Make:
    """Return our full road without the batch's short cuts."""
    return stamped(locale, whole=True)


def floor(locale: str) -> Make:
    """Return the bytes of a stamped file, again and again: nothing is rendered."""
    content = stamped(locale)(1)
    return lambda _: content


_TYPST = """
#let words = json(bytes(sys.inputs.words))
#let record = json(bytes(sys.inputs.record))
#set page(width: 148mm, height: 210mm, margin: 12mm)
#set text(font: ("FAMILY", "IBM Plex Sans"), size: 9.5pt, lang: "LANG", dir: DIRECTION)
#let show-block(one) = {
  let body = if one.slot != "" { record.at(one.slot) } else { one.words }
  if one.element == "h1" { heading(level: 1, text(size: 24pt, body)) }
  else if one.element == "h2" { heading(level: 2, body) }
  else if one.element == "number" { text(size: 36pt, weight: 700, body) }
  else if one.element == "li" { list(body) }
  else { par(body) }
}
#block(width: 100%, fill: rgb("#E6F3F3"), inset: 6pt, for one in words.front { show-block(one) })
#pagebreak()
#block(width: 100%, fill: rgb("#E6F3F3"), inset: 6pt, for one in words.back { show-block(one) })
"""


def typst_job(locale: str) -> tuple[Path, list[str], str]:
    """Return a file for Typst, the folders of its fonts and its words as JSON."""
    family, path = face(locale)
    _, latin = face("en")
    source = _TYPST.replace("FAMILY", family).replace("LANG", locale[:2])
    source = source.replace("DIRECTION", "rtl" if locale == "ar" else "ltr")
    front, back = pages(locale)
    words = json.dumps({"front": _plain(front), "back": _plain(back)})
    folder = Path(tempfile.mkdtemp(prefix="leaflets-typst-"))
    atexit.register(shutil.rmtree, folder)
    (folder / "notice.typ").write_text(source, encoding="utf-8")
    return folder / "notice.typ", [str(path.parent), str(latin.parent)], words


def typst(locale: str) -> Make:
    """Return Typst with one compiler for all records."""
    import typst as engine  # noqa: PLC0415 - one engine at a time

    file, folders, words = typst_job(locale)
    fonts = engine.Fonts(include_system_fonts=False, font_paths=folders)
    compiler = engine.Compiler(file, root=file.parent, font_paths=fonts)

    def make(number: int) -> bytes:
        inputs = {"words": words, "record": json.dumps(row(locale, number))}
        content = compiler.compile(format="pdf", sys_inputs=inputs)
        assert isinstance(content, bytes)
        return content

    return make


def weasyprint(locale: str) -> Make:
    """Return WeasyPrint with one font configuration for all records."""
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    family, path = face(locale)
    fonts = FontConfiguration()
    style = CSS(
        string=f"@font-face {{font-family: '{family}'; src: url('{path.as_uri()}')}}"
        f"@page {{size: 148mm 210mm; margin: 12mm}} body {{font: 9.5pt '{family}'}}"
        "section {background: #E6F3F3} section + section {break-before: page}",
        font_config=fonts,
    )
    both = pages(locale)

    def make(number: int) -> bytes:
        record = row(locale, number)
        body = "".join(f"<section>{_html(page, record)}</section>" for page in both)
        turned = ' dir="rtl"' if locale == "ar" else ""
        text = f'<html lang="{locale[:2]}"{turned}><title>Notice</title><body>{body}</body></html>'
        content = HTML(string=text).write_pdf(stylesheets=[style], font_config=fonts)
        assert isinstance(content, bytes)
        return content

    return make


def platypus(locale: str) -> Make:
    """Return ReportLab's own layout, which neither shapes Arabic nor opens a variable font well."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate  # noqa: PLC0415

    family, path = face(locale)
    pdfmetrics.registerFont(TTFont(family, str(path)))
    style = ParagraphStyle("body", fontName=family, fontSize=9.5, leading=13)
    style.wordWrap = "CJK" if locale == "zh_Hans_CN" else None
    front, back = pages(locale)

    def story(page: list[Block], record: dict[str, str]) -> list[Paragraph]:
        return [Paragraph(html.escape(_words(one, record)), style) for one in page]

    def make(number: int) -> bytes:
        record = row(locale, number)
        out = io.BytesIO()
        document = SimpleDocTemplate(out, pagesize=(419.5, 595.3), margins=34)
        document.build([*story(front, record), PageBreak(), *story(back, record)])
        return out.getvalue()

    return make


def _plain(blocks: list[Block]) -> list[dict[str, str]]:
    return [{"element": one.element, "words": one.words, "slot": one.slot} for one in blocks]


def _words(one: Block, record: dict[str, str]) -> str:
    return record[one.slot] if one.slot else one.words


def _html(blocks: list[Block], record: dict[str, str]) -> str:
    names = {"slot": "p", "number": "p"}
    found = []
    for one in blocks:
        name = names.get(one.element, one.element)
        found.append(f"<{name}>{html.escape(_words(one, record))}</{name}>")
    return "".join(found)

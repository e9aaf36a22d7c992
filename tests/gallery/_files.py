"""Built files to show: small PDFs of known size, title and colour."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from leaflets.edition import Edition
from leaflets.pipeline import BuiltFile

WIDTH, HEIGHT = 200.0, 300.0


def small_pdf(words: str, title: str, pages: int = 2) -> bytes:
    """Return a PDF that says ``words`` on a dark ground, with its page number."""
    target = io.BytesIO()
    canvas = Canvas(target, (WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(title)
    for number in range(pages):
        canvas.setFillColorRGB(0, 0.3, 0.3)
        canvas.rect(0, 0, WIDTH, HEIGHT / 2, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(20, 250, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(target) as pdf:
        for page in pdf.pages:
            page.TrimBox = [8, 10, WIDTH - 8, HEIGHT - 10]
        pdf.save(result := io.BytesIO())
    return result.getvalue()


def built(out: Path, template: str, locale: str, edition: Edition, title: str) -> BuiltFile:
    """Return a file of the campaign ``here`` that stands in ``out``."""
    job: Any = SimpleNamespace(name="here", template=template, locale=locale)
    path = out / "here" / edition.value / f"{template}.{locale}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(small_pdf(f"{template} {locale} {edition.value}", title))
    return BuiltFile(path, job, edition, 2, path.stat().st_size, 0.1, 0, 1.0)


def built_files(out: Path) -> list[BuiltFile]:
    """Return two templates in two languages and both editions."""
    titles = {"en": "Know <the> “law” & more", "ar": "اعرف القانون"}
    return [
        built(out, template, locale, edition, titles[locale])
        for template in ("sheet", "wallet card")
        for locale in ("en", "ar")
        for edition in (Edition.WEB, Edition.PRESS)
    ]

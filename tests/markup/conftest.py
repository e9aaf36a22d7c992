"""A small workspace for one test: a template, its parts and a catalog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from leaflets.catalogs.load import load_catalog
from leaflets.diagnostics import Diagnostic, Severity
from leaflets.document.nodes import Document, Text
from leaflets.markup.render import render

PAGE = '<leaflet><title>T</title><panel frame="front">\n{}\n</panel></leaflet>\n'
"""A template around its blocks, which begin in line 2."""


@dataclass(slots=True)
class Press:
    """Renders ``page`` in ``locale``; ``report`` receives the errors, with paths cut short."""

    root: Path
    locale: str = "fr"
    parts: dict[str, str] = field(default_factory=dict)
    report: list[str] = field(default_factory=list)

    def render(
        self, page: str, po: str = "", values: Mapping[str, object] | None = None
    ) -> Document | None:
        """Return the document of a whole template."""
        self.write("templates/law/page.xml.j2", page)
        for name, text in self.parts.items():
            self.write(f"templates/_parts/{name}", text)
        self.write(f"locales/{self.locale}/LC_MESSAGES/law.po", po)
        found: list[Diagnostic] = []
        catalog = load_catalog(self.root / "locales", self.locale, found)
        assert catalog is not None, found
        folder = self.root / "templates" / "law"
        document = render(folder, "page.xml.j2", catalog, values or {}, found)
        names = (f"{self.root}/templates/", f"{self.root}/locales/{self.locale}/LC_MESSAGES/")
        self.report = [str(one) for one in found if one.severity is Severity.ERROR]
        for name in names:
            self.report = [line.replace(name, "") for line in self.report]
        return document

    def blocks(self, blocks: str, po: str = "", **values: object) -> Document | None:
        """Return the document of a template with ``blocks`` in its one panel."""
        return self.render(PAGE.replace("{}", blocks), po, values)

    def text(self, inline: str, po: str = "", **values: object) -> Text:
        """Return the text of a template whose one block is a paragraph."""
        document = self.blocks(f"<p>{inline}</p>", po, **values)
        assert document is not None, self.report
        (block,) = document.panels[0].box.children
        assert isinstance(block, Text)
        return block

    def fault(self, blocks: str, po: str = "", **values: object) -> str:
        """Return the one fault of a template with ``blocks`` in its one panel."""
        assert self.blocks(blocks, po, **values) is None
        assert len(self.report) == 1, self.report
        return self.report[0]

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)

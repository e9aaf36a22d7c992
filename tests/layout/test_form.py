"""Which leaflets have one form, and which have not."""

from __future__ import annotations

from leaflets.document.nodes import Document, Image, Span, Text
from leaflets.layout.compose import compose
from leaflets.layout.form import form
from leaflets.layout.page import Leaflet

from .test_compose import element, job_of, panel, paragraph


def leaflet(*children: Text | Image, title: str = "t", locale: str = "en") -> Leaflet:
    made = compose(job_of(Document(title, (panel("body", *children),)), locale), [])
    assert made is not None
    return made


PLAIN = form(leaflet(paragraph("law")))


def test_words_and_their_places_are_no_form() -> None:
    longer = "people who bring what they were asked to bring must answer for what they carry"
    assert form(leaflet(paragraph(longer.replace(" ", "")[:12]))) == PLAIN
    two = form(leaflet(paragraph("one two")))
    assert form(leaflet(paragraph(longer))) == two
    assert two != PLAIN  # a space is another kind of character


def test_structure_faces_and_kinds_of_characters_are() -> None:
    linked = Text(element("p"), (Span("law", link="https://example.org"),))
    others = (
        leaflet(paragraph("law"), paragraph("law")),
        leaflet(Text(element("h1"), (Span("law"),))),
        leaflet(linked),
        leaflet(Text(element("p"), (Span("law", tag="fr"),))),
        leaflet(paragraph("قانون")),
        leaflet(paragraph("law 1")),
        leaflet(paragraph("law"), title="t\ue000"),
        leaflet(paragraph("law"), Image(element("img"), "plane")),
        leaflet(paragraph("law"), Image(element("img"), "plane", "a plane")),
        leaflet(paragraph("law"), locale="fr"),
    )
    forms = [PLAIN, *map(form, others)]
    assert len(set(forms)) == len(forms)

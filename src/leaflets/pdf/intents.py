"""Output intents: the colours a file's numbers stand for (ISO 32000-1, 14.11.5).

The web edition carries sRGB, the press edition its printing condition; each with its ICC profile
embedded, as PDF/A-2 and PDF/X-4 demand.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from importlib import resources

from leaflets.edition import Edition
from leaflets.pdf.editions import EditionSettings, OutputProfile
from leaflets.pdf.objects import Document, Stream
from leaflets.pdf.srgb import NAME, srgb_profile
from leaflets.pdf.syntax import dictionary, text_string


@lru_cache(maxsize=1)
def load_fogra39() -> OutputProfile:
    """Return offset printing on coated paper, at most 300 % ink."""
    file = resources.files("leaflets.pdf") / "icc" / "fogra39l-coated-tac300.icc"
    return OutputProfile("FOGRA39", file.read_bytes())


def add_output_intents(document: Document, settings: EditionSettings) -> str:
    """Write the edition's one output intent and return the array of intents."""
    if settings.kind is Edition.WEB:
        return _add(document, "/GTS_PDFA1", OutputProfile(NAME, srgb_profile()), "3")
    return _add(document, "/GTS_PDFX", settings.profile or load_fogra39(), "4")


def _add(document: Document, subtype: str, profile: OutputProfile, components: str) -> str:
    coding = {"N": components, "Filter": "/FlateDecode"}
    icc = document.reference(Stream(_deflated(profile.icc), coding, encoded=True))
    intent = document.add(
        dictionary(
            {
                "Type": "/OutputIntent",
                "S": subtype,
                "OutputConditionIdentifier": text_string(profile.condition),
                "RegistryName": "(http://www.color.org)",
                "Info": text_string(profile.condition),
                "DestOutputProfile": icc,
            }
        )
    )
    return f"[{intent.reference}]"


@lru_cache(maxsize=4)
def _deflated(icc: bytes) -> bytes:
    """Return ``icc`` deflated, once for all leaflets of a batch."""
    return zlib.compress(icc, 9)

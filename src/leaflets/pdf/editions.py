"""What an edition asks of the PDF writer."""

from __future__ import annotations

from dataclasses import dataclass

from leaflets.edition import Edition


@dataclass(frozen=True, slots=True)
class OutputProfile:
    """A printing condition: its name in the registry at color.org, and the ICC profile's bytes."""

    condition: str
    icc: bytes


@dataclass(frozen=True, slots=True)
class EditionSettings:
    """Which PDF to write.

    ``marks`` puts crop and registration marks outside the bleed (press only; shops that gang jobs
    refuse them). ``profile`` is the print shop's own condition; None for coated paper, FOGRA39.
    """

    kind: Edition
    marks: bool = False
    profile: OutputProfile | None = None

    @property
    def version(self) -> tuple[int, int]:
        """The PDF version: PDF/X-4 allows 1.6 at most, PDF/UA-1 and PDF/A-2 are built on 1.7."""
        return (1, 7) if self.kind is Edition.WEB else (1, 6)

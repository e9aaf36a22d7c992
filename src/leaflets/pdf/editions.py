"""What an edition asks of the PDF writer."""

from __future__ import annotations

from dataclasses import dataclass

from leaflets.edition import Edition, Standard


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
    ``standard`` is of the press edition alone; ``variable`` makes PDF/X-4 PDF/VT-1 as well.
    """

    kind: Edition
    marks: bool = False
    profile: OutputProfile | None = None
    standard: Standard = Standard.X4
    variable: bool = False

    @property
    def version(self) -> tuple[int, int]:
        """The PDF version: the newest that the standard allows; PDF/UA-1 and A-2 are built on 1.7.

        Nothing that is written to a press file is newer than 1.4.
        """
        if self.kind is Edition.WEB:
            return (1, 7)
        return {Standard.X4: (1, 6), Standard.X1A: (1, 4)}[self.standard]

    @property
    def conformance(self) -> str:
        """The PDF/X standard as a file names it; empty for the web edition."""
        if self.kind is Edition.WEB:
            return ""
        return {Standard.X4: "PDF/X-4", Standard.X1A: "PDF/X-1a:2003"}[self.standard]

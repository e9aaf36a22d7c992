"""Which rules make a variant of GWG 2022 for sheetfed offset.

R0026, the ink, is measured on plates (``ink``). Of the numbers that are missing here, R0006, R0033
and R0034 are for advertisements and packaging, R0025 for packaging, and R0029, R0036 and R0037 for
large formats: no sheetfed variant has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from leaflets.diagnostics import Severity
from leaflets.preflight import gwg, gwg_colour
from leaflets.preflight.finding import Variant
from leaflets.preflight.pdfx_own import X4
from leaflets.preflight.rule import Rule, Spot, error
from leaflets.preflight.subject import Subject


@error("R0001", "export it as PDF/X-4")
def base_standard(subject: Subject) -> Iterator[Spot]:
    """The file is PDF/X-4."""
    broken = [rule.name for rule in X4 if _is_broken(rule, subject)]
    if broken:
        yield Spot(f"the file is not PDF/X-4 (see {', '.join(broken[:5])} of x4)")


def _is_broken(rule: Rule, subject: Subject) -> bool:
    errors = (spot for spot in rule.find(subject) if (spot.severity or rule.severity) is _ERROR)
    return next(errors, None) is not None


_ERROR = Severity.ERROR
_COMMON: tuple[Rule, ...] = (
    gwg.user_unit,
    gwg.crop_box,
    gwg.same_size,
    gwg.empty_page,
    gwg.white_text_overprints,
    gwg.white_path_overprints,
    gwg.black_text_knocks_out,
    gwg.black_line_knocks_out,
    gwg.gray_text,
    gwg.gray_line,
    gwg.gray_overprints,
    gwg.courier,
    gwg.rich_black_text,
    gwg.small_white_text,
    gwg.small_coloured_text,
    gwg.thin_white_line,
    gwg.thin_coloured_line,
    gwg_colour.registration_colour,
    gwg_colour.blend_space,
    gwg.image_resolution,
    gwg.bitmap_resolution,
    gwg_colour.cmyk_intent,
)
_FOUR_INKS: tuple[Rule, ...] = (gwg_colour.spot_inks(Severity.ERROR),)
_MORE_INKS: tuple[Rule, ...] = (
    gwg_colour.spot_inks(Severity.WARNING),
    gwg_colour.spot_suffixes,
    gwg_colour.spot_case,
    gwg_colour.spot_looks,
)

VARIANTS: dict[Variant, tuple[Rule, ...]] = {
    Variant.CMYK: (*_COMMON, *_FOUR_INKS, gwg_colour.early_binding),
    Variant.CMYK_RGB: (*_COMMON, *_FOUR_INKS, gwg_colour.intermediate_binding),
    Variant.SPOT: (*_COMMON, *_MORE_INKS, gwg_colour.early_binding),
    Variant.SPOT_RGB: (*_COMMON, *_MORE_INKS, gwg_colour.intermediate_binding),
}
"""All but R0001, which asks for the whole of PDF/X-4."""

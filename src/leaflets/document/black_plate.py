"""A template as it stands where all languages share their coloured plates.

Input: a template and its theme; output: the template with the pages and style rules that the two
keep for a black-plate change. Whether the languages can then share the plates is for
``layout.common_plates`` to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leaflets.document.format import Template
from leaflets.document.theme import Theme

Rules = Mapping[str, Mapping[str, object]]


def for_black_plate_change(template: Template, theme: Theme) -> Template:
    """Return ``template`` arranged for a black-plate change, or as it is without an arrangement.

    Its baseline grid has half the step: each script would otherwise take the step that its own
    leading asks for, and set what is common to the languages on another line.
    """
    arranged, paper = template.black_plate, template.format
    if arranged is None:
        return template
    paper = replace(paper, pages=arranged.pages or paper.pages, baseline=paper.baseline / 2)
    rules = merged(merged(template.rules, theme.black_plate), arranged.rules)
    return replace(template, format=paper, rules=rules)


def merged(base: Rules, more: Rules) -> Rules:
    """Return the style rules of ``base`` with what those of ``more`` say otherwise or add."""
    return {name: {**base.get(name, {}), **more.get(name, {})} for name in (*base, *more)}

"""A template, a catalog and values in, a ``Document`` out: the story of this room.

Jinja2 fills the template in (``environment``), messages come from the catalog (``translate``), and
the result is read as XML (``parse``). Whatever goes wrong becomes a diagnostic at the line of the
template or catalog; nothing is printed that has a fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from leaflets.catalogs.catalog import Catalog
from leaflets.diagnostics import Diagnostic, has_errors
from leaflets.document.nodes import Document
from leaflets.language import language
from leaflets.markup.bare import bare_words
from leaflets.markup.environment import Templates, environment
from leaflets.markup.failure import failure
from leaflets.markup.marks import Source
from leaflets.markup.parse import parse
from leaflets.markup.translate import Translator


def render(
    template_folder: Path,
    markup: str,
    catalog: Catalog,
    values: Mapping[str, object],
    report: list[Diagnostic],
) -> Document | None:
    """Return the document of the file ``markup`` in ``template_folder``; None when it has a fault.

    ``values`` are the names that the template sees, beside ``language``, the catalog's language.
    Only a draft of a catalog gives a document with warnings.
    """
    faults: list[Diagnostic] = []
    translator = Translator(catalog, faults)
    sandbox = environment(template_folder, translator, catalog.locale)
    names = {"language": language(catalog.locale), **values}
    xml = _expand(sandbox, template_folder / markup, names, faults)
    for path, text in sandbox.read.items():
        report.extend(bare_words(text, path))
    document = None
    if xml is not None:
        source = Source(str(template_folder / markup), tuple(translator.messages))
        document = parse(xml, source, faults)
    report.extend(dict.fromkeys(faults))
    if document is None or has_errors(faults):
        return None
    return replace(document, draft=bool(faults))


def _expand(
    sandbox: Templates, path: Path, values: Mapping[str, object], faults: list[Diagnostic]
) -> str | None:
    """Return the template with everything filled in; None when it cannot be."""
    try:
        return sandbox.get_template(path.name).render(values)
    except Exception as error:
        faults.append(failure(error, str(path), sandbox, values))
        return None

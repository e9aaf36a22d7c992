"""Mount pages of other files on a contact sheet, in vectors.

Input: the sheet as PDF, with a picture where each page belongs, and the files; output: the sheet in
which each of those pictures is the page itself, as a form XObject (ISO 32000-1, 8.10) that shows
its trim. Same input, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from leaflets.package.contact import Mounted
from leaflets.pdf.picture import resource_name


def mount(sheet: bytes, pages: Iterable[Mounted]) -> bytes:
    """Return ``sheet`` with ``pages`` in it."""
    with ExitStack() as stack:
        target = stack.enter_context(pikepdf.open(BytesIO(sheet)))
        sources: dict[Path, pikepdf.Pdf] = {}
        forms: dict[str, Any] = {}
        for one in pages:
            path = one.file.path
            if path not in sources:
                sources[path] = stack.enter_context(pikepdf.open(path))
            forms[f"/{resource_name(one.picture)}"] = _form(target, sources[path].pages[one.page])
        for page in target.pages:
            there = page.resources.get("/XObject", pikepdf.Dictionary())
            shown = {str(one.operands[0]) for one in pikepdf.parse_content_stream(page, "Do")}
            kept = {name: forms[name] for name in sorted(there.keys()) if name in shown}
            page.resources.XObject = pikepdf.Dictionary(kept)
        result = BytesIO()
        plain = pikepdf.ObjectStreamMode.disable  # PDF/X-1a has none
        target.save(result, deterministic_id=True, object_stream_mode=plain)
        return result.getvalue()


def _form(target: pikepdf.Pdf, page: pikepdf.Page) -> Any:
    """Return the trim of ``page`` as a form of one by one unit, as pictures are."""
    form = target.copy_foreign(page.as_form_xobject())
    left, bottom, right, top = (float(corner) for corner in form.BBox)
    width, height = right - left, top - bottom
    form.Matrix = pikepdf.Array([1 / width, 0, 0, 1 / height, -left / width, -bottom / height])
    return form

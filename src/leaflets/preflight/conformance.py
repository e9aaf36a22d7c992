"""PDF/UA-1 (ISO 14289-1:2014) and PDF/A-2a (ISO 19005-2:2011), as page-validation judges them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflets.diagnostics import Severity
from leaflets.preflight.finding import Finding, Profile

_NAMES = {Profile.UA1: "ua1", Profile.A2A: "2a"}
_PAGE = re.compile(r"\bpage (\d+)\b")
_HINT = "make the file anew with a program that writes this standard"


def conformance(data: bytes, profile: Profile) -> Iterator[Finding]:
    """Yield what breaks the standard of ``profile`` (UA1 or A2A)."""
    import page  # noqa: PLC0415 - late: a press file does not need it

    try:
        report = page.validate_pdf_bytes(data, profile=_NAMES[profile])
    except (page.PageError, ValueError, RuntimeError) as error:
        message = f"cannot be judged: {' '.join(str(error).split())[:160]}"
        yield Finding(f"{profile.value}/readable", message, Severity.ERROR, _HINT)
        return
    for failure in report.failures:
        match = _PAGE.search(failure.message)
        number = int(match[1]) if match else 0
        rule = f"{profile.value}/{failure.rule_id}"
        yield Finding(rule, failure.message, Severity.ERROR, _HINT, number)

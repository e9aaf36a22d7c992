"""What every test may ask for.

``@pytest.mark.needs("qpdf", "/usr/share/unicode/BidiTest.txt")`` names outside programs and files.
On a machine without them the test is skipped and says why; where ``CI=true`` it fails.
"""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import hypothesis
import pytest

DEBIAN = {
    "gs": "ghostscript",
    "msgcat": "gettext",
    "msgunfmt": "gettext",
    "msgfmt": "gettext",
    "hb-shape": "libharfbuzz-bin",
    "hb-view": "libharfbuzz-bin",
    "java": "default-jdk-headless",
    "mvn": "maven",
    "pdffonts": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftocairo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "/usr/share/unicode": "unicode-data",
}
"""The Debian package that holds a program, or the files below a folder."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-golden", action="store_true", help="write the traces of tests/golden anew"
    )
    parser.addoption(
        "--kills", type=int, default=8, help="how often tests/batch/test_kills.py kills a run"
    )


def pytest_configure(config: pytest.Config) -> None:
    # A shell starts what runs in the background deaf to Ctrl-C, and its children inherit that.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line(
        "markers", "needs(*names): programs or absolute files that the test cannot do without"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [
        name for marker in item.iter_markers("needs") for name in marker.args if not _is_there(name)
    ]
    if not missing:
        return
    reason = ", ".join(f"{name} (Debian package {_package(name)})" for name in missing)
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must provide {reason}", pytrace=False)
    pytest.skip(f"needs {reason}")


def _is_there(name: str) -> bool:
    return Path(name).exists() if name.startswith("/") else shutil.which(name) is not None


def _package(name: str) -> str:
    found = (package for start, package in DEBIAN.items() if name.startswith(start))
    return DEBIAN.get(name) or next(found, "unknown")


# Each run of CI looks at the same examples, so that a change is red by its own fault only.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")

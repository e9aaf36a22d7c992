"""Streams as they stand in a file."""

from __future__ import annotations

import pytest

from leaflets.pdf.objects import stream


@pytest.mark.parametrize(("data", "end"), [(b"ab", b"\n"), (b"ab\r", b"\r\n"), (b"ab\n", b"\n")])
def test_the_end_of_line_before_endstream_is_never_part_of_the_data(
    data: bytes, end: bytes
) -> None:
    assert stream(data, encoded=True).endswith(b"stream\n" + data + end + b"endstream\n")

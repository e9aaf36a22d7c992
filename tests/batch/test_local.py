"""What the processes of a local executor take over from the one that starts them."""

from __future__ import annotations

import gc

from leaflets.batch.local import local_executor


def test_workers_look_for_cycles_as_seldom_as_their_parent() -> None:
    before = gc.get_threshold()
    gc.set_threshold(123_456, 7, 7)
    try:
        with local_executor(2) as executor:
            assert executor.submit(gc.get_threshold).result() == (123_456, 7, 7)
    finally:
        gc.set_threshold(*before)

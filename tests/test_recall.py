"""What is remembered, for how long, and by which key."""

from __future__ import annotations

from leaflets.recall import Recall, Same


def made(recall: Recall[str], key: str) -> bool:
    """Tell whether ``key`` had to be made."""
    calls: list[str] = []

    def make() -> str:
        calls.append(key)
        return key.upper()

    assert recall(key, make) == key.upper()
    return bool(calls)


def test_a_value_is_made_once() -> None:
    recall = Recall[str](2)
    assert made(recall, "a")
    assert not made(recall, "a")


def test_what_is_asked_for_stays_and_the_rest_is_forgotten() -> None:
    recall = Recall[str](4)
    for number in range(100):
        made(recall, f"once {number}")
        assert made(recall, "often") is (number == 0)
    assert made(recall, "once 0")


def test_it_never_holds_more_than_twice_its_limit() -> None:
    recall = Recall[str](4)
    for number in range(100):
        made(recall, str(number))
    newest = reversed(range(100))
    assert 4 <= sum(not made(recall, str(number)) for number in newest) <= 8


def test_a_none_is_a_value() -> None:
    recall = Recall[None](2)
    calls: list[int] = []
    for _ in range(2):
        assert recall("a", lambda: calls.append(1)) is None
    assert calls == [1]


def test_same_is_about_objects_and_not_about_what_they_hold() -> None:
    one, twin = [1], [1]
    assert Same(one, twin) == Same(one, twin)
    assert hash(Same(one)) == hash(Same(one))
    assert Same(one) != Same(twin)
    assert Same(one, twin) != Same(twin, one)
    assert Same(one) != Same(one, one)
    assert Same(one) != (id(one),)


def test_same_keeps_what_it_is_about() -> None:
    keys = [Same([number]) for number in range(1000)]
    assert len(set(keys)) == 1000

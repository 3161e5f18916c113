"""One text and several devices: the rule by itself, for every order in which what was sent may arrive."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cookout.core.side_by_side import Head, Sent, Written, choose, moved_on, take

TEXTS = st.sampled_from(["a", "ab", "b", "something else", "ü"])


def after(*items: Sent, now: Written | None = None) -> Written:
    """What stands when these have arrived, in this order."""
    now = now or Written()
    for item in items:
        now = take(now, item)
    return now


def typed(writer: str, *texts: str, base: int = 0) -> list[Sent]:
    """What one device sends while it hears nothing: each built on the one before."""
    return [Sent(text, base, writer, n, n - 1) for n, text in enumerate(texts, 1)]


def there(now: Written) -> set[str | None]:
    """All texts that one can still read."""
    return {now.text, *(head.text for head in now.waiting)}


@st.composite
def arrivals(draw: st.DrawFn, *writers: str) -> tuple[list[list[Sent]], list[Sent]]:
    """What each device typed of its own, and everything of it in any order, some of it twice."""
    said = [[f"{writer}: {text}" for text in draw(st.lists(TEXTS, min_size=1, max_size=4))] for writer in writers]
    chains = [typed(writer, *texts) for writer, texts in zip(writers, said, strict=True)]
    everything = [item for chain in chains for item in chain]
    again = draw(st.lists(st.sampled_from(everything), max_size=4))
    return chains, draw(st.permutations([*everything, *again]))


@given(arrivals("phone"), st.text(max_size=3))
def test_one_device_ends_with_its_last_text_in_whatever_order_and_however_often(
    sent: tuple[list[list[Sent]], list[Sent]], before: str
) -> None:
    chains, order = sent
    now = after(*order, now=Written(before, 0, ()))
    assert (now.text, now.waiting) == (chains[0][-1].text, ())


@given(arrivals("phone", "desk", "tablet"))
def test_of_several_devices_no_last_text_is_ever_lost(sent: tuple[list[list[Sent]], list[Sent]]) -> None:
    chains, order = sent
    assert {chain[-1].text for chain in chains} <= there(after(*order))


@given(arrivals("phone", "desk"))
def test_what_arrived_changes_nothing_when_it_arrives_again(sent: tuple[list[list[Sent]], list[Sent]]) -> None:
    _chains, order = sent
    now = after(*order)
    for item in order:
        again = take(now, item)
        assert there(again) == there(now)


@given(
    st.lists(st.tuples(st.sampled_from(["phone", "desk", ""]), st.booleans(), st.booleans()), min_size=1, max_size=14)
)
def test_a_text_goes_only_when_its_successor_was_built_on_it(steps: list[tuple[str, bool, bool]]) -> None:
    now, shown = Written(), {writer: (0, "", 0) for writer in ("phone", "desk", "")}
    for count, (writer, looks, ends) in enumerate(steps, 1):
        base, text, saw = shown[writer]
        if looks:
            base, text = now.revision, now.text
        grown = f"{text}/{count}"
        had = there(now)
        now = take(now, Sent(grown, base, writer, count if writer else 0, saw))
        assert grown in there(now)
        gone = had - there(now)
        assert all(grown.startswith(str(one)) for one in gone), (gone, grown)
        shown[writer] = (base if ends or now.text != grown else now.revision, grown, count)


def test_two_windows_of_one_device_do_not_write_over_each_other() -> None:
    first = Sent("in one window", 0, "desk", 1, 0)
    second = Sent("in the other", 0, "desk", 2, 0)
    assert there(after(first, second)) == there(after(second, first)) == {"in one window", "in the other"}
    now = after(first, second, Sent("in the other, and on", 0, "desk", 3, 2))
    assert there(now) == {"in one window", "in the other, and on"}


def test_an_empty_text_never_stands_against_a_written_one() -> None:
    now = after(*typed("phone", "written"), *typed("desk", ""))
    assert (now.text, now.waiting) == ("written", ())
    now = after(*typed("desk", ""), *typed("phone", "written"))
    assert (now.text, now.waiting) == ("written", ())


def test_whoever_has_read_what_stands_writes_over_it_and_what_waits_stays() -> None:
    now = after(*typed("phone", "one"), *typed("desk", "two"))
    now = take(now, Sent("one, corrected", now.revision, "desk", 9, 1))
    assert there(now) == {"one, corrected", "two"}


def test_a_choice_ends_the_waiting() -> None:
    now = after(*typed("phone", "one"), *typed("desk", "two"))
    assert choose(now, "desk", 1, "this").text == "one"
    assert choose(now, "desk", 1, "other").text == "two"
    assert choose(now, "desk", 1, "both").text == "one\ntwo"
    assert not choose(now, "desk", 1, "both").waiting
    assert choose(now, "desk", 5, "other") == now


def test_after_another_way_a_device_has_not_read_what_stands() -> None:
    now = moved_on(after(*typed("phone", "one", "two")), "one")
    now = take(now, Sent("two, and on", 2, "phone", 3, 2))
    assert there(now) == {"one", "two, and on"}


def test_it_is_kept_as_plain_values() -> None:
    now = after(*typed("phone", "one"), *typed("desk", "two"))
    assert Written.of(now.text, now.revision, now.plain_heads) == now
    assert replace(now.heads[0]) == Head("phone", 1, 0, 1)

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from search.filling import BATCH, SMALL_BATCH, Batches


def keys(number: int) -> list[str]:
    return [f"page:{each:06}" for each in range(number)]


def taken(batches: Batches) -> list[list[str]]:
    return [list(batch) for batch in iter(batches.take, [])]


@given(number=st.integers(0, 9000), hands=st.integers(1, 8))
def test_every_key_is_taken_once_in_order_and_no_batch_is_too_large(number: int, hands: int) -> None:
    found = taken(Batches(keys(number), hands))
    assert [key for batch in found for key in batch] == keys(number)
    assert all(len(batch) <= BATCH for batch in found)
    assert all(len(batch) >= SMALL_BATCH for batch in found[:-1])


def test_several_processes_end_at_about_the_same_time() -> None:
    assert [len(batch) for batch in taken(Batches(keys(2500), 1))] == [1000, 1000, 500]
    assert [len(batch) for batch in taken(Batches(keys(2500), 2))] == [625, 468, 351, 264, 250, 250, 250, 42]


@given(order=st.permutations(range(6)), number=st.integers(0, 6))
def test_all_up_to_the_last_key_are_copied_in_whatever_order_batches_end(order: list[int], number: int) -> None:
    batches = Batches(keys(1400), 3)
    under_way = taken(batches)
    assert len(under_way) == 6
    ended = set(order[:number])
    for each in order[:number]:
        batches.note(under_way[each])
    first_open = next((each for each in range(6) if each not in ended), 6)
    copied = [key for batch in under_way[:first_open] for key in batch]
    assert batches.copied == len(copied)
    assert batches.filled_to == (copied[-1] if copied else "")


def test_threads_share_the_keys_between_them() -> None:
    batches = Batches(keys(20_000), 4)

    def copy_all(_: int) -> list[str]:
        found = []
        while batch := batches.take():
            found += batch
            batches.note(batch)
        return found

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(copy_all, range(4)))
    assert sorted(key for each in found for key in each) == keys(20_000)
    assert batches.copied == 20_000
    assert batches.filled_to == keys(20_000)[-1]

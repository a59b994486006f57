import gc

import pytest

from search import garbage


def test_garbage_is_looked_for_again_after_work_that_fails():
    def fail() -> None:
        with garbage.put_off():
            assert not gc.isenabled()
            raise RuntimeError("the work failed")

    with pytest.raises(RuntimeError, match="the work failed"):
        fail()
    assert gc.isenabled()


def test_work_within_other_such_work_does_not_end_it():
    with garbage.put_off():
        with garbage.put_off():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()

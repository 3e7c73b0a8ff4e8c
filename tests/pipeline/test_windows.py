"""Every word of a text stands in a window, with context where there is any; no window is too long."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from khaldun.pipeline.windows import MOST_PIECES, homes, windows_of

OPEN, CLOSE = 101, 102
WORDS = st.lists(st.lists(st.integers(1000, 2000), min_size=1, max_size=20), min_size=1, max_size=120)


def test_a_short_text_is_one_window_between_two_marks() -> None:
    (window,) = windows_of([[5, 6], [7]], size=16, overlap=4, marks=(OPEN, CLOSE))
    assert window.pieces.tolist() == [OPEN, 5, 6, 7, CLOSE]
    assert window.begins.tolist() == [1, 3]


def test_the_end_of_an_endless_word_is_not_read() -> None:
    (window,) = windows_of([list(range(1, 99))], size=256, overlap=4, marks=(OPEN, CLOSE))
    assert len(window.pieces) == MOST_PIECES + 2


def test_neighbours_share_their_overlap() -> None:
    windows = windows_of([[n] for n in range(1, 31)], size=12, overlap=4, marks=(OPEN, CLOSE))
    assert [(window.first, window.last) for window in windows] == [(0, 10), (6, 16), (12, 22), (18, 28), (24, 30)]


@given(words=WORDS, size=st.integers(16, 64), overlap=st.integers(0, 8))
def test_windows_cover_all_words_in_order(words: list[list[int]], size: int, overlap: int) -> None:
    windows = windows_of(words, size=size, overlap=overlap, marks=(OPEN, CLOSE))
    assert windows[0].first == 0
    assert windows[-1].last == len(words)
    assert all(before.first < after.first <= before.last for before, after in itertools.pairwise(windows))
    assert all(len(window.pieces) <= size for window in windows)
    for window in windows:
        assert [words[window.first + n][0] for n in range(len(window.begins))] == window.pieces[window.begins].tolist()


@given(words=WORDS, size=st.integers(16, 64), overlap=st.integers(0, 8))
def test_each_word_is_at_home_in_a_window_that_holds_it(words: list[list[int]], size: int, overlap: int) -> None:
    windows = windows_of(words, size=size, overlap=overlap, marks=(OPEN, CLOSE))
    home = homes(windows, len(words))
    assert all(windows[number].first <= word < windows[number].last for word, number in enumerate(home.tolist()))


def test_a_word_at_the_edge_of_one_window_is_read_in_the_next() -> None:
    windows = windows_of([[n] for n in range(1, 21)], size=12, overlap=6, marks=(OPEN, CLOSE))
    assert np.array_equal(np.flatnonzero(homes(windows, 20) == 0), np.arange(7))

"""Runs the reader's network: words in, one row of scores a word out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from khaldun.codebooks.reader import ReaderModel
from khaldun.errors import CodebookError
from khaldun.pipeline.reading import Scores, stitched
from khaldun.pipeline.windows import Window, windows_of

#: Word forms whose pieces are remembered; when full they are forgotten and looked up anew.
_REMEMBERED = 50_000


class Encoder:
    """The network of a `ReaderModel`, on one thread.

    Windows are run one by one: the network's 8-bit products take their scale from all that is run together, so that a
    window's scores would depend on its neighbours in a batch (and on one thread a batch is no faster).
    """

    def __init__(self, model: ReaderModel) -> None:
        """Raises CodebookError when a file is missing or damaged, or the runtime cannot open it."""
        weights, tokenizer = model.weights.read(), model.tokenizer.read().decode("utf-8")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                weights, sess_options=options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_str(tokenizer)
        except Exception as error:  # both libraries raise what their native parts raise
            raise CodebookError(f"cannot be opened: {error}", file=model.weights.path) from error
        self.model = model
        opening, closing, self._unknown = (self._special(mark) for mark in ("[CLS]", "[SEP]", "[UNK]"))
        self._marks = (opening, closing)
        self._pieces: dict[str, list[int]] = {}

    def read(self, words: Sequence[str]) -> Scores:
        """The scores of all heads for each word of a text, [words, columns]."""
        windows = windows_of(
            self._pieces_of(words), size=self.model.size, overlap=self.model.overlap, marks=self._marks
        )
        return stitched(windows, [self._run(window) for window in windows], len(words))

    def _special(self, mark: str) -> int:
        number = self._tokenizer.token_to_id(mark)
        if number is None:
            raise CodebookError("not in the vocabulary", file=self.model.tokenizer.path, key=mark)
        return int(number)

    def _run(self, window: Window) -> Scores:
        columns: NDArray[np.float32] = self._session.run(None, {"pieces": window.pieces[None, :]})[0][0]
        return columns[window.begins]

    def _pieces_of(self, words: Sequence[str]) -> list[list[int]]:
        if len(self._pieces) > _REMEMBERED:
            self._pieces.clear()
        new = list(dict.fromkeys(word for word in words if word not in self._pieces))
        for word, encoding in zip(new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            self._pieces[word] = encoding.ids or [self._unknown]
        return [self._pieces[word] for word in words]

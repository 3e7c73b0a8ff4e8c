"""The parse of a Doc as plain lists: what the rules read thousands of times must be cheap to read."""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, SENT_START, TAG
from spacy.tokens import Doc


class _Strings(dict[int, str]):
    """Strings by their hash, each looked up once."""

    def __init__(self, doc: Doc) -> None:
        super().__init__()
        self._store = doc.vocab.strings

    def __missing__(self, key: int) -> str:
        found = self[key] = str(self._store[key])
        return found


def _signed(offset: int) -> int:
    """The offset of a head, which the array holds as an unsigned number."""
    return offset - (1 << 64) if offset >= 1 << 63 else offset


class Parse:
    """Words, lemmas, tags, relations and heads of a Doc by token index.

    `kids[i]` are the dependents of token i, `starts` the first tokens of the sentences.
    """

    __slots__ = ("dep", "head", "kids", "lemma", "lower", "starts", "tag")

    def __init__(self, doc: Doc) -> None:
        columns = doc.to_array([LOWER, LEMMA, TAG, DEP, HEAD, SENT_START]).T.tolist() if len(doc) else [[]] * 6
        strings = _Strings(doc)
        self.lower = [strings[key] for key in columns[0]]
        self.lemma = [strings[key].lower() for key in columns[1]]
        self.tag = [strings[key] for key in columns[2]]
        self.dep = [strings[key] for key in columns[3]]
        self.head = [i + _signed(offset) for i, offset in enumerate(columns[4])]
        self.starts = [i for i, start in enumerate(columns[5]) if start == 1]
        self.kids: list[list[int]] = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)

    def __len__(self) -> int:
        return len(self.head)

    def below(self, i: int, *deps: str) -> Iterator[int]:
        """Dependents of a token with one of these relations."""
        dep = self.dep
        return (kid for kid in self.kids[i] if dep[kid] in deps)

    def first(self, i: int, *deps: str) -> int | None:
        """The first dependent with one of these relations."""
        return next(self.below(i, *deps), None)

    def word_below(self, i: int, words: Container[str], *deps: str) -> int | None:
        """The first dependent with one of these relations that is one of these words."""
        return next((kid for kid in self.below(i, *deps) if self.lower[kid] in words), None)

    def is_root(self, i: int) -> bool:
        """Whether a token governs its sentence."""
        return self.head[i] == i

    def is_verb(self, i: int) -> bool:
        """Whether a token is tagged as a verb form or stands for a clause."""
        return self.tag[i][0] == "V" or self.tag[i] == "MD"

    def path(self, i: int) -> list[int]:
        """The tokens from the root of the sentence down to a token."""
        up = [i]
        while self.head[i] != i:
            i = self.head[i]
            up.append(i)
        return up[::-1]

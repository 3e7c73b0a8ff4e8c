"""The parse of a Doc as plain lists: what the rules read thousands of times must be cheap to read."""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Doc


class Parse:
    """Words, lemmas, tags, relations and heads of a Doc by token index; `kids[i]` are the dependents of token i."""

    __slots__ = ("dep", "head", "kids", "lemma", "lower", "tag")

    def __init__(self, doc: Doc) -> None:
        self.lower: list[str] = []
        self.lemma: list[str] = []
        self.tag: list[str] = []
        self.dep: list[str] = []
        self.head: list[int] = []
        for token in doc:
            self.lower.append(token.lower_)
            self.lemma.append(token.lemma_.lower())
            self.tag.append(token.tag_)
            self.dep.append(token.dep_)
            self.head.append(token.head.i)
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

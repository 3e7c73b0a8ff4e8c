"""The layer `parties`, which several components fill: get a party by the head of its phrase, or add it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from khaldun.codebooks.casualties import load_casualties
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.syntax import phrase

LAYER = "parties"


def party_at(doc: Doc, head: Token, *, rule: str = "") -> str:
    """The id of the party whose phrase has this head; added with the whole noun phrase where there is none yet.

    The head of an apposition ("Arif Tamur, deputy head of the air force") gives the party of its other half.
    """
    found = find_party(doc, head)
    if found is not None:
        return found
    start, end = phrase(head)
    start = _behind_result(doc, start, head)
    shared = shared_names(head)
    return add_party(doc, shared[-1].i if shared else start, end, head=head, rule=rule)


def _behind_result(doc: Doc, start: int, head: Token) -> int:
    """Where a phrase starts without the result of the verb right before it: "shot dead unarmed protesters"."""
    results = load_casualties().grammar["resultative"]
    is_result = 0 < start < head.i and doc[start].lower_ in results and doc[start - 1].pos_ == "VERB"
    return start + 1 if is_result else start


def parties_at(doc: Doc, head: Token, *, rule: str = "") -> list[str]:
    """The ids of all parties that a phrase names, else one.

    Two for "Hungarian and Romanian officials" and for "the ministers of Jordan and Iraq".
    """
    before = [_name_at(doc, name, rule) for name in shared_names(head)[:-1]]
    return [*before, party_at(doc, head, rule=rule), *(_name_at(doc, name, rule) for name in shared_owners(head)[1:])]


def _name_at(doc: Doc, name: Token, rule: str) -> str:
    return find_party(doc, name) or add_party(doc, name.i, name.i + 1, head=name, rule=rule)


def find_party(doc: Doc, head: Token) -> str | None:
    """The id of the party with this head, or with its head as the apposition's other half; None where there is none."""
    if LAYER not in doc.spans:
        return None
    wanted = {head.i, _other_half(head)}
    for party, values in ext.values_of(doc, LAYER).items():
        if values["head"] in wanted:
            return str(party)
    return None


def add_party(doc: Doc, start: int, end: int, *, head: Token, rule: str = "") -> str:
    """Puts a new party on the layer, not coded yet, and returns its id."""
    values: ext.PartyValues = {
        "head": head.i,
        "name": " ".join(doc[start:end].text.split()),
        "kind": None,
        "country": None,
        "sectors": [],
        "entity_id": None,
        "inferred": [],
        "antecedent": None,
        "rule": rule,
    }
    return ext.add(doc, LAYER, start, end, values=values)


def time_tokens(doc: Doc) -> frozenset[int]:
    """Tokens that tell a time and head no party: those of the layer `timexes`, and what spaCy labels one."""
    labelled = {t.i for ent in doc.ents if ent.label_ in ("DATE", "TIME") for t in ent if t.pos_ == "PROPN"}
    return frozenset(labelled | {token.i for span in ext.spans_of(doc, "timexes") for token in span})


def shared_names(head: Token) -> list[Token]:
    """Names or adjectives that share a noun: *Hungarian*, *Romanian* of "Hungarian and Romanian officials"; else []."""
    for child in head.lefts:
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in ("NORP", "GPE"):
            group = [child, *(other for other in child.conjuncts if other.i < head.i)]
            if len(group) > 1 and all(name.ent_type_ in ("NORP", "GPE") for name in group):
                return sorted(group, key=lambda name: int(name.i))
    return []


def shared_owners(head: Token) -> list[Token]:
    """Countries that share a plural noun: *Jordan*, *Iraq* of "the foreign ministers of Jordan and Iraq"; else []."""
    if head.tag_ not in ("NNS", "NNPS"):
        return []
    for prep in head.rights:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            owners = [noun for noun in prep.children if noun.dep_ == "pobj"]
            group = [*owners, *(other for owner in owners for other in owner.conjuncts)]
            if len(group) > 1 and all(owner.ent_type_ == "GPE" for owner in group):
                return sorted(group, key=lambda owner: int(owner.i))
    return []


def _other_half(head: Token) -> int:
    """The head of the phrase that this one stands in apposition to (its own index where there is none)."""
    return head.head.i if head.dep_ == "appos" and is_same_party(head) else head.i


def is_same_party(apposition: Token) -> bool:
    """Whether an apposition names the same party: one half is a name, the other a description of it.

    In lists the parser takes "Russia, China and Iran" for appositions: two names, and a conjunct at the second.
    """
    if apposition.pos_ == apposition.head.pos_ == "PROPN" and apposition.i > apposition.head.i + 1:
        return not _is_list(apposition) and _describes(apposition) != _describes(apposition.head)
    return not _is_list(apposition)


def _is_list(apposition: Token) -> bool:
    return any(child.dep_ == "conj" and child.ent_type_ == apposition.ent_type_ for child in apposition.rights) and (
        apposition.ent_type_ == apposition.head.ent_type_
    )


def _describes(token: Token) -> bool:
    """Whether a phrase describes rather than names: it has an article, a possessor or an *of* phrase."""
    return any(
        child.dep_ in ("det", "poss") or (child.dep_ == "prep" and child.lower_ == "of") for child in token.children
    )

"""What speaks for and against a coded event: named features of a trigger, its parties, its clause and its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from khaldun.pipeline import extensions as ext
from khaldun.pipeline.syntax import ancestors, is_passive

_CLAUSES = ("relcl", "advcl", "acl", "ccomp", "xcomp", "conj", "pcomp", "amod", "parataxis")
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "you"})
#: Upper bounds of the share of a report's parties that have a sector.
_FEW, _OFTEN = 5, 0.1
_SHARES = ((0.1, "tenth"), (0.25, "quarter"), (0.5, "half"), (1.01, "most"))


def features_of(doc: Doc, trigger: Span) -> list[str]:
    """Names of the features that hold for a trigger with a type, in a fixed order; each counts once."""
    values: ext.TriggerValues = ext.values_of(doc, "triggers")[trigger.id_]
    head = doc[values["head"]]
    kind = str(values["type"])
    names = ["bias", f"type={kind}", *_form(values, head, kind), *_clause(head), *_status(doc, trigger.id_)]
    names += [f"context={name}" for name in ext.values_of(doc, "contexts").get(trigger.id_, {}).get("contexts", [])]
    names += [name for side in ("actor", "recipient") for name in _side(doc, trigger.id_, side, kind)]
    return sorted(set(names))


def report_features(doc: Doc) -> list[str]:
    """Features that all events of a report share: how much of it is about coded parties, how long it is."""
    parties = list(ext.values_of(doc, "parties").values())
    if len(parties) < _FEW:
        return ["report=short"]
    sectors = Counter(party["sectors"][0] for party in parties if party["sectors"])
    share = sum(sectors.values()) / len(parties)
    contexts = {name for values in ext.values_of(doc, "contexts").values() for name in values["contexts"]}
    names = [
        f"report={next(name for bound, name in _SHARES if share < bound)}",
        f"report-contexts={min(len(contexts), 6)}",
    ]
    return [*names, *(f"report-sector={sector}" for sector, n in sorted(sectors.items()) if n >= _OFTEN * len(parties))]


def _form(values: ext.TriggerValues, head: Token, kind: str) -> Iterator[str]:
    yield f"form={'light' if values['light'] >= 0 else head.pos_.lower()}"
    yield f"codebook={round(values['confidence'], 1)}"
    if values["complement"] >= 0:
        yield "operator"
    if values["evidence"]:
        yield "told-twice"
    yield f"word={kind}:{head.lemma_.lower()}"


def _clause(head: Token) -> Iterator[str]:
    verbs = sum(1 for above in ancestors(head) if above.pos_ in ("VERB", "AUX"))
    yield f"depth={min(verbs, 3)}"
    yield f"clause={head.dep_ if head.dep_ in _CLAUSES else 'ROOT' if head.dep_ == 'ROOT' else 'other'}"
    if head.pos_ in ("NOUN", "PROPN"):
        yield f"noun={head.dep_ if head.dep_ != 'pobj' else head.head.lower_}"
    if head.pos_ == "VERB":
        yield f"tag={head.tag_}"
        if is_passive(head):
            yield "passive"


def _status(doc: Doc, trigger_id: str) -> Iterator[str]:
    values = ext.values_of(doc, "factuality").get(trigger_id)
    if values is not None:
        yield f"status={values['ruled_status']}"
        yield f"factuality={round(values['factuality'])}"


def _side(doc: Doc, trigger_id: str, side: str, kind: str) -> Iterator[str]:
    tied = ext.values_of(doc, "participants").get(trigger_id, {}).get(side, [])
    parties = [ext.values_of(doc, "parties")[party] for party in tied]
    if not parties:
        yield f"{side}=none"
        yield f"{kind}:{side}=none"
        return
    sectors = sorted({party["sectors"][0] for party in parties if party["sectors"]})
    state = "coded" if sectors else "country" if any(p["country"] for p in parties) else "uncoded"
    yield f"{side}={state}"
    yield f"{kind}:{side}={state}"
    yield from (f"{side}-sector={sector}" for sector in sectors)
    if len(parties) > 1:
        yield f"{side}=several"
    if any(doc[party["head"]].tag_ == "PRP" for party in parties):
        yield f"{side}={'first-person' if doc[parties[0]['head']].lower_ in _FIRST_PERSON else 'pronoun'}"

"""Attribution: who says it (source), with which words (cue), what is said (content), and through whom (via)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from khaldun.codebooks.cues import Cues, load_cues
from khaldun.codebooks.reader import load_reader_use
from khaldun.pipeline import discourse, party_layer, relays, utterances
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.content_edges import Edges
from khaldun.pipeline.cue_evidence import score
from khaldun.pipeline.quotations import Quotation, find_quotations
from khaldun.pipeline.read_speech import Listener
from khaldun.pipeline.reader_layer import reading_of
from khaldun.pipeline.speakers import Range, head_of, verb_source
from khaldun.pipeline.speech import Frame, cue_range, frames
from khaldun.pipeline.syntax import is_negated

NAME = "khaldun_attribution"
_WHOLLY_QUOTED = 0.95


@Language.factory(
    NAME,
    assigns=["doc._.attributions"],
    requires=["doc._.parties", "token.dep", "token.tag", "token.lemma"],
    default_config={"overlays": []},
)
def create(nlp: Language, name: str, overlays: list[str]) -> AttributionFinder:
    """The component, with a user's codebooks over ours."""
    return AttributionFinder(load_cues(tuple(Path(path) for path in overlays)))


@dataclass(frozen=True, slots=True)
class AttributionFinder:
    """Puts the attributions of a Doc on its list `attributions`, and their sources on the layer `parties`."""

    cues: Cues

    def __call__(self, doc: Doc) -> Doc:
        """Finds, chooses and writes the attributions."""
        quotations = find_quotations(doc)
        quoted = quoted_tokens(doc, quotations)
        reading = reading_of(doc)
        listener = None if reading is None else Listener(doc, reading, load_reader_use()["attribution"])
        found = find(doc, self.cues, quotations=quotations, quoted=quoted, listener=listener)
        if listener is not None:
            found = Edges(doc, listener, quoted).settle(found, self.cues.edges)
        words = self.cues.words
        found = relays.link(doc, found, relays=words["relays"], interviews=words["interviews"])
        _write(doc, found, cues=self.cues, quoted=quoted)
        return doc


def find(
    doc: Doc, cues: Cues, *, quotations: Sequence[Quotation], quoted: Sequence[bool], listener: Listener | None
) -> list[Frame]:
    """The attributions of a Doc in text order, before the edges of their contents are moved and chains are linked."""
    possible = candidates(doc, cues, quotations=quotations)
    chosen = choose(doc, cues, possible=possible, quoted=quoted, listener=listener)
    if listener is not None:
        chosen = [listener.with_source(frame) for frame in chosen]
        chosen = sorted([*chosen, *listener.frames(chosen)], key=lambda frame: frame.cue)
    chosen = discourse.cut_asides(doc, chosen, quoted=quoted)
    return discourse.adopt(doc, chosen, quotations=quotations, paragraphs=discourse.paragraphs_of(doc))


def candidates(doc: Doc, cues: Cues, *, quotations: Sequence[Quotation]) -> list[Frame]:
    """Every reading of every word of the lexicon that has content."""
    found = []
    known = cues.stances
    floor = ext.coding_start(doc)
    dateline = {token.i for span in ext.spans_of(doc, "dateline") for token in span}
    for token in doc:
        if token.i in dateline:
            continue
        if (token.lemma_.lower(), token.pos_) in known or _parts_headline(token):
            found += _readings(token, quotations, floor=floor)
    return found


def _parts_headline(token: Token) -> bool:
    return token.text in utterances.HEADLINE_MARKS and (token.pos_ == "PUNCT" or token.text != ":")


def _readings(token: Token, quotations: Sequence[Quotation], *, floor: int) -> list[Frame]:
    if _parts_headline(token):
        headline = utterances.headline_frame(token)
        return [headline] if headline else []
    readings = list(frames(token))
    if token.pos_ == "VERB" and quotations and not any(frame.complement == "clause" for frame in readings):
        quoting = utterances.quoting_frame(token, verb_source(token), cue=cue_range(token), quotations=quotations)
        readings += [quoting] if quoting else []
    settled = [utterances.settle(token.doc, frame, quotations, floor=floor) for frame in readings]
    return [frame for frame in settled if frame.content]


def choose(
    doc: Doc, cues: Cues, *, possible: Sequence[Frame], quoted: Sequence[bool], listener: Listener | None = None
) -> list[Frame]:
    """The readings that hold, in text order: of those that share a word of their cues, the likeliest."""
    scored = [
        (
            -score(frame, doc=doc, quoted=quoted, cues=cues) - (listener.evidence(frame) if listener else 0.0),
            frame.head,
            frame.complement,
            frame,
        )
        for frame in possible
    ]
    taken: set[int] = set()
    kept = []
    for value, _, _, frame in sorted(scored, key=lambda item: item[:3]):
        if value >= 0:
            break
        cue = range(*frame.cue)
        if taken.isdisjoint(cue):
            taken.update(cue)
            kept.append(frame)
    return sorted(kept, key=lambda frame: frame.cue)


def quoted_tokens(doc: Doc, quotations: Sequence[Quotation]) -> list[bool]:
    """For each token whether it stands in a quotation (single marks do not count)."""
    quoted = [False] * len(doc)
    for quotation in quotations:
        if not quotation.single:
            quoted[quotation.start : quotation.end] = [True] * (quotation.end - quotation.start)
    return quoted


def _write(doc: Doc, found: Sequence[Frame], *, cues: Cues, quoted: Sequence[bool]) -> None:
    out = ext.list_of(doc, "attributions")
    parties = _Parties(doc)
    for frame in found:
        head = doc[frame.head]
        values: ext.AttributionValues = {
            "source": parties.get(frame.source),
            "cue": list(frame.cue),
            "content": [list(span) for span in frame.content],
            "kind": _kind(doc, frame, quoted),
            "stance": _stance(frame, head, cues=cues),
            "via": parties.get(frame.via),
            "rule": f"{cues.header.label}: {head.lemma_.lower()} {frame.complement}",
        }
        out.append(values)


def _kind(doc: Doc, frame: Frame, quoted: Sequence[bool]) -> str:
    inside = outside = 0
    for start, end in frame.content:
        for i in range(start, end):
            letters = sum(map(str.isalpha, doc[i].text))
            inside += letters * quoted[i]
            outside += letters * (not quoted[i])
    if inside == 0:
        return "indirect"
    return "direct" if inside >= _WHOLLY_QUOTED * (inside + outside) else "mixed"


def _stance(frame: Frame, head: Token, *, cues: Cues) -> str:
    """The stance of the source on the content; who denies or asserts under negation ("did not confirm") doubts."""
    if frame.complement == "cited":
        return "asserts"
    stance = cues.stances.get((head.lemma_.lower(), head.pos_), "asserts")
    carrier = head.head
    if head.pos_ == "NOUN" and frame.cue[0] <= carrier.i < frame.cue[1]:
        borne = cues.stances.get((carrier.lemma_.lower(), carrier.pos_), "asserts")
        stance = borne if borne in ("denies", "doubts") else stance
    return "doubts" if is_negated(head) and stance in ("asserts", "denies") else stance


class _Parties:
    """The layer `parties` with an index by head."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.by_head = {values["head"]: party for party, values in ext.values_of(doc, party_layer.LAYER).items()}

    def get(self, span: Range | None) -> str | None:
        """The id of the party that a phrase names: of these very tokens, else a new one with the coding of its head."""
        if span is None:
            return None
        start, end = span
        head = head_of(self.doc, span)
        known = self.by_head.get(head.i)
        if known is None:
            known = self.by_head[head.i] = party_layer.add_party(self.doc, start, end, head=head, rule=NAME)
        found = ext.span_by_id(self.doc, known)
        if (found.start, found.end) == span:
            return known
        values = dict(ext.values_of(self.doc, party_layer.LAYER)[known])
        return ext.add(self.doc, party_layer.LAYER, start, end, values=values)

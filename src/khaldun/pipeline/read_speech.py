"""Attributions as the learned reader sees them, joined with those of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.speakers import Range, head_of
from khaldun.pipeline.speech import Frame
from khaldun.pipeline.utterances import tidy

#: The construction of a frame that only the reader sees.
READ = "read"


def join(doc: Doc, ruled: Sequence[Frame], *, reading: DocReading, numbers: Mapping[str, float]) -> list[Frame]:
    """Frames in text order: what the reader sees, with the construction of the rules where they see the cue as well.

    A frame of the rules alone stays when the reader does not hold its cue for unlikely. `numbers`: those of the
    codebook for this component.
    """
    by_token = {i: frame for frame in ruled for i in range(*frame.cue)}
    seen: set[int] = set()
    found = []
    for cue in reading.tagged("cue", lead=numbers["cue_lead"]):
        rule = next((by_token[i] for i in range(*cue) if i in by_token), None)
        frame = _read_frame(doc, cue, rule, reading=reading, numbers=numbers)
        if frame is not None:
            seen.update(range(*frame.cue))
            found.append(frame)
    found += [
        frame
        for frame in ruled
        if seen.isdisjoint(range(*frame.cue)) and reading.cue_logit(frame.cue) > numbers["rule_cue_least"]
    ]
    return sorted(found, key=lambda frame: frame.cue)


def _read_frame(
    doc: Doc, cue: Range, rule: Frame | None, *, reading: DocReading, numbers: Mapping[str, float]
) -> Frame | None:
    content = tidy(
        doc, reading.spans("content", cue[0], switch=numbers["content_switch"], lead=numbers["content_lead"])
    )
    source = reading.best_span("source", cue[0], switch=numbers["source_switch"], lead=numbers["source_lead"])
    if not content:
        return rule
    if rule is not None:
        return replace(rule, cue=cue, source=source, content=tuple(content))
    return Frame(head=head_of(doc, cue).i, complement=READ, cue=cue, source=source, content=tuple(content))

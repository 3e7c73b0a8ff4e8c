"""Fits the weights of the component `khaldun_factuality` and writes them as a codebook table.

    python training/fit_factuality.py BENCH --cache FOLDER

BENCH holds `factuality/train.{reports,gold}.jsonl` and `whole/train.{reports,gold}.jsonl`. Three models: the register
of a text (news or personal), the factuality of an event word, and whether what happened is background. The corpora of
the factuality benchmark weigh the same, however large they are.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from linear import Vector, design, logistic, ridge, vocabulary
from spacy.tokens import Doc, DocBin

from khaldun.codebooks.modality import WEIGHTS, load_modality
from khaldun.pipeline import extensions
from khaldun.pipeline.build import DEFAULT_MODEL, register_components
from khaldun.pipeline.components.factuality.background import Background
from khaldun.pipeline.components.factuality.evidence import evidence
from khaldun.pipeline.components.factuality.parse import Parse
from khaldun.pipeline.components.factuality.readings import Readings
from khaldun.pipeline.components.factuality.register import personal_share, register_marks

PERSONAL_CORPUS = "UDS_IH2"
FACTUALITY_PENALTY, FACTUALITY_LEAST = 12.0, 6
HISTORICAL_PENALTY, HISTORICAL_LEAST, MARGINAL_WEIGHT = 3.0, 8, 0.9
REGISTER_PENALTY = 0.5
#: Log odds by which a text is taken for news rather than for a personal one, all else being equal.
NEWS_PRIOR = 1.0
SMALLEST = 0.02
HEADER = """\
# id: cues-factuality-weights
# version: 2026.11
# language: en
# licence: Apache-2.0
# origin: fitted by training/fit_factuality.py on the training parts of UW, MEANTIME, UDS-IH2 and whole reports
# What each piece of evidence adds to factuality (-3 to 3), to the log odds that a text is personal, and to the log odds
# that what happened is background. `personal`: added on top in a personal text. `n`: how often it was seen.
model\tevidence\tweight\tpersonal\tn
"""

Row = tuple[str, str, float, float, int]
Gold = Mapping[str, Any]


def main() -> None:
    """Fits the three models and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the parsed texts")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    sentences = list(read_pairs(options.bench / "factuality", options.cache))
    register, personal = fit_register(sentences)
    rows = [*register, *fit_factuality(sentences, personal)]
    rows += fit_historical(list(read_pairs(options.bench / "whole", options.cache)))
    lines = [f"{model}\t{name}\t{weight:.3f}\t{extra:.3f}\t{n}" for model, name, weight, extra, n in rows]
    options.output.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")


def read_pairs(folder: Path, cache: Path) -> Iterator[tuple[Doc, Gold]]:
    """Each training report, parsed and with its times, and its gold."""
    reports = _lines(folder / "train.reports.jsonl")
    gold = {entry["id"]: entry for entry in _lines(folder / "train.gold.jsonl")}
    nlp = spacy.load(DEFAULT_MODEL)
    register_components()
    nlp.add_pipe("khaldun_paragraphs", before="parser")
    stored = cache / f"{folder.name}.train.spacy"
    if not stored.exists():
        DocBin(docs=nlp.pipe(report["text"] for report in reports)).to_disk(stored)
    after = [nlp.create_pipe(name) for name in ("khaldun_dateline", "khaldun_timexes")]
    for doc, report in zip(DocBin().from_disk(stored).get_docs(nlp.vocab), reports, strict=True):
        extensions.values_of(doc, "report").update({"id": report["id"], "published": report.get("published")})
        for component in after:
            component(doc)
        yield doc, gold[report["id"]]


def fit_register(pairs: Sequence[tuple[Doc, Gold]]) -> tuple[list[Row], list[float]]:
    """The weights of the marks of the register, and how personal each text comes out."""
    words = load_modality().cues["register"]
    parses = [Parse(doc) for doc, _ in pairs]
    marks = [register_marks(doc, parse, words) for (doc, _), parse in zip(pairs, parses, strict=True)]
    names = ["bias", *sorted({name for found in marks for name in found})]
    matrix = np.array([[1.0 if name == "bias" else found.get(name, 0.0) for name in names] for found in marks])
    target = np.array([float(gold["corpus"] == PERSONAL_CORPUS) for _, gold in pairs])
    share = target.mean()
    weight = np.where(target == 1, 0.5 / share, 0.5 / (1 - share))
    fitted = logistic(matrix, target, weight=weight, penalty=REGISTER_PENALTY)
    fitted[0] -= NEWS_PRIOR
    rows: list[Row] = [
        ("register", name, float(value), 0.0, int((matrix[:, n] > 0).sum()))
        for n, (name, value) in enumerate(zip(names, fitted, strict=True))
    ]
    weights = {name: (float(value), 0.0) for name, value in zip(names, fitted, strict=True)}
    shares = [personal_share(found, weights, len(parse.starts)) for found, parse in zip(marks, parses, strict=True)]
    return rows, shares


def fit_factuality(pairs: Sequence[tuple[Doc, Gold]], personal: Sequence[float]) -> list[Row]:
    """The weights of the evidence on event words."""
    modality = load_modality()
    samples, shares, values, corpora = [], [], [], []
    for (doc, gold), share in zip(pairs, personal, strict=True):
        readings = Readings(Parse(doc), modality)
        for event in gold["events"]:
            samples.append(evidence(readings, _head(doc, event), modality))
            shares.append(share)
            values.append(event["factuality"])
            corpora.append(gold["corpus"])
    names = vocabulary(samples, FACTUALITY_LEAST)
    sizes = Counter(corpora)
    weight = np.array([1 / sizes[corpus] for corpus in corpora])
    matrix = design(samples, shares, names)
    fitted = ridge(matrix, np.array(values), weight=weight / weight.mean(), penalty=_penalties(names))
    return list(_rows("factuality", fitted, names=names, samples=samples))


def _penalties(names: Mapping[str, int]) -> Vector:
    """The penalty of each column: hardly any for the bias, little for the polarity, which everything else corrects."""
    factors = {"bias": 1e-4, "polarity": 0.05}
    column = [FACTUALITY_PENALTY * factors.get(name.partition(" ")[0], 1.0) for name in names]
    return np.array([*column, *column])


def fit_historical(pairs: Sequence[tuple[Doc, Gold]]) -> list[Row]:
    """The weights of the evidence that an event which happened is background."""
    modality = load_modality()
    samples, target, weight = [], [], []
    for doc, gold in pairs:
        parse = Parse(doc)
        readings, background = Readings(parse, modality), Background(doc, parse, modality)
        for event in gold["events"]:
            if event["status"] in ("actual", "historical"):
                head = _head(doc, event["trigger"])
                samples.append(background.evidence(head, readings.of(head), event["types"][0]))
                target.append(float(event["status"] == "historical"))
                weight.append(MARGINAL_WEIGHT if event["marginal"] else 1.0)
    names = vocabulary(samples, HISTORICAL_LEAST)
    matrix = np.zeros((len(samples), len(names)))
    for n, found in enumerate(samples):
        matrix[n, [names[name] for name in ("bias", *found) if name in names]] = 1.0
    fitted = logistic(matrix, np.array(target), weight=np.array(weight), penalty=HISTORICAL_PENALTY)
    both = np.concatenate([fitted, np.zeros(len(names))])
    return list(_rows("historical", both, names=names, samples=samples))


def _rows(model: str, fitted: Vector, *, names: Mapping[str, int], samples: Sequence[Sequence[str]]) -> Iterator[Row]:
    counts = Counter(name for found in samples for name in found)
    counts["bias"] = len(samples)
    for name, n in sorted(names.items(), key=lambda item: (item[0] != "bias", item[0])):
        weight, extra = float(fitted[n]), float(fitted[len(names) + n])
        if name == "bias" or max(abs(weight), abs(extra)) >= SMALLEST:
            yield model, name, weight, extra, counts[name]


def _head(doc: Doc, span: Mapping[str, Any]) -> int:
    found = doc.char_span(span["start"], span["end"], alignment_mode="expand")
    return int(found.root.i)


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()

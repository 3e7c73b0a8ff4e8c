"""Writes the model card: what the reader was trained on and how, what it scores, how far its chances can be trusted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .learn import Plan

CORPORA = (
    ("PolNeAR 1.0, train", "cue, source, content", "research use; annotation without a licence file"),
    ("UW, MEANTIME, UDS-IH2, train", "factuality", "see the corpora; UDS CC BY-SA 4.0, MEANTIME CC BY 4.0"),
    ("ECB+, topics 1-35 but eight", "event words", "CC BY 3.0"),
    ("465 whole reports, train", "type, status, actor, recipient", "coded by the project; texts are their publishers'"),
    ("plv and cameo_ner, train", "actor, recipient, type", "research use"),
    ("MUC-3/4, train", "role fillers", "public for research"),
)
FIGURES = {
    "attach": "attribution: attach F1 of the network alone (PolNeAR, DEV)",
    "source_exact": "attribution: source exact F1",
    "cue_exact": "attribution: cue exact F1",
    "content_exact": "attribution: content exact F1",
    "ecb_event_f1": "event words: F1 by word (ECB+, DEV)",
    "r_mean": "factuality: mean r x 100 over the three corpora",
    "r_UW": "factuality: r x 100 (UW, DEV)",
    "r_MEANTIME": "factuality: r x 100 (MEANTIME, DEV)",
    "r_UDS_IH2": "factuality: r x 100 (UDS-IH2, DEV)",
    "whole_trigger": "political event words: F1 by word (whole reports, held out)",
    "whole_type": "the same with their type",
    "whole_status": "status of given event words: accuracy (held out)",
    "whole_actor": "actor of given event words: F1 by word (held out)",
    "whole_recipient": "recipient of given event words: F1 by word (held out)",
    "dyads_actor": "actor in single sentences: F1 by word (held out)",
    "dyads_recipient": "recipient in single sentences: F1 by word (held out)",
    "all_actor": "actor, both together",
    "all_recipient": "recipient, both together",
    "muc_word_f1": "MUC role fillers: F1 by word (held out)",
}


def card(
    plan: Plan,
    exact: Mapping[str, float],
    shipped: Mapping[str, float],
    calibration: Mapping[str, Mapping[str, Any]],
    *,
    size: int,
    digest: str,
) -> str:
    """The card as Markdown. `exact`, `shipped`: figures of the network in float and as shipped (int8)."""
    return _CARD.format(
        size=f"{size / 1e6:.1f}",
        digest=digest,
        corpora=_table(("corpus", "heads", "terms"), CORPORA),
        settings=_table(("setting", "value"), [(name, _shown(value)) for name, value in asdict(plan).items()]),
        figures=_table(
            ("figure", "float", "shipped"),
            [(text, f"{exact[name]:.1f}", f"{shipped[name]:.1f}") for name, text in FIGURES.items() if name in exact],
        ),
        calibration=_table(
            ("head", "words", "bare", "calibrated"),
            [
                (head, f"{row['words']:,}", f"{100 * row['error_before']:.1f}", f"{100 * row['error_after']:.1f}")
                for head, row in calibration.items()
            ],
        ),
    )


_CARD = """\
# The learned reader: model card

Written by `make train`, not by hand.

**What it is.** One small encoder with several linear heads. It reads every report (lower-cased, in windows of 256 word
pieces that overlap) and gives each word scores: is it a cue, a word of a source or of what is said; does it tell of an
event, of which PLOVER type, in which status, how surely did it happen; who acts, and on whom. The rules use these
scores as evidence; `--no-reader` leaves it out.

**Base.** all-MiniLM-L6-v2 (six layers, 384 wide, 22.7 million weights; Apache-2.0). Embeddings stay as they are.

**File.** {size} MB, 8-bit weights, ONNX; SHA-256 `{digest}`, checked at every start.

## Trained on

{corpora}

No text of these corpora is in the package. One report in six of the whole reports, pairs and MUC texts is held out:
weights beside the rules are chosen on them. DEV parts are never learnt from.

## How

{settings}

AdamW with one cycle (Smith and Topin 2017), losses summed with the weights above; relations by a product of two
projections, a bias and a score of distance. Seeded; `make train BENCH=folder` runs it anew and goes on after a break.

![loss of each head during training](../pictures/reader-curves.svg)

## What the network alone scores

In float, and as shipped. What the whole pipeline scores with and without it stands in BENCHMARKS.md.

{figures}

## How far its chances can be trusted

Expected calibration error over ten bins, percent: of the bare scores, and after Platt's calibration on the other four
of five folds of the reports.

{calibration}

![reliability of the calibrated chances](../pictures/reader-reliability.svg)

## Limits

* English news. Attribution was learnt from US political news of 2015-16, roles from Latin America of 1988-90 and mixed
  wire news, factuality partly from web text.
* Case is not seen: all-capital texts are read as well as others, and capitals tell it nothing.
* A relation is looked for within 160 words. Speech that runs on for longer is continued by rule.
* The last digit of a score may differ between kinds of processor; on one machine it never does.
"""


def _shown(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(f"{name} {number:g}" for name, number in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def curves(log: Path, path: Path) -> None:
    """Plots the loss of each head over the steps from the training's log."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "khaldun"
    from matplotlib import pyplot

    rows = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    rows = [row for row in rows if "attach" not in row]
    figure, axes = pyplot.subplots(figsize=(6, 4))
    for head, _ in Plan().weights:
        points = [(row["epoch"] + row["step"] / row["steps"], row[head]) for row in rows if head in row]
        if points:
            axes.plot(*zip(*points, strict=True), linewidth=1, label=head)
    axes.set_yscale("log")
    axes.set_xlabel("epoch")
    axes.set_ylabel("loss")
    axes.legend(fontsize=7, ncols=2)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)

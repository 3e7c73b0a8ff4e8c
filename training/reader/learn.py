"""Trains the reader: seeded, resumable, one line of the log a hundred steps."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from .batches import Batch, Piece, batches
from .network import RELATIONS, Reader, layout, pair_scores

WHERE = layout()
#: How much more a political event word counts than any other word, of which there are fifty times as many.
RARE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to train. `tokens`: word pieces a batch; `clip`: longest gradient; `weights`: of each head's loss."""

    seed: int = 20261125
    epochs: int = 4
    tokens: int = 2048
    rate: float = 3e-4
    head_rate: float = 2e-3
    warm: float = 0.05
    decay: float = 0.01
    clip: float = 1.0
    weights: tuple[tuple[str, float], ...] = (
        ("cue", 1.0),
        ("said", 1.0),
        ("source", 1.0),
        ("content", 1.0),
        ("event", 0.5),
        ("factuality", 0.5),
        ("status", 0.5),
        ("type", 1.0),
        ("actor", 1.0),
        ("recipient", 1.0),
        ("muc", 1.0),
    )


def losses(output: Tensor, batch: Batch, near: Tensor) -> dict[str, Tensor]:
    """The loss of each head that this batch has labels for. output: [words of the batch, columns]."""
    found = {}
    for name, target in batch.labels.items():
        scores = output[:, slice(*WHERE[name])]
        if (loss := _plain_loss(name, scores, target)) is not None:
            found[name] = loss
    return found | _pair_losses(output, batch, near)


def _plain_loss(name: str, scores: Tensor, target: Tensor) -> Tensor | None:
    if name == "factuality":
        kept = ~torch.isnan(target)
        return functional.smooth_l1_loss(scores[kept, 0], target[kept]) if kept.any() else None
    if name == "said":
        return functional.binary_cross_entropy_with_logits(scores, target.float())
    if name == "muc":
        return functional.binary_cross_entropy_with_logits(scores, target.float(), pos_weight=torch.tensor(3.0))
    kept = target >= 0
    if not kept.any():
        return None
    if name == "event":
        return functional.binary_cross_entropy_with_logits(scores[kept, 0], target[kept].float())
    if name == "cue":
        return functional.cross_entropy(scores, target, weight=torch.tensor([1.0, 2.0, 2.0]))
    rare = torch.full((scores.shape[1],), RARE if name == "type" else 1.0)
    rare[0] = 1.0
    return functional.cross_entropy(scores[kept], target[kept], weight=rare)


def _pair_losses(output: Tensor, batch: Batch, near: Tensor) -> dict[str, Tensor]:
    sums: dict[str, list[Tensor]] = defaultdict(list)
    for (start, end), pairs in zip(batch.spans, batch.pairs, strict=True):
        for relation in RELATIONS:
            chosen = [(pivot, marks) for name, pivot, marks in pairs if name == relation]
            if chosen:
                pivots = torch.tensor([pivot for pivot, _ in chosen])
                target = torch.from_numpy(np.stack([marks for _, marks in chosen])).float()
                scores = pair_scores(output[start:end], relation, pivots, near)
                loss = functional.binary_cross_entropy_with_logits(scores, target, reduction="none")
                sums[relation].append(loss.sum(1))
    return {relation: torch.cat(parts).mean() / 10 for relation, parts in sums.items()}


def train(
    network: Reader,
    pieces: Sequence[Piece],
    plan: Plan,
    *,
    folder: Path,
    check: Callable[[Reader, int], dict[str, float]],
) -> None:
    """Trains in place; after each epoch keeps a checkpoint, from which a broken run goes on."""
    torch.manual_seed(plan.seed)
    steps = sum(1 for _ in batches(pieces, tokens=plan.tokens, seed=plan.seed))
    optimizer, schedule = _optimizer(network, plan, steps * plan.epochs)
    weights = dict(plan.weights)
    first = _resume(network, optimizer, schedule, folder)
    for epoch in range(first, plan.epochs):
        torch.manual_seed(plan.seed + epoch)
        network.train()
        began, seen = time.monotonic(), defaultdict(list)
        for step, batch in enumerate(batches(pieces, tokens=plan.tokens, seed=plan.seed + epoch)):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                output = network(batch.pieces, batch.mask)
            parts = losses(output[batch.rows, batch.places].float(), batch, network.near)
            if not parts:
                continue
            total = torch.stack([weights[name] * loss for name, loss in parts.items()]).sum()
            total.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), plan.clip)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            for name, loss in parts.items():
                seen[name].append(loss.item())
            if step % 100 == 99:
                _log(folder, epoch, step, steps, seen, time.monotonic() - began)
                seen.clear()
        scores = check(network, epoch)
        _log(folder, epoch, steps, steps, {name: [value] for name, value in scores.items()}, time.monotonic() - began)
        _keep(network, optimizer, schedule, folder, epoch)


def _optimizer(
    network: Reader, plan: Plan, steps: int
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.OneCycleLR]:
    own = {"last", "near"}
    trained = [(name, item) for name, item in network.named_parameters() if item.requires_grad]
    groups = [
        {"params": [item for name, item in trained if name.split(".")[0] not in own], "lr": plan.rate},
        {"params": [item for name, item in trained if name.split(".")[0] in own], "lr": plan.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=plan.decay, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=[plan.rate, plan.head_rate],
        total_steps=steps + 1,
        pct_start=plan.warm,
        anneal_strategy="linear",
    )
    return optimizer, schedule


def _resume(
    network: Reader, optimizer: torch.optim.Optimizer, schedule: torch.optim.lr_scheduler.LRScheduler, folder: Path
) -> int:
    kept = folder / "checkpoint.pt"
    if not kept.exists():
        return 0
    state = torch.load(kept, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["epoch"]) + 1


def _keep(
    network: Reader,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    folder: Path,
    epoch: int,
) -> None:
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "epoch": epoch,
    }
    torch.save(state, folder / "checkpoint.new")
    (folder / "checkpoint.new").replace(folder / "checkpoint.pt")


def _log(folder: Path, epoch: int, step: int, steps: int, seen: dict[str, list[float]], seconds: float) -> None:
    values = {name: round(sum(items) / len(items), 4) for name, items in sorted(seen.items())}
    line = {"epoch": epoch, "step": step, "steps": steps, "seconds": round(seconds), **values}
    with (folder / "curves.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
    print(line, flush=True)

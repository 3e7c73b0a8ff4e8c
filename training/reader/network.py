"""The reader's network: a BERT encoder (MiniLM-L6) and one linear layer whose columns are the heads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

#: Relations between a pivot word and every other word: a cue with its source and content, a trigger with its parties.
RELATIONS = ("source", "content", "actor", "recipient")
PLAIN = {"cue": 3, "said": 2, "event": 1, "factuality": 1, "status": 5, "type": 17, "muc": 5}
#: Scores that heads begin with, so that training need not first learn how rare a thing is.
FIRST = {"said": -1.0, "event": -2.0, "muc": -4.0, **{f"{relation}.bias": -4.0 for relation in RELATIONS}}
WIDTH = 32
REACH = 64


def layout() -> dict[str, tuple[int, int]]:
    """Columns of the last layer that belong to each head: name to (start, end)."""
    found, at = {}, 0
    for name, width in PLAIN.items():
        found[name] = (at, at + width)
        at += width
    for relation in RELATIONS:
        for part, width in (("pivot", WIDTH), ("word", WIDTH), ("bias", 1)):
            found[f"{relation}.{part}"] = (at, at + width)
            at += width
    return found


def columns() -> int:
    """Width of the last layer."""
    return max(end for _, end in layout().values())


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder, from its config.json."""

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float

    @classmethod
    def read(cls, folder: Path) -> Shape:
        """From the folder of the base model."""
        config = json.loads((folder / "config.json").read_text("utf-8"))
        return cls(
            hidden=config["hidden_size"],
            layers=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            inner=config["intermediate_size"],
            epsilon=config["layer_norm_eps"],
        )


class Layer(nn.Module):
    """One transformer layer (post-norm, as BERT)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.hidden, shape.hidden)
        self.key = nn.Linear(shape.hidden, shape.hidden)
        self.value = nn.Linear(shape.hidden, shape.hidden)
        self.output = nn.Linear(shape.hidden, shape.hidden)
        self.first_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.inner = nn.Linear(shape.hidden, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.hidden)
        self.second_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x: [batch, pieces, hidden]; mask: additive [batch, 1, 1, pieces] or None."""
        query, key, value = (self._split(part(x)) for part in (self.query, self.key, self.value))
        if mask is None:
            weights = torch.softmax(query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5, dim=-1)
            mixed = weights @ value
        else:
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query.dtype))
        mixed = mixed.transpose(1, 2).flatten(2)
        x = self.first_norm(x + self.output(mixed))
        return self.second_norm(x + self.outer(functional.gelu(self.inner(x))))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)


class Reader(nn.Module):
    """Pieces in, all heads' columns out: [batch, pieces, columns()]."""

    def __init__(self, folder: Path, dropout: float = 0.1) -> None:
        super().__init__()
        shape = Shape.read(folder)
        weights = load_file(str(folder / "model.safetensors"))
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"], freeze=True)
        self.places = nn.Embedding.from_pretrained(weights["embeddings.position_embeddings.weight"], freeze=True)
        self.kind = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0].clone(), requires_grad=False)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)
        self.last = nn.Linear(shape.hidden, columns())
        self.near = nn.Parameter(torch.zeros(len(RELATIONS), 2 * REACH + 1))
        with torch.no_grad():
            for head, score in FIRST.items():
                self.last.bias[slice(*layout()[head])] = score
            for head in ("cue", "type"):
                self.last.bias[layout()[head][0]] = 3.0
        self._load(weights)

    def _load(self, weights: dict[str, Tensor]) -> None:
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "first_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "second_norm": "output.LayerNorm",
        }
        with torch.no_grad():
            _copy(self.norm, weights, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                for ours, theirs in names.items():
                    _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")
        for parameter in self.norm.parameters():
            parameter.requires_grad_(False)

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> Tensor:
        """pieces: [batch, pieces] ids; mask: [batch, pieces], 1 where a piece stands (None: everywhere)."""
        places = self.places.weight[: pieces.shape[1]]
        x = self.norm(self.words(pieces) + places + self.kind)
        extra = None if mask is None else (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, extra)
        return self.last(self.dropout(x))


def _copy(part: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    for kind in ("weight", "bias"):
        getattr(part, kind).copy_(weights[f"{name}.{kind}"])


def pair_scores(output: Tensor, relation: str, pivots: Tensor, near: Tensor) -> Tensor:
    """Scores of one relation between pivots and all words of one window.

    output: [words, columns]; pivots: [n] word numbers; near: [relations, 2 * REACH + 1]. Returns [n, words].
    """
    where = layout()
    pivot = output[pivots, slice(*where[f"{relation}.pivot"])]
    word = output[:, slice(*where[f"{relation}.word"])]
    bias = output[:, where[f"{relation}.bias"][0]]
    distance = torch.arange(output.shape[0])[None, :] - pivots[:, None]
    by_distance = near[RELATIONS.index(relation)][distance.clamp(-REACH, REACH) + REACH]
    return pivot @ word.T / WIDTH**0.5 + bias[None, :] + by_distance

"""The teachers' networks: a BiLSTM over the features that the pipeline's own tok2vec sees, for trees or names.

Trees: deep biaffine attention (Dozat and Manning 2017, arXiv:1611.01734). Names: a linear-chain CRF (Lample and
others 2016, arXiv:1603.01360).
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn

# NORM, PREFIX, SUFFIX, SHAPE, dictionary class, name flags: rows of each hash table, and widths
ROWS = (20011, 1009, 5003, 1009, 3001, 503)
WIDTHS = (100, 24, 50, 24, 64, 16)


class Encoder(nn.Module):
    """Words to vectors in context: hashed features and subword vectors, then a BiLSTM."""

    def __init__(self, vectors: int, hidden: int, layers: int, dropout: float = 0.33) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(r, w) for r, w in zip(ROWS, WIDTHS, strict=True))
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        self.subwords = nn.Linear(vectors, 100)
        self.lstm = nn.LSTM(
            sum(WIDTHS) + 100, hidden, layers, batch_first=True, bidirectional=True, dropout=dropout
        )
        self.drop = nn.Dropout(dropout)

    def forward(self, ids: Tensor, vectors: Tensor, lengths: Tensor) -> Tensor:
        parts = [t(ids[:, :, i]) for i, t in enumerate(self.tables)]
        if self.training:  # whole words go missing, so that the model learns to do with form and context
            keep = (torch.rand(ids.shape[:2]) > 0.15).float().unsqueeze(-1)
            parts[0] = parts[0] * keep
        x = self.drop(torch.cat([*parts, torch.tanh(self.subwords(vectors))], -1))
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        out, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return self.drop(out)


def mlp(inputs: int, outputs: int) -> nn.Module:
    return nn.Sequential(nn.Linear(inputs, outputs), nn.LeakyReLU(0.1), nn.Dropout(0.33))


class TreeTeacher(nn.Module):
    """Word class, head and relation."""

    def __init__(self, vectors: int, labels: list[str], tags: list[str]) -> None:
        super().__init__()
        self.labels, self.tags = labels, tags
        hidden = 280
        self.encoder = Encoder(vectors, hidden, 3)
        self.root = nn.Parameter(torch.randn(2 * hidden) * 0.1)
        self.tag = nn.Linear(2 * hidden, len(tags))
        self.arc_head, self.arc_dep = mlp(2 * hidden, 400), mlp(2 * hidden, 400)
        self.rel_head, self.rel_dep = mlp(2 * hidden, 100), mlp(2 * hidden, 100)
        self.arc = nn.Parameter(torch.zeros(401, 400))
        self.rel = nn.Parameter(torch.zeros(101, len(labels), 101))

    def forward(self, ids: Tensor, vectors: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = self.encoder(ids, vectors, lengths)
        full = torch.cat([self.root.expand(x.shape[0], 1, -1), x], 1)
        heads, deps = self.arc_head(full), self.arc_dep(x)
        ones = torch.ones(*deps.shape[:2], 1)
        arcs = torch.cat([deps, ones], -1) @ self.arc @ heads.transpose(1, 2)
        outside = torch.arange(full.shape[1])[None, :] > lengths[:, None]
        arcs = arcs.masked_fill(outside[:, None, :], -1e4)
        diagonal = torch.eye(arcs.shape[1], arcs.shape[1] + 1).roll(1, 1).bool()
        arcs = arcs.masked_fill(diagonal, -1e4)
        return self.tag(x), arcs, self.rel_head(full), self.rel_dep(x)

    def relations(self, rel_head: Tensor, rel_dep: Tensor, heads: Tensor) -> Tensor:
        """Score the labels of the given heads."""
        chosen = rel_head.gather(1, heads.unsqueeze(-1).expand(-1, -1, rel_head.shape[-1]))
        ones = torch.ones(*rel_dep.shape[:2], 1)
        left, right = torch.cat([rel_dep, ones], -1), torch.cat([chosen, ones], -1)
        b, n, d = left.shape
        half = (left.reshape(b * n, d) @ self.rel.reshape(d, -1)).reshape(b * n, len(self.labels), d)
        return (half @ right.reshape(b * n, d, 1)).reshape(b, n, -1)

    def loss(self, batch: dict[str, Any]) -> Tensor:
        tags, arcs, rel_head, rel_dep = self(batch["ids"], batch["vectors"], batch["lengths"])
        mask = batch["mask"]
        rels = self.relations(rel_head, rel_dep, batch["heads"].clamp(min=0))
        cross = nn.functional.cross_entropy
        return (
            cross(tags[mask], batch["tags"][mask])
            + cross(arcs[mask], batch["heads"][mask])
            + cross(rels[mask], batch["labels"][mask])
        )


class NameTeacher(nn.Module):
    """Names as a chain of B-, I- and O labels."""

    def __init__(self, vectors: int, tags: list[str]) -> None:
        super().__init__()
        self.tags = tags
        hidden = 200
        self.encoder = Encoder(vectors, hidden, 2, dropout=0.4)
        self.out = nn.Linear(2 * hidden, len(tags))
        self.move = nn.Parameter(torch.zeros(len(tags), len(tags)))
        banned = [[t[0] == "I" and s[2:] != t[2:] for t in tags] for s in tags]
        self.register_buffer("banned", torch.tensor(banned).float() * -1e4)

    def emit(self, batch: dict[str, Any]) -> Tensor:
        scores = self.out(self.encoder(batch["ids"], batch["vectors"], batch["lengths"]))
        first = torch.tensor([t[0] == "I" for t in self.tags]).float() * -1e4
        return torch.cat([scores[:, :1] + first, scores[:, 1:]], 1)

    def loss(self, batch: dict[str, Any]) -> Tensor:
        emit, mask, gold = self.emit(batch), batch["mask"], batch["tags"]
        move = self.move + self.banned
        alpha = emit[:, 0]
        score = emit[:, 0].gather(1, gold[:, :1]).squeeze(1)
        for i in range(1, emit.shape[1]):
            step = torch.logsumexp(alpha.unsqueeze(2) + move, 1) + emit[:, i]
            on = mask[:, i]
            alpha = torch.where(on.unsqueeze(1), step, alpha)
            gained = move[gold[:, i - 1], gold[:, i]] + emit[:, i].gather(1, gold[:, i : i + 1]).squeeze(1)
            score = score + torch.where(on, gained, torch.zeros_like(gained))
        return (torch.logsumexp(alpha, 1) - score).sum() / mask.sum() * 4

    def best(self, emit: Tensor, lengths: Tensor) -> tuple[list[list[int]], list[float]]:
        """Give the best chain of each sentence and its probability."""
        move = self.move + self.banned
        paths, chances = [], []
        for row, n in zip(emit, lengths.tolist(), strict=True):
            value, total, back = row[0], row[0], []
            for i in range(1, n):
                value, where = (value.unsqueeze(1) + move).max(0)
                value = value + row[i]
                total = torch.logsumexp(total.unsqueeze(1) + move, 0) + row[i]
                back.append(where)
            top = int(value.argmax())
            chances.append(math.exp(float(value.max() - torch.logsumexp(total, 0))))
            path = [top]
            for where in reversed(back):
                path.append(int(where[path[-1]]))
            paths.append(path[::-1])
        return paths, chances

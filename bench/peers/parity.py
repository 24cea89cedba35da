"""Reads trees of random programs as JSON lines and writes their values and gradients by PyTorch."""

import json
import math
import sys

import torch
import torch.nn.functional as F

GATHERED = [2, 0, 2, 5, 1, 1]
KERNEL = torch.tensor([[0.5, -1, 0.25], [1, 0.75, -0.5]], dtype=torch.float64)


def one(x):
    return x**2 + 1


def standard(x, dim):
    centred = x - x.mean(dim, keepdim=True)
    return centred / torch.sqrt((centred**2).mean(dim, keepdim=True) + 1e-5)


def windows(x, p, q):
    m, n = x.shape
    return x.reshape(m // p, p, n // q, q)


def spread(x, p, q):
    return x.repeat_interleave(p, 0).repeat_interleave(q, 1)


UNARY = {
    "tanh": lambda x, n: torch.tanh(x),
    "sigmoid": lambda x, n: torch.sigmoid(x),
    "relu": lambda x, n: torch.relu(x),
    "abs": lambda x, n: torch.abs(x),
    "sin": lambda x, n: torch.sin(x),
    "cos": lambda x, n: torch.cos(x),
    "softplus": lambda x, n: F.softplus(x, threshold=1e9),
    "gelu": lambda x, n: F.gelu(x),
    "gelu_tanh": lambda x, n: F.gelu(x, approximate="tanh"),
    "silu": lambda x, n: F.silu(x),
    "elu": lambda x, n: F.elu(x),
    "leaky_relu": lambda x, n: F.leaky_relu(x, 0.1),
    "erf": lambda x, n: torch.erf(x),
    "exp_neg": lambda x, n: torch.exp(-(x**2)),
    "log1p_abs": lambda x, n: torch.log1p(x.abs()),
    "expm1": lambda x, n: torch.expm1(torch.tanh(x)),
    "sqrt1": lambda x, n: torch.sqrt(one(x)),
    "rsqrt1": lambda x, n: torch.rsqrt(one(x)),
    "log1": lambda x, n: torch.log(one(x)),
    "neg": lambda x, n: -x,
    "square": lambda x, n: x**2,
    "cube": lambda x, n: torch.tanh(x) ** 3,
    "softmax0": lambda x, n: torch.softmax(x, 0),
    "softmax1": lambda x, n: torch.softmax(x, 1),
    "log_softmax0": lambda x, n: torch.log_softmax(x, 0),
    "log_softmax1": lambda x, n: torch.log_softmax(x, 1),
    "center": lambda x, n: x - x.mean(1, keepdim=True),
    "sumrows": lambda x, n: x - x.sum(1, keepdim=True),
    "sumcols": lambda x, n: x * x.sum(0, keepdim=True),
    "logsumexp0": lambda x, n: x + torch.logsumexp(x, 0, keepdim=True),
    "amax1": lambda x, n: x - torch.amax(x, 1, keepdim=True),
    "amin0": lambda x, n: x - torch.amin(x, 0, keepdim=True),
    "var1": lambda x, n: x + x.var(1, unbiased=False, keepdim=True),
    "std0": lambda x, n: x + (x + n["X"]).std(0, unbiased=False, keepdim=True),
    "prod1": lambda x, n: x + torch.tanh(x).prod(1, keepdim=True),
    "norm_all": lambda x, n: x / (1 + x.norm()),
    "layer": lambda x, n: standard(x + n["Y"], 0),
    "batch": lambda x, n: standard(x + n["X"], 1),
    "flip": lambda x, n: torch.flip(x, [0, 1]),
    "reshape": lambda x, n: x.reshape(8, 6).T,
    "slice_pad": lambda x, n: F.pad(x[1:5, 2:7], (1, 2, 2, 0)),
    "gather": lambda x, n: x[torch.tensor(GATHERED)],
    "pool": lambda x, n: spread(windows(x, 2, 4).mean((1, 3)), 2, 4),
    "maxpool": lambda x, n: spread(windows(x, 3, 2).amax((1, 3)), 3, 2),
    "conv": lambda x, n: F.pad(F.conv2d(x[None, None], KERNEL[None, None])[0, 0], (1, 1, 1, 0)),
    "cross": lambda x, n: x + F.cross_entropy(x, torch.softmax(n["Y"], 1)),
    "bce_logits": lambda x, n: x + F.binary_cross_entropy_with_logits(x, torch.sigmoid(n["Y"])),
    "bce": lambda x, n: x + bce(torch.sigmoid(torch.tanh(x)), torch.sigmoid(n["Y"])),
    "clip": lambda x, n: torch.clamp(x, -0.7, 0.6),
    "sign": lambda x, n: x * torch.sign(x),
    "cosh": lambda x, n: torch.cosh(torch.tanh(x)),
    "sinh": lambda x, n: torch.sinh(torch.tanh(x)),
    "sech": lambda x, n: 1 / torch.cosh(torch.tanh(x)),
    "log2": lambda x, n: torch.log2(one(x)),
    "log10": lambda x, n: torch.log10(one(x)),
    "reciprocal": lambda x, n: torch.reciprocal(one(x)),
    "power": lambda x, n: one(x) ** torch.tanh(n["Y"]).mean(),
    "others1": lambda x, n: x + others(torch.tanh(x)),
    "norm1": lambda x, n: x / (1 + x.norm(dim=1, keepdim=True)),
    "flip0": lambda x, n: torch.flip(x, [0]),
    "rows": lambda x, n: torch.vstack([x[4:6], x[0:4]]),
    "cols": lambda x, n: torch.hstack([x[:, 5:8], x[:, 0:5]]),
    "scatter": lambda x, n: torch.zeros_like(x).index_add(0, torch.tensor(GATHERED), x),
    "onehot": lambda x, n: x * (1 + F.one_hot(torch.tensor(GATHERED), 8)),
    "diag": lambda x, n: torch.diag(n["b"][:, 0]) @ x
    + torch.diagonal(torch.tanh(x) @ n["V"])[:, None],
    "trace": lambda x, n: x + torch.trace(torch.tanh(x) @ n["V"]),
    "eye": lambda x, n: (torch.tanh(x) @ n["V"] + torch.eye(6, dtype=torch.float64)) @ n["X"],
    "sumpool": lambda x, n: spread(windows(torch.tanh(x), 3, 4).sum((1, 3)), 3, 4),
    "full": lambda x, n: F.conv_transpose2d(x[None, None], KERNEL[None, None])[0, 0][0:6, 1:9],
    "dropout": lambda x, n: x * (n["Y"] > 0) / 0.8,
    "attention": lambda x, n: torch.softmax(x @ n["Y"].T / 8**0.5, 1) @ torch.tanh(x),
    "ge": lambda x, n: x * (x >= n["Y"]),
    "eq": lambda x, n: x * (x == torch.amax(x, 1, keepdim=True)),
    "outer_sums": lambda x, n: torch.outer(x.mean(1), n["Y"].mean(0)),
}


def others(x):
    """For every entry the product of the others of its row."""
    n = x.shape[1]
    rest = [[j for j in range(n) if j != i] for i in range(n)]
    return torch.stack([x[:, js].prod(1) for js in rest], 1)


def bce(p, y):
    # The one of the library has no gradient for y.
    return (-y * torch.log(p) - (1 - y) * torch.log(1 - p)).mean()


BINARY = {
    "add": lambda x, y, n: x + y,
    "sub": lambda x, y, n: x - y,
    "mul": lambda x, y, n: x * y,
    "div": lambda x, y, n: x / one(y),
    "max": lambda x, y, n: torch.maximum(x, y),
    "min": lambda x, y, n: torch.minimum(x, y),
    "where": lambda x, y, n: torch.where(x > 0.1, y, torch.zeros_like(x)),
    "matmul": lambda x, y, n: torch.tanh(x) @ n["V"] @ torch.tanh(y),
    "outer": lambda x, y, n: torch.tanh(x) @ torch.tanh(y).T @ n["X"],
    "concat": lambda x, y, n: torch.cat([x[0:4], y[2:4]]),
    "mse": lambda x, y, n: x + ((x - y) ** 2).mean(),
}


def made(tree, names):
    if tree == "Xb":
        return names["X"] + names["b"]
    if isinstance(tree, str):
        return names[tree]
    op, *inputs = tree
    args = [made(each, names) for each in inputs]
    if len(args) == 2:
        return BINARY[op](*args, names)
    return UNARY[op](*args, names)


for line in sys.stdin:
    request = json.loads(line)
    names = {
        name: torch.tensor(rows, dtype=torch.float64, requires_grad=True)
        for name, rows in request["values"].items()
    }
    loss = torch.tanh(made(request["tree"], names)).mean() + 0.01 * (names["V"] ** 2).sum()
    known = list(names.values())
    first = torch.autograd.grad(loss, known, create_graph=True, allow_unused=True)
    directions = [torch.tensor(request["directions"][name], dtype=torch.float64) for name in names]
    slope = sum((g * d).sum() for g, d in zip(first, directions) if g is not None)
    second = (
        torch.autograd.grad(slope, known, allow_unused=True)
        if slope.requires_grad
        else [None] * len(known)
    )

    def by_name(gradients):
        flat = [[] if g is None else g.reshape(-1).tolist() for g in gradients]
        # JSON has no NaN.
        numbers = [[x if math.isfinite(x) else None for x in g] for g in flat]
        return dict(zip(names, numbers))

    answer = {"loss": loss.item(), "gradients": by_name(first), "turned": by_name(second)}
    print(json.dumps(answer), flush=True)

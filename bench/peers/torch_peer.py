"""PyTorch as a peer: answers the same questions as support/serve.js. One thread."""

import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
import torch  # noqa: E402

torch.set_num_threads(1)
RATE = 1e-3


def data(n, batch):
    state = 12345

    def fill(length, scale):
        nonlocal state
        values = []
        for _ in range(length):
            state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
            values.append((state / 2**31 - 1) * scale)
        return torch.tensor(values, dtype=torch.float64).to(torch.float32).to(torch.float64)

    he = (6 / n) ** 0.5
    x, t = fill(batch * n, 1.0), fill(batch * n, 1.0)
    return x, t, [fill(n * n, he) for _ in range(3)]


def net(n, batch, dtype):
    kind = torch.float64 if dtype == "f64" else torch.float32
    x, t, w = data(n, batch)
    x, t = x.reshape(batch, n).to(kind), t.reshape(batch, n).to(kind)
    w = [each.reshape(n, n).to(kind).requires_grad_() for each in w]

    def forward():
        h = x
        for each in w:
            h = torch.relu(h @ each)
        return ((h - t) ** 2).mean()

    def step():
        loss = forward()
        loss.backward()
        with torch.no_grad():
            for each in w:
                each.add_(each.grad, alpha=-RATE)
                each.grad = None
        return loss.item()

    def gradients():
        forward().backward()
        found = [each.grad.reshape(-1).tolist() for each in w]
        for each in w:
            each.grad = None
        return found

    return step, gradients


def example():
    def once():
        a = torch.ones(2, 2, dtype=torch.float64, requires_grad=True)
        m = (3 * (a + 2) ** 2).mean()
        m.backward()
        return m.item(), a.grad

    return (lambda: once()[0]), (lambda: [once()[1].reshape(-1).tolist()])


def probes(gradients):
    found = []
    for g in gradients:
        picked = [g[int(len(g) * (i + 0.5) / 5)] for i in range(5)]
        found.append({"sum": sum(g), "size": sum(map(abs, g)), "picked": picked})
    return found


def chunk(step, calls):
    start = time.perf_counter()
    for _ in range(calls):
        step()
    return (time.perf_counter() - start) * 1e3


def without_blas():
    """PyTorch from a distribution multiplies with whatever BLAS is installed."""
    with open("/proc/self/maps") as maps:
        loaded = maps.read()
    if any(name in loaded for name in ("openblas", "mkl", "blis")):
        return None
    return "no fast BLAS is installed (libopenblas0): its products are slow here"


step, calls = None, 1
for line in sys.stdin:
    request = json.loads(line)
    try:
        if request["command"] == "hello":
            answer = {"dtypes": ["f64", "f32"], "note": without_blas()}
        elif request["command"] == "setup":
            calls = 1
            if request["what"] == "example":
                step, gradients = example()
            else:
                step, gradients = net(request["n"], request["batch"], request["dtype"])
            first = probes(gradients())
            loss = step()
            answer = {"loss": loss, "probes": first, "ms": chunk(step, 1)}
        else:
            ms = request["ms"]
            while True:
                took = chunk(step, calls)
                if took >= ms:
                    break
                calls = max(calls + 1, int(calls * min(10, 1.3 * ms / max(took, 1e-3))))
            answer = took / calls * 1e6
        reply = {"answer": answer}
    except Exception as error:  # told to the asker
        reply = {"error": str(error)}
    print(json.dumps(reply), flush=True)

"""Test-time augmentation and ensembles of saved weights.

    python tta.py NAME[+NAME...] ...      each group is averaged in logit space
"""
import sys
import numpy as np, torch
import study, variants
from study import evaluate, predict, predict_tta, record, build
from dataclasses import replace

torch.set_num_threads(2)
SETS = ("rg6_clear", "rg6_free", "held_E", "held_W")
def load(name):
    c = variants.VARIANTS[name]
    n = build(replace(c, init=None)); n.load_state_dict(torch.load(study.HERE / "weights" / f"{name}.pt", weights_only=True))
    return n.eval()
def logit(p): p = np.clip(p, 1e-6, 1 - 1e-6); return np.log(p / (1 - p))
for group in sys.argv[1:] if __name__ == "__main__" else []:
    names = group.split("+")
    nets = [load(n) for n in names]
    folds = {variants.VARIANTS[n].fold for n in names}
    fold = folds.pop() if len(folds) == 1 else ""
    def mean(f): return lambda v: 1 / (1 + np.exp(-np.mean([logit(f(n, v)) for n in nets], 0)))
    for tag, f in (("plain", predict), ("8 views", lambda n, v: predict_tta(n, v)),
                   ("8 views, scales 0.7 1 1.4", lambda n, v: predict_tta(n, v, (0.7, 1.0, 1.4)))):
        record({"variant": f"11_{group}", "test": tag, **evaluate(mean(f), fold, SETS)})

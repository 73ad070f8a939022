#!/usr/bin/env python3
"""Decodes the same weights with Dokuei, llama.cpp and transformers in turns and prints the ratios.

    decode_peers.py --dokuei build/release/dokuei --checkpoint DIR
                    [--llama-bench PROGRAM --gguf bf16=FILE --gguf int8=FILE --gguf int4=FILE]
                    [--transformers] [--tokens 64] [--prompt 64] [--rounds 3] [--json]

DIR is a text checkpoint, e.g. of `dokuei model random qwen2 0.5b DIR`; the GGUF files are made from it with
llama.cpp's convert_hf_to_gguf.py and llama-quantize: BF16 beside the weights as stored, Q8_0 beside int8, Q4_0
beside int4, which have the same bits per weight (Q8_0 and int8: 8.5; Q4_0 and int4: 4.5). The peers run one after
the other within each round; the best round of each counts, because other programs can only slow one down.
"""

import argparse
import json
import os
import pathlib
import subprocess
import time

FORMATS = ("bf16", "int8", "int4")


def run_json(*command):
    return json.loads(subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout)


def dokuei(args, weights):
    result = run_json(args.dokuei, "bench", "decode", args.checkpoint, "--weights", "stored" if weights == "bf16" else weights,
                      "--prompt", args.prompt, "--tokens", args.tokens, "--rounds", 1, "--json")
    return {"tokens/s": result["tokensPerSecond"], "prompt tokens/s": args.prompt / result["firstTokenSeconds"],
            "of bandwidth": result["fractionOfBandwidth"]}


def llama(args, gguf):
    rows = run_json(args.llama_bench, "-m", gguf, "-p", args.prompt, "-n", args.tokens, "-t", args.threads, "-r", 1, "-o", "json")
    decode = next(row for row in rows if row["n_gen"])
    prompt = next(row for row in rows if row["n_prompt"] and not row["n_gen"])
    return {"tokens/s": decode["avg_ts"], "prompt tokens/s": prompt["avg_ts"]}


class Transformers:
    def __init__(self, args):
        import torch
        import transformers
        torch.set_num_threads(args.threads)
        self.torch = torch
        self.model = transformers.AutoModelForCausalLM.from_pretrained(args.checkpoint, dtype=torch.bfloat16).eval()

    def __call__(self, args):
        torch = self.torch
        with torch.inference_mode():
            start = time.perf_counter()
            out = self.model(torch.arange(10, 10 + args.prompt)[None], use_cache=True)
            first = time.perf_counter()
            for _ in range(args.tokens):
                out = self.model(out.logits[:, -1:].argmax(-1), past_key_values=out.past_key_values, use_cache=True)
            end = time.perf_counter()
        return {"tokens/s": args.tokens / (end - first), "prompt tokens/s": args.prompt / (first - start)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dokuei", required=True)
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--llama-bench")
    parser.add_argument("--gguf", action="append", default=[], metavar="FORMAT=FILE")
    parser.add_argument("--transformers", action="store_true")
    parser.add_argument("--tokens", type=int, default=64)
    parser.add_argument("--prompt", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    # Threads that sleep while they wait, which Dokuei asks for itself, cost the peers half of their speed.
    os.environ.pop("OMP_WAIT_POLICY", None)
    ggufs = dict(pair.split("=", 1) for pair in args.gguf)
    peers = {}
    for weights in FORMATS:
        peers[f"dokuei {weights}"] = lambda w=weights: dokuei(args, w)
        if args.llama_bench and weights in ggufs:
            peers[f"llama.cpp {weights}"] = lambda w=weights: llama(args, ggufs[w])
    if args.transformers:
        model = Transformers(args)
        peers["transformers bf16"] = lambda: model(args)

    best = {}
    for _ in range(args.rounds):
        for name, peer in peers.items():
            for key, value in peer().items():
                best.setdefault(name, {})[key] = max(value, best.get(name, {}).get(key, 0))
    ratios = {}
    for weights in FORMATS:
        ours = best[f"dokuei {weights}"]
        for other in (f"llama.cpp {weights}", "transformers bf16"):
            if other in best:
                ratios[f"dokuei {weights} / {other}"] = {k: ours[k] / best[other][k] for k in ("tokens/s", "prompt tokens/s")}
    if args.json:
        print(json.dumps({"best": best, "ratios": ratios}, indent=1))
        return
    for title, rows in (("best of rounds", best), ("ratios", ratios)):
        print(title)
        for name, row in rows.items():
            print(f"  {name:40s}" + "  ".join(f"{key} {value:8.2f}" for key, value in row.items()))


if __name__ == "__main__":
    main()

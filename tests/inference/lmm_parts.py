"""What make_lmm_fixtures.py is put together from: tiny vocabularies, random weights, name layouts of the Hub,
and the parts of M3D-LaMed that `transformers` does not have, written from their published maths."""

import json
import pathlib
import shutil

import torch
from safetensors.torch import load_file, save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from torch import nn
from torch.nn import functional as F

from make_fixtures import CORPUS

QWEN_PATTERN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|"
                r"\s*[\r\n]+|\s+(?!\S)|\s+")
LLAMA3_PATTERN = QWEN_PATTERN.replace(r"\p{N}|", r"\p{N}{1,3}|", 1)
QWEN_SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|object_ref_start|>", "<|object_ref_end|>",
                "<|box_start|>", "<|box_end|>", "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>",
                "<|image_pad|>", "<|video_pad|>"]


def byte_level(vocabulary, special, pattern=QWEN_PATTERN, nfc=True):
    """Byte-level BPE; the special tokens come last, as in the published vocabularies."""
    tok = Tokenizer(models.BPE())
    if nfc:
        tok.normalizer = normalizers.NFC()
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator(CORPUS * 3, trainers.BpeTrainer(
        vocab_size=vocabulary - len(special), show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tok.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in special])
    return tok


def character_level(vocabulary, first, last, prepend):
    """SentencePiece-style BPE with byte fallback: `first` tokens, bytes, learned pieces, `last` tokens."""
    learner = Tokenizer(models.BPE())
    learner.train_from_iterator([t.replace(" ", "▁") for t in CORPUS * 3], trainers.BpeTrainer(
        vocab_size=200, show_progress=False, limit_alphabet=24))
    learned = json.loads(learner.to_str())["model"]
    vocab = {token: i for i, token in enumerate(first)}
    for byte in range(256):
        vocab[f"<0x{byte:02X}>"] = len(vocab)
    merges = []
    room = vocabulary - len(last)
    for token in sorted(learned["vocab"], key=learned["vocab"].get):
        if len(token) == 1 and len(vocab) < room:
            vocab.setdefault(token, len(vocab))
    for left, right in learned["merges"]:
        if left in vocab and right in vocab and len(vocab) < room:
            vocab.setdefault(left + right, len(vocab))
            merges.append((left, right))
    tok = Tokenizer(models.BPE(vocab=vocab, merges=merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    replace = normalizers.Replace(" ", "▁")
    tok.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), replace]) if prepend else replace
    ends = [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    tok.decoder = decoders.Sequence(ends + ([decoders.Strip(" ", 1, 0)] if prepend else []))
    tok.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in first + last])
    return tok


def randomise(model, seed, one_plus=False):
    """Weights that every part of the network feels: outputs change when any of them is used wrongly."""
    source = torch.Generator().manual_seed(seed)
    # Gemma's norms multiply by 1 + w, except in its vision tower.
    with torch.no_grad():
        for name, p in model.named_parameters():
            noise = torch.randn(p.shape, generator=source)
            plain = not one_plus or ("vision" in name and "soft_emb" not in name)
            if p.ndim == 1 and name.endswith("weight"):
                p.copy_((1 if plain else 0) + 0.2 * noise)
            elif p.ndim == 1:
                p.copy_(0.1 * noise)
            elif "embed_tokens" in name or "position_embedding" in name or "pos_embed" in name:
                p.copy_((0.3 if one_plus else 0.7) * noise)
            else:
                fan = p.shape[0] if "input_projection" in name else p[0].numel()
                p.copy_(noise * (1.3 / fan ** 0.5))


def rename(folder, change):
    """Rewrites the tensors' names in a saved directory; `change(name)` returns the new one."""
    for file in pathlib.Path(folder).glob("*.safetensors"):
        save_file({change(n): t for n, t in load_file(file).items()}, file, metadata={"format": "pt"})
    index = pathlib.Path(folder) / "model.safetensors.index.json"
    if index.exists():
        data = json.loads(index.read_text())
        data["weight_map"] = {change(n): f for n, f in data["weight_map"].items()}
        index.write_text(json.dumps(data, indent=1))


def edit_config(folder, change):
    file = pathlib.Path(folder) / "config.json"
    config = json.loads(file.read_text())
    change(config)
    file.write_text(json.dumps(config, indent=1) + "\n")


def old_rope(text):
    """The part of a config that older versions wrote in place of `rope_parameters` and `dtype`."""
    parameters = text.pop("rope_parameters")
    text.pop("layer_types", None)
    if "full_attention" in parameters:
        full = parameters["full_attention"]
        text["rope_theta"] = full.pop("rope_theta")
        text["rope_local_base_freq"] = parameters["sliding_attention"]["rope_theta"]
        text["rope_scaling"] = full if full["rope_type"] != "default" else None
        text["sliding_window_pattern"] = text.pop("_sliding_window_pattern")
        return
    text["rope_theta"] = parameters.pop("rope_theta")
    kind = parameters.pop("rope_type")
    if "mrope_section" in parameters:
        parameters["type"] = "mrope"
    elif kind != "default":
        parameters["type" if kind == "longrope" else "rope_type"] = "su" if kind == "longrope" else kind
    parameters.pop("original_max_position_embeddings" if kind == "longrope" else "", None)
    text["rope_scaling"] = parameters or None


def old_dialect(config):
    """config.json as the published checkpoints hold it."""
    for part in [config] + [config[k] for k in ("text_config", "vision_config") if k in config]:
        if "dtype" in part:
            part["torch_dtype"] = part.pop("dtype")
    old_rope(config.get("text_config", config))
    if "vision_config" in config:
        config["vision_config"].pop("rope_parameters", None)


class Block(nn.Module):
    """Pre-norm transformer block of MONAI: qkv in the order of q, k, v; head; dimension."""

    def __init__(self, hidden, mlp, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(hidden), nn.LayerNorm(hidden)
        self.attn = nn.Module()
        self.attn.qkv, self.attn.out_proj = nn.Linear(hidden, 3 * hidden, bias=False), nn.Linear(hidden, hidden)
        self.mlp = nn.Module()
        self.mlp.linear1, self.mlp.linear2 = nn.Linear(hidden, mlp), nn.Linear(mlp, hidden)

    def forward(self, x):
        batch, tokens, hidden = x.shape
        q, k, v = self.attn.qkv(self.norm1(x)).view(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = (q @ k.transpose(-1, -2)) * (hidden // self.heads) ** -0.5
        x = x + self.attn.out_proj((scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, tokens, hidden))
        return x + self.mlp.linear2(F.gelu(self.mlp.linear1(self.norm2(x))))


class VolumeTransformer(nn.Module):
    """The 3D tower: patches "(d h w) (p1 p2 p3 c)", positions, then the class token, which has none."""

    def __init__(self, size, patch, hidden, mlp, layers, heads, class_token):
        super().__init__()
        self.patch = patch
        tokens = (size[0] // patch[0]) * (size[1] // patch[1]) * (size[2] // patch[2])
        self.patch_embedding = nn.Module()
        self.patch_embedding.position_embeddings = nn.Parameter(torch.zeros(1, tokens, hidden))
        self.patch_embedding.patch_embeddings = nn.Sequential(
            nn.Identity(), nn.Linear(patch[0] * patch[1] * patch[2], hidden))
        if class_token:
            self.cls_token = nn.Parameter(torch.zeros(1, 1, hidden))
        self.blocks = nn.ModuleList([Block(hidden, mlp, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(hidden)

    def forward(self, images):
        batch, channels, d, h, w = images.shape
        a, b, c = self.patch
        x = images.view(batch, channels, d // a, a, h // b, b, w // c, c)
        x = x.permute(0, 2, 4, 6, 3, 5, 7, 1).reshape(batch, -1, a * b * c * channels)
        x = self.patch_embedding.patch_embeddings(x) + self.patch_embedding.position_embeddings
        if hasattr(self, "cls_token"):
            x = torch.cat([self.cls_token.expand(batch, -1, -1), x], 1)
        for block in self.blocks:
            x = block(x)
        return self.norm(x)


class LaMed(nn.Module):
    """M3D-LaMed around a decoder of `transformers`, under the tensor names of its checkpoints."""

    def __init__(self, decoder, config):
        super().__init__()
        self.decoder, self.size, self.patch = decoder, config["image_size"], config["patch_size"]
        hidden, out = config["mm_hidden_size"], config["hidden_size"]
        self.tower = VolumeTransformer(self.size, self.patch, hidden, 2 * hidden, 2, 12, True)
        self.projector = nn.Sequential(nn.Linear(hidden, out), nn.GELU(), nn.Linear(out, out))

    def see(self, images):
        tokens = self.tower(images)[:, 1:]
        grid = [s // p for s, p in zip(self.size, self.patch)]
        x = tokens.transpose(1, 2).view(len(images), -1, *grid)
        x = F.avg_pool3d(x, 2, 2).flatten(2).transpose(1, 2)
        return tokens, self.projector(x)

    def embeddings(self, ids, images):
        embedded = self.decoder.get_input_embeddings()(ids)
        if images is None:
            return embedded
        features = self.see(images)[1]
        return torch.cat([embedded[:, :1], features, embedded[:, features.shape[1] + 1:]], 1)

    def tensors(self):
        named = dict(self.decoder.state_dict())
        named |= {"model.vision_tower.vision_tower." + n: t for n, t in self.tower.state_dict().items()}
        named |= {"model.mm_projector.projector." + n: t for n, t in self.projector.state_dict().items()}
        return {n: t.contiguous() for n, t in named.items()}


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    pathlib.Path(folder).mkdir(parents=True)
    return pathlib.Path(folder)

"""A tiny random segmentation part of M3D-LaMed (SegVol) with the mask that it gives.

    python make_mask_fixtures.py fixtures/mask.safetensors

Needs torch and safetensors. The maths is written here from the published description (arXiv 2311.13385 and
2404.00578) and was compared once with the authors' program on the same weights. Weights lie under
`segmentation.*` as Dokuei's WeightSet tells, and reference.image [1,1,D,H,W], reference.prompt [1,C],
reference.scores [D,H,W].
"""
import math
import sys

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

torch.set_num_threads(1)
C, SIZE, PATCH, BLOCKS, MLP = 48, (8, 32, 64), (4, 16, 16), 2, 56
GRID = tuple(s // p for s, p in zip(SIZE, PATCH))
VIT_HEADS, MASK_HEADS = 12, 8
generator = torch.Generator().manual_seed(61)
w = {}


def add(name, *shape, scale=None, around=0.0):
    scale = scale if scale is not None else 1.2 / math.sqrt(shape[-1])
    w[name] = torch.randn(shape, generator=generator) * scale + around


def linear(name, n_in, n_out, bias=True):
    add(name + ".weight", n_out, n_in)
    if bias:
        add(name + ".bias", n_out, scale=0.2)


def norm(name, *shape):
    add(name + ".weight", *shape, scale=0.2, around=1.0)
    add(name + ".bias", *shape, scale=0.2)


def attention_weights(name, inner):
    for part in ("q_proj", "k_proj", "v_proj"):
        linear(f"{name}.{part}", C, inner)
    linear(f"{name}.out_proj", inner, C)


def make():
    e = "image_encoder."
    linear(e + "patch_embedding.patch_embeddings.1", math.prod(PATCH), C)
    add(e + "patch_embedding.position_embeddings", 1, math.prod(GRID), C, scale=0.5)
    for i in range(BLOCKS):
        b = f"{e}blocks.{i}."
        norm(b + "norm1", C)
        norm(b + "norm2", C)
        linear(b + "attn.qkv", C, 3 * C, bias=False)
        linear(b + "attn.out_proj", C, C)
        linear(b + "mlp.linear1", C, MLP)
        linear(b + "mlp.linear2", MLP, C)
    norm(e + "norm", C)
    p = "prompt_encoder."
    add(p + "pe_layer.positional_encoding_gaussian_matrix", 3, C // 2, scale=1.0)
    for i in range(4):
        add(f"{p}point_embeddings.{i}.weight", 1, C)
    add(p + "not_a_point_embed.weight", 1, C)
    add(p + "no_mask_embed.weight", 1, C, scale=0.5)
    add(p + "mask_downscaling.0.weight", 4, 1, 2, 2)
    add(p + "mask_downscaling.0.bias", 4)
    d = "mask_decoder."
    add(d + "iou_token.weight", 1, C, scale=1.0)
    add(d + "mask_tokens.weight", 4, C, scale=1.0)
    for i in range(2):
        t = f"{d}transformer.layers.{i}."
        attention_weights(t + "self_attn", C)
        attention_weights(t + "cross_attn_token_to_image", C // 2)
        attention_weights(t + "cross_attn_image_to_token", C // 2)
        for k in range(1, 5):
            norm(f"{t}norm{k}", C)
        linear(t + "mlp.lin1", C, 40)
        linear(t + "mlp.lin2", 40, C)
    attention_weights(d + "transformer.final_attn_token_to_image", C // 2)
    norm(d + "transformer.norm_final_attn", C)
    add(d + "output_upscaling.0.weight", C, C // 4, 2, 2, 2, scale=0.15)
    add(d + "output_upscaling.0.bias", C // 4, scale=0.2)
    norm(d + "output_upscaling.1", C // 4, *(2 * g for g in GRID))
    add(d + "output_upscaling.3.weight", C // 4, C // 8, 2, 2, 2, scale=0.3)
    add(d + "output_upscaling.3.bias", C // 8, scale=0.2)
    for i in range(4):
        for k, (n_in, n_out) in enumerate(((C, C), (C, C), (C, C // 8))):
            linear(f"{d}output_hypernetworks_mlps.{i}.layers.{k}", n_in, n_out)
    for k, (n_in, n_out) in enumerate(((C, 16), (16, 16), (16, 4))):
        linear(f"{d}iou_prediction_head.layers.{k}", n_in, n_out)
    linear(d + "txt_align_upscaled_embedding", C, C // 8)


def lin(x, name):
    return F.linear(x, w[name + ".weight"], w.get(name + ".bias"))


def layer_norm(x, name):
    return F.layer_norm(x, w[name + ".weight"].shape, w[name + ".weight"], w[name + ".bias"], 1e-5)


def softmax_mix(q, k, v, heads):
    q, k, v = (t.view(t.shape[0], heads, -1).transpose(0, 1) for t in (q, k, v))
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    return (scores.softmax(-1) @ v).transpose(0, 1).flatten(1)


def encode(image):
    e = "image_encoder."
    d, h, wd = GRID
    x = image[0, 0].view(d, PATCH[0], h, PATCH[1], wd, PATCH[2]).permute(0, 2, 4, 1, 3, 5).reshape(d * h * wd, -1)
    x = lin(x, e + "patch_embedding.patch_embeddings.1") + w[e + "patch_embedding.position_embeddings"][0]
    for i in range(BLOCKS):
        b = f"{e}blocks.{i}."
        q, k, v = lin(layer_norm(x, b + "norm1"), b + "attn.qkv").chunk(3, -1)
        x = x + lin(softmax_mix(q, k, v, VIT_HEADS), b + "attn.out_proj")
        x = x + lin(F.gelu(lin(layer_norm(x, b + "norm2"), b + "mlp.linear1")), b + "mlp.linear2")
    return layer_norm(x, e + "norm")


def attend(name, q, k, v):
    mixed = softmax_mix(lin(q, name + ".q_proj"), lin(k, name + ".k_proj"), lin(v, name + ".v_proj"), MASK_HEADS)
    return lin(mixed, name + ".out_proj")


def dense_positions():
    d, h, wd = GRID
    z, y, x = torch.meshgrid(*((torch.arange(n) + 0.5) / n for n in GRID), indexing="ij")
    points = 2 * torch.stack([y, z, x], -1) - 1
    angle = 2 * math.pi * (points @ w["prompt_encoder.pe_layer.positional_encoding_gaussian_matrix"])
    return torch.cat([angle.sin(), angle.cos()], -1).view(d * h * wd, C)


def segment(image, prompt):
    d = "mask_decoder."
    keys, key_pe = encode(image) + w["prompt_encoder.no_mask_embed.weight"], dense_positions()
    query_pe = queries = torch.cat([w[d + "iou_token.weight"], w[d + "mask_tokens.weight"], prompt])
    for i in range(2):
        t = f"{d}transformer.layers.{i}."
        if i == 0:
            queries = attend(t + "self_attn", queries, queries, queries)
        else:
            q = queries + query_pe
            queries = queries + attend(t + "self_attn", q, q, queries)
        queries = layer_norm(queries, t + "norm1")
        queries = queries + attend(t + "cross_attn_token_to_image", queries + query_pe, keys + key_pe, keys)
        queries = layer_norm(queries, t + "norm2")
        queries = queries + lin(F.relu(lin(queries, t + "mlp.lin1")), t + "mlp.lin2")
        queries = layer_norm(queries, t + "norm3")
        keys = keys + attend(t + "cross_attn_image_to_token", keys + key_pe, queries + query_pe, queries)
        keys = layer_norm(keys, t + "norm4")
    t = d + "transformer."
    queries = queries + attend(t + "final_attn_token_to_image", queries + query_pe, keys + key_pe, keys)
    queries = layer_norm(queries, t + "norm_final_attn")
    up = F.conv_transpose3d(keys.T.reshape(1, C, *GRID), w[d + "output_upscaling.0.weight"],
                            w[d + "output_upscaling.0.bias"], stride=2)
    up = F.gelu(layer_norm(up, d + "output_upscaling.1"))
    up = F.gelu(F.conv_transpose3d(up, w[d + "output_upscaling.3.weight"], w[d + "output_upscaling.3.bias"], stride=2))
    mask = queries[1:2]
    for k in range(3):
        mask = lin(mask, f"{d}output_hypernetworks_mlps.0.layers.{k}")
        mask = F.relu(mask) if k < 2 else mask
    flat = up[0].flatten(1)
    scores = mask @ flat + lin(prompt, d + "txt_align_upscaled_embedding") @ flat
    return F.interpolate(scores.view(1, 1, *up.shape[2:]), size=SIZE, mode="trilinear", align_corners=False)[0, 0]


if __name__ == "__main__":
    make()
    w = {k: v.bfloat16().float() for k, v in w.items()}  # what the file holds
    image = torch.rand(1, 1, *SIZE, generator=generator)
    prompt = torch.randn(1, C, generator=generator)
    scores = segment(image, prompt)
    out = {"segmentation." + k: v.bfloat16().contiguous() for k, v in w.items()}
    out.update({"reference.image": image, "reference.prompt": prompt, "reference.scores": scores.contiguous()})
    save_file(out, sys.argv[1])
    print(scores.shape, scores.min().item(), scores.max().item(), (scores > 0).float().mean().item())

"""Small pictures as the image processors of Hugging Face `transformers` (5.24) prepare them.

    python make_picture_fixtures.py fixtures/pictures

Needs torch, torchvision, transformers 5.24, pillow, numpy and safetensors. One safetensors file: for each case C

    C.picture [3,H,W] uint8        what the processor was given (one per case, smooth shapes and noise)
    C.pixel_values                 what it made of it; 8-bit values before the normalisation where a case is
                                   called `resize_*` or `pillow_*` [3,h,w] uint8
    C.image_grid_thw [1,3]         Qwen-VL
    C.image_sizes [1,2]            LLaVA 1.6

and cases.json: the processor's configuration for each. Also volume.* : a small volume as M3D's data preparation
makes it (min-max, crop to the foreground, trilinear), computed with torch.
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from torchvision.transforms.v2 import functional as tvF
from transformers.models.clip.image_processing_clip import CLIPImageProcessor
from transformers.models.gemma3.image_processing_gemma3 import Gemma3ImageProcessor
from transformers.models.llava_next.image_processing_llava_next import LlavaNextImageProcessor
from transformers.models.llava.image_processing_llava import LlavaImageProcessor
from transformers.models.qwen2_vl.image_processing_qwen2_vl import Qwen2VLImageProcessor
from transformers.models.siglip.image_processing_siglip import SiglipImageProcessor

OUT = Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)
torch.set_num_threads(1)
tensors, cases = {}, {}


def picture(height, width, seed):
    """Edges, a gradient and noise, so that overshoot and rounding both show."""
    generator = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    base = 120 + 90 * np.sin(x / 5.0 + seed) * np.cos(y / 7.0)
    base[(x - width / 2) ** 2 + (y - height / 2) ** 2 < (min(height, width) / 3) ** 2] = 255
    base[: height // 4, : width // 3] = 0
    colours = np.stack([base, base[::-1], 255 - base]) + generator.normal(0, 12, (3, height, width))
    return torch.from_numpy(np.clip(colours, 0, 255).astype(np.uint8))


def add(name, processor, config, height, width, seed):
    rgb = picture(height, width, seed)
    result = processor(images=[Image.fromarray(rgb.permute(1, 2, 0).numpy())], return_tensors="pt")
    tensors[f"{name}.picture"] = rgb
    tensors[f"{name}.pixel_values"] = result["pixel_values"].float().contiguous()
    for more in ("image_grid_thw", "image_sizes"):
        if more in result:
            tensors[f"{name}.{more}"] = result[more]
    cases[name] = config


def qwen(name, height, width, seed, **config):
    config = dict(dict(image_processor_type="Qwen2VLImageProcessor", patch_size=4, temporal_patch_size=2,
                       merge_size=2), **config)
    arguments = {k: v for k, v in config.items() if k != "image_processor_type"}
    add(name, Qwen2VLImageProcessor(**arguments), config, height, width, seed)


gemma = dict(image_processor_type="Gemma3ImageProcessor", size=dict(height=48, width=48), image_mean=[0.5] * 3,
             image_std=[0.5] * 3)
arguments = {k: v for k, v in gemma.items() if k != "image_processor_type"}
add("gemma_down", Gemma3ImageProcessor(**arguments), gemma, 61, 90, 1)
add("gemma_up", Gemma3ImageProcessor(**arguments), gemma, 21, 33, 2)
add("gemma_same", Gemma3ImageProcessor(**arguments), gemma, 48, 48, 3)
siglip = dict(image_processor_type="SiglipImageProcessorFast", size=dict(height=32, width=32))
add("siglip", SiglipImageProcessor(size=siglip["size"]), siglip, 51, 40, 4)
clip = dict(image_processor_type="CLIPImageProcessor", size=dict(shortest_edge=28),
            crop_size=dict(height=28, width=28))
arguments = {k: v for k, v in clip.items() if k != "image_processor_type"}
add("clip_wide", CLIPImageProcessor(**arguments), clip, 37, 68, 5)
add("clip_tall", CLIPImageProcessor(**arguments), clip, 71, 40, 6)
larger = dict(image_processor_type="CLIPImageProcessor", size=dict(shortest_edge=20),
              crop_size=dict(height=26, width=24))
add("clip_padded", CLIPImageProcessor(size=larger["size"], crop_size=larger["crop_size"]), larger, 31, 45, 7)
llava = dict(image_processor_type="LlavaImageProcessor", size=dict(shortest_edge=28),
             crop_size=dict(height=28, width=28), do_pad=True)
arguments = {k: v for k, v in llava.items() if k != "image_processor_type"}
add("llava_padded", LlavaImageProcessor(**arguments), llava, 40, 63, 8)
tiles = dict(image_processor_type="LlavaNextImageProcessor", size=dict(shortest_edge=24),
             crop_size=dict(height=24, width=24), image_grid_pinpoints=[[24, 48], [48, 24], [48, 48], [72, 24], [24, 72]])
arguments = {k: v for k, v in tiles.items() if k != "image_processor_type"}
add("tiles_wide", LlavaNextImageProcessor(**arguments), tiles, 33, 70, 14)
add("tiles_tall", LlavaNextImageProcessor(**arguments), tiles, 61, 20, 15)
# 3-VL: its own patch, mean and limits; half to even (36/8 = 4.5, 44/8 = 5.5); too small; too large
qwen("qwen_even", 36, 44, 9, min_pixels=64, max_pixels=65536)
qwen("qwen_odd", 50, 71, 10, min_pixels=64, max_pixels=65536)
qwen("qwen_small", 9, 14, 11, min_pixels=1024, max_pixels=65536)
qwen("qwen_large", 93, 120, 12, min_pixels=64, max_pixels=2048)
qwen("qwen3", 45, 60, 13, size=dict(shortest_edge=256, longest_edge=2048), image_mean=[0.5] * 3,
     image_std=[0.5] * 3)

for i, (h, w, height, width) in enumerate([(40, 57, 23, 31), (23, 19, 50, 41), (64, 64, 64, 20)]):
    rgb = picture(h, w, 20 + i)
    image = Image.fromarray(rgb.permute(1, 2, 0).numpy())
    tensors[f"sizes_{i}.picture"] = rgb
    for kind, mode, pil in (("bilinear", tvF.InterpolationMode.BILINEAR, Image.Resampling.BILINEAR),
                            ("bicubic", tvF.InterpolationMode.BICUBIC, Image.Resampling.BICUBIC)):
        tensors[f"sizes_{i}.torchvision_{kind}"] = tvF.resize(rgb, [height, width], interpolation=mode, antialias=True)
        tensors[f"sizes_{i}.pillow_{kind}"] = torch.from_numpy(
            np.asarray(image.resize((width, height), pil)).copy()).permute(2, 0, 1).contiguous()

generator = np.random.default_rng(40)
volume = np.full((13, 30, 34), -160.0)
z, y, x = np.mgrid[0:13, 0:30, 0:34]
inside = ((z - 6) / 5) ** 2 + ((y - 16) / 11) ** 2 + ((x - 15) / 13) ** 2 < 1
volume[inside] = generator.normal(40, 60, inside.sum())
volume = volume.round().astype(np.int16)
tensors["volume.voxels"] = torch.from_numpy(volume)  # [depth,row,column]
clipped = torch.from_numpy(np.clip(volume, -160, 240).astype(np.float32))
scaled = (clipped - clipped.min()) / (clipped - clipped.min()).max().clamp(min=1e-8)
where = torch.nonzero(scaled > 0)
low, high = where.min(0).values, where.max(0).values + 1
cropped = scaled[low[0]:high[0], low[1]:high[1], low[2]:high[2]]
tensors["volume.crop"] = torch.cat([low, high])
tensors["volume.images"] = torch.nn.functional.interpolate(cropped[None, None], size=(8, 20, 16), mode="trilinear",
                                                           align_corners=False)

save_file({k: v.contiguous() for k, v in tensors.items()}, OUT / "pictures.safetensors")
(OUT / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")
print({k: tuple(v.shape) for k, v in tensors.items() if k.endswith("pixel_values")})

"""Small pictures and prompts with what the families' own processors make of them.

Usage:  python lmm_processors.py      (after make_lmm_fixtures.py, whose vocabularies it uses)

fixtures/lmm/processors/pictures.safetensors     uint8 [3,H,W]: odd, upright, wide
fixtures/lmm/processors/PROCESSOR.safetensors    PICTURE.torchvision and PICTURE.pillow: pixel_values of the
    class that resizes with torchvision (the default of transformers 5) and (odd only) of the one that uses Pillow;
    PICTURE.grid: image_grid_thw of Qwen-VL
fixtures/lmm/processors/PROCESSOR.json           the preprocessor_config.json that belongs to it
fixtures/lmm/processors/smart_resize.json        [height, width, factor, min_pixels, max_pixels, result or null]
fixtures/lmm/processors/prompts.json             checkpoint, text, sizes of its pictures [height, width], input_ids
"""

import json

import numpy
import torch
from PIL import Image
from safetensors.torch import save_file
from transformers import (CLIPImageProcessor, CLIPImageProcessorPil, Gemma3ImageProcessor, Gemma3ImageProcessorPil,
                          Gemma3Processor, LlavaImageProcessor, LlavaImageProcessorPil, LlavaProcessor,
                          PreTrainedTokenizerFast, Qwen2_5_VLProcessor, Qwen2VLImageProcessor,
                          Qwen2VLImageProcessorPil, Qwen2VLVideoProcessor, Qwen3VLProcessor, Qwen3VLVideoProcessor,
                          SiglipImageProcessor, SiglipImageProcessorPil)
from transformers.models.qwen2_vl.image_processing_qwen2_vl import smart_resize
from transformers.utils import logging

import lmm_parts as parts
from make_lmm_fixtures import ROOT

HERE = ROOT / "processors"
SIZES = {"odd": (61, 83), "upright": (47, 29), "wide": (33, 120)}


def picture(height, width, seed):
    """Gradients, an edge, a disc and noise: something for every part of a resampling filter."""
    source = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:height, 0:width]
    red = 255 * x / (width - 1)
    green = 255 * ((x + 2 * y) % 17 > 8)
    blue = 230 * ((x - width / 2) ** 2 + (y - height / 2) ** 2 < (min(height, width) / 3) ** 2)
    stack = numpy.stack([red, green, blue], -1) + source.normal(0, 12, (height, width, 3))
    return numpy.clip(numpy.rint(stack), 0, 255).astype(numpy.uint8)


def pictures():
    return {name: picture(*size, seed) for seed, (name, size) in enumerate(SIZES.items())}


QWEN = dict(patch_size=14, temporal_patch_size=2, merge_size=2)
PROCESSORS = {
    "gemma3": (Gemma3ImageProcessor, Gemma3ImageProcessorPil, dict(size=dict(height=48, width=48))),
    "siglip": (SiglipImageProcessor, SiglipImageProcessorPil, dict(size=dict(height=40, width=40))),
    "clip": (CLIPImageProcessor, CLIPImageProcessorPil,
             dict(size=dict(shortest_edge=36), crop_size=dict(height=36, width=36))),
    "llava": (LlavaImageProcessor, LlavaImageProcessorPil,
              dict(do_pad=True, size=dict(shortest_edge=36), crop_size=dict(height=36, width=36))),
    "qwen2_5_vl": (Qwen2VLImageProcessor, Qwen2VLImageProcessorPil,
                   dict(QWEN, size=dict(shortest_edge=784, longest_edge=3136))),
    "qwen3_vl": (Qwen2VLImageProcessor, Qwen2VLImageProcessorPil,
                 dict(QWEN, patch_size=16, size=dict(shortest_edge=1024, longest_edge=4096),
                      image_mean=[0.5] * 3, image_std=[0.5] * 3)),
}


def make_pixels():
    shown = pictures()
    save_file({n: torch.from_numpy(p).permute(2, 0, 1).contiguous() for n, p in shown.items()},
              HERE / "pictures.safetensors")
    for name, (torchvision, pillow, settings) in PROCESSORS.items():
        out = {}
        for way, cls in (("torchvision", torchvision), ("pillow", pillow)):
            processor = cls(**settings)
            for title, pixels in shown.items():
                if way == "pillow" and title != "odd":
                    continue
                made = processor(images=[Image.fromarray(pixels)], return_tensors="pt")
                out[f"{title}.{way}"] = made["pixel_values"].float().contiguous()
                if "image_grid_thw" in made:
                    out[f"{title}.grid"] = made["image_grid_thw"]
        save_file(out, HERE / f"{name}.safetensors")
        (HERE / f"{name}.json").write_text(torchvision(**settings).to_json_string())


def make_sizes():
    rows = []
    for factor, low, high in ((28, 3136, 12845056), (28, 3136, 1003520), (32, 65536, 16777216), (8, 64, 4096)):
        for height, width in ((512, 512), (1, 1), (14, 14), (42, 42), (70, 98), (48, 80), (61, 83), (300, 17),
                              (3000, 2000), (9000, 9000), (2577, 64), (5, 1000), (1000, 6), (1001, 5), (33, 4444)):
            try:
                result = list(smart_resize(height, width, factor, low, high))
            except ValueError:
                result = None
            rows.append([height, width, factor, low, high, result])
    (HERE / "smart_resize.json").write_text(json.dumps(rows) + "\n")


def tokenizer(checkpoint, **tokens):
    return PreTrainedTokenizerFast(tokenizer_file=str(ROOT / checkpoint / "tokenizer.json"), **tokens)


def make_prompts():
    qwen_tokens = dict(pad_token="<|endoftext|>", eos_token="<|im_end|>")
    gemma = Gemma3Processor(
        Gemma3ImageProcessor(**PROCESSORS["gemma3"][2]),
        tokenizer("gemma3", bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>",
                  extra_special_tokens=dict(boi_token="<start_of_image>", eoi_token="<end_of_image>",
                                            image_token="<image_soft_token>")), image_seq_length=9)
    llava = LlavaProcessor(
        LlavaImageProcessor(do_pad=True, size=dict(shortest_edge=24), crop_size=dict(height=24, width=24)),
        tokenizer("llava_clip", bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>",
                  extra_special_tokens=dict(image_token="<image>")), patch_size=8,
        vision_feature_select_strategy="default", image_token="<image>", num_additional_image_tokens=1)
    image = "<|vision_start|><|image_pad|><|vision_end|>"
    two = Qwen2_5_VLProcessor(Qwen2VLImageProcessor(**PROCESSORS["qwen2_5_vl"][2]),
                              tokenizer("qwen2_5_vl", **qwen_tokens), Qwen2VLVideoProcessor())
    three = Qwen3VLProcessor(Qwen2VLImageProcessor(**PROCESSORS["qwen3_vl"][2]),
                             tokenizer("qwen3_vl", **qwen_tokens), Qwen3VLVideoProcessor())
    chatml = "<|im_start|>user\n{0}{0}肝臓に異常はありますか。Size? 12 mm\n<|im_end|>\n<|im_start|>assistant\n"
    rows = []
    for checkpoint, processor, text, shown in (
            ("gemma3", gemma, "<bos><start_of_turn>user\nSLICE 1 <start_of_image> 右肺に結節 <start_of_image>"
                              "Describe.<end_of_turn>\n<start_of_turn>model\n", ["odd", "wide"]),
            ("gemma3", gemma, "<bos><start_of_turn>user\n胸水を認めますか。<end_of_turn>\n<start_of_turn>model\n", []),
            ("llava_clip", llava, "USER: <image>\nIs the liver large? 肝臓\nASSISTANT:", ["upright"]),
            ("qwen2_5_vl", two, chatml.format(image), ["odd", "upright"]),
            ("qwen3_vl", three, chatml.format(image), ["wide", "odd"])):
        images = [Image.fromarray(pictures()[name]) for name in shown]
        made = processor(text=[text], images=images or None, add_special_tokens=False)
        rows.append(dict(checkpoint=checkpoint, text=text, pictures=[SIZES[n] for n in shown],
                         input_ids=[int(i) for i in made["input_ids"][0]]))
    (HERE / "prompts.json").write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    parts.fresh(HERE)
    make_pixels()
    make_sizes()
    make_prompts()

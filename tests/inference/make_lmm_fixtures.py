"""Makes tiny random checkpoints of every public family, with what `transformers` says that they do.

Usage:  python make_lmm_fixtures.py [NAME...]        (all of them without a name; about a minute)
Needs:  torch, torchvision, transformers 5.24, tokenizers, safetensors, numpy, pillow

fixtures/lmm/NAME/            a model directory as save_pretrained writes it, or as the Hub holds it
fixtures/lmm/NAME/cases/C.in.safetensors     inputs, named as the family's processor names them
fixtures/lmm/NAME/cases/C.out.safetensors    in fp32, eager attention:
    logits [1,T,V], generated [1,N] (greedy, end tokens ignored), position_ids [3,1,T] (M-RoPE),
    vision [*,hidden] (the tower's output), features [count,hidden] (the projector's), deep.K (DeepStack),
    vision.block.N and hidden.N (what each block and layer returns, before DeepStack adds to it; in the
    first case of a checkpoint only),
    logits_bf16 [1,T,V] (weights and activations in bf16; first case only)
lmm_processors.py then adds what the families' own processors make of pictures and prompts.
"""

import pathlib
import sys

import torch
from safetensors.torch import save_file
from transformers import (CLIPVisionConfig, Gemma3Config, Gemma3ForCausalLM, Gemma3ForConditionalGeneration,
                          Gemma3TextConfig, GenerationConfig, LlamaConfig, LlamaForCausalLM, LlavaConfig,
                          LlavaForConditionalGeneration, LlavaNextConfig,
                          LlavaNextForConditionalGeneration, MistralConfig, MistralForCausalLM, Phi3Config,
                          Phi3ForCausalLM, Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration, Qwen2Config,
                          Qwen2ForCausalLM, Qwen2VLConfig, Qwen2VLForConditionalGeneration, Qwen3Config,
                          Qwen3ForCausalLM, Qwen3VLConfig, Qwen3VLForConditionalGeneration, SiglipVisionConfig)
from transformers.models.llava_next.modeling_llava_next import image_size_to_num_patches
from transformers.utils import logging

import lmm_parts as parts

ROOT = pathlib.Path(__file__).parent / "fixtures" / "lmm"
MARGIN = 5e-4  # the best token must be this far ahead at every step, so that rounding cannot swap two


class Source:
    """Random inputs, the same in every run."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def text(self, count, low=3, high=250):
        return torch.randint(low, high, (count,), generator=self.generator).tolist()

    def pixels(self, *shape):
        return torch.randn(shape, generator=self.generator).clamp(-2, 2)


def layers_of(model):
    text = model.model.language_model if hasattr(model.model, "language_model") else model.model
    return list(text.layers)


def vision_blocks_of(model):
    tower = getattr(model.model, "visual", None) or getattr(model.model, "vision_tower", None)
    if tower is None:
        return []
    return list(tower.blocks if hasattr(tower, "blocks") else tower.encoder.layers)


def first(output):
    return output[0] if isinstance(output, tuple) else output


def watch(modules, name, kept):
    return [m.register_forward_hook(lambda m, a, o, i=i: kept.__setitem__(
        f"{name}.{i}", first(o).detach().reshape(-1, first(o).shape[-1]))) for i, m in enumerate(modules)]


def run_case(folder, model, name, inputs, new_tokens, detailed, bf16=None):
    out = {}
    hooks = []
    if detailed:
        hooks = watch(layers_of(model), "hidden", out) + watch(vision_blocks_of(model), "vision.block", out)
    with torch.no_grad():
        if hasattr(model.model, "rope_deltas"):
            model.model.rope_deltas = None
        out["logits"] = model(**inputs, use_cache=False).logits
        for hook in hooks:
            hook.remove()
        see(model, inputs, out)
        if hasattr(model.model, "rope_deltas"):
            if "image_grid_thw" in inputs or "video_grid_thw" in inputs:
                out["position_ids"] = model.model.get_rope_index(**{
                    k: v for k, v in inputs.items() if not k.startswith("pixel")})[0]
            model.model.rope_deltas = None
        model.generation_config = GenerationConfig(do_sample=False, max_new_tokens=new_tokens, pad_token_id=0)
        result = model.generate(**inputs, output_logits=True, return_dict_in_generate=True)
        check_margin(folder, name, [step[0] for step in result.logits])
        out["generated"] = result.sequences[:, inputs["input_ids"].shape[1]:]
        assert out["generated"].shape[1] == new_tokens
        if detailed and bf16 is not None:
            if hasattr(bf16.model, "rope_deltas"):
                bf16.model.rope_deltas = None
            half = {k: v.bfloat16() if v.is_floating_point() and "pixel" in k else v for k, v in inputs.items()}
            out["logits_bf16"] = bf16(**half, use_cache=False).logits.float()
    write_case(folder, name, inputs, out)


def check_margin(folder, name, steps):
    for i, logits in enumerate(steps):
        best = logits.float().topk(2).values
        assert best[0] - best[1] > MARGIN, f"{folder.name}/{name}: token {i} is too close a call, change the seed"


def write_case(folder, name, inputs, out):
    (folder / "cases").mkdir(exist_ok=True)
    save_file({k: v.contiguous() for k, v in inputs.items()}, folder / "cases" / f"{name}.in.safetensors")
    save_file({k: v.float().contiguous() if v.is_floating_point() else v.contiguous() for k, v in out.items()},
              folder / "cases" / f"{name}.out.safetensors")


def see(model, inputs, out):
    """Outputs of tower and projector on their own."""
    flat = lambda t: t.reshape(-1, t.shape[-1])
    if "pixel_values" in inputs and "image_grid_thw" in inputs:
        result = model.model.visual(inputs["pixel_values"], grid_thw=inputs["image_grid_thw"])
        out["features"] = flat(result.pooler_output)
        for k, deep in enumerate(getattr(result, "deepstack_features", None) or []):
            out[f"deep.{k}"] = flat(deep)
    elif "image_sizes" in inputs:
        packed = model.model.get_image_features(inputs["pixel_values"], inputs["image_sizes"]).pooler_output
        out["features"] = torch.cat([flat(f) for f in packed])
    elif "pixel_values" in inputs:
        tower = model.model.vision_tower(inputs["pixel_values"], output_hidden_states=True)
        out["vision"] = flat(tower.last_hidden_state)
        features = model.model.get_image_features(inputs["pixel_values"]).pooler_output
        out["features"] = torch.cat([flat(f) for f in features])


def save(folder, model, dtype, shard="10MB", end=None):
    model = model.to(dtype)
    model.generation_config = GenerationConfig(eos_token_id=end, do_sample=False)
    model.save_pretrained(folder, max_shard_size=shard)
    return type(model).from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def half_of(folder, model):
    return type(model).from_pretrained(folder, dtype=torch.bfloat16, attn_implementation="eager").eval()


def ones(ids):
    return {"input_ids": torch.tensor([ids]), "attention_mask": torch.ones(1, len(ids), dtype=torch.long)}


def text_checkpoint(name, cls, config, seed, cases, tokenizer, layout=None, dialect=None, dtype=torch.float32,
                    shard="10MB", end=2):
    folder = parts.fresh(ROOT / name)
    model = cls(config).eval()
    parts.randomise(model, seed, one_plus=cls is Gemma3ForCausalLM)
    model = save(folder, model, dtype, shard, end)
    half = half_of(folder, model)
    source = Source(seed)
    for i, (case, length, new) in enumerate(cases):
        run_case(folder, model, case, ones(source.text(length)), new, i == 0, half)
    finish(folder, tokenizer, layout, dialect)


def finish(folder, tokenizer, layout=None, dialect=None):
    if layout:
        parts.rename(folder, layout)
    if dialect:
        parts.edit_config(folder, dialect)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def texts(names):
    plain = dict(hidden_size=40, intermediate_size=56, num_hidden_layers=2, max_position_embeddings=256,
                 pad_token_id=None, bos_token_id=1, eos_token_id=2)
    llama3 = parts.byte_level(300, ["<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>",
                                    "<|end_header_id|>", "<|eot_id|>"], parts.LLAMA3_PATTERN, nfc=False)
    llama2 = parts.character_level(320, ["<unk>", "<s>", "</s>"], [], prepend=True)
    qwen = parts.byte_level(300, parts.QWEN_SPECIAL)
    phi = parts.character_level(320, ["<unk>", "<s>", "</s>"], ["<|endoftext|>", "<|assistant|>", "<|system|>",
                                                                "<|end|>", "<|user|>"], prepend=True)
    gemma = gemma_tokenizer()
    cases = [("prompt", 37, 12), ("one", 1, 6)]
    if "llama" in names:
        text_checkpoint("llama", LlamaForCausalLM, LlamaConfig(
            vocab_size=300, num_attention_heads=10, num_key_value_heads=2, head_dim=6, rms_norm_eps=1e-5,
            rope_parameters=dict(rope_type="llama3", rope_theta=500.0, factor=8.0, low_freq_factor=1.0,
                                 high_freq_factor=4.0, original_max_position_embeddings=32), **plain),
            11, cases, llama3, shard="40KB")
    if "llama2" in names:
        text_checkpoint("llama2", LlamaForCausalLM, LlamaConfig(
            vocab_size=320, num_attention_heads=5, num_key_value_heads=5, rms_norm_eps=1e-5,
            tie_word_embeddings=True, **plain), 12, cases, llama2, dialect=parts.old_dialect, dtype=torch.float16)
    if "mistral" in names:
        text_checkpoint("mistral", MistralForCausalLM, MistralConfig(
            vocab_size=320, num_attention_heads=10, num_key_value_heads=2, sliding_window=9, **plain),
            13, cases, llama2, dialect=parts.old_dialect)
    if "qwen2" in names:
        text_checkpoint("qwen2", Qwen2ForCausalLM, Qwen2Config(
            vocab_size=304, num_attention_heads=5, num_key_value_heads=1, tie_word_embeddings=True,
            rope_parameters=dict(rope_type="default", rope_theta=1e6), **plain), 14, cases, qwen, end=296,
            dialect=parts.old_dialect, dtype=torch.bfloat16)
    if "qwen3" in names:
        text_checkpoint("qwen3", Qwen3ForCausalLM, Qwen3Config(
            vocab_size=304, num_attention_heads=6, num_key_value_heads=2, head_dim=12,
            rope_parameters=dict(rope_type="default", rope_theta=1e6), **plain), 15, cases, qwen, end=296, dtype=torch.bfloat16)
    if "phi3" in names:
        text_checkpoint("phi3", Phi3ForCausalLM, Phi3Config(
            vocab_size=336, num_attention_heads=5, num_key_value_heads=5, sliding_window=11,
            original_max_position_embeddings=256, **plain), 16, cases, phi, end=323, dtype=torch.bfloat16)
    if "phi3_long" in names:
        text_checkpoint("phi3_long", Phi3ForCausalLM, Phi3Config(
            vocab_size=336, num_attention_heads=5, num_key_value_heads=5, original_max_position_embeddings=24,
            rope_parameters=dict(rope_type="longrope", rope_theta=10000.0, short_factor=[1.0, 1.1, 1.2, 1.4],
                                 long_factor=[1.0, 1.7, 3.1, 6.0]), **plain),
            17, [("short", 15, 5), ("long", 39, 8), ("crossing", 20, 10)], phi, end=323,
            dialect=parts.old_dialect, dtype=torch.bfloat16)
    if "gemma3_text" in names:
        text_checkpoint("gemma3_text", Gemma3ForCausalLM, Gemma3TextConfig(**gemma_text(), pad_token_id=0),
                        18, [("prompt", 37, 12), ("short", 5, 9)], gemma, end=[1, 7], dtype=torch.bfloat16)


def gemma_tokenizer():
    return parts.character_level(344, ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<unused94>",
                                       "<start_of_turn>", "<end_of_turn>"],
                                 ["<start_of_image>", "<end_of_image>", "<unused95>", "<image_soft_token>"],
                                 prepend=False)


def gemma_text(**more):
    return dict(dict(vocab_size=344, hidden_size=48, intermediate_size=64, num_hidden_layers=7,
                     num_attention_heads=6, num_key_value_heads=2, head_dim=12, query_pre_attn_scalar=20,
                     sliding_window=8, max_position_embeddings=512, rope_parameters={
                         "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1000000.0},
                         "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0}}), **more)


def gemma(names):
    begin, end, soft = 340, 341, 343
    image = [begin] + [soft] * 9 + [end]
    vision = dict(hidden_size=36, intermediate_size=44, num_hidden_layers=2, num_attention_heads=3,
                  image_size=48, patch_size=8, vision_use_head=False)
    published = {"language_model.": "language_model.", "vision_tower.": "vision_tower.vision_model."}

    def hub(name):
        return next((new + name[len(old):] for old, new in published.items() if name.startswith(old)), name)

    for name, layout, dialect, dtype, shard in (("gemma3", hub, parts.old_dialect, torch.bfloat16, "120KB"),
                                                ("gemma3_current", None, None, torch.float16, "10MB")):
        if name not in names:
            continue
        folder = parts.fresh(ROOT / name)
        config = Gemma3Config(text_config=gemma_text(), vision_config=dict(vision, model_type="siglip_vision_model"),
                              mm_tokens_per_image=9, boi_token_index=begin, eoi_token_index=end,
                              image_token_index=soft)
        model = Gemma3ForConditionalGeneration(config).eval()
        parts.randomise(model, 21 if layout else 22, one_plus=True)
        model = save(folder, model, dtype, shard, [1, 7])
        half = half_of(folder, model)
        source = Source(21)

        def case(case_name, pieces, count, new=10, detailed=False):
            ids = [2, 6] + [i for piece in pieces for i in (image if piece is None else source.text(piece, 8, 330))]
            inputs = ones(ids)
            inputs["token_type_ids"] = (inputs["input_ids"] == soft).long()
            if count:
                inputs["pixel_values"] = source.pixels(count, 3, 48, 48)
            run_case(folder, model, case_name, inputs, new, detailed, half)

        case("two_images", [4, None, 3, None, 7], 2, detailed=layout is not None)
        if layout:
            case("text", [40], 0)
            case("one_image", [2, None, 5], 1, 14)
            case("turns_after_image", [3, None, 9, 7, 6], 1)
            case("slices", [2] + [None, 2] * 4 + [6], 4, 6)
        finish(folder, gemma_tokenizer(), layout, dialect)


def qwen_ids(pieces, source, merge=2):
    """ids, types (0 text, 1 picture, 2 video) of text counts and ("image" or "video", (t, h, w))."""
    start, end, pads = 302, 303, {"image": 305, "video": 306}
    ids, types = [], []
    for piece in pieces:
        if isinstance(piece, int):
            ids += source.text(piece)
            types += [0] * piece
            continue
        kind, (t, h, w) = piece
        count = t * h * w // merge ** 2
        ids += [start] + [pads[kind]] * count + [end]
        types += [0] + [1 if kind == "image" else 2] * count + [0]
    return ids, types


def qwen_case(folder, model, half, source, name, pieces, new, detailed, values, seconds=None, frames_apart=False):
    images = [g for p in pieces if not isinstance(p, int) for k, g in [p] if k == "image"]
    videos = [g for p in pieces if not isinstance(p, int) for k, g in [p] if k == "video"]
    shown = pieces
    if frames_apart:  # Qwen3-VL writes a time before every frame of a video
        shown = []
        for p in pieces:
            if isinstance(p, int) or p[0] == "image":
                shown.append(p)
            else:
                for _ in range(p[1][0]):
                    shown += [3, ("video", (1,) + p[1][1:])]
    ids, types = qwen_ids(shown, source)
    inputs = ones(ids)
    inputs["mm_token_type_ids"] = torch.tensor([types])
    for grids, pixels, grid in ((images, "pixel_values", "image_grid_thw"),
                                (videos, "pixel_values_videos", "video_grid_thw")):
        if grids:
            inputs[pixels] = source.pixels(sum(t * h * w for t, h, w in grids), values)
            inputs[grid] = torch.tensor(grids)
    if videos and seconds:
        inputs["second_per_grid_ts"] = torch.tensor([seconds] * len(videos))
    run_case(folder, model, name, inputs, new, detailed, half)


def qwen(names):
    special = dict(image_token_id=305, video_token_id=306, vision_start_token_id=302, vision_end_token_id=303)
    text = dict(vocab_size=312, hidden_size=40, intermediate_size=56, num_hidden_layers=3, bos_token_id=295,
                eos_token_id=297, pad_token_id=295, max_position_embeddings=512)
    tokenizer = parts.byte_level(307, parts.QWEN_SPECIAL)
    rope = dict(rope_type="default", rope_theta=1000000.0)

    def in_memory(name):  # transformers 4.52 to 4.57 saved the names that they hold
        for old, new in (("visual.", "model.visual."), ("model.", "model.language_model.")):
            if name.startswith(old):
                return new + name[len(old):]
        return name

    def flat(config):  # before version 4.52 the text's keys stood at the top
        parts.old_dialect(config)
        inner = config.pop("text_config")
        inner.pop("model_type")
        config.update({k: v for k, v in inner.items() if k not in config})

    def checkpoint(name, cls, config, seed, values, layout, dialect, dtype, cases, frames_apart=False):
        if name not in names:
            return
        folder = parts.fresh(ROOT / name)
        model = cls(config).eval()
        parts.randomise(model, seed)
        model = save(folder, model, dtype, "120KB" if layout else "10MB", [297, 295])
        half = half_of(folder, model)
        source = Source(seed)
        for i, (case, pieces, new, *seconds) in enumerate(cases):
            qwen_case(folder, model, half, source, case, pieces, new, i == 0, values,
                      seconds[0] if seconds else None, frames_apart)
        finish(folder, tokenizer, layout, dialect)

    two = [5, ("image", (1, 8, 8)), 4, ("image", (1, 6, 10)), 6]
    common = [("two_images", two, 10),
              ("text", [21], 8),
              ("not_divisible", [3, ("image", (1, 10, 6)), 5], 12),
              ("divisible", [3, ("image", (1, 8, 16)), 5], 8),
              ("turns_after_image", [4, ("image", (1, 4, 6)), 9, 5, 8], 8)]
    checkpoint("qwen2_5_vl", Qwen2_5_VLForConditionalGeneration, Qwen2_5_VLConfig(
        text_config=dict(text, num_attention_heads=5, num_key_value_heads=1, rms_norm_eps=1e-6,
                         rope_parameters=dict(rope, mrope_section=[1, 1, 2])),
        vision_config=dict(depth=4, hidden_size=32, intermediate_size=44, num_heads=2, patch_size=4, out_hidden_size=40,
                           window_size=32, fullatt_block_indexes=[1, 3], tokens_per_second=2), **special),
        35, 96, None, flat, torch.bfloat16,
        common + [("frames", [3, ("video", (3, 6, 8)), 7], 8, 1.5),
                  ("one_after_another", [2, ("video", (2, 4, 12)), 3, ("image", (1, 4, 4)), 4], 6, 0.5)])
    checkpoint("qwen2_vl", Qwen2VLForConditionalGeneration, Qwen2VLConfig(
        text_config=dict(text, num_attention_heads=5, num_key_value_heads=1, tie_word_embeddings=True,
                         rope_parameters=dict(rope, mrope_section=[1, 1, 2])), tie_word_embeddings=True,
        vision_config=dict(depth=2, embed_dim=32, hidden_size=40, num_heads=2, patch_size=4, mlp_ratio=2), **special),
        32, 96, in_memory, parts.old_dialect, torch.bfloat16, common[:3] + [("frames", [3, ("video", (3, 4, 6)), 7], 8)])
    checkpoint("qwen3_vl", Qwen3VLForConditionalGeneration, Qwen3VLConfig(
        text_config=dict(text, num_attention_heads=6, num_key_value_heads=2, head_dim=20,
                         rope_parameters=dict(rope, rope_theta=5000000.0, mrope_section=[4, 3, 3])),
        vision_config=dict(depth=4, hidden_size=32, intermediate_size=44, num_heads=2, patch_size=4, out_hidden_size=40,
                           num_position_embeddings=36, deepstack_visual_indexes=[0, 2, 3]), **special),
        33, 96, None, None, torch.bfloat16,
        common + [("frames", [3, ("video", (3, 6, 8)), 7], 8)], frames_apart=True)


def llava(names):
    tokenizer = parts.character_level(320, ["<unk>", "<s>", "</s>"], ["<image>", "<pad>"], prepend=True)
    text = dict(vocab_size=324, hidden_size=40, intermediate_size=56, num_hidden_layers=2, num_attention_heads=5,
                num_key_value_heads=5, max_position_embeddings=256, rms_norm_eps=1e-5)
    vision = dict(hidden_size=36, intermediate_size=44, num_hidden_layers=3, num_attention_heads=3, image_size=24,
                  patch_size=8)

    def hub(name):
        return name.replace("vision_tower.", "vision_tower.vision_model.", 1)

    for name, tower, text_config, strategy, layer, tokens, layout, dialect, dtype in (
            ("llava_clip", CLIPVisionConfig(**vision), LlamaConfig(**text), "default", -2, 9, hub,
             parts.old_dialect, torch.float16),
            ("llava_siglip", SiglipVisionConfig(**vision), Qwen2Config(**dict(text, num_key_value_heads=1)), "full",
             -1, 9, None, None, torch.bfloat16)):
        if name not in names:
            continue
        folder = parts.fresh(ROOT / name)
        config = LlavaConfig(vision_config=tower, text_config=text_config, image_token_index=318,
                             vision_feature_select_strategy=strategy, vision_feature_layer=layer,
                             image_seq_length=tokens)
        model = LlavaForConditionalGeneration(config).eval()
        parts.randomise(model, 43)
        model = save(folder, model, dtype, "100KB" if layout else "10MB", 2)
        half = half_of(folder, model)
        source = Source(41)
        for i, (case, pieces) in enumerate((("two_images", [4, None, 3, None, 6]), ("text", [17]),
                                            ("turns_after_image", [3, None, 8, 5, 7]))):
            ids = [1] + [i for p in pieces for i in ([318] * tokens if p is None else source.text(p, 3, 310))]
            inputs = ones(ids)
            if None in pieces:
                inputs["pixel_values"] = source.pixels(pieces.count(None), 3, 24, 24)
            run_case(folder, model, case, inputs, 10, i == 0, half)
        finish(folder, tokenizer, layout, dialect)


def llava_next(names):
    """LLaVA 1.6: pictures cut into tiles, whose number depends on the picture's shape."""
    if "llava_next" not in names:
        return
    resolutions = [[24, 48], [48, 24], [48, 48], [72, 24], [24, 72]]
    config = LlavaNextConfig(
        vision_config=CLIPVisionConfig(hidden_size=36, intermediate_size=44, num_hidden_layers=3, num_attention_heads=3,
                                       image_size=24, patch_size=8),
        text_config=MistralConfig(vocab_size=324, hidden_size=40, intermediate_size=56, num_hidden_layers=2,
                                  num_attention_heads=5, num_key_value_heads=1, max_position_embeddings=256,
                                  sliding_window=None),
        image_token_index=318, image_grid_pinpoints=resolutions)
    folder = parts.fresh(ROOT / "llava_next")
    model = LlavaNextForConditionalGeneration(config).eval()
    parts.randomise(model, 44)
    model = save(folder, model, torch.float16, "10MB", 2)
    half = half_of(folder, model)
    source = Source(44)
    for i, (case, pieces) in enumerate((("two_images", [4, (33, 70), 3, (61, 20), 6]), ("square", [3, (50, 47), 5]))):
        sizes = [p for p in pieces if not isinstance(p, int)]
        tiles = [image_size_to_num_patches(list(size), resolutions, 24) for size in sizes]
        pixels = [torch.nn.functional.pad(source.pixels(n, 3, 24, 24), (0, 0, 0, 0, 0, 0, 0, max(tiles) - n))
                  for n in tiles]
        inputs = {"pixel_values": torch.stack(pixels), "image_sizes": torch.tensor(sizes)}
        with torch.no_grad():
            counts = [len(f) for f in model.model.get_image_features(**inputs).pooler_output]
        ids = [1]
        for p in pieces:
            ids += source.text(p, 3, 310) if isinstance(p, int) else [318] * counts.pop(0)
        run_case(folder, model, case, {**ones(ids), **inputs}, 10, i == 0, half)
    finish(folder, parts.character_level(320, ["<unk>", "<s>", "</s>"], ["<image>", "<pad>"], prepend=True), None,
           parts.old_dialect)


def m3d(names):
    size, patch, tokens = [8, 32, 64], [4, 16, 16], 2
    special = ["<im_patch>", "<bx_start>", "<bx_end>", "[SEG]"]
    common = dict(hidden_size=40, intermediate_size=56, num_hidden_layers=2, num_attention_heads=5,
                  num_key_value_heads=5, max_position_embeddings=256, bos_token_id=1, eos_token_id=2,
                  pad_token_id=0)
    extra = dict(image_channel=1, image_size=size, patch_size=patch, vision_tower="vit3d", vision_select_layer=-1,
                 vision_select_feature="patch", mm_projector_type="spp", proj_layer_type="mlp", proj_layer_num=2,
                 proj_pooling_type="spatial", proj_pooling_size=2, mm_hidden_size=48, segmentation_module=None)
    for name, cls, config, kind, seed in (
            ("m3d_phi3", Phi3ForCausalLM, Phi3Config(vocab_size=324, original_max_position_embeddings=256, **common),
             "lamed_phi3", 53),
            ("m3d_llama", LlamaForCausalLM, LlamaConfig(vocab_size=324, rms_norm_eps=1e-5, **common),
             "lamed_llama", 54)):
        if name not in names:
            continue
        folder = parts.fresh(ROOT / name)
        tokenizer = parts.character_level(324, ["<unk>", "<s>", "</s>"], special, prepend=True)
        model = parts.LaMed(cls(config), dict(extra, hidden_size=40)).eval()
        parts.randomise(model, seed)
        for p in model.parameters():  # the tables of rotary frequencies stay as exact as they are
            p.data = p.data.bfloat16()
        model.decoder.generation_config = GenerationConfig(eos_token_id=2)
        model.decoder.save_pretrained(folder)
        (folder / "model.safetensors").unlink()
        save_file(model.tensors(), folder / "model.safetensors", metadata={"format": "pt"})
        for p in model.parameters():
            p.data = p.data.float()
        model.decoder.set_attn_implementation("eager")

        def describe(config):
            parts.old_dialect(config)
            config.update(extra, model_type=kind, seg_token_id=323, architectures=[
                "LamedPhi3ForCausalLM" if kind == "lamed_phi3" else "LamedLlamaForCausalLM"])

        source = Source(seed)
        for i, (case, length, seen) in enumerate((("volume", 9, True), ("text", 14, False), ("turns", 25, True))):
            ids = torch.tensor([[1] + ([320] * tokens if seen else []) + source.text(length, 3, 310)])
            inputs = {"input_ids": ids}
            if case == "turns" and kind == "lamed_llama":
                continue
            if seen:
                inputs["images"] = torch.rand(1, 1, *size, generator=source.generator)
            m3d_case(folder, model, case, inputs, 10, i == 0)
        finish(folder, tokenizer, None, describe)


def m3d_case(folder, model, name, inputs, new_tokens, detailed):
    out, steps = {}, []
    hooks = []
    if detailed:
        hooks = watch(model.decoder.model.layers, "hidden", out) + watch(model.tower.blocks, "vision.block", out)
    with torch.no_grad():
        embedded = model.embeddings(inputs["input_ids"], inputs.get("images"))
        out["logits"] = model.decoder(inputs_embeds=embedded, use_cache=False).logits
        for hook in hooks:
            hook.remove()
        if "images" in inputs:
            out["vision"], out["features"] = (t[0] for t in model.see(inputs["images"]))
        generated = []
        for _ in range(new_tokens):
            steps.append(model.decoder(inputs_embeds=embedded, use_cache=False).logits[0, -1])
            generated.append(int(steps[-1].argmax()))
            embedded = torch.cat([embedded, model.decoder.get_input_embeddings()(torch.tensor([generated[-1:]]))], 1)
    check_margin(folder, name, steps)
    out["generated"] = torch.tensor([generated])
    write_case(folder, name, inputs, out)


ALL = ["llama", "llama2", "mistral", "qwen2", "qwen3", "phi3", "phi3_long", "gemma3_text", "gemma3", "gemma3_current",
       "qwen2_5_vl", "qwen2_vl", "qwen3_vl", "llava_clip", "llava_siglip", "llava_next", "m3d_phi3", "m3d_llama"]

if __name__ == "__main__":
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    wanted = sys.argv[1:] or ALL
    for make in (texts, gemma, qwen, llava, llava_next, m3d):
        make(wanted)

"""Tiny random decoders with the states, scores and greedy tokens that Hugging Face `transformers` (5.24)
computes for them.

    python make_decoder_fixtures.py fixtures/decoder

One safetensors file per decoder. Weights lie under the names that Dokuei's WeightSet tells (`text.*`,
`lm_head.weight`) in bf16 (llama3: fp32); everything under `reference.` was computed in fp32 from them:
embeddings [T,hidden], states [layers,T,hidden] after every layer, logits [T,vocab], greedy [N] ids after the
prompt, logits_bf16 [T,vocab] of the same decoder in bf16; and what a case is given besides: ids, positions,
images, deep0.., deep_rows.
"""
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file

torch.set_num_threads(1)
OUT = Path(sys.argv[1])
SIZES = dict(vocab_size=64, hidden_size=24, intermediate_size=40, num_hidden_layers=3, num_attention_heads=6,
             num_key_value_heads=2, max_position_embeddings=128, pad_token_id=0, bos_token_id=1,
             eos_token_id=2)


def randomise(model, seed, one_plus):
    generator = torch.Generator().manual_seed(seed)
    for name, p in model.named_parameters():
        noise = torch.randn(p.shape, generator=generator)
        with torch.no_grad():
            if p.dim() == 1:
                p.copy_(noise * 0.2 + (0 if one_plus or name.endswith("bias") else 1))
            else:
                p.copy_(noise * (1.5 / p.shape[1] ** 0.5))
    return model.eval()


def hold(model, dtype):
    """Parameters only: the rotary frequencies stay in fp32, as when a directory is opened."""
    for p in model.parameters():
        p.data = p.data.to(dtype)


def save(name, model, decoder, ids, stored, *, image_rows=None, kwargs=None, extra=None, greedy=16):
    """`model` has the head, `decoder` is the text model inside it. `kwargs(model, embeddings)` makes the
    inputs beside the embeddings."""
    tensors = {}
    hold(model, stored)
    hold(model, torch.float32)  # what the file holds
    for key, value in decoder.state_dict().items():
        tensors["text." + key] = value.to(stored)
    if not model.config.get_text_config().tie_word_embeddings:
        tensors["lm_head.weight"] = model.lm_head.weight.data.to(stored)
    with torch.inference_mode():
        embeddings = decoder.embed_tokens(ids.unsqueeze(0))
        if image_rows is not None:
            embeddings[0, image_rows] = torch.randn((len(image_rows), embeddings.shape[2]),
                                                    generator=torch.Generator().manual_seed(7))
        states = []
        hooks = [layer.register_forward_hook(
            lambda m, i, o: states.append((o[0] if isinstance(o, tuple) else o).squeeze(0).clone()))
            for layer in decoder.layers]
        given = kwargs(embeddings) if kwargs else {}
        hidden = decoder(inputs_embeds=embeddings, use_cache=False, **given).last_hidden_state
        for hook in hooks:
            hook.remove()
        logits = score(model, hidden)
        tensors |= {"reference.ids": ids, "reference.embeddings": embeddings[0],
                    "reference.states": torch.stack(states), "reference.logits": logits[0]}
        if greedy:
            tensors["reference.greedy"] = generate(model, ids, greedy)
        hold(model, torch.bfloat16)
        half = {k: v.bfloat16() if torch.is_tensor(v) and v.is_floating_point() else v for k, v in given.items()}
        half = {k: [d.bfloat16() for d in v] if isinstance(v, list) else v for k, v in half.items()}
        if kwargs:
            half = half | {k: v for k, v in kwargs(embeddings.bfloat16()).items() if k == "attention_mask"}
        hidden = decoder(inputs_embeds=embeddings.bfloat16(), use_cache=False, **half).last_hidden_state
        tensors["reference.logits_bf16"] = score(model, hidden)[0].float()
    tensors |= extra or {}
    save_file({k: v.contiguous().clone() for k, v in tensors.items()}, OUT / (name + ".safetensors"))


def score(model, hidden):
    logits = model.lm_head(hidden)
    cap = getattr(model.config, "final_logit_softcapping", None)
    return torch.tanh(logits / cap) * cap if cap else logits


def generate(model, ids, count):
    model.generation_config.eos_token_id = None
    return model.generate(ids.unsqueeze(0), attention_mask=torch.ones(1, len(ids), dtype=torch.long),
                          do_sample=False, max_new_tokens=count)[0, len(ids):]


def some_ids(count, seed):
    return torch.randint(3, 64, (count,), generator=torch.Generator().manual_seed(seed))


def causal(name, model, ids, stored=torch.bfloat16, one_plus=False, seed=0, extra=None):
    save(name, randomise(model, seed, one_plus), model.model, ids, stored, extra=extra)


def llama3():
    config = transformers.LlamaConfig(**SIZES, attention_bias=True, tie_word_embeddings=False, rope_parameters={
        "rope_type": "llama3", "rope_theta": 500.0, "factor": 8.0, "low_freq_factor": 1.0,
        "high_freq_factor": 4.0, "original_max_position_embeddings": 32})
    causal("llama3", transformers.LlamaForCausalLM(config), some_ids(40, 1), torch.float32)


def mistral():
    config = transformers.MistralConfig(**SIZES, sliding_window=8, head_dim=4, tie_word_embeddings=True)
    causal("mistral", transformers.MistralForCausalLM(config), some_ids(29, 2))


def phi3():
    generator = torch.Generator().manual_seed(3)
    sizes = SIZES | dict(num_attention_heads=3, num_key_value_heads=3)
    config = transformers.Phi3Config(**sizes, original_max_position_embeddings=24, sliding_window=None,
                                     tie_word_embeddings=False, rope_parameters={
        "rope_type": "longrope", "rope_theta": 10000.0, "original_max_position_embeddings": 24,
        "short_factor": (1 + torch.rand(4, generator=generator)).tolist(),
        "long_factor": (4 + 8 * torch.rand(4, generator=generator)).tolist()})
    model = transformers.Phi3ForCausalLM(config)
    extra = {"reference.short_factor": torch.tensor(config.rope_parameters["short_factor"], dtype=torch.float64),
             "reference.long_factor": torch.tensor(config.rope_parameters["long_factor"], dtype=torch.float64),
             "reference.attention_factor": torch.tensor(model.model.rotary_emb.attention_scaling,
                                                        dtype=torch.float64)}
    # The greedy tokens of the short prompt cross the border between the factors.
    causal("phi3_short", model, some_ids(18, 3), seed=4, extra=extra)
    causal("phi3_long", transformers.Phi3ForCausalLM(config), some_ids(33, 3), seed=4, extra=extra)


def phi3_window():
    sizes = SIZES | dict(num_attention_heads=3, num_key_value_heads=3)
    config = transformers.Phi3Config(**sizes, sliding_window=9, tie_word_embeddings=False)
    causal("phi3_window", transformers.Phi3ForCausalLM(config), some_ids(26, 5), seed=5)


def qwen2():
    config = transformers.Qwen2Config(**SIZES, tie_word_embeddings=True)
    causal("qwen2", transformers.Qwen2ForCausalLM(config), some_ids(21, 6), seed=6)


def qwen3():
    config = transformers.Qwen3Config(**SIZES, head_dim=8, tie_word_embeddings=False)
    causal("qwen3", transformers.Qwen3ForCausalLM(config), some_ids(21, 7), seed=7)


def gemma2():
    config = transformers.Gemma2Config(**SIZES, head_dim=8, query_pre_attn_scalar=11, sliding_window=8,
                                       attn_logit_softcapping=3.0, final_logit_softcapping=5.0,
                                       layer_types=["sliding_attention", "full_attention", "sliding_attention"],
                                       attn_implementation="eager")
    causal("gemma2", transformers.Gemma2ForCausalLM(config), some_ids(27, 8), one_plus=True, seed=8)


def gemma3():
    from transformers.models.gemma3 import modeling_gemma3 as g
    sizes = SIZES | dict(num_hidden_layers=4)
    config = transformers.Gemma3TextConfig(
        **sizes, head_dim=8, query_pre_attn_scalar=11, sliding_window=8,
        layer_types=["sliding_attention", "sliding_attention", "full_attention", "sliding_attention"],
        rope_parameters={"full_attention": {"rope_type": "linear", "rope_theta": 1e6, "factor": 8.0},
                         "sliding_attention": {"rope_type": "default", "rope_theta": 1e4}})
    model = randomise(transformers.Gemma3ForCausalLM(config), 9, True)
    causal("gemma3", model, some_ids(30, 9), one_plus=True, seed=9)
    # Text, an image of 5 tokens, text, an image of 12 tokens (longer than the window), text.
    ids = some_ids(40, 10)
    images = torch.full((40,), -1, dtype=torch.long)
    images[3:8], images[15:27] = 0, 1
    rows = (images >= 0).nonzero().squeeze(1)

    def masks(embeddings):
        position_ids = torch.arange(40).unsqueeze(0)
        return {"position_ids": position_ids, "attention_mask": g.create_masks_for_vision_model(
            config, embeddings, None, None, position_ids,
            g.get_block_sequence_ids_for_mask((images >= 0).long().unsqueeze(0), embeddings.device))}

    hold(model, torch.float32)
    save("gemma3_images", model, model.model, ids, torch.bfloat16, image_rows=rows, kwargs=masks,
         extra={"reference.images": images}, greedy=0)


def multimodal_positions():
    """Text, a picture of 3 x 4 merged cells, text."""
    def text(first, count):
        return torch.arange(first, first + count).expand(3, -1)
    cells = torch.stack([torch.full((12,), 5), 5 + torch.arange(3).repeat_interleave(4), 5 + torch.arange(4).repeat(3)])
    return torch.cat([text(0, 5), cells, text(9, 6)], 1)


def qwen25vl():
    from transformers.models.qwen2_5_vl.modeling_qwen2_5_vl import Qwen2_5_VLTextModel
    from transformers.models.qwen2_5_vl.configuration_qwen2_5_vl import Qwen2_5_VLTextConfig
    sizes = SIZES | dict(hidden_size=48, num_attention_heads=3, num_key_value_heads=1, num_hidden_layers=2)
    config = Qwen2_5_VLTextConfig(**sizes, tie_word_embeddings=False, rope_parameters={
        "rope_type": "default", "rope_theta": 10000.0, "mrope_section": [2, 3, 3]})
    with_rope("qwen25vl", Qwen2_5_VLTextModel(config), config, 11)


def qwen3vl():
    from transformers.models.qwen3_vl.modeling_qwen3_vl import Qwen3VLTextModel
    from transformers.models.qwen3_vl.configuration_qwen3_vl import Qwen3VLTextConfig
    sizes = SIZES | dict(num_hidden_layers=4)
    config = Qwen3VLTextConfig(**sizes, head_dim=16, tie_word_embeddings=False, rope_parameters={
        "rope_type": "default", "rope_theta": 10000.0, "mrope_section": [4, 2, 2], "mrope_interleaved": True})
    generator = torch.Generator().manual_seed(12)
    deep = [torch.randn((12, 24), generator=generator) for _ in range(3)]
    with_rope("qwen3vl", Qwen3VLTextModel(config), config, 12, deep)


def with_rope(name, decoder, config, seed, deep=None):
    class Whole(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model, self.config = decoder, config
            self.lm_head = torch.nn.Linear(config.hidden_size, config.vocab_size, bias=False)
    model = randomise(Whole(), seed, False)
    positions = multimodal_positions()
    rows = torch.arange(5, 17)

    def given(embeddings):
        extra = {"position_ids": positions.unsqueeze(1)}
        if deep:
            mask = torch.zeros(1, positions.shape[1], dtype=torch.bool)
            mask[0, rows] = True
            extra |= {"visual_pos_masks": mask, "deepstack_visual_embeds": [d.clone() for d in deep]}
        return extra

    extra = {"reference.positions": positions}
    if deep:
        extra |= {"reference.deep_rows": rows} | {f"reference.deep{k}": d for k, d in enumerate(deep)}
    save(name, model, decoder, some_ids(positions.shape[1], seed), torch.bfloat16, image_rows=rows, kwargs=given,
         extra=extra, greedy=0)


OUT.mkdir(parents=True, exist_ok=True)
for make in (llama3, mistral, phi3, phi3_window, qwen2, qwen3, gemma2, gemma3, qwen25vl, qwen3vl):
    make()
    print(make.__name__)

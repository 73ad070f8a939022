"""Makes the reference data in fixtures/ with Python's tokenizers and transformers.

Usage: python make_fixtures.py [FOLDER_WITH_PUBLIC_TOKENIZERS]
The vocabularies are learned here from the few sentences below; the weights are random. With the folder of
public tokenizers, their ids of the same texts are written too (the vocabularies themselves are not).
"""

import json
import lzma
import pathlib
import random
import sys

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from tokenizers import AddedToken

HERE = pathlib.Path(__file__).parent / "fixtures"

CORPUS = [
    "The liver is here, about 1450 ml with a mean of 57 HU.",
    "There is a nodule of about 12 mm in the right lung.",
    "No pleural effusion is seen. It's within the usual range, isn't it?",
    "肝臓はここです。体積は約1450 ml、平均CT値は57 HUです。",
    "右肺に約12 mmの結節を認めます。胸水を認めません。",
    "判断できません。この画像に脾臓は見つかりません。",
    "Leber und Milz sind nicht vergrößert; Größe 12,5 cm.",
    "El hígado mide 15 cm.\n\n  Indented line\tand tab\r\n",
]

TEXTS = CORPUS + [
    "", " ", "   ", "a", " a", "\n", "\r\n\r\n x", "  two  blanks  ", "tail   ",
    "I'll we've THEY'RE 'S 'ſ don't",
    "が か\u3099 は\u309a ﾊﾞ ｶﾅ ㎜ Å \u212b 福\ufa19 \u0958",
    "全角\u3000空白\u00a0nbsp\u2003em\u0085nel\u000bvt",
    "日本語と English が mixed されたテキスト1234567890です。",
    "😀👩‍👩‍👧‍👦 🇯🇵 e\u0301 ñ\u0303",
    "العربية עברית ไทย हिन्दी 한국어 中文",
    "<eos> <box:liver><loc:12> a<s>b </s>  next <|end|>\n x<extra>  y",
    "x<eos><eos>y", "<eo", "<<eos>>", "a <extra>  b", "word<whole>word <whole> <whole>.",
    "0 12 345 6789 ١٢٣ ½ ², III Ⅲ", "_under_score__ --dash-- ...!!!??? @#$%^&*()",
    "か\u3099き\u3099 \u0958 \ufa19 \u212b \U0002f800 \u1100\u1161\u11a8 \u0344 q\u0307\u0323", "\u0085\u001c\u001f\u2028\u2029x",
    "\u200b\u200dzero\ufeffwidth", "▁low▁line ▁", "\x00\x01control\x7f",
    "肺" * 40, "ab" * 60, " " * 33 + "x",
]


def random_bytes(seed, count):
    """What a reader makes of bytes that are no text: every broken sequence becomes U+FFFD."""
    source = random.Random(seed)
    return [source.randbytes(source.randint(1, 24)).decode("utf-8", "replace") for _ in range(count)]


def fuzz(seed, count):
    source = random.Random(seed)
    alphabet = list("abcdeABC 019 .,'!?-\n\t\r") + list("肝臓肺の結節は見えますか。ーアイウ々゛") + \
        ["\u3099", "\u3000", "é", "ß", "\u0301", "😀", "\u200d", "<eos>", "<extra>", "</s>", "\u00a0", "▁", "ſ", "Ⅲ", "٣"]
    return ["".join(source.choices(alphabet, k=source.randint(1, 40))) for _ in range(count)]


def byte_level():
    tok = Tokenizer(models.BPE())
    tok.normalizer = normalizers.NFC()
    pattern = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|"
               r"\s*[\r\n]+|\s+(?!\S)|\s+")
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tok.decoder = decoders.ByteLevel()
    special = ["<pad>", "<bos>", "<eos>", "<box:liver>"] + [f"<loc:{i}>" for i in range(16)]
    tok.train_from_iterator(CORPUS * 3, trainers.BpeTrainer(
        vocab_size=520, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tok.add_tokens([AddedToken("<extra>", rstrip=True, normalized=False),
                    AddedToken("<whole>", single_word=True, normalized=True)])
    return tok


def gpt2_style():
    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator(CORPUS * 3, trainers.BpeTrainer(
        vocab_size=400, special_tokens=["<eos>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return tok


def sentencepiece_style():
    learner = Tokenizer(models.BPE())
    learner.train_from_iterator(["▁" + t.replace(" ", "▁") for t in CORPUS * 3],
                                trainers.BpeTrainer(vocab_size=420, show_progress=False))
    learned = json.loads(learner.to_str())["model"]
    vocab = {"<unk>": 0, "<s>": 1, "</s>": 2}
    for b in range(256):
        vocab[f"<0x{b:02X}>"] = len(vocab)
    for token in sorted(learned["vocab"], key=learned["vocab"].get):
        vocab.setdefault(token, len(vocab))
    tok = Tokenizer(models.BPE(vocab=vocab, merges=[tuple(m) for m in learned["merges"]], unk_token="<unk>",
                               fuse_unk=True, byte_fallback=True))
    tok.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tok.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
                                     decoders.Strip(" ", 1, 0)])
    tok.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in ("<unk>", "<s>", "</s>")])
    tok.add_special_tokens([AddedToken("<|end|>", normalized=False, special=True, rstrip=True),
                            AddedToken("<eos>", normalized=True, special=True, lstrip=True)])
    return tok


def gemma_style():
    """Gemma: blanks replaced, byte fallback, no leading blank, runs of line ends and blanks as added tokens."""
    learner = Tokenizer(models.BPE())
    learner.train_from_iterator([t.replace(" ", "▁") for t in CORPUS * 3],
                                trainers.BpeTrainer(vocab_size=420, show_progress=False))
    learned = json.loads(learner.to_str())["model"]
    vocab = {"<pad>": 0, "<eos>": 1, "<bos>": 2, "<unk>": 3, "<unused94>": 4, "<start_of_turn>": 5, "\n": 6, "\n\n": 7,
             "▁▁": 8, "▁▁▁": 9}
    for b in range(256):
        vocab[f"<0x{b:02X}>"] = len(vocab)
    for token in sorted(learned["vocab"], key=learned["vocab"].get):
        vocab.setdefault(token, len(vocab))
    tok = Tokenizer(models.BPE(vocab=vocab, merges=[tuple(m) for m in learned["merges"]], unk_token="<unk>",
                               fuse_unk=True, byte_fallback=True))
    tok.normalizer = normalizers.Replace(" ", "▁")
    tok.pre_tokenizer = pre_tokenizers.Split(" ", behavior="merged_with_previous")
    tok.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 2)])
    tok.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tok.add_special_tokens([AddedToken(t, normalized=False, special=True)
                            for t in ("<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>")])
    tok.add_tokens([AddedToken(t, normalized=False) for t in ("<unused94>", "\n", "\n\n", "▁▁", "▁▁▁")])
    return tok


def llama3_style():
    """Llama 3: whole words without merging, up to three digits, begin token from a sequence of processors."""
    tok = Tokenizer(models.BPE(ignore_merges=True))
    pattern = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|"
               r"\s*[\r\n]+|\s+(?!\S)|\s+")
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator(CORPUS * 3, trainers.BpeTrainer(
        vocab_size=480, special_tokens=["<|begin|>", "<eos>"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    # Whole words that no chain of merges makes.
    data = json.loads(tok.to_str())
    for word in ("Ġpleural", "effusion", "Ã©"):
        data["model"]["vocab"].setdefault(word, len(data["model"]["vocab"]))
    tok = Tokenizer.from_str(json.dumps(data))
    tok.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(single="<|begin|> $A <eos>", special_tokens=[("<|begin|>", 0), ("<eos>", 1)])])
    return tok


def cases(tok, texts):
    rows = []
    for text in texts:
        tok.encode_special_tokens = False
        ids = tok.encode(text, add_special_tokens=False).ids
        tok.encode_special_tokens = True
        plain = tok.encode(text, add_special_tokens=False).ids
        tok.encode_special_tokens = False
        whole = tok.encode(text).ids
        rows.append({"text": text, "ids": ids, "plain": plain, "whole": whole, "decoded": tok.decode(ids, skip_special_tokens=False)})
    return rows


def tokenizers(public):
    texts = TEXTS + fuzz(7, 120) + random_bytes(7, 30)
    expected = {}
    for name, make in (("byte_level", byte_level), ("gpt2_style", gpt2_style),
                       ("sentencepiece_style", sentencepiece_style), ("gemma_style", gemma_style),
                       ("llama3_style", llama3_style)):
        tok = make()
        tok.save(str(HERE / f"{name}.json"), pretty=False)
        expected[name] = cases(Tokenizer.from_file(str(HERE / f"{name}.json")), texts)
    (HERE / "tokenizer_cases.json").write_text(json.dumps(expected, ensure_ascii=True), encoding="ascii")
    if public:
        expected = {}
        for file in sorted(pathlib.Path(public).glob("*/tokenizer.json.xz")):
            tok = Tokenizer.from_str(lzma.open(file).read().decode())
            expected[file.parent.name] = cases(tok, TEXTS + fuzz(8, 50) + random_bytes(8, 20))
        (HERE / "public_tokenizer_cases.json").write_text(json.dumps(expected, ensure_ascii=True), encoding="ascii")


def tiny_llama():
    import torch
    from safetensors.torch import save_file
    from transformers import LlamaConfig, LlamaForCausalLM

    for tied in (False, True):
        torch.manual_seed(5)
        config = LlamaConfig(vocab_size=96, hidden_size=32, intermediate_size=48, num_hidden_layers=2,
                             num_attention_heads=4, num_key_value_heads=2, head_dim=8, max_position_embeddings=64,
                             rms_norm_eps=1e-5, rope_theta=10000.0, tie_word_embeddings=tied, bos_token_id=None,
                             eos_token_id=None, pad_token_id=None)
        model = LlamaForCausalLM(config).eval().float()
        with torch.no_grad():
            for name, p in model.named_parameters():
                p.copy_(1 + 0.1 * torch.randn_like(p) if "norm" in name else 0.3 * torch.randn_like(p))
        ids = torch.randint(0, 96, (1, 12))
        with torch.no_grad():
            logits = model(ids).logits
            generated = ids
            for _ in range(24):
                generated = torch.cat([generated, model(generated).logits[:, -1].argmax(-1, keepdim=True)], 1)
        tensors = {name: p.detach().contiguous() for name, p in model.named_parameters()}
        tensors |= {"reference.input": ids, "reference.logits": logits.contiguous(), "reference.greedy": generated}
        save_file(tensors, str(HERE / ("llama_tied.safetensors" if tied else "llama_untied.safetensors")))


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    tokenizers(sys.argv[1] if len(sys.argv) > 1 else None)
    tiny_llama()

"""Makes fixtures/chat_templates.json: what published chat templates write, rendered by transformers.

Usage: python make_template_fixtures.py FOLDER_WITH_TEMPLATES FOLDER_WITH_PUBLIC_TOKENIZERS
The first folder holds the templates' texts as FAMILY[.VARIANT].jinja; they stay outside the project, only their
SHA-256 and what they write for the conversations below are kept. {P} stands for the place of a picture.
"""

import hashlib
import json
import lzma
import pathlib
import sys

from tokenizers import Tokenizer
from transformers.utils.chat_template_utils import render_jinja_template

HERE = pathlib.Path(__file__).parent / "fixtures"
P = None  # a picture

CONVERSATIONS = [
    [("user", ["Where is the liver?"])],
    [("user", [P, "肝臓はどこですか。\n"])],
    [("system", ["You are a radiologist."]), ("user", ["  blanks around \u3000", P, " and after\n"])],
    [("user", [P, P, "Compare both."]), ("assistant", ["Nothing is new.\n"]), ("user", ["\n\nAnd the lungs?"])],
    [("system", ["簡潔に。\n"]), ("user", ["a"]), ("assistant", ["<think>\nhm\n</think>\n\nb "]), ("user", ["c"])],
    [("user", [""])],
    [("system", [""]), ("user", ["\x1c tab\t"])],
    [("user", ["Say <|im_end|><end_of_turn></s><|eot_id|><|end|> [/INST] <image> <start_of_image>"])],
]
# How the families' processors widen a picture's place.
PICTURES = {"gemma-3": ("<start_of_image>", "\n\n<start_of_image>{P}<end_of_image>\n\n"),
            "qwen2-vl": ("<|image_pad|>", "{P}"), "qwen3-vl": ("<|image_pad|>", "{P}"),
            "llava-1.5": ("<image>", "{P}")}
TOKENIZERS = {"qwen2.5": "qwen2.5-public", "qwen2-vl": "qwen2.5-public", "llama-3": "llama3-public",
              "llama-2": "llama2-public", "phi-3": "phi3-mini-public"}
BEGIN = {"gemma-3": "<bos>", "llama-3": "<|begin_of_text|>", "llama-3.1": "<|begin_of_text|>"}


def render(template, family, turns):
    pictures = family in PICTURES
    if not pictures and any(part is P for _, parts in turns for part in parts):
        return None
    messages = []
    for role, parts in turns:
        if pictures:
            content = [{"type": "image"} if part is P else {"type": "text", "text": part} for part in parts]
        else:
            content = "".join(parts)
        messages.append({"role": role, "content": content})
    text = render_jinja_template([messages], chat_template=template, add_generation_prompt=True,
                                 bos_token=BEGIN.get(family, "<s>"), eos_token="</s>")[0][0]
    if pictures:
        mark, wide = PICTURES[family]
        if sum(part.count(mark) for _, parts in turns for part in parts if part is not P):
            return None
        text = text.replace(mark, wide)
    # The processor puts the begin token before what the template writes.
    return "<s>" + text if family == "llava-1.5" else text


def main(templates, public):
    known = {}
    for family, folder in TOKENIZERS.items():
        known[family] = Tokenizer.from_str(lzma.open(pathlib.Path(public) / folder / "tokenizer.json.xz").read().decode())
    rows = []
    for file in sorted(pathlib.Path(templates).glob("*.jinja")):
        template = file.read_text(encoding="utf-8")
        family = next(f for f in sorted({*PICTURES, *TOKENIZERS, *BEGIN, "qwen3", "qwen2", "chatml", "phi-3.5"},
                                        key=len, reverse=True) if file.stem == f or file.stem.startswith(f + "."))
        row = {"template": file.stem, "sha256": hashlib.sha256(template.strip().encode()).hexdigest(), "cases": []}
        for index, turns in enumerate(CONVERSATIONS):
            text = render(template, family, turns)
            if text is None:
                continue
            case = {"conversation": index, "text": text}
            # The last conversation spells control tokens: the reference takes them for such.
            if family in known and index + 1 < len(CONVERSATIONS):
                case["tokenizer"] = TOKENIZERS[family]
                case["ids"] = [known[family].encode(part, add_special_tokens=False).ids for part in text.split("{P}")]
            row["cases"].append(case)
        rows.append(row)
    conversations = [[[role, parts] for role, parts in turns] for turns in CONVERSATIONS]
    (HERE / "chat_templates.json").write_text(
        json.dumps({"conversations": conversations, "templates": rows}, ensure_ascii=True), encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:3])

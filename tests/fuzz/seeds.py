#!/usr/bin/env python3
"""Gathers small seeds for the fuzz targets. Usage: seeds.py DATA_FOLDER OUTPUT_FOLDER

DATA_FOLDER may be absent: then only what is made here is used. Images are shrunk and compressed anew with the
tools of DCMTK where these are installed.
"""

import gzip
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib

SMALL = 24_000
COMPRESSORS = {
    "rle": ["dcmcrle"],
    "lossless": ["dcmcjpeg", "+e1"],
    "baseline": ["dcmcjpeg", "+eb"],
    "extended": ["dcmcjpeg", "+ee"],
    "jpegls": ["dcmcjpls", "+el"],
    "near": ["dcmcjpls", "+en"],
    "deflated": ["dcmconv", "+td"],
    "implicit": ["dcmconv", "+ti"],
    "big": ["dcmconv", "+tb"],
}
FOLDERS = ("syntaxes", "broken", "charsets", "sr-seg", "mr", "ct-head", "cxr", "pet-ct-mr-rtstruct")


def is_dicom(path):
    with path.open("rb") as file:
        head = file.read(132)
    return head[128:] == b"DICM" or head[:2] in (b"\x08\0", b"\0\x08", b"\x02\0")


def run(*command):
    try:
        return subprocess.run([str(part) for part in command], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def put(folder, name, data):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def code_streams(data):
    """Fragments of encapsulated pixel data: items after the last (7FE0,0010) of undefined length."""
    at = data.rfind(b"\xe0\x7f\x10\0OB\0\0\xff\xff\xff\xff")
    if at < 0:
        return
    at += 12
    while data[at:at + 4] == b"\xfe\xff\0\xe0":
        length = struct.unpack_from("<I", data, at + 4)[0]
        if length > 1:
            yield data[at + 8:at + 8 + length]
        at += 8 + length


def dicom_seeds(data, out):
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    number = 0
    for folder in FOLDERS:
        taken = 0
        for path in sorted((data / folder).rglob("*")) if (data / folder).is_dir() else []:
            if not path.is_file() or taken >= 80 or path.stat().st_size > 2_000_000 or not is_dicom(path):
                continue
            number += 1
            small = path
            if path.stat().st_size > SMALL:
                small = work / "small"
                if not run("dcmscale", "+Sxv", "24", path, small) or small.stat().st_size > SMALL:
                    continue
            taken += 1
            name = f"{folder}-{number}-{path.stem}"
            for target in ("header", "pixels"):
                put(out / target, name, small.read_bytes())
            if path.name.startswith("DICOMDIR"):
                put(out / "dicomdir", name, path.read_bytes())
            if folder in ("sr-seg", "pet-ct-mr-rtstruct"):
                put(out / "objects", name, small.read_bytes())
            for frame, stream in enumerate(code_streams(small.read_bytes())):
                kind = ("jpegls" if b"\xff\xf7" in stream[:64] else
                        "jpeg2000" if b"\xff\x4f\xff\x51" in stream[:128] else None)
                if kind and frame < 3:
                    put(out / kind, f"{name}-{frame}", stream)
            if folder != "syntaxes":
                continue
            for compressor, command in COMPRESSORS.items():
                packed = work / "packed"
                packed.unlink(missing_ok=True)
                if run(*command, small, packed) and packed.stat().st_size <= SMALL:
                    put(out / "pixels", f"{name}-{compressor}", packed.read_bytes())
                    for stream in list(code_streams(packed.read_bytes()))[:1]:
                        if compressor in ("jpegls", "near"):
                            put(out / "jpegls", f"{name}-{compressor}", stream)
                        if compressor in ("lossless", "baseline", "extended"):
                            put(out / "jpeg", f"{name}-{compressor}", stream)
                        if compressor == "rle":
                            put(out / "runlength", name, bytes([23, 23, 0, 1]) + stream)
    shutil.rmtree(work)


def archive_seeds(out):
    seeds = sorted((out / "pixels").glob("*")) if (out / "pixels").is_dir() else []
    seeds = [seed for seed in seeds if seed.stat().st_size < 4000][::8]
    for number, seed in enumerate(seeds or [None]):
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            (out / "archive").mkdir(exist_ok=True)
            with zipfile.ZipFile(out / "archive" / f"{number}-{method}.zip", "w", method) as packed:
                packed.writestr("study/image", seed.read_bytes() if seed else b"none")
                packed.writestr("../outside", b"text")


def nifti(kind, bits, values, sform=True, dims=(3, 4, 3, 2, 1, 1, 1, 1)):
    header = bytearray(352)
    struct.pack_into("<i", header, 0, 348)
    struct.pack_into("<8h", header, 40, *dims)
    struct.pack_into("<2h", header, 70, kind, bits)
    struct.pack_into("<8f", header, 76, 1, 1, 1.5, 2, 1, 1, 1, 1)
    struct.pack_into("<f", header, 108, 352)
    struct.pack_into("<2f", header, 112, 1, 0)
    struct.pack_into("<2h", header, 252, 1, 1 if sform else 0)
    struct.pack_into("<6f", header, 256, 0, 0, 1, -10, -20, -30)
    struct.pack_into("<12f", header, 280, -1, 0, 0, 10, 0, 1.5, 0, -20, 0, 0, 2, -30)
    header[344:348] = b"n+1\0"
    return bytes(header) + values


def volume_seeds(out):
    folder = out / "nifti"
    for name, kind, bits, code in (("uint8", 2, 8, "B"), ("int16", 4, 16, "h"), ("int32", 8, 32, "i"),
                                   ("float", 16, 32, "f"), ("double", 64, 64, "d"), ("int8", 256, 8, "b"),
                                   ("uint16", 512, 16, "H"), ("uint32", 768, 32, "I"), ("int64", 1024, 64, "q")):
        values = struct.pack(f"<24{code}", *(range(24)))
        put(folder, f"{name}.nii", nifti(kind, bits, values))
        put(folder, f"{name}-q.nii.gz", gzip.compress(nifti(kind, bits, values, sform=False)))
    put(folder, "rgb.nii", nifti(128, 24, bytes(72)))
    put(folder, "series.nii", nifti(4, 16, bytes(144), dims=(4, 4, 3, 2, 3, 1, 1, 1)))
    put(folder, "vector.nii", nifti(16, 32, bytes(288), dims=(5, 4, 3, 2, 1, 3, 1, 1)))
    space = "space: left-posterior-superior\nspace directions: (1,0,0) (0,1,0) (0,0,2)\nspace origin: (1,2,3)\n"
    base = "NRRD0004\ntype: {}\ndimension: 3\nsizes: 4 3 2\nendian: little\nencoding: {}\n" + space + "\n"
    put(folder, "raw.nrrd", base.format("short", "raw").encode() + bytes(48))
    put(folder, "gzip.nrrd", base.format("float", "gzip").encode() + gzip.compress(bytes(96)))
    put(folder, "ascii.nrrd", base.format("uchar", "ascii").encode() + b"1 2 3 4 5 6 7 8 9 10 11 12 " * 2)
    meta = ("ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
            "TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 1 2 3\nElementSpacing = 1 1 2\nDimSize = 4 3 2\n"
            "ElementType = MET_{}\n{}ElementDataFile = LOCAL\n")
    put(folder, "short.mha", meta.format("SHORT", "").encode() + bytes(48))
    put(folder, "double.mha", meta.format("DOUBLE", "").encode() + bytes(192))
    packed = zlib.compress(bytes(48))
    put(folder, "zlib.mha",
        meta.format("USHORT", f"CompressedData = True\nCompressedDataSize = {len(packed)}\n").encode() + packed)
    gipl = bytearray(256)
    struct.pack_into(">5H", gipl, 0, 4, 3, 2, 1, 15)
    struct.pack_into(">4f", gipl, 10, 1, 1, 2, 1)
    struct.pack_into(">I", gipl, 252, 719555000)
    put(folder, "short.gipl", bytes(gipl) + bytes(48))


def model_seeds(out):
    """Small tokenizers of every style, and weights whose header has every kind of entry."""
    for path in sorted((pathlib.Path(__file__).parents[1] / "inference/fixtures").glob("*_*.json")):
        text = path.read_bytes()
        if path.stat().st_size <= SMALL and b'"model"' in text:
            put(out / "tokenizer", path.stem, text)
            put(out / "tokenizer", path.stem + "-text", text + b"\0 the liver <eos> \xe8\x82\x9d\xf0\x9f\x98\x80\xff\n")
    vocab = {c: i for i, c in enumerate(["a", "b", "ab", "\u2581", "\u2581a", "<0xE8>", "<unk>"])}
    model = {"type": "BPE", "vocab": vocab, "merges": ["a b", ["\u2581", "a"]], "unk_token": "<unk>", "fuse_unk": True,
             "byte_fallback": True, "ignore_merges": True}
    steps = {"normalizer": [{"type": t} for t in ("NFC", "NFD", "NFKC", "NFKD", "Lowercase")] +
             [{"type": "Prepend", "prepend": "\u2581"}, {"type": "Strip", "strip_left": True, "strip_right": True},
              {"type": "Replace", "pattern": {"Regex": " +"}, "content": "\u2581"}],
             "pre_tokenizer": [{"type": "Digits", "individual_digits": True}, {"type": "ByteLevel"},
                               {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "first", "split": True},
                               {"type": "Split", "pattern": {"Regex": "\\s+(?!\\S)"}, "behavior": "MergedWithNext"}],
             "decoder": [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"},
                         {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}
    added = [{"id": 9, "content": "<eos>", "special": True, "normalized": True, "rstrip": True, "lstrip": True,
              "single_word": False}]
    for part, some in steps.items():
        for number, step in enumerate(some):
            file = {"added_tokens": added, part: step, "model": model}
            put(out / "tokenizer", f"{part}-{number}", json.dumps(file).encode() + b"\0 a b  ab<eos> x 12")
    empty = b"{}"
    for name, header, data in (("empty", empty, b""),
                               ("one", b'{"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}', bytes(8)),
                               ("two", b'{"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[],"data_offsets":[4,6]},'
                                b'"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}  ', bytes(6))):
        put(out / "safetensors", name, struct.pack("<Q", len(header)) + header + data)


def main():
    data, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    dicom_seeds(data, out)
    volume_seeds(out)
    archive_seeds(out)
    model_seeds(out)
    for number, seed in enumerate((b"\0", bytes(range(256)) * 4, bytes([125] * 512))):
        put(out / "sorting", str(number), seed)
    for folder in sorted(path for path in out.iterdir() if path.is_dir()):
        print(f"{folder.name}: {len(list(folder.iterdir()))} seeds")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes fixtures/pixel_checksums.txt: what an independent decoder makes of the real images of the tests.

Usage: make_pixel_checksums.py DATA > fixtures/pixel_checksums.txt
DATA is the folder with syntaxes/, mr/, cxr/, ct-body/ and ct-head/. Needs pydicom 3, numpy, pylibjpeg with its
libjpeg and openjpeg plugins, pyjpegls and gdcmconv; the tests themselves need none of them.

One line per file and frame, fields separated by tabs:
  FILE FRAME exact KIND SHA256           KIND: stored (int32 of the stored values, a modality LUT applied),
                                         rescaled (float32 after slope and intercept), rgb (bytes)
  FILE FRAME near KIND TOLERANCE I J VALUES   lossy: the values of a row of 16 pixels that begins at I, J
Lossy streams leave the rounding of the inverse transform to the decoder, so their values are compared within
TOLERANCE: 1 for JPEG 2000; for JPEG 2 per grey value of 256, and 4 in colour, where chroma upsampling adds.
"""

import hashlib
import io
import pathlib
import subprocess
import sys
import tempfile

import numpy
import pydicom
from pydicom.uid import ImplicitVRLittleEndian
from pydicom.pixels import apply_color_lut, apply_modality_lut, pixel_array

LOSSY_JPEG = {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"}
LOSSY_J2K = {"1.2.840.10008.1.2.4.91"}


def files(data):
    for folder in ("syntaxes", "mr/enhanced-emri_small", "cxr"):
        yield from images(data / folder)
    for folder in ("ct-body", "ct-head", "mr"):
        for series in sorted(p for p in (data / folder).iterdir() if p.is_dir() and "emri" not in p.name):
            yield from images(series)[:2]


def images(folder):
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in (".dcm", ""))


def through_gdcm(path):
    with tempfile.NamedTemporaryFile(suffix=".dcm") as raw:
        subprocess.run(["gdcmconv", "--raw", str(path), raw.name], check=True)
        return pydicom.dcmread(io.BytesIO(pathlib.Path(raw.name).read_bytes()))


def stored(dataset, array):
    """The stored values by Bits Stored and High Bit, the sign extended."""
    bits, high = dataset.BitsStored, dataset.HighBit
    shift = high + 1 - bits
    raw = array.astype(numpy.int64) & ((1 << dataset.BitsAllocated) - 1)
    value = (raw >> shift) & ((1 << bits) - 1)
    if dataset.PixelRepresentation == 1:
        value = numpy.where(value >> (bits - 1), value - (1 << bits), value)
    return value


def frames(dataset):
    """(kind, array) of every frame."""
    try:
        array = pixel_array(dataset)
    except RuntimeError:  # 12-bit JPEG with a scan header that libjpeg's plugin does not take
        array = pixel_array(through_gdcm(dataset.filename))
    count = int(getattr(dataset, "NumberOfFrames", 1) or 1)
    if count == 1:
        array = array[numpy.newaxis]
    for frame in array:
        if dataset.PhotometricInterpretation == "PALETTE COLOR":
            rgb = apply_color_lut(frame, dataset)
            yield "rgb", (rgb >> 8 if rgb.dtype == numpy.uint16 and rgb.max() > 255 else rgb).astype(numpy.uint8)
        elif dataset.SamplesPerPixel == 3:
            yield "rgb", (frame.astype(numpy.uint64) >> max(0, dataset.BitsStored - 8)).astype(numpy.uint8)
        elif "ModalityLUTSequence" in dataset:
            yield "stored", apply_modality_lut(stored(dataset, frame), dataset).astype(numpy.int32)
        elif dataset.BitsStored > 16:
            value = stored(dataset, frame).astype(numpy.float64)
            yield "rescaled", (value * float(getattr(dataset, "RescaleSlope", 1))
                               + float(getattr(dataset, "RescaleIntercept", 0))).astype(numpy.float32)
        else:
            yield "stored", stored(dataset, frame).astype(numpy.int32)


def line(name, number, syntax, kind, array):
    lossy = syntax in LOSSY_JPEG or syntax in LOSSY_J2K
    if not lossy:
        digest = hashlib.sha256(numpy.ascontiguousarray(array).tobytes()).hexdigest()
        return f"{name}\t{number}\texact\t{kind}\t{digest}"
    rows, columns = array.shape[:2]
    j, i = rows // 2, max(0, columns // 2 - 8)
    crop = array[j, i:i + 16].reshape(-1)
    if syntax in LOSSY_J2K:
        tolerance = 1
    elif kind == "rgb":
        tolerance = 4
    else:
        tolerance = max(2, 2 * int(array.max()) // 256)
    return f"{name}\t{number}\tnear\t{kind}\t{tolerance}\t{i}\t{j}\t" + " ".join(str(int(v)) for v in crop)


def main():
    data = pathlib.Path(sys.argv[1])
    for path in files(data):
        name = path.relative_to(data)
        try:
            dataset = pydicom.dcmread(path, force=True)
            if "Rows" not in dataset:
                continue
            if "TransferSyntaxUID" not in dataset.file_meta:  # an old file without a preamble
                dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
            syntax = str(dataset.file_meta.TransferSyntaxUID)
            for number, (kind, array) in enumerate(frames(dataset), 1):
                print(line(name, number, syntax, kind, array))
        except Exception as error:  # a file that the judge cannot read is no part of the fixture; it is told
            print(f"{name}: {error}", file=sys.stderr)


main()

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "viewer/dicom/Codecs.h"

namespace dokuei::viewer {
namespace {

// Red, green, blue and opacity.
constexpr int kMaximumComponents = 4;
constexpr std::uint64_t kMaximumTiles = 16384;

struct MemoryStream {
    const std::uint8_t* data;
    std::size_t size, at;
};

OPJ_SIZE_T readStream(void* buffer, OPJ_SIZE_T count, void* user) {
    auto& stream = *static_cast<MemoryStream*>(user);
    if (stream.at >= stream.size) return static_cast<OPJ_SIZE_T>(-1);
    const std::size_t n = std::min<std::size_t>(count, stream.size - stream.at);
    std::memcpy(buffer, stream.data + stream.at, n);
    stream.at += n;
    return n;
}

OPJ_OFF_T skipStream(OPJ_OFF_T count, void* user) {
    auto& stream = *static_cast<MemoryStream*>(user);
    if (count < 0) return -1;
    const auto n = std::min<std::size_t>(static_cast<std::size_t>(count), stream.size - stream.at);
    stream.at += n;
    return static_cast<OPJ_OFF_T>(n);
}

OPJ_BOOL seekStream(OPJ_OFF_T to, void* user) {
    auto& stream = *static_cast<MemoryStream*>(user);
    if (to < 0 || static_cast<std::size_t>(to) > stream.size) return OPJ_FALSE;
    stream.at = static_cast<std::size_t>(to);
    return OPJ_TRUE;
}

using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;
using Image = std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)>;

void quiet(const char*, void*) {}

void checkSize(const opj_image_t& image, int rows, int columns, int samples) {
    bool same = static_cast<int>(image.numcomps) >= samples;
    for (int c = 0; same && c < samples; ++c)
        same = static_cast<int>(image.comps[c].w) == columns && static_cast<int>(image.comps[c].h) == rows;
    if (!same) throw Error("the JPEG 2000 image has another size than the header tells");
}

bool usesColourTransform(opj_codec_t* codec) {
    opj_codestream_info_v2_t* info = opj_get_cstr_info(codec);
    const bool used = info && info->m_default_tile_info.mct != 0;
    opj_destroy_cstr_info(&info);
    return used;
}

/// Throws unless the stream's own size marker (SIZ) tells what the header tells, in components and tiles that
/// a medical image has: OpenJPEG takes memory for each of them before it decodes anything.
void checkSizeMarker(const std::vector<std::uint8_t>& bytes, int rows, int columns, int samples) {
    constexpr std::uint8_t start[] = {0xFF, 0x4F, 0xFF, 0x51};
    const auto found = std::search(bytes.begin(), bytes.end(), std::begin(start), std::end(start));
    const auto at = static_cast<std::size_t>(found - bytes.begin()) + sizeof start;
    if (at + 38 > bytes.size()) throw Error("the JPEG 2000 data are damaged");
    const auto number = [&](std::size_t offset) {
        std::uint64_t value = 0;
        for (int b = 0; b < 4; ++b) value = value << 8 | bytes[at + offset + b];
        return value;
    };
    const std::uint64_t right = number(4), bottom = number(8), left = number(12), top = number(16);
    const std::uint64_t tileWidth = number(20), tileHeight = number(24), tileLeft = number(28),
                        tileTop = number(32);
    const int components = bytes[at + 36] << 8 | bytes[at + 37];
    if (right < left || bottom < top || right - left != static_cast<std::uint64_t>(columns) ||
        bottom - top != static_cast<std::uint64_t>(rows) || components < samples ||
        components > kMaximumComponents)
        throw Error("the JPEG 2000 image has another size than the header tells");
    if (tileWidth == 0 || tileHeight == 0 || tileLeft > left || tileTop > top ||
        ((right - tileLeft + tileWidth - 1) / tileWidth) *
                ((bottom - tileTop + tileHeight - 1) / tileHeight) >
            kMaximumTiles)
        throw Error("the JPEG 2000 data are damaged");
}

}  // namespace

RawFrame decodeJpeg2000(const std::vector<std::uint8_t>& bytes, int rows, int columns, int samples) {
    checkSizeMarker(bytes, rows, columns, samples);
    MemoryStream memory{bytes.data(), bytes.size(), 0};
    const bool isFile = bytes.size() > 12 && bytes[0] == 0 && bytes[3] == 12;
    const Codec codec(opj_create_decompress(isFile ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K), opj_destroy_codec);
    const Stream stream(opj_stream_default_create(OPJ_TRUE), opj_stream_destroy);
    if (!codec || !stream) throw Error("not enough memory");
    for (auto* set : {&opj_set_error_handler, &opj_set_warning_handler, &opj_set_info_handler})
        (*set)(codec.get(), quiet, nullptr);
    opj_stream_set_user_data(stream.get(), &memory, nullptr);
    opj_stream_set_user_data_length(stream.get(), bytes.size());
    opj_stream_set_read_function(stream.get(), readStream);
    opj_stream_set_skip_function(stream.get(), skipStream);
    opj_stream_set_seek_function(stream.get(), seekStream);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    opj_image_t* opened = nullptr;
    if (!opj_setup_decoder(codec.get(), &parameters) || !opj_read_header(stream.get(), codec.get(), &opened))
        throw Error("the JPEG 2000 data are damaged");
    const Image image(opened, opj_image_destroy);
    const auto width = image->x1 - image->x0, height = image->y1 - image->y0;
    if (static_cast<int>(width) != columns || static_cast<int>(height) != rows ||
        static_cast<int>(image->numcomps) > kMaximumComponents || static_cast<int>(image->numcomps) < samples)
        throw Error("the JPEG 2000 image has another size than the header tells");
    if (!opj_decode(codec.get(), stream.get(), image.get()))
        throw Error("the JPEG 2000 data are damaged or cut short");
    checkSize(*image, rows, columns, samples);
    const bool transformed = samples == 3 && usesColourTransform(codec.get());

    RawFrame frame{rows, columns, samples, 4, static_cast<int>(image->comps[0].prec), {}, transformed};
    const std::size_t pixels = static_cast<std::size_t>(rows) * columns;
    frame.bytes.resize(pixels * samples * 4);
    auto* out = reinterpret_cast<std::int32_t*>(frame.bytes.data());
    for (int s = 0; s < samples; ++s) {
        if (!image->comps[s].data) throw Error("the JPEG 2000 data are damaged");
        for (std::size_t p = 0; p < pixels; ++p) out[p * samples + s] = image->comps[s].data[p];
    }
    return frame;
}

}  // namespace dokuei::viewer

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace dokuei::viewer {

/// What the marker segments before the first scan of a JPEG-LS stream tell (ISO/IEC 14495-1 annex C).
struct JpegLsFrame {
    int rows = 0, columns = 0, bits = 0, components = 1;
    int near = 0;  ///< largest difference between coded and original samples
    int maximum = 0, threshold1 = 0, threshold2 = 0, threshold3 = 0, reset = 64;
    std::size_t scan = 0;  ///< offset of the first entropy-coded byte
};

/// Reads the marker segments of a stream with one component. Nothing when the stream is damaged, or uses
/// what JpegLsDecoder does not cover: several components, restart intervals, mapping tables, a point
/// transform, a maximum that is not a power of two less one.
std::optional<JpegLsFrame> readJpegLsFrame(std::span<const std::uint8_t> stream);

/// Takes a decoded row: its number, and `columns` samples that are valid during the call only.
using JpegLsRow = std::function<void(int row, const std::uint16_t* samples)>;

/// Decodes JPEG-LS scans of one component, lossless and near-lossless (ISO/IEC 14495-1 annex A). Keeps its
/// buffers from one frame to the next. One object per thread.
class JpegLsDecoder {
public:
    /// Decodes the scan of `frame` row by row. False when the stream is damaged or does not end where the
    /// scan ends; rows were then given that mean nothing.
    bool decode(std::span<const std::uint8_t> stream, const JpegLsFrame& frame, const JpegLsRow& row);

private:
    void prepareLevels(const JpegLsFrame& frame);

    std::vector<std::uint8_t> bits_;
    std::vector<std::uint16_t> lines_;
    std::vector<std::int8_t> levels_;
    std::array<int, 5> levelsOf_{-1, 0, 0, 0, 0};  ///< what levels_ was made for
};

}  // namespace dokuei::viewer

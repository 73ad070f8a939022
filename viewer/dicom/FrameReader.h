#pragma once

#include <memory>
#include <string>

#include "viewer/volume/Study.h"

namespace dokuei::viewer {

/// Reads and decodes frames of DICOM files into slices of a volume. Keeps the last file open, so that the
/// frames of a multi-frame object are cheap one after the other. One object per thread.
class FrameReader {
public:
    FrameReader();
    ~FrameReader();
    FrameReader(const FrameReader&) = delete;
    FrameReader& operator=(const FrameReader&) = delete;

    /// Decodes `source` into slice `k` of `volume` and adds the slice's statistics; does not mark it ready.
    /// A slice that cannot be decoded holds padding afterwards. Throws ReadError.
    void readInto(const SliceSource& source, Volume& volume, double padding, int k);
    /// Reads a whole file into memory and keeps it open. Throws ReadError.
    void preload(const std::string& file);
    /// Decodes a frame of the open file and throws the pixels away: what a loader cannot be faster than.
    void decodeOnly(int frame);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace dokuei::viewer

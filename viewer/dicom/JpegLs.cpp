#include <charls/charls.h>

#include "viewer/dicom/Codecs.h"

namespace dokuei::viewer {

RawFrame decodeJpegLs(const std::vector<std::uint8_t>& stream, int rows, int columns, int samples) try {
    const charls::jpegls_decoder decoder(stream, true);
    const charls::frame_info info = decoder.frame_info();
    if (static_cast<int>(info.height) != rows || static_cast<int>(info.width) != columns ||
        info.component_count != samples)
        throw Error("the JPEG-LS image has another size than the header tells");
    RawFrame frame{rows, columns, samples, info.bits_per_sample > 8 ? 2 : 1, info.bits_per_sample, {}};
    frame.bytes.resize(static_cast<std::size_t>(rows) * columns * samples * frame.bytesPerSample);
    decoder.decode(frame.bytes.data(), frame.bytes.size());
    if (samples > 1 && decoder.interleave_mode() == charls::interleave_mode::none) {
        const std::size_t pixels = static_cast<std::size_t>(rows) * columns, width = frame.bytesPerSample;
        std::vector<std::uint8_t> interleaved(frame.bytes.size());
        for (int s = 0; s < samples; ++s)
            for (std::size_t p = 0; p < pixels; ++p)
                for (std::size_t b = 0; b < width; ++b)
                    interleaved[(p * samples + s) * width + b] = frame.bytes[(s * pixels + p) * width + b];
        frame.bytes.swap(interleaved);
    }
    return frame;
} catch (const charls::jpegls_error& error) {
    throw Error(std::string("the JPEG-LS data are damaged (") + error.what() + ")");
}

}  // namespace dokuei::viewer

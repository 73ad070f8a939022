#pragma once

#include <array>
#include <string>

namespace dokuei::inference {

/// A box as the decoder writes it: <box:KEY> and six <loc:0> to <loc:127> tokens, the low x, y, z and the
/// high x, y, z faces in 127ths of the model grid.
struct WrittenBox {
    std::string key;
    std::array<int, 6> location{};
};

/// Reads boxes out of a stream of tokens.
class BoxParser {
public:
    enum class Event {
        None,       ///< the token has nothing to do with boxes
        Inside,     ///< part of a box that is not complete yet
        Box,        ///< box() is complete
        Malformed,  ///< reason() says what was wrong; the token itself still has to be read
    };
    Event push(const std::string& token);
    /// Whether the stream ended inside a box, which then is malformed.
    bool unfinished() const { return open_; }

    const WrittenBox& box() const { return box_; }
    const std::string& reason() const { return reason_; }

private:
    bool open_ = false;
    int count_ = 0;
    WrittenBox box_;
    std::string reason_;
};

/// Share of their union that two boxes have in common; faces x0,y0,z0,x1,y1,z1.
double boxOverlap(const std::array<double, 6>& a, const std::array<double, 6>& b);

}  // namespace dokuei::inference

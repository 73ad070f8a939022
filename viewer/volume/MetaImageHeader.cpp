#include "viewer/volume/MetaImageHeader.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <string_view>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

constexpr std::size_t kLongestName = 200, kLongestLine = 4000;
constexpr int kMostDimensions = 10;

enum class Count { One, Four, Dimensions, Matrix };
struct Numbers {
    Count count;
    bool whole;
};

const std::map<std::string_view, Numbers> kFields = {
    {"NDims", {Count::One, true}},
    {"ID", {Count::One, true}},
    {"ParentID", {Count::One, true}},
    {"CompressedDataSize", {Count::One, false}},
    {"Color", {Count::Four, false}},
    {"Position", {Count::Dimensions, false}},
    {"Offset", {Count::Dimensions, false}},
    {"Origin", {Count::Dimensions, false}},
    {"CenterOfRotation", {Count::Dimensions, false}},
    {"ElementSpacing", {Count::Dimensions, false}},
    {"ElementSize", {Count::Dimensions, false}},
    {"SequenceID", {Count::Dimensions, false}},
    {"Orientation", {Count::Matrix, false}},
    {"Rotation", {Count::Matrix, false}},
    {"TransformMatrix", {Count::Matrix, false}},
    {"DimSize", {Count::Dimensions, true}},
    {"HeaderSize", {Count::One, true}},
    {"ElementMin", {Count::One, false}},
    {"ElementMax", {Count::One, false}},
    {"ElementNumberOfChannels", {Count::One, true}},
    {"ElementToIntensityFunctionSlope", {Count::One, false}},
    {"ElementToIntensityFunctionOffset", {Count::One, false}},
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool isNumber(std::string_view text, bool whole) {
    if (text.starts_with('+')) text.remove_prefix(1);
    // No "nan" or "inf", which a C++ stream does not read.
    if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return false;
    const char *begin = text.data(), *end = begin + text.size();
    int integer = 0;
    double real = 0;
    const auto parsed = whole ? std::from_chars(begin, end, integer) : std::from_chars(begin, end, real);
    return parsed.ec == std::errc() && parsed.ptr == end;
}

/// Whether the value begins with as many numbers as the field takes.
bool hasNumbers(std::string_view value, const Numbers& field, int dimensions) {
    int wanted = 1;
    if (field.count == Count::Four) wanted = 4;
    if (field.count == Count::Dimensions) wanted = dimensions;
    if (field.count == Count::Matrix) wanted = dimensions * dimensions;
    for (; wanted > 0; --wanted) {
        const auto end = std::min(value.find_first_of(" \t"), value.size());
        if (!isNumber(value.substr(0, end), field.whole)) return false;
        value = trimmed(value.substr(end));
    }
    return true;
}

}  // namespace

void checkMetaImageHeader(const std::string& file) {
    const auto damaged = [&] { return ReadError(file, "its header is damaged"); };
    std::ifstream in(file, std::ios::binary);
    std::string line;
    int dimensions = 0;
    for (char c = 0; in.get(c);) {
        if (c != '\n') {
            line += c;
            if (line.size() > kLongestLine) throw damaged();
            continue;
        }
        const auto separator = std::min(line.find_first_of("=:"), line.size());
        const std::string_view name = trimmed(std::string_view(line).substr(0, separator));
        const std::string_view value =
            trimmed(std::string_view(line).substr(std::min(separator + 1, line.size())));
        if (separator > kLongestName) throw damaged();
        if (name == "NDims") {
            if (!isNumber(value, true)) throw damaged();
            std::from_chars(value.data(), value.data() + value.size(), dimensions);
            if (dimensions < 1 || dimensions > kMostDimensions) throw damaged();
        }
        const auto field = kFields.find(name);
        if (field != kFields.end()) {
            const bool needsDimensions =
                field->second.count == Count::Dimensions || field->second.count == Count::Matrix;
            if (needsDimensions && dimensions == 0) throw damaged();
            if (!hasNumbers(value, field->second, dimensions)) throw damaged();
        }
        if (name == "ElementDataFile") return;
        line.clear();
    }
    throw damaged();
}

}  // namespace dokuei::viewer

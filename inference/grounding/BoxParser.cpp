#include "inference/grounding/BoxParser.h"

#include <algorithm>
#include <optional>

namespace dokuei::inference {
namespace {

std::optional<std::string> inner(const std::string& token, const std::string& lead) {
    if (token.size() <= lead.size() + 1 || token.compare(0, lead.size(), lead) != 0 || token.back() != '>')
        return {};
    return token.substr(lead.size(), token.size() - lead.size() - 1);
}

std::optional<int> location(const std::string& token) {
    const auto digits = inner(token, "<loc:");
    if (!digits || digits->size() > 3 ||
        !std::all_of(digits->begin(), digits->end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    const int value = std::stoi(*digits);
    return value < 128 ? std::optional<int>(value) : std::nullopt;
}

}  // namespace

BoxParser::Event BoxParser::push(const std::string& token) {
    const auto place = location(token);
    if (open_) {
        if (!place) {
            open_ = false;
            reason_ = "box of " + box_.key + ": malformed, " + std::to_string(count_) + " of 6 coordinates";
            return Event::Malformed;
        }
        box_.location[static_cast<std::size_t>(count_++)] = *place;
        if (count_ < 6) return Event::Inside;
        open_ = false;
        return Event::Box;
    }
    if (const auto key = inner(token, "<box:")) {
        box_ = {*key, {}};
        open_ = true;
        count_ = 0;
        return Event::Inside;
    }
    // A coordinate without a box means nothing; it must not reach the text.
    return place ? Event::Inside : Event::None;
}

double boxOverlap(const std::array<double, 6>& a, const std::array<double, 6>& b) {
    double both = 1, first = 1, second = 1;
    for (std::size_t i = 0; i < 3; ++i) {
        both *= std::max(0.0, std::min(a[3 + i], b[3 + i]) - std::max(a[i], b[i]));
        first *= std::max(0.0, a[3 + i] - a[i]);
        second *= std::max(0.0, b[3 + i] - b[i]);
    }
    const double together = first + second - both;
    return together > 0 ? both / together : 0;
}

}  // namespace dokuei::inference

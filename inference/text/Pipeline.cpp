#include "inference/text/Pipeline.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "inference/Error.h"
#include "inference/text/ByteCharacters.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

constexpr int kDeepest = 8;
constexpr std::size_t kMostSteps = 64;
const char* const kLowLine = "\xE2\x96\x81";  // U+2581, a blank in SentencePiece vocabularies
const char* const kGpt2Pattern =
    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

using Piece = PreTokenizer::Piece;

Pattern patternOf(const nlohmann::json& pattern) {
    if (pattern.contains("Regex")) return Pattern::regex(pattern.at("Regex").get<std::string>());
    return Pattern::literal(pattern.at("String").get<std::string>());
}

std::string replaceAll(const std::string& text, const Pattern& pattern, const std::string& with) {
    std::string out;
    std::size_t at = 0;
    for (const auto& [begin, end] : pattern.matches(text)) {
        out.append(text, at, begin - at).append(with);
        at = end;
    }
    return out.append(text, at, std::string::npos);
}

void checkChain(int depth, std::size_t steps) {
    if (depth > kDeepest || steps > kMostSteps) throw Error("its steps are nested too deeply or too many");
}

enum class Behaviour { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

Behaviour behaviourOf(const std::string& name) {
    if (name == "Removed") return Behaviour::Removed;
    if (name == "Isolated") return Behaviour::Isolated;
    if (name == "MergedWithPrevious") return Behaviour::MergedWithPrevious;
    if (name == "MergedWithNext") return Behaviour::MergedWithNext;
    if (name == "Contiguous") return Behaviour::Contiguous;
    throw Error("the split behaviour " + name + " is not supported");
}

struct Part {
    std::size_t begin, end;
    bool match;
};

std::vector<Piece> split(const Piece& piece, const Pattern& pattern, Behaviour behaviour, bool invert) {
    std::vector<Part> parts;
    std::size_t at = 0;
    for (const auto& [begin, end] : pattern.matches(piece.text)) {
        if (begin > at) parts.push_back({at, begin, invert});
        parts.push_back({begin, end, !invert});
        at = end;
    }
    if (at < piece.text.size()) parts.push_back({at, piece.text.size(), invert});
    std::vector<Part> joined;
    if (behaviour == Behaviour::MergedWithNext) std::reverse(parts.begin(), parts.end());
    bool previousMatch = false;
    for (const auto& part : parts) {
        const bool merge =
            !joined.empty() &&
            ((behaviour == Behaviour::Contiguous && part.match == joined.back().match) ||
             ((behaviour == Behaviour::MergedWithPrevious || behaviour == Behaviour::MergedWithNext) &&
              part.match && !previousMatch));
        if (merge) {
            joined.back().begin = std::min(joined.back().begin, part.begin);
            joined.back().end = std::max(joined.back().end, part.end);
        } else if (behaviour != Behaviour::Removed || !part.match) {
            joined.push_back(part);
        }
        previousMatch = part.match;
    }
    if (behaviour == Behaviour::MergedWithNext) std::reverse(joined.begin(), joined.end());
    std::vector<Piece> pieces;
    for (const auto& part : joined)
        pieces.push_back(
            {piece.text.substr(part.begin, part.end - part.begin), piece.first && part.begin == 0});
    return pieces;
}

}  // namespace

TextNormalizer TextNormalizer::fromJson(const nlohmann::json& description) {
    TextNormalizer n;
    if (!description.is_null()) n.add(description, 0);
    return n;
}

void TextNormalizer::add(const nlohmann::json& d, int depth) {
    checkChain(depth, steps_.size());
    const auto type = d.at("type").get<std::string>();
    const auto form = [this](NormalForm f) {
        steps_.push_back([f](std::string t) { return normalised(t, f); });
    };
    if (type == "Sequence") {
        for (const auto& step : d.at("normalizers")) add(step, depth + 1);
    } else if (type == "NFC") {
        form(NormalForm::Nfc);
    } else if (type == "NFD") {
        form(NormalForm::Nfd);
    } else if (type == "NFKC") {
        form(NormalForm::Nfkc);
    } else if (type == "NFKD") {
        form(NormalForm::Nfkd);
    } else if (type == "Lowercase") {
        steps_.push_back([](std::string t) { return lowerCase(t); });
    } else if (type == "Prepend") {
        steps_.push_back([lead = validUtf8(d.at("prepend").get<std::string>())](std::string t) {
            return t.empty() ? t : lead + t;
        });
    } else if (type == "Replace") {
        steps_.push_back([pattern = patternOf(d.at("pattern")),
                          with = validUtf8(d.at("content").get<std::string>())](std::string t) {
            return replaceAll(t, pattern, with);
        });
    } else if (type == "Strip") {
        steps_.push_back(
            [left = d.at("strip_left").get<bool>(), right = d.at("strip_right").get<bool>()](std::string t) {
                if (left) t.erase(0, whiteSpaceAtStart(t));
                if (right) t.erase(t.size() - whiteSpaceAtEnd(t));
                return t;
            });
    } else {
        throw Error("the normalizer " + type + " is not supported");
    }
}

std::string TextNormalizer::apply(std::string text) const {
    for (const auto& step : steps_) text = step(std::move(text));
    return text;
}

PreTokenizer PreTokenizer::fromJson(const nlohmann::json& description) {
    PreTokenizer p;
    if (!description.is_null()) p.add(description, 0);
    return p;
}

void PreTokenizer::add(const nlohmann::json& d, int depth) {
    checkChain(depth, steps_.size());
    const auto type = d.at("type").get<std::string>();
    if (type == "Sequence") {
        for (const auto& step : d.at("pretokenizers")) add(step, depth + 1);
    } else if (type == "Split") {
        steps_.push_back([pattern = patternOf(d.at("pattern")),
                          behaviour = behaviourOf(d.at("behavior").get<std::string>()),
                          invert = d.value("invert", false)](const Piece& p) {
            return split(p, pattern, behaviour, invert);
        });
    } else if (type == "Digits") {
        const auto behaviour =
            d.value("individual_digits", false) ? Behaviour::Isolated : Behaviour::Contiguous;
        steps_.push_back([pattern = Pattern::regex("\\p{N}"), behaviour](const Piece& p) {
            return split(p, pattern, behaviour, false);
        });
    } else if (type == "ByteLevel") {
        const bool lead = d.value("add_prefix_space", true);
        if (lead)
            steps_.push_back([](const Piece& p) -> std::vector<Piece> {
                return {{p.text.empty() || p.text[0] == ' ' ? p.text : ' ' + p.text, p.first}};
            });
        if (d.value("use_regex", true))
            steps_.push_back([pattern = Pattern::regex(kGpt2Pattern)](const Piece& p) {
                return split(p, pattern, Behaviour::Isolated, false);
            });
        steps_.push_back([](const Piece& p) -> std::vector<Piece> {
            return {{byteCharacters(p.text), p.first}};
        });
    } else if (type == "Metaspace") {
        const auto mark = d.value("replacement", std::string(kLowLine));
        const auto scheme =
            d.value("prepend_scheme", std::string(d.value("add_prefix_space", true) ? "always" : "never"));
        steps_.push_back([mark, scheme, blank = Pattern::literal(" ")](const Piece& p) -> std::vector<Piece> {
            auto text = replaceAll(p.text, blank, mark);
            const bool lead = scheme == "always" || (scheme == "first" && p.first);
            if (lead && text.compare(0, mark.size(), mark) != 0) text = mark + text;
            return {{text, p.first}};
        });
        if (d.value("split", true))
            steps_.push_back([pattern = Pattern::literal(mark)](const Piece& p) {
                return split(p, pattern, Behaviour::MergedWithNext, false);
            });
    } else {
        throw Error("the pre-tokenizer " + type + " is not supported");
    }
}

std::vector<Piece> PreTokenizer::apply(Piece text) const {
    std::vector<Piece> pieces;
    pieces.push_back(std::move(text));
    for (const auto& step : steps_) {
        std::vector<Piece> next;
        for (const auto& piece : pieces)
            for (auto& part : step(piece)) next.push_back(std::move(part));
        pieces = std::move(next);
    }
    return pieces;
}

TokenDecoder TokenDecoder::fromJson(const nlohmann::json& description) {
    TokenDecoder d;
    if (!description.is_null()) d.add(description, 0);
    return d;
}

void TokenDecoder::add(const nlohmann::json& d, int depth) {
    checkChain(depth, replace_.size());
    const auto type = d.at("type").get<std::string>();
    if (type == "Sequence") {
        for (const auto& step : d.at("decoders")) add(step, depth + 1);
    } else if (type == "ByteLevel") {
        byteLevel_ = true;
    } else if (type == "ByteFallback") {
        byteFallback_ = true;
    } else if (type == "Fuse") {
        return;
    } else if (type == "Replace" && d.at("pattern").contains("String")) {
        const auto from = d.at("pattern").at("String").get<std::string>();
        if (from.empty()) throw Error("the decoder replaces an empty text");
        replace_.emplace_back(from, d.at("content").get<std::string>());
    } else if (type == "Metaspace") {
        replace_.emplace_back(d.value("replacement", std::string(kLowLine)), " ");
        if (d.value("prepend_scheme", std::string("always")) != "never") stripText_ = " ", strip_ = 1;
    } else if (type == "Strip" && d.value("stop", 0) == 0) {
        stripText_ = d.at("content").get<std::string>();
        strip_ = std::clamp(d.value("start", 0), 0, 64);
    } else {
        throw Error("the decoder " + type + " is not supported");
    }
}

std::string TokenDecoder::bytesOf(const std::string& token, bool first) const {
    if (byteLevel_) return bytesOfCharacters(token);
    if (byteFallback_ && token.size() == 6 && token.compare(0, 3, "<0x") == 0 && token[5] == '>') {
        char* end = nullptr;
        const auto hex = token.substr(3, 2);
        const long value = std::strtol(hex.c_str(), &end, 16);
        if (*end == 0) return std::string(1, static_cast<char>(value));
    }
    std::string text = token;
    for (const auto& [from, to] : replace_)
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    for (int i = 0;
         first && i < strip_ && !stripText_.empty() && text.compare(0, stripText_.size(), stripText_) == 0;
         ++i)
        text.erase(0, stripText_.size());
    return text;
}

}  // namespace dokuei::inference

#include "inference/text/Tokenizer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "inference/Error.h"
#include "inference/text/AddedTokens.h"
#include "inference/text/Bpe.h"
#include "inference/text/Pipeline.h"
#include "inference/text/PostProcessor.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

constexpr std::uintmax_t kLargestFile = 256u << 20;
constexpr std::size_t kMostAdded = 1u << 16, kLongestPart = 32u << 20;
constexpr int kLargestId = 1 << 22;

/// Control tokens that some files forget to mark as special.
bool looksLikeControl(const std::string& content) {
    static const std::set<std::string> names{"<s>", "</s>", "<unk>", "<pad>", "<bos>", "<eos>"};
    return names.count(content) > 0 || (content.size() > 4 && content.compare(0, 2, "<|") == 0 &&
                                        content.compare(content.size() - 2, 2, "|>") == 0);
}

}  // namespace

struct Tokenizer::Impl {
    Bpe bpe;
    TextNormalizer normalizer;
    PreTokenizer preTokenizer;
    TokenDecoder decoder;
    PostProcessor postProcessor;
    std::vector<AddedToken> added;
    AddedTokens raw, normal;  ///< matched before and after normalisation
    std::vector<std::string> tokens;
    std::map<int, std::string> normalContent;  ///< what tokens matched after normalisation decode to
    std::vector<bool> known, special;

    void read(JsonScanner& scanner);
    void addTokens(const nlohmann::json& list);
    void place(int id, const std::string& token);
    /// Where the runs of a normalised text end. A boundary that normalisation moved in a way that cannot be
    /// followed makes what comes after it plain text.
    std::vector<WrittenRun> normalisedRuns(const std::string& text, const std::string& normalised,
                                           const std::vector<WrittenRun>& runs) const;
    void encodePart(const std::string& text, const std::vector<WrittenRun>& runs, bool first,
                    std::vector<int>& ids) const;
    std::string bytesOf(int id, bool first) const {
        const auto normal = normalContent.find(id);
        return decoder.bytesOf(
            normal == normalContent.end() ? tokens[static_cast<std::size_t>(id)] : normal->second, first);
    }
    int checked(int id) const {
        if (id < 0 || id >= static_cast<int>(tokens.size()) || !known[static_cast<std::size_t>(id)])
            throw Error("the vocabulary has no token " + std::to_string(id));
        return id;
    }
};

void Tokenizer::Impl::place(int id, const std::string& token) {
    if (id < 0 || id >= kLargestId) throw Error("the token " + token + " has an id that makes no sense");
    const auto at = static_cast<std::size_t>(id);
    if (at >= tokens.size()) tokens.resize(at + 1), known.resize(at + 1), special.resize(at + 1);
    if (known[at] && tokens[at] != token)
        throw Error("the tokens " + tokens[at] + " and " + token + " share the id " + std::to_string(id));
    tokens[at] = token;
    known[at] = true;
}

void Tokenizer::Impl::read(JsonScanner& scanner) {
    std::map<std::string, nlohmann::json> parts;
    bool model = false;
    scanner.object([&](const std::string& key) {
        if (key == "model" && scanner.peek() == '{' && !model) {
            model = true;
            bpe = Bpe::read(scanner);
            return;
        }
        const auto value = scanner.skip();
        static const std::set<std::string> known{"normalizer", "pre_tokenizer", "post_processor", "decoder",
                                                 "added_tokens"};
        if (!known.count(key)) return;
        if (value.size() > kLongestPart) throw Error("its part " + key + " is too long");
        parts[key] = nlohmann::json::parse(value);
    });
    scanner.finish();
    if (!model) throw Error("holds no model");
    normalizer = TextNormalizer::fromJson(parts["normalizer"]);
    preTokenizer = PreTokenizer::fromJson(parts["pre_tokenizer"]);
    decoder = TokenDecoder::fromJson(parts["decoder"]);
    postProcessor = PostProcessor::fromJson(parts["post_processor"]);
    bpe.vocabulary().forEach([&](std::string_view token, int id) { place(id, std::string(token)); });
    if (!parts["added_tokens"].is_null()) addTokens(parts["added_tokens"]);
}

void Tokenizer::Impl::addTokens(const nlohmann::json& list) {
    if (!list.is_array() || list.size() > kMostAdded)
        throw Error("the list of added tokens is malformed or too long");
    for (const auto& entry : list) {
        AddedToken token;
        token.content = entry.at("content").get<std::string>();
        const auto id = entry.at("id").get<std::int64_t>();
        if (token.content.empty() || token.content.size() > 4096)
            throw Error("an added token is empty or too long");
        if (id < 0 || id >= kLargestId)
            throw Error("the token " + token.content + " has an id that makes no sense");
        token.id = static_cast<int>(id);
        token.singleWord = entry.value("single_word", false);
        token.leftStrip = entry.value("lstrip", false);
        token.rightStrip = entry.value("rstrip", false);
        token.normalized = entry.value("normalized", false);
        token.control = entry.value("special", false) || looksLikeControl(token.content);
        place(token.id, token.content);
        special[static_cast<std::size_t>(id)] = token.control;
        if (token.normalized) {
            normalContent[token.id] = normalizer.apply(token.content);
            normal.add(token, normalContent[token.id]);
        } else {
            raw.add(token, token.content);
        }
        added.push_back(std::move(token));
    }
}

std::vector<WrittenRun> Tokenizer::Impl::normalisedRuns(const std::string& text,
                                                        const std::string& normalised,
                                                        const std::vector<WrittenRun>& runs) const {
    std::vector<WrittenRun> moved;
    for (const auto& run : runs) {
        if (run.end >= text.size()) {
            moved.push_back({normalised.size(), run.control});
            return moved;
        }
        const auto before = normalizer.apply(text.substr(0, run.end));
        if (normalised.compare(0, before.size(), before) != 0) break;
        moved.push_back({before.size(), run.control});
    }
    moved.push_back({normalised.size(), false});
    return moved;
}

void Tokenizer::Impl::encodePart(const std::string& text, const std::vector<WrittenRun>& runs, bool first,
                                 std::vector<int>& ids) const {
    const auto normalised = normalizer.apply(text);
    const auto moved = normal.empty() ? std::vector<WrittenRun>() : normalisedRuns(text, normalised, runs);
    for (const auto& part : normal.cut(normalised, moved)) {
        if (part.id >= 0)
            ids.push_back(part.id);
        else
            for (const auto& piece :
                 preTokenizer.apply({normalised.substr(part.begin, part.end - part.begin), first}))
                bpe.encode(piece.text, ids);
        first = false;
    }
}

Tokenizer Tokenizer::fromFile(const std::string& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) throw ModelError(file, "cannot be opened");
    if (size > kLargestFile) throw ModelError(file, "is too large for a tokenizer");
    std::ifstream in(file, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(size))) throw ModelError(file, "cannot be read");
    return fromJson(text, file);
}

Tokenizer Tokenizer::fromJson(const std::string& json, const std::string& name) {
    auto impl = std::make_shared<Impl>();
    try {
        JsonScanner scanner(json);
        impl->read(scanner);
    } catch (const nlohmann::json::exception& e) {
        throw ModelError(name, std::string("is not a tokenizer description (") + e.what() + ")");
    } catch (const Error& e) {
        throw ModelError(name, e.what());
    }
    return Tokenizer(std::move(impl));
}

std::vector<int> Tokenizer::encode(std::string_view text, bool parseSpecial) const {
    return encode({{std::string(text), parseSpecial}});
}

std::vector<int> Tokenizer::encode(const std::vector<Stretch>& stretches) const {
    std::string text;
    std::vector<WrittenRun> runs;
    for (const auto& stretch : stretches) {
        text += validUtf8(stretch.text);
        if (!runs.empty() && runs.back().control == stretch.parseSpecial)
            runs.back().end = text.size();
        else
            runs.push_back({text.size(), stretch.parseSpecial});
    }
    std::vector<int> ids;
    for (const auto& part : impl_->raw.cut(text, runs)) {
        if (part.id >= 0) {
            ids.push_back(part.id);
            continue;
        }
        std::vector<WrittenRun> inside;
        for (const auto& run : runs)
            if (run.end > part.begin && (inside.empty() || inside.back().end < part.end - part.begin))
                inside.push_back({std::min(run.end, part.end) - part.begin, run.control});
        impl_->encodePart(text.substr(part.begin, part.end - part.begin), inside, part.begin == 0, ids);
    }
    return ids;
}

std::vector<int> Tokenizer::withSpecialTokens(std::vector<int> ids) const {
    return impl_->postProcessor.apply(std::move(ids));
}

std::string Tokenizer::decode(const std::vector<int>& ids, bool skipSpecial) const {
    StreamDecoder stream(*this);
    std::string text;
    for (const int id : ids)
        if (!skipSpecial || !isSpecial(id)) text += stream.push(id);
    return text + stream.finish();
}

int Tokenizer::id(std::string_view token) const {
    for (const auto& added : impl_->added)
        if (added.content == token) return added.id;
    const int found = impl_->bpe.idOf(token);
    if (found < 0) throw Error("the vocabulary has no token " + std::string(token));
    return found;
}

bool Tokenizer::contains(std::string_view token) const {
    return impl_->bpe.idOf(token) >= 0 || std::any_of(impl_->added.begin(), impl_->added.end(),
                                                      [&](const auto& a) { return a.content == token; });
}

const std::string& Tokenizer::tokenOf(int id) const {
    return impl_->tokens[static_cast<std::size_t>(impl_->checked(id))];
}

bool Tokenizer::isSpecial(int id) const {
    return impl_->special[static_cast<std::size_t>(impl_->checked(id))];
}

int Tokenizer::vocabularySize() const {
    return static_cast<int>(impl_->tokens.size());
}

bool Tokenizer::has(int id) const {
    return id >= 0 && id < vocabularySize() && impl_->known[static_cast<std::size_t>(id)];
}

std::string Tokenizer::bytesOf(int id) const {
    return impl_->bytesOf(impl_->checked(id), false);
}

std::string StreamDecoder::takeWhole(bool last) {
    const auto count = last ? pending_.size() : wholeCharacters(pending_);
    auto whole = validUtf8(std::string_view(pending_).substr(0, count));
    pending_.erase(0, count);
    return whole;
}

std::string StreamDecoder::push(int id) {
    const auto& impl = *tokenizer_.impl_;
    pending_ += impl.bytesOf(impl.checked(id), !started_);
    started_ = true;
    return takeWhole(false);
}

std::string StreamDecoder::finish() {
    return takeWhole(true);
}

}  // namespace dokuei::inference

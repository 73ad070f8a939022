#include "inference/text/Tokenizer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "inference/Error.h"
#include "inference/text/Bpe.h"
#include "inference/text/Pipeline.h"
#include "inference/text/PostProcessor.h"
#include "inference/text/Unicode.h"

namespace dokuei::inference {
namespace {

constexpr std::uintmax_t kLargestFile = 256u << 20;
constexpr std::size_t kMostAdded = 1u << 16;
constexpr int kLargestId = 1 << 22;

struct AddedToken {
    int id = 0;
    std::string content;
    bool singleWord = false, leftStrip = false, rightStrip = false, normalized = false, control = false;
};

/// Control tokens that some files forget to mark as special.
bool looksLikeControl(const std::string& content) {
    static const std::set<std::string> names{"<s>", "</s>", "<unk>", "<pad>", "<bos>", "<eos>"};
    return names.count(content) > 0 || (content.size() > 4 && content.compare(0, 2, "<|") == 0 &&
                                        content.compare(content.size() - 2, 2, "|>") == 0);
}

/// Finds added tokens in text, leftmost first, then longest.
class AddedTokens {
public:
    void add(const std::string& content, std::size_t index) {
        if (content.empty()) return;
        byText_[content] = index;
        lengths_[static_cast<unsigned char>(content[0])].insert(content.size());
    }

    struct Hit {
        std::size_t begin, end, index;
    };
    std::vector<Hit> find(const std::string& text) const {
        std::vector<Hit> hits;
        for (std::size_t at = 0; at < text.size();) {
            const auto& lengths = lengths_[static_cast<unsigned char>(text[at])];
            bool found = false;
            for (auto length = lengths.rbegin(); length != lengths.rend() && !found; ++length) {
                if (*length > text.size() - at) continue;
                const auto match = byText_.find(text.substr(at, *length));
                if (match == byText_.end()) continue;
                hits.push_back({at, at + *length, match->second});
                at += *length;
                found = true;
            }
            if (!found) ++at;
        }
        return hits;
    }

private:
    std::map<std::string, std::size_t> byText_;
    std::array<std::set<std::size_t>, 256> lengths_;
};

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

    void read(const nlohmann::json& json);
    void place(int id, const std::string& token);
    /// Cuts `text` at added tokens: (text, -1) or (empty, id).
    std::vector<std::pair<std::string, int>> cut(const std::string& text, const AddedTokens& matcher,
                                                 bool parseSpecial) const;
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

void Tokenizer::Impl::read(const nlohmann::json& json) {
    const auto part = [&](const char* key) { return json.contains(key) ? json.at(key) : nlohmann::json(); };
    bpe = Bpe::fromJson(json.at("model"));
    normalizer = TextNormalizer::fromJson(part("normalizer"));
    preTokenizer = PreTokenizer::fromJson(part("pre_tokenizer"));
    decoder = TokenDecoder::fromJson(part("decoder"));
    postProcessor = PostProcessor::fromJson(part("post_processor"));
    for (const auto& [token, id] : bpe.vocabulary()) place(id, token);
    const auto list = part("added_tokens");
    if (list.is_null()) return;
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
        const auto index = added.size();
        if (token.normalized) {
            normalContent[token.id] = normalizer.apply(token.content);
            normal.add(normalContent[token.id], index);
        } else {
            raw.add(token.content, index);
        }
        added.push_back(std::move(token));
    }
}

std::vector<std::pair<std::string, int>> Tokenizer::Impl::cut(const std::string& text,
                                                              const AddedTokens& matcher,
                                                              bool parseSpecial) const {
    std::vector<std::pair<std::string, int>> parts;
    std::size_t done = 0;
    for (const auto& hit : matcher.find(text)) {
        const auto& token = added[hit.index];
        if (hit.begin < done || (token.control && !parseSpecial)) continue;
        if (token.singleWord && (wordCharacterBefore(text, hit.begin) || wordCharacterAt(text, hit.end)))
            continue;
        auto begin = hit.begin, end = hit.end;
        if (token.leftStrip)
            begin = std::max(done, begin - whiteSpaceAtEnd(std::string_view(text).substr(0, begin)));
        if (token.rightStrip) end += whiteSpaceAtStart(std::string_view(text).substr(end));
        if (begin > done) parts.emplace_back(text.substr(done, begin - done), -1);
        parts.emplace_back(std::string(), token.id);
        done = end;
    }
    if (done < text.size()) parts.emplace_back(text.substr(done), -1);
    return parts;
}

Tokenizer Tokenizer::fromFile(const std::string& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) throw ModelError(file, "cannot be opened");
    if (size > kLargestFile) throw ModelError(file, "is too large for a tokenizer");
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) throw ModelError(file, "cannot be read");
    return fromJson(text.str(), file);
}

Tokenizer Tokenizer::fromJson(const std::string& json, const std::string& name) {
    auto impl = std::make_shared<Impl>();
    try {
        impl->read(nlohmann::json::parse(json));
    } catch (const nlohmann::json::exception& e) {
        throw ModelError(name, std::string("is not a tokenizer description (") + e.what() + ")");
    } catch (const Error& e) {
        throw ModelError(name, e.what());
    }
    return Tokenizer(std::move(impl));
}

std::vector<int> Tokenizer::encode(std::string_view text, bool parseSpecial) const {
    std::vector<int> ids;
    bool start = true;
    for (const auto& [outer, outerId] : impl_->cut(validUtf8(text), impl_->raw, parseSpecial)) {
        if (outerId >= 0) {
            ids.push_back(outerId);
            start = false;
            continue;
        }
        for (const auto& [inner, innerId] :
             impl_->cut(impl_->normalizer.apply(outer), impl_->normal, parseSpecial)) {
            if (innerId >= 0)
                ids.push_back(innerId);
            else
                for (const auto& piece : impl_->preTokenizer.apply({inner, start}))
                    impl_->bpe.encode(piece.text, ids);
            start = false;
        }
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

std::string StreamDecoder::takeWhole(bool last) {
    const auto count = last ? pending_.size() : wholeCharacters(pending_);
    auto whole = validUtf8(std::string_view(pending_).substr(0, count));
    pending_.erase(0, count);
    return whole;
}

std::string StreamDecoder::push(int id) {
    const auto& impl = *tokenizer_.impl_;
    const auto& token = impl.tokens[static_cast<std::size_t>(impl.checked(id))];
    const auto normal = impl.normalContent.find(id);
    pending_ += impl.decoder.bytesOf(normal == impl.normalContent.end() ? token : normal->second, !started_);
    started_ = true;
    return takeWhole(false);
}

std::string StreamDecoder::finish() {
    return takeWhole(true);
}

}  // namespace dokuei::inference

#include <algorithm>
#include <string_view>
#include <vector>

#include "inference/Error.h"
#include "inference/text/TokenTable.h"
#include "inference/text/Tokenizer.h"
#include "inference/text/Unicode.h"
#include "inference/weights/SafetensorsHeader.h"
#include "tests/fuzz/FuzzTargets.h"

namespace dokuei::viewer::fuzz {
namespace {

using inference::Tokenizer;

std::string_view textOf(Bytes input) {
    return {reinterpret_cast<const char*>(input.data()), input.size()};
}

void readAndWrite(const Tokenizer& tokenizer, std::string_view text) {
    for (const bool special : {false, true}) {
        const auto ids = tokenizer.encode(text, special);
        for (const int id : ids) require(tokenizer.has(id), "an id that the vocabulary lacks");
        const auto written = tokenizer.decode(ids);
        require(inference::isValidUtf8(written), "a decoded text is no UTF-8");
        inference::StreamDecoder stream(tokenizer);
        std::string streamed;
        for (const int id : ids) {
            const auto part = stream.push(id);
            require(inference::isValidUtf8(part), "half a character was shown");
            streamed += part;
        }
        require(streamed + stream.finish() == written, "a streamed text is another one");
    }
    // Split at any place, a text is the same text.
    const auto middle = text.size() / 2;
    const auto left = inference::validUtf8(text.substr(0, middle)),
               right = inference::validUtf8(text.substr(middle));
    require(tokenizer.encode({{left, true}, {right, true}}) == tokenizer.encode(left + right, true),
            "stretches from one hand are not one text");
}

}  // namespace

void fuzzSafetensors(Bytes input) {
    inference::SafetensorsHeader header;
    try {
        header = inference::SafetensorsHeader::read(textOf(input), "input");
    } catch (const inference::Error&) {
        return;
    }
    require(header.dataOffset <= input.size(), "the data begin behind the file");
    std::uint64_t covered = 0;
    for (const auto& [name, entry] : header.entries) {
        require(entry.begin <= entry.end && entry.end <= input.size() - header.dataOffset,
                "a tensor lies beside the data");
        std::uint64_t bytes = inference::SafetensorsHeader::sizeOf(entry.type);
        for (const auto side : entry.shape) bytes *= static_cast<std::uint64_t>(side);
        require(bytes == entry.end - entry.begin, "a tensor has another size than its range");
        covered += bytes;
    }
    require(covered == input.size() - header.dataOffset, "the tensors do not cover the data");
}

void fuzzTokenizer(Bytes input) {
    const auto all = textOf(input);
    const auto end = std::min(all.find('\0'), all.size());
    const auto text =
        end < all.size() ? all.substr(end + 1) : std::string_view("The liver\xE8\x82\x9D 12 mm.\n");
    try {
        const auto tokenizer = Tokenizer::fromJson(std::string(all.substr(0, end)), "input");
        readAndWrite(tokenizer, text);
        const inference::TokenTable table(tokenizer);
        require(table.rows().size() <= static_cast<std::size_t>(tokenizer.vocabularySize()),
                "more rows than tokens");
    } catch (const inference::Error&) {
    }
}

}  // namespace dokuei::viewer::fuzz

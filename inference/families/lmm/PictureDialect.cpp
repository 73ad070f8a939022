#include "inference/families/lmm/PictureDialect.h"

#include <algorithm>
#include <utility>

#include "inference/Error.h"

namespace dokuei::inference {
namespace {

/// An example of the answer's form, so that the model and the grammar mean the same.
std::string example(const BoxForm& form, bool report) {
    std::string numbers;
    static const double parts[6] = {0.21, 0.34, 0.42, 0.55, 0.63, 0.78};
    for (std::size_t i = 0; i < form.numbers; ++i) {
        const double value = parts[form.numbers == 4 ? i + (i > 1) : i] * form.most;
        char text[16];
        std::snprintf(text, sizeof text, "%.*f", form.decimals, value);
        numbers += (i ? ", " : "") + std::string(text);
    }
    const auto picture = form.pictureKey.empty() ? "" : "\"" + form.pictureKey + "\": 2, ";
    const auto box = picture + "\"" + form.key + "\": [" + numbers + "]";
    if (!report) return "[{\"label\": \"name\", " + box + "}]";
    return "[{\"section\": \"finding\", \"site\": \"organ\", \"certainty\": \"present\", \"sentence\": \"One "
           "sentence.\", " +
           box + "}]";
}

}  // namespace

PictureDialect::PictureDialect(const ModelDirectory& directory, const Tokenizer& tokenizer, int imageToken)
    : preprocessing_(directory.preprocessor().dump()),
      tokenizer_(tokenizer),
      template_(ChatTemplate::recognise(directory.chatTemplate(), directory.modelType(),
                                        directory.file("chat_template"))),
      imageToken_(imageToken) {}

NamedTensors PictureDialect::pixels(Pictures& pictures, std::size_t first, std::size_t count,
                                    const std::atomic<bool>* stop) const {
    return preparePart(pictures, first, count, processor_, stop);
}

std::string PictureDialect::wording(const Request& request, const Pictures& pictures) const {
    std::string text;
    const auto add = [&](const std::string& sentence) {
        if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
    };
    const auto form = boxForm(pictures);
    const auto meaning = "The coordinates are " + coordinates() + ". Left means the patient's left.";
    if (request.kind == Request::Kind::DraftReport) {
        add("Write a draft of a radiology report on what is shown, as a JSON list with one object for each "
            "statement, findings first, then the impression: " +
            example(form, true) + ".");
        add("Write one sentence in each object. The certainty is present, uncertain or absent; the section "
            "is finding or impression. " +
            meaning + " Leave the list of coordinates empty when the statement has no single place.");
    } else {
        add(request.question);
        if (request.grounded) {
            add("Answer with a JSON list alone, one object for each place: " + example(form, false) + ".");
            add(meaning + " An empty list means that it is not to be seen.");
        }
    }
    if (request.kind == Request::Kind::DraftReport && request.language == "ja")
        add("Write the sentences in Japanese.");
    else
        add(languageWish(request));
    return text;
}

std::vector<int> PictureDialect::prompt(const Pictures& pictures, const VisionFeatures& features,
                                        const std::vector<ChatTurn>& turns) const {
    auto whole = turns;
    const auto first = std::find_if(whole.begin(), whole.end(),
                                    [](const auto& t) { return t.role == ChatTurn::Role::User; });
    if (first == whole.end()) throw Error("the conversation holds no question");
    std::vector<ChatPart> parts;
    std::vector<std::vector<int>> pictureTokens;
    const auto description = describePictures(pictures);
    if (!description.empty()) parts.push_back({description + "\n", -1});
    for (std::size_t n = 0; n < features.counts.size(); ++n) {
        parts.push_back({"", static_cast<int>(n)});
        pictureTokens.emplace_back(static_cast<std::size_t>(features.counts[n]), imageToken_);
        if (n < pictures.records.size() && !pictures.records[n].label.empty())
            parts.push_back({pictures.records[n].label, -1});
    }
    if (features.counts.size() > 1) parts.push_back({"\n\n", -1});
    first->parts.insert(first->parts.begin(), parts.begin(), parts.end());
    return tokenise(tokenizer_, template_.render(whole), pictureTokens);
}

int imageTokenOf(const ModelDirectory& directory, int otherwise) {
    for (const char* key : {"image_token_id", "image_token_index"}) {
        const auto found = directory.config().find(key);
        if (found != directory.config().end() && found->is_number_integer()) return found->get<int>();
    }
    return otherwise;
}

}  // namespace dokuei::inference

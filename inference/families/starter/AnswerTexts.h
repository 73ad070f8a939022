#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dokuei::inference {

/// Sentences that the program itself puts into an answer, and the questions to suggest, from answers.tsv
/// and questions.tsv of a model directory.
struct AnswerTexts {
    std::map<std::string, std::array<std::string, 2>> texts;  ///< key -> English, Japanese
    std::array<std::vector<std::string>, 2> suggested;        ///< English, Japanese
    std::array<std::string, 2> report;                        ///< the question that asks for a report

    /// Throws ModelError naming the file and the line or the entry that is missing.
    static AnswerTexts fromDirectory(const std::string& directory);
    const std::string& text(const std::string& key, const std::string& language) const;
    /// The class whose absence a sentence states ("lung_nodule"), empty for that of any lesion; nothing when
    /// the sentence denies nothing.
    std::optional<std::string> denied(const std::string& sentence, const std::string& language) const;
};

/// "ja" when the text holds any kana or kanji, else "en".
std::string languageOf(const std::string& utf8);

}  // namespace dokuei::inference

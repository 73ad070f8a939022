#include "inference/families/lmm/AnswerGrammar.h"

#include <string>
#include <utility>
#include <vector>

namespace dokuei::inference {
namespace {

using Members = std::vector<std::pair<std::string, Grammar>>;

Grammar oneOfTexts(const std::vector<std::string>& texts) {
    std::vector<Grammar> all;
    for (const auto& text : texts) all.push_back(Grammar::text(text));
    return Grammar::oneOf(all);
}

Grammar coordinatesOf(const BoxForm& form) {
    const auto number = form.decimals > 0 ? Grammar::fraction(form.decimals) : Grammar::integer(form.most);
    std::vector<Grammar> parts{Grammar::text("["), Grammar::space()};
    for (std::size_t i = 0; i < form.numbers; ++i) {
        if (i) parts.insert(parts.end(), {Grammar::space(), Grammar::text(","), Grammar::space()});
        parts.push_back(number);
    }
    parts.insert(parts.end(), {Grammar::space(), Grammar::text("]")});
    return Grammar::sequence(parts);
}

void addPicture(Members& members, const BoxForm& form, std::size_t pictures) {
    if (form.pictureKey.empty()) return;
    std::vector<std::string> numbers;
    for (std::size_t n = 1; n <= pictures; ++n) numbers.push_back(std::to_string(n));
    members.emplace_back(form.pictureKey, oneOfTexts(numbers));
}

}  // namespace

Grammar boxAnswer(const BoxForm& form, std::size_t pictures) {
    Members members{{"label", Grammar::string()}};
    addPicture(members, form, pictures);
    members.emplace_back(form.key, coordinatesOf(form));
    return Grammar::array(Grammar::object(members));
}

Grammar reportAnswer(const BoxForm& form, std::size_t pictures) {
    Members members{{"section", oneOfTexts({"\"finding\"", "\"impression\""})},
                    {"site", Grammar::string()},
                    {"certainty", oneOfTexts({"\"present\"", "\"uncertain\"", "\"absent\""})},
                    {"sentence", Grammar::string()}};
    addPicture(members, form, pictures);
    members.emplace_back(form.key, Grammar::oneOf({Grammar::text("[]"), coordinatesOf(form)}));
    return Grammar::array(Grammar::object(members), 1);
}

}  // namespace dokuei::inference

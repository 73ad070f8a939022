#include "inference/text/BoxGrammars.h"

namespace dokuei::inference {
namespace {

Grammar numbers(const Grammar& number, int count) {
    std::vector<Grammar> parts{Grammar::text("["), Grammar::space()};
    for (int i = 0; i < count; ++i) {
        if (i) parts.insert(parts.end(), {Grammar::space(), Grammar::text(","), Grammar::space()});
        parts.push_back(number);
    }
    parts.insert(parts.end(), {Grammar::space(), Grammar::text("]")});
    return Grammar::sequence(parts);
}

Grammar boxObject(const std::string& key, int most) {
    const auto box = numbers(Grammar::integer(most), 4);
    return Grammar::oneOf({Grammar::object({{key, box}, {"label", Grammar::string()}}),
                           Grammar::object({{"label", Grammar::string()}, {key, box}})});
}

}  // namespace

Grammar boxList(const std::string& key, int most) {
    return Grammar::array(boxObject(key, most));
}

Grammar textWithBoxes(const std::string& key, int most, const std::vector<int>& tokens) {
    std::vector<Grammar::Embedded> inside{{"[{", Grammar::array(boxObject(key, most), 1)},
                                          {"{\"", boxObject(key, most)}};
    for (const int token : tokens) inside.push_back({"", Grammar::token(token)});
    return Grammar::textWith(inside);
}

Grammar textWithUnitBoxes(const Tokenizer& tokenizer) {
    const auto mark = [&](const char* text) {
        // A plain token would be written by its bytes.
        const bool control = tokenizer.contains(text) && tokenizer.isSpecial(tokenizer.id(text));
        return control ? Grammar::token(tokenizer.id(text)) : Grammar::text(text);
    };
    const auto box =
        Grammar::sequence({mark("<bx_start>"), numbers(Grammar::fraction(3), 6), mark("<bx_end>")});
    const bool token = tokenizer.contains("<bx_start>") && tokenizer.isSpecial(tokenizer.id("<bx_start>"));
    return Grammar::textWith({{token ? "" : "<bx_start>", box}});
}

}  // namespace dokuei::inference

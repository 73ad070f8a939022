#include "app/commands/Options.h"

namespace dokuei::app {

Options::Options(const Arguments& arguments, const std::set<std::string>& valued,
                 const std::set<std::string>& flags) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& word = arguments[i];
        if (valued.count(word)) {
            if (i + 1 == arguments.size()) throw UsageError{word + " needs a value"};
            values_[word] = arguments[++i];
            given_.emplace_back(word, arguments[i]);
        } else if (flags.count(word)) {
            values_[word] = "";
        } else if (word.size() > 1 && word[0] == '-') {
            throw UsageError{"unknown option " + word};
        } else {
            words_.push_back(word);
        }
    }
}

const std::string& Options::onlyWord(const std::string& what) const {
    if (words_.empty()) throw UsageError{what + " is missing"};
    if (words_.size() > 1) throw UsageError{"one " + what + " only, not also " + words_[1]};
    return words_[0];
}

std::string Options::value(const std::string& option, const std::string& otherwise) const {
    const auto found = values_.find(option);
    return found == values_.end() ? otherwise : found->second;
}

std::vector<std::string> Options::all(const std::string& option) const {
    std::vector<std::string> values;
    for (const auto& [name, value] : given_)
        if (name == option) values.push_back(value);
    return values;
}

long long Options::integer(const std::string& option, long long otherwise) const {
    if (!has(option)) return otherwise;
    const auto text = value(option);
    try {
        std::size_t used = 0;
        const long long parsed = std::stoll(text, &used);
        if (used == text.size()) return parsed;
    } catch (const std::exception&) {
    }
    throw UsageError{option + " needs a whole number, not " + text};
}

double Options::number(const std::string& option, double otherwise) const {
    if (!has(option)) return otherwise;
    const auto text = value(option);
    try {
        std::size_t used = 0;
        const double parsed = std::stod(text, &used);
        if (used == text.size()) return parsed;
    } catch (const std::exception&) {
    }
    throw UsageError{option + " needs a number, not " + text};
}

}  // namespace dokuei::app

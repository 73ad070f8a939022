#include "viewer/export/ConfidentialityProfile.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace dokuei::viewer {

extern const char* const confidentialityProfileText;

namespace {

std::string_view cut(std::string_view& rest, char separator) {
    const auto at = rest.find(separator);
    const std::string_view part = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return part;
}

ProfileAction actionOf(std::string_view text) {
    constexpr std::pair<std::string_view, ProfileAction> actions[] = {
        {"D", ProfileAction::Dummy},
        {"Z", ProfileAction::Empty},
        {"X", ProfileAction::Remove},
        {"U", ProfileAction::MapUid},
        {"Z/D", ProfileAction::EmptyOrDummy},
        {"X/Z", ProfileAction::RemoveOrEmpty},
        {"X/D", ProfileAction::RemoveOrDummy},
        {"X/Z/D", ProfileAction::RemoveEmptyOrDummy},
        {"X/Z/U*", ProfileAction::RemoveEmptyOrMapUid},
    };
    for (const auto& [name, action] : actions)
        if (name == text) return action;
    throw std::logic_error("the confidentiality profile names an unknown action");
}

std::vector<ProfileRule> readTable() {
    std::vector<ProfileRule> rules;
    std::string_view rest = confidentialityProfileText;
    while (!rest.empty()) {
        std::string_view line = cut(rest, '\n');
        if (line.empty() || line.front() == '#') continue;
        ProfileRule rule;
        const std::string_view tag = cut(line, '\t');
        if (std::from_chars(tag.data(), tag.data() + tag.size(), rule.tag, 16).ptr != tag.data() + tag.size())
            throw std::logic_error("the confidentiality profile is damaged");
        rule.basic = actionOf(cut(line, '\t'));
        for (int column = 0; column < 9; ++column) {
            const std::string_view option = cut(line, '\t');
            if (option == "K") rule.keep |= 1U << column;
            if (option == "C") rule.clean |= 1U << column;
        }
        rules.push_back(rule);
    }
    std::sort(rules.begin(), rules.end(),
              [](const ProfileRule& a, const ProfileRule& b) { return a.tag < b.tag; });
    return rules;
}

const std::vector<ProfileRule>& table() {
    static const std::vector<ProfileRule> rules = readTable();
    return rules;
}

}  // namespace

const ProfileRule* profileRule(std::uint16_t group, std::uint16_t element) {
    const std::uint32_t tag = std::uint32_t(group) << 16 | element;
    const auto found =
        std::lower_bound(table().begin(), table().end(), tag,
                         [](const ProfileRule& rule, std::uint32_t wanted) { return rule.tag < wanted; });
    return found != table().end() && found->tag == tag ? &*found : nullptr;
}

int profileRuleCount() {
    return static_cast<int>(table().size());
}

}  // namespace dokuei::viewer

#include "reports/finding/Names.h"

#include <array>
#include <utility>

#include "reports/Error.h"

namespace dokuei::reports {
namespace {

template <class Enum>
struct Table;

template <>
struct Table<Origin> {
    static constexpr std::array names{"ai", "human", "aiEdited"};
};
template <>
struct Table<State> {
    static constexpr std::array names{"proposed", "accepted", "edited", "rejected"};
};
template <>
struct Table<Certainty> {
    static constexpr std::array names{"present", "uncertain", "absent"};
};
template <>
struct Table<Section> {
    static constexpr std::array names{"finding", "impression"};
};
template <>
struct Table<ReportState> {
    static constexpr std::array names{"draft", "preliminary", "signed"};
};
template <>
struct Table<EvidenceLink::Kind> {
    static constexpr std::array names{"box", "slice", "wholeSeries", "none"};
};

template <class Enum>
const char* lookUp(Enum value) {
    return Table<Enum>::names.at(static_cast<std::size_t>(value));
}

}  // namespace

const char* nameOf(Origin value) {
    return lookUp(value);
}
const char* nameOf(State value) {
    return lookUp(value);
}
const char* nameOf(Certainty value) {
    return lookUp(value);
}
const char* nameOf(Section value) {
    return lookUp(value);
}
const char* nameOf(ReportState value) {
    return lookUp(value);
}
const char* nameOf(EvidenceLink::Kind value) {
    return lookUp(value);
}

template <class Enum>
Enum valueOf(const std::string& name) {
    const auto& names = Table<Enum>::names;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (name == names[i]) return static_cast<Enum>(i);
    throw Error("\"" + name + "\" is not a value known to this version");
}

template Origin valueOf<Origin>(const std::string&);
template State valueOf<State>(const std::string&);
template Certainty valueOf<Certainty>(const std::string&);
template Section valueOf<Section>(const std::string&);
template ReportState valueOf<ReportState>(const std::string&);
template EvidenceLink::Kind valueOf<EvidenceLink::Kind>(const std::string&);

}  // namespace dokuei::reports

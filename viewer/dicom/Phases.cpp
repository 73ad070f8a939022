#include "viewer/dicom/Phases.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

namespace dokuei::viewer {
namespace {

using Attributes = std::vector<std::pair<std::string, std::string>>;

// Differences that are another picture rather than another moment or setting.
const std::set<std::string>& otherPictures() {
    static const std::set<std::string> names = {"stack", "image type"};
    return names;
}

bool isTime(const std::string& attribute) {
    return attribute == "acquisition time" || attribute == "content time";
}

std::optional<double> numberIn(const std::string& text) {
    double value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return {};
    return value;
}

/// Seconds since midnight of HHMMSS.F or of the time in YYYYMMDDHHMMSS.F.
std::optional<double> secondsIn(std::string text) {
    text = text.substr(0, text.find_first_of("+-&"));
    const auto whole = std::min(text.find('.'), text.size());
    if (whole == 14) text.erase(0, 8);
    const auto value = numberIn(text);
    if (!value || text.size() < 6 || (text.find('.') != std::string::npos && text.find('.') != 6)) return {};
    const double hours = std::floor(*value / 10000), minutes = std::floor(std::fmod(*value, 10000) / 100);
    return 3600 * hours + 60 * minutes + std::fmod(*value, 100);
}

std::optional<double> orderOf(const std::string& attribute, const std::string& value) {
    return isTime(attribute) ? secondsIn(value) : numberIn(value);
}

/// Directions have no order of their own.
bool before(const Attributes& a, const Attributes& b) {
    for (std::size_t n = 0; n < std::min(a.size(), b.size()); ++n) {
        if (a[n] == b[n]) continue;
        const auto x = orderOf(a[n].first, a[n].second), y = orderOf(b[n].first, b[n].second);
        if (x && y && *x != *y) return *x < *y;
        return a[n].second < b[n].second;
    }
    return a.size() < b.size();
}

std::string formatted(const char* format, const std::string& value) {
    char text[120];
    std::snprintf(text, sizeof text, format, value.c_str());
    return text;
}

std::string labelOf(const std::string& attribute, const std::string& value, double firstSeconds) {
    static const std::map<std::string, const char*> formats = {{"b-value", "b=%s"},
                                                               {"echo time", "TE %s ms"},
                                                               {"echo number", "echo %s"},
                                                               {"inversion time", "TI %s ms"},
                                                               {"cardiac phase", "phase %s %%"},
                                                               {"respiratory phase", "breathing phase %s %%"},
                                                               {"trigger time", "trigger %s ms"},
                                                               {"temporal position", "time point %s"},
                                                               {"acquisition number", "acquisition %s"}};
    if (value.empty()) return "no " + attribute;
    if (isTime(attribute)) {
        const auto seconds = secondsIn(value);
        if (!seconds) return attribute + " " + value;
        char text[40];
        std::snprintf(text, sizeof text, "t=%.1f s", *seconds - firstSeconds);
        return text;
    }
    const auto format = formats.find(attribute);
    return format == formats.end() ? attribute + " " + value : formatted(format->second, value);
}

std::string gridKey(const ApartVolume& volume) {
    const Geometry& g = volume.source.geometry;
    char text[400];
    std::snprintf(text, sizeof text, "%d %d %d|%.3f %.3f %.2f|%.1f %.1f %.1f|", g.size[0], g.size[1],
                  g.size[2], g.spacing[0], g.spacing[1], g.spacing[2], g.origin[0], g.origin[1], g.origin[2]);
    std::string key = volume.source.identity.patientId + '|' + volume.source.identity.studyUid + '|' +
                      volume.source.identity.seriesUid + '|' + g.frameOfReferenceUid + '|' + text;
    for (const double d : g.direction) {
        std::snprintf(text, sizeof text, "%.2f ", d + 0.0 == 0 ? 0.0 : d);
        key += text;
    }
    for (const auto& [attribute, value] : volume.attributes)
        if (otherPictures().contains(attribute)) key += '|' + attribute + '=' + value;
    return key;
}

Attributes momentsOf(const ApartVolume& volume) {
    Attributes moments;
    for (const auto& entry : volume.attributes)
        if (!otherPictures().contains(entry.first)) moments.push_back(entry);
    return moments;
}

void describe(std::vector<ApartVolume*>& members, const std::string& group) {
    std::stable_sort(members.begin(), members.end(), [](const ApartVolume* a, const ApartVolume* b) {
        return before(momentsOf(*a), momentsOf(*b));
    });
    double firstSeconds = 0;
    bool hasFirst = false;
    for (const ApartVolume* member : members)
        for (const auto& [attribute, value] : member->attributes)
            if (const auto seconds = isTime(attribute) ? secondsIn(value) : std::nullopt)
                if (!hasFirst || *seconds < firstSeconds) firstSeconds = *seconds, hasFirst = true;
    std::map<std::string, int> directions;
    for (std::size_t n = 0; n < members.size(); ++n) {
        Phase& phase = members[n]->source.identity.phase;
        phase.group = group;
        phase.index = static_cast<int>(n);
        phase.count = static_cast<int>(members.size());
        for (const auto& [attribute, value] : momentsOf(*members[n])) {
            if (phase.kind.empty()) phase.kind = isTime(attribute) ? "time" : attribute;
            if (!phase.label.empty()) phase.label += ", ";
            if (attribute == "diffusion direction")
                phase.label +=
                    "direction " +
                    std::to_string(directions.try_emplace(value, directions.size() + 1).first->second);
            else
                phase.label += labelOf(attribute, value, firstSeconds);
        }
    }
}

}  // namespace

std::vector<VolumeSource> groupPhases(std::vector<ApartVolume> volumes) {
    std::map<std::string, std::vector<ApartVolume*>> groups;
    std::vector<std::string> order;
    for (ApartVolume& volume : volumes) {
        std::string key = gridKey(volume);
        // Volumes that nothing tells apart are copies or mistakes, not phases.
        if (momentsOf(volume).empty()) key += "|alone " + std::to_string(&volume - volumes.data());
        auto& members = groups[key];
        if (members.empty()) order.push_back(key);
        members.push_back(&volume);
    }
    std::vector<VolumeSource> result;
    for (const std::string& key : order) {
        auto& members = groups[key];
        if (members.size() > 1) describe(members, key);
        for (ApartVolume* member : members) result.push_back(std::move(member->source));
    }
    return result;
}

}  // namespace dokuei::viewer

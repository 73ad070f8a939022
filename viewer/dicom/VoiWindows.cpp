#include "viewer/dicom/VoiWindows.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Palette.h"
#include "viewer/volume/Volume.h"

namespace dokuei::viewer {
namespace {

// More proposals than this are no choice any more.
constexpr std::size_t kMostWindows = 6;

std::vector<std::string> explanationsOf(DcmItem& item, std::string_view characterSet) {
    std::vector<std::string> names(1);
    for (const char c : utf8Text(item, DCM_WindowCenterWidthExplanation, characterSet)) {
        if (c == '\\')
            names.emplace_back();
        else
            names.back() += c;
    }
    return names;
}

void readLinear(DcmItem& item, std::string_view characterSet, SeriesIdentity& identity) {
    const auto centers = numbers(item, DCM_WindowCenter), widths = numbers(item, DCM_WindowWidth);
    const auto names = explanationsOf(item, characterSet);
    const bool sigmoid = asciiText(item, DCM_VOILUTFunction) == "SIGMOID";
    for (std::size_t n = 0; n < std::min(centers.size(), widths.size()); ++n) {
        if (!(widths[n] > 0) || identity.windows.size() >= kMostWindows) continue;
        const std::string name = n < names.size() ? names[n] : std::string();
        const bool known =
            std::any_of(identity.windows.begin(), identity.windows.end(),
                        [&](const FileWindow& w) { return w.window == widths[n] && w.level == centers[n]; });
        if (!known)
            identity.windows.push_back(
                {widths[n], centers[n], name, sigmoid ? VoiFunction::Sigmoid : VoiFunction::Linear, nullptr});
    }
}

void readTables(DcmItem& item, bool signedInput, std::string_view characterSet, SeriesIdentity& identity) {
    for (long n = 0; identity.windows.size() < kMostWindows; ++n) {
        DcmItem* lut = sequenceItem(item, DCM_VOILUTSequence, n);
        if (!lut) return;
        LookupTable read = readLookupTable(*lut, signedInput);
        if (read.values.empty()) continue;
        auto table = std::make_shared<VoiTable>();
        table->first = read.first;
        table->highest = std::ldexp(1.0, read.bits) - 1;
        table->values = std::move(read.values);
        const auto count = static_cast<double>(table->values.size());
        identity.windows.push_back({count, read.first + count / 2,
                                    utf8Text(*lut, DCM_LUTExplanation, characterSet), VoiFunction::Linear,
                                    std::move(table)});
    }
}

}  // namespace

void readVoiWindows(DcmItem& item, bool signedInput, std::string_view characterSet,
                    SeriesIdentity& identity) {
    readLinear(item, characterSet, identity);
    readTables(item, signedInput, characterSet, identity);
    if (identity.windows.empty()) return;
    identity.defaultWindow = identity.windows.front().window;
    identity.defaultLevel = identity.windows.front().level;
}

}  // namespace dokuei::viewer

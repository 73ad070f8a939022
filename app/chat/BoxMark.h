#pragma once

#include <QString>
#include <array>
#include <vector>

namespace dokuei::app {

/// A box that a panel asks the views to draw: AI ones dashed amber, human ones solid green.
struct BoxMark {
    QString id;                   ///< unique over both panels and all studies; stable while the study is open
    QString label;                ///< in the answer's or report's language
    std::array<double, 6> lps{};  ///< xmin,ymin,zmin,xmax,ymax,zmax, mm
    bool ai = true;               ///< placed by the model; false when a person drew it
    bool lesion = false;          ///< a lesion rather than an organ
    bool operator==(const BoxMark&) const = default;
};

using BoxMarks = std::vector<BoxMark>;

}  // namespace dokuei::app

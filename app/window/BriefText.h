#pragma once

#include <QString>
#include <string>

#include "viewer/volume/Volume.h"

namespace dokuei::app {

/// A warning of the viewer in the few words that the corner of a view has room for, in the language in use.
QString briefReason(const std::string& text);

/// "b=800", "t=12.5 s", "phase 30 %" in the language in use.
QString readablePhase(const viewer::Phase& phase);

/// What the volumes of an entry are: "12 time points", "3 b-values".
QString countedPhases(const viewer::Phase& phase);

}  // namespace dokuei::app

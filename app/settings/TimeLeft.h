#pragma once

#include <QString>

namespace dokuei::app {

/// "40 s left", "about 3 min left"; empty when the time is unknown (negative).
QString timeLeft(double seconds);

}  // namespace dokuei::app

#pragma once

#include <span>

namespace dokuei::app {

/// The reasons that a room gives, in English, in the order in which they are tried. %1 to %9 stand for
/// values. Each is translated in the context "Reasons".
std::span<const char* const> viewerReasons();  ///< studies, files, the library
std::span<const char* const> modelReasons();   ///< models and their answers
std::span<const char* const> answerReasons();  ///< boxes and answers of public checkpoints

}  // namespace dokuei::app

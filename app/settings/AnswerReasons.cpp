#include <QCoreApplication>

#include "app/settings/Reasons.h"

namespace dokuei::app {
namespace {

constexpr const char* reasons[] = {
    QT_TRANSLATE_NOOP("Reasons", "box of %1: %2"),
    QT_TRANSLATE_NOOP("Reasons", "its corners are exchanged"),
    QT_TRANSLATE_NOOP("Reasons", "it has no extent"),
    QT_TRANSLATE_NOOP("Reasons", "outside the picture"),
    QT_TRANSLATE_NOOP("Reasons", "outside the image, on its padding"),
    QT_TRANSLATE_NOOP("Reasons", "malformed"),
    QT_TRANSLATE_NOOP("Reasons", "malformed, it has not %1 coordinates"),
    QT_TRANSLATE_NOOP("Reasons", "malformed, %1 of 6 coordinates"),
    QT_TRANSLATE_NOOP("Reasons", "malformed, it has no end"),
    QT_TRANSLATE_NOOP("Reasons", "it names a slice that was not shown"),
    QT_TRANSLATE_NOOP("Reasons", "it does not tell which slice it means"),
    QT_TRANSLATE_NOOP("Reasons", "what is absent has no place"),
    QT_TRANSLATE_NOOP("Reasons", "the model saw no image"),
    QT_TRANSLATE_NOOP("Reasons", "mask: %1"),
    QT_TRANSLATE_NOOP("Reasons", "the mask is empty"),
    QT_TRANSLATE_NOOP("Reasons", "this model makes no masks"),
    QT_TRANSLATE_NOOP("Reasons", "the mask does not fit the volume"),
    QT_TRANSLATE_NOOP("Reasons",
                      "the pictures take more room than this model has: %1 positions of %2; show it fewer "
                      "slices in the settings"),
    QT_TRANSLATE_NOOP("Reasons", "This model reads text only: it cannot draft a report on images."),
    QT_TRANSLATE_NOOP("Reasons",
                      "This model reads text only: it cannot tell where something lies in an image."),
    QT_TRANSLATE_NOOP("Reasons", "The publisher's licence holds."),
    QT_TRANSLATE_NOOP("Reasons", "A public checkpoint: for research, not for diagnosis."),
};

}  // namespace

std::span<const char* const> answerReasons() {
    return reasons;
}

}  // namespace dokuei::app

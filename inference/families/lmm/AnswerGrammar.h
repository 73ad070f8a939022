#pragma once

#include "inference/families/Dialect.h"
#include "inference/text/Grammar.h"

namespace dokuei::inference {

/// The list of places that a grounded answer is held to:
/// [{"label": "...", "slice": 2, "box_2d": [a, b, c, d]}, ...]; the picture's number only when the form has a
/// key for it. It may be empty.
Grammar boxAnswer(const BoxForm& form, std::size_t pictures);

/// The statements that a draft report is held to:
/// [{"section": "finding", "site": "...", "certainty": "present", "sentence": "...", "slice": 2,
/// "box_2d": [...]}, ...] with an empty list of coordinates for a statement without a single place.
Grammar reportAnswer(const BoxForm& form, std::size_t pictures);

}  // namespace dokuei::inference

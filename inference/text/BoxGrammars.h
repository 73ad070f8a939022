#pragma once

#include <string>
#include <vector>

#include "inference/text/Grammar.h"
#include "inference/text/Tokenizer.h"

namespace dokuei::inference {

/// A list of boxes as JSON: [{"box_2d": [a, b, c, d], "label": "..."}, ...] with `key` for box_2d. The
/// numbers are whole, from 0 to `most`: 1000, or the longer side in pixels for models that count those. The
/// label may also come first.
Grammar boxList(const std::string& key, int most);
/// Any text in which such lists, and such objects alone, are well formed. `tokens`: control tokens that may
/// stand in the text, like those around a reasoning span.
Grammar textWithBoxes(const std::string& key, int most, const std::vector<int>& tokens = {});
/// Any text in which every <bx_start>[...]<bx_end> holds six numbers from 0 to 1 with three decimals
/// (M3D-LaMed).
Grammar textWithUnitBoxes(const Tokenizer& tokenizer);

}  // namespace dokuei::inference

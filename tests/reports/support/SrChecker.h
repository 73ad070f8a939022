#pragma once

#include <QByteArray>
#include <map>
#include <string>
#include <utility>
#include <vector>

class DcmItem;

namespace dokuei::reports::testing {

/// Columns and rows of an image, by SOP Instance UID.
using ImageSizes = std::map<std::string, std::pair<int, int>>;

/// What a TID 1500 report gets wrong that the usual validators let pass: rows missing or out of order, no
/// tracking UID or the same one twice, an outline that is open, outside its image or on an image missing from
/// the evidence sequence, a unit that does not fit the quantity. One sentence each; empty when all is well.
std::vector<std::string> complaintsAbout(DcmItem& dataset, const ImageSizes& images);

}  // namespace dokuei::reports::testing

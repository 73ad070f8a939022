#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

namespace dokuei::viewer {

/// Raw bytes of a text element, trailing padding removed; empty when absent.
std::string rawText(DcmItem& item, const DcmTagKey& tag);
/// ASCII text of an element (CS, UI, DA, ...): value `index` of a multi-valued one, without surrounding
/// spaces.
std::string asciiText(DcmItem& item, const DcmTagKey& tag, std::size_t index = 0);
/// ASCII text of an element of the data set or, where it is empty, of one of the file's meta information.
std::string asciiTextOfFile(DcmFileFormat& file, const DcmTagKey& tag, const DcmTagKey& metaTag);
/// Text in UTF-8 by the data set's character set.
std::string utf8Text(DcmItem& item, const DcmTagKey& tag, std::string_view characterSet,
                     bool isPersonName = false);
/// All numbers of a DS, IS, FD, FL, US, SS, UL or SL element; empty when absent or when one is not a finite
/// number.
std::vector<double> numbers(DcmItem& item, const DcmTagKey& tag);
/// First number of an element, or `otherwise`.
double number(DcmItem& item, const DcmTagKey& tag, double otherwise);
/// A length in mm between 0 and 10 m, or `otherwise`.
double lengthMm(DcmItem& item, const DcmTagKey& tag, double otherwise);
/// The integer part of a number that a file tells, held within +-10^15.
long long wholePart(double value);
/// Item `index` of a sequence, or null.
DcmItem* sequenceItem(DcmItem& item, const DcmTagKey& tag, long index = 0);

}  // namespace dokuei::viewer

#pragma once

#include <QByteArray>

#include "reports/Error.h"
#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// Text that is no report: damaged JSON, a missing key, a newer schema. The text says which.
class FormatError : public Error {
public:
    using Error::Error;
};

/// The whole report, rejected findings too, as indented UTF-8 JSON with "schemaVersion": 1.
QByteArray toJson(const Report& report);

/// The report that toJson() wrote. Throws FormatError.
Report fromJson(const QByteArray& json);

}  // namespace dokuei::reports

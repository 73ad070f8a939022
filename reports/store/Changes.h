#pragma once

#include <QByteArray>

#include "reports/finding/Finding.h"

namespace dokuei::reports {

/// What one save changed.
struct Changes {
    /// Compact JSON of what is no longer so: the findings that were changed or removed, as they were, and
    /// report fields with their old values. "order" lists the ids as they stood when the order changed.
    /// Empty: no change.
    QByteArray before;
    /// Nothing but words within sentences changed, as while someone types.
    bool typingOnly = false;
};

Changes changesBetween(const Report& before, const Report& after);

}  // namespace dokuei::reports

#pragma once

#include "app/commands/Command.h"

namespace dokuei::app {

/// `report PATH --out DIR`: drafts a report and writes report.json, report.txt, report.pdf and report.dcm.
int draftReport(const Arguments& arguments);

}  // namespace dokuei::app

#pragma once

#include <QString>
#include <string>
#include <vector>

#include "viewer/volume/Study.h"

class QDialog;
class QWidget;

namespace dokuei::app {

/// What was left out of a study and what is doubtful in the series on show.
struct Problems {
    QString study, path;
    std::vector<viewer::SkippedFile> skipped;
    long long passedOver = 0;           ///< files of other kinds, which are only counted
    std::vector<std::string> warnings;  ///< about the series on show
};

/// Lists every file that could not be opened with its reason in the language in use; the list can be copied
/// and the folder of a file shown. Not modal; goes away when closed.
QDialog* showProblems(QWidget* parent, const Problems& problems);

}  // namespace dokuei::app

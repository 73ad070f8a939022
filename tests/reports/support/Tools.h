#pragma once

#include <QString>
#include <QStringList>

namespace dokuei::reports::testing {

struct ToolResult {
    bool started = false, finished = false;
    int exitCode = -1;
    QString output;  ///< standard output and standard error together, UTF-8
};

/// Full path of a program, empty when it is not installed.
QString tool(const QString& name);

/// Runs the program to its end, at most a minute.
ToolResult runTool(const QString& program, const QStringList& arguments);

}  // namespace dokuei::reports::testing

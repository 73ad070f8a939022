#include "tests/reports/support/Tools.h"

#include <QProcess>
#include <QStandardPaths>

namespace dokuei::reports::testing {

QString tool(const QString& name) {
    return QStandardPaths::findExecutable(name);
}

ToolResult runTool(const QString& program, const QStringList& arguments) {
    ToolResult result;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    result.started = process.waitForStarted();
    result.finished = process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit;
    if (!result.finished) process.kill();
    result.exitCode = process.exitCode();
    result.output = QString::fromUtf8(process.readAll());
    return result;
}

}  // namespace dokuei::reports::testing

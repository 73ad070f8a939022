// Types into a report every 20 ms, as fast as nobody does, and prints the moment of each keystroke
// (milliseconds since 1970), which is also what it types. Runs until it is killed. Usage: test_reports_typist
// DATABASE

#include <QCoreApplication>
#include <QDateTime>
#include <QTimer>
#include <cstdio>

#include "reports/finding/ReportEditor.h"
#include "reports/store/Autosave.h"

int main(int argc, char** argv) {
    using namespace dokuei::reports;
    QCoreApplication application(argc, argv);
    if (argc != 2) return 2;
    Autosave autosave(argv[1]);
    Report report;
    report.id = "9d0f0f52-5f8a-4c8e-9a5e-0c7f6b1f0a03";
    report.studyUid = "1.2.3";
    ReportEditor editor(report);
    const std::string id = editor.addByHand("");
    QObject::connect(&editor, &ReportEditor::changed, [&] { autosave.schedule(editor.report()); });
    QTimer keys;
    QObject::connect(&keys, &QTimer::timeout, [&] {
        const std::string now = std::to_string(QDateTime::currentMSecsSinceEpoch());
        editor.editText(id, now);
        std::printf("%s\n", now.c_str());
        std::fflush(stdout);
    });
    keys.start(20);
    return QCoreApplication::exec();
}

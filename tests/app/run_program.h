#pragma once

#include <sys/wait.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

struct Run {
    int status = -1;
    std::string out, error;
    QJsonObject json() const { return QJsonDocument::fromJson(QByteArray::fromStdString(out)).object(); }
};

/// Runs the program without a display, as from a shell.
inline Run runProgram(const std::string& arguments, const std::string& environment = "") {
    QTemporaryDir folder;
    const auto errors = folder.filePath("errors").toStdString();
    const std::string command = "env -u DISPLAY -u WAYLAND_DISPLAY DOKUEI_RESOURCES='" DOKUEI_SOURCE_DIR
                                "/resources' DOKUEI_DATA='" +
                                folder.path().toStdString() + "' " + environment + " '" DOKUEI_PROGRAM "' " +
                                arguments + " 2>'" + errors + "'";
    Run run;
    FILE* pipe = popen(command.c_str(), "r");
    char buffer[4096];
    for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) run.out.append(buffer, n);
    run.status = WEXITSTATUS(pclose(pipe));
    std::ifstream in(errors);
    run.error.assign(std::istreambuf_iterator<char>(in), {});
    return run;
}

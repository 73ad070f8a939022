#include "app/commands/ModelVerify.h"

#include <QJsonDocument>
#include <iostream>

#include "app/commands/ModelList.h"
#include "app/commands/Options.h"

namespace dokuei::app {

int modelVerify(const Arguments& arguments) {
    const Options options(arguments, {}, {"--json"});
    const auto row = describeModel(options.onlyWord("DIR"));
    if (options.has("--json")) {
        std::cout << QJsonDocument(row).toJson(QJsonDocument::Compact).toStdString() << "\n";
        return 0;
    }
    std::cout << row["name"].toString().toStdString() << ": sound, " << row["parameters"].toInteger()
              << " parameters\n"
              << row["licence"].toString().toStdString() << "\n"
              << row["note"].toString().toStdString() << "\n";
    return 0;
}

}  // namespace dokuei::app

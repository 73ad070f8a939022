#include "app/settings/Settings.h"

#include <memory>

#include "app/bridge/Resources.h"

namespace dokuei::app {
namespace {

std::unique_ptr<QSettings>& held() {
    static std::unique_ptr<QSettings> settings;
    return settings;
}

}  // namespace

QSettings& settings() {
    if (!held()) {
        held() = std::make_unique<QSettings>(QString::fromStdString(dataDirectory() + "/dokuei.ini"),
                                             QSettings::IniFormat);
    }
    return *held();
}

void closeSettings() {
    held().reset();
}

}  // namespace dokuei::app

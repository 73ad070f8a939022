#include "app/window/ModelChoice.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "app/bridge/Resources.h"
#include "app/chat/ModelService.h"
#include "app/settings/Settings.h"
#include "app/window/Jobs.h"

namespace dokuei::app {
namespace {

using Weights = inference::ModelOptions::Weights;

constexpr int kMostRecent = 8;
const QString kLast = QStringLiteral("model/directory");
const QString kRecent = QStringLiteral("model/recent");

constexpr std::array<std::pair<Weights, const char*>, 5> kWeights{{{Weights::Automatic, "automatic"},
                                                                   {Weights::AsStored, "as-stored"},
                                                                   {Weights::BFloat16, "bfloat16"},
                                                                   {Weights::Int8, "int8"},
                                                                   {Weights::Int4, "int4"}}};

/// The settings' group of a directory: a path would be cut into groups at its slashes.
QString groupOf(const QString& directory) {
    const QByteArray digest = QCryptographicHash::hash(directory.toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("models/") + QString::fromLatin1(digest.toHex().left(16)) + QLatin1Char('/');
}

bool isShipped(const QString& directory) {
    return QDir::cleanPath(directory) == QDir::cleanPath(shippedModel());
}

}  // namespace

QString shippedModel() {
    return QString::fromStdString(defaultModelDirectory());
}

ModelChoice ModelChoice::of(const QString& directory) {
    const QSettings& s = settings();
    const QString group = groupOf(directory);
    ModelChoice choice;
    choice.directory = directory;
    choice.device =
        s.value(group + QStringLiteral("device"), s.value(QStringLiteral("model/device"), choice.device))
            .toString();
    const QString weights = s.value(group + QStringLiteral("weights")).toString();
    for (const auto& [format, key] : kWeights)
        if (weights == QLatin1String(key)) choice.weights = format;
    choice.slices = std::clamp(s.value(group + QStringLiteral("slices"), 0).toInt(), 0, 512);
    choice.longestAnswer =
        std::clamp(s.value(group + QStringLiteral("longestAnswer"), choice.longestAnswer).toInt(), 16, 16384);
    choice.readsAhead = s.value(group + QStringLiteral("readsAhead"), isShipped(directory)).toBool();
    return choice;
}

ModelChoice ModelChoice::last() {
    const QString chosen = settings().value(kLast).toString();
    return of(chosen.isEmpty() ? shippedModel() : chosen);
}

void ModelChoice::save() const {
    QSettings& s = settings();
    const QString group = groupOf(directory);
    s.setValue(group + QStringLiteral("device"), device);
    for (const auto& [format, key] : kWeights)
        if (format == weights) s.setValue(group + QStringLiteral("weights"), QLatin1String(key));
    s.setValue(group + QStringLiteral("slices"), slices);
    s.setValue(group + QStringLiteral("longestAnswer"), longestAnswer);
    s.setValue(group + QStringLiteral("readsAhead"), readsAhead);
    if (isShipped(directory)) {
        // A later version of the program may keep its model elsewhere.
        s.remove(kLast);
        return;
    }
    s.setValue(kLast, directory);
    QStringList recent = recentModels();
    recent.removeAll(directory);
    recent.prepend(directory);
    s.setValue(kRecent, QStringList(recent.mid(0, kMostRecent)));
}

QStringList recentModels() {
    return settings().value(kRecent).toStringList();
}

void loadModel(ModelService& model, Jobs& jobs, const ModelChoice& choice) {
    inference::ModelOptions options;
    options.weights = choice.weights;
    options.slices = choice.slices;
    const auto load = [&model, choice, options](inference::Device device) {
        inference::ModelOptions wanted = options;
        wanted.device = device;
        model.setLongestAnswer(choice.longestAnswer);
        model.setPreparesAhead(choice.readsAhead || device == inference::Device::Cuda);
        model.load(choice.directory, wanted);
    };
    if (choice.device != QLatin1String("auto")) {
        load(choice.device == QLatin1String("cuda") ? inference::Device::Cuda : inference::Device::Cpu);
        return;
    }
    // Looking for a GPU loads large libraries: not on this thread.
    auto usable = std::make_shared<bool>(false);
    const auto loadThere = [usable, load] {
        load(*usable ? inference::Device::Cuda : inference::Device::Cpu);
    };
    jobs.start(
        &model, QCoreApplication::translate("ModelChoice", "Looking for a GPU"),
        [usable](viewer::Progress&) { *usable = inference::cudaUsable(); }, loadThere,
        [loadThere](const QString&, bool) { loadThere(); });
}

}  // namespace dokuei::app

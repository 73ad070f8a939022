#include "app/chat/ModelText.h"

#include <QCoreApplication>
#include <QLocale>

#include "app/chat/ModelService.h"

namespace dokuei::app {
namespace {

struct ModelText {
    Q_DECLARE_TR_FUNCTIONS(ModelText)
};

QString parametersText(long long parameters) {
    const double millions = double(parameters) / 1e6;
    return millions < 1000
               ? ModelText::tr("%1 million parameters").arg(QLocale().toString(millions, 'f', 1))
               : ModelText::tr("%1 billion parameters").arg(QLocale().toString(millions / 1000, 'f', 2));
}

}  // namespace

QString bytesText(std::uint64_t bytes) {
    if (bytes < 1'000'000)
        return QStringLiteral("%1 kB").arg(QLocale().toString(double(bytes) / 1e3, 'f', 0));
    return bytes >= 1'000'000'000
               ? QStringLiteral("%1 GB").arg(QLocale().toString(double(bytes) / 1e9, 'f', 1))
               : QStringLiteral("%1 MB").arg(QLocale().toString(double(bytes) / 1e6, 'f', 0));
}

QString weightsName(inference::ModelOptions::Weights weights) {
    using Weights = inference::ModelOptions::Weights;
    switch (weights) {
        case Weights::Automatic:
            return ModelText::tr("chosen by size and device");
        case Weights::AsStored:
            return ModelText::tr("as stored");
        case Weights::BFloat16:
            return QStringLiteral("bfloat16");
        case Weights::Int8:
            return QStringLiteral("int8");
        case Weights::Int4:
            return QStringLiteral("int4");
    }
    return {};
}

QString modelNote(const std::string& note) {
    static const char* const known[] = {
        QT_TRANSLATE_NOOP("ModelText", "for demonstration, not for diagnosis"),
        QT_TRANSLATE_NOOP("ModelText", "A public checkpoint: for research, not for diagnosis."),
        QT_TRANSLATE_NOOP("ModelText", "The publisher's licence holds.")};
    for (const char* text : known)
        if (note == text) return QCoreApplication::translate("ModelText", text);
    return QString::fromStdString(note);
}

QString loadedModelText(const ModelService& model) {
    QStringList lines{model.stateText()};
    if (model.state() == ModelService::State::Ready) {
        const inference::ModelInfo& info = model.info();
        QString held = parametersText(info.parameters);
        if (!info.weights.empty())
            held += ModelText::tr(", weights held as %1")
                        .arg(info.weights == "as stored" ? ModelText::tr("as stored")
                                                         : QString::fromStdString(info.weights));
        lines << held;
        if (!info.seesImages) lines << ModelText::tr("A chat model: no image can be shown to it.");
        if (!info.licence.empty()) lines << ModelText::tr("Licence: %1").arg(modelNote(info.licence));
        if (!info.note.empty()) lines << modelNote(info.note);
    }
    return lines.join(QLatin1Char('\n'));
}

QString factsText(const inference::ModelFacts& facts) {
    QStringList lines;
    lines << QStringLiteral("%1 (%2)").arg(QString::fromStdString(facts.name),
                                           QString::fromStdString(facts.family));
    lines << ModelText::tr("%1, %2 on disk as %3")
                 .arg(parametersText(facts.parameters), bytesText(facts.fileBytes),
                      QString::fromStdString(facts.storedAs));
    if (!facts.licence.empty()) {
        lines << ModelText::tr("Licence: %1").arg(QString::fromStdString(facts.licence));
    } else if (!facts.licenceFile.empty()) {
        lines << ModelText::tr("Licence: see the file %1 in the folder")
                     .arg(QString::fromStdString(facts.licenceFile));
    } else if (!facts.starter) {
        lines << ModelText::tr("The folder names no licence; that of its publisher holds.");
    }
    if (!facts.seesImages) lines << ModelText::tr("A chat model: no image can be shown to it.");
    return lines.join(QLatin1Char('\n'));
}

}  // namespace dokuei::app

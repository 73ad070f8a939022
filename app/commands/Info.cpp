#include "app/commands/Info.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <iostream>

#include "app/commands/InfoObjects.h"
#include "app/commands/Options.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::app {
namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

template <typename Values>
QJsonArray arrayOf(const Values& values) {
    QJsonArray array;
    for (const auto& value : values) array.append(value);
    return array;
}

QJsonArray arrayOf(const std::vector<std::string>& values) {
    QJsonArray array;
    for (const std::string& value : values) array.append(text(value));
    return array;
}

QJsonObject toJson(const viewer::SkippedFile& file) {
    return {{"file", text(file.file)}, {"reason", text(file.reason)}};
}

QJsonObject toJson(const viewer::VolumeSource& source) {
    const viewer::SeriesIdentity& id = source.identity;
    const viewer::Geometry& g = source.geometry;
    QJsonArray windows;
    for (const viewer::FileWindow& window : id.windows)
        windows.append(QJsonObject{{"name", text(window.name)},
                                   {"window", window.window},
                                   {"level", window.level},
                                   {"lookupTable", window.table != nullptr}});
    return {{"studyUid", text(id.studyUid)},
            {"seriesUid", text(id.seriesUid)},
            {"modality", text(id.modality)},
            {"description", text(id.seriesDescription)},
            {"seriesNumber", id.seriesNumber},
            {"studyDate", text(id.studyDate)},
            {"patientName", text(id.patientNameDicom)},
            {"patientNameDisplay", text(id.patientName)},
            {"patientId", text(id.patientId)},
            {"slices", g.size[2]},
            {"size", arrayOf(g.size)},
            {"spacing", arrayOf(g.spacing)},
            {"origin", arrayOf(g.origin)},
            {"direction", arrayOf(g.direction)},
            {"frameOfReferenceUid", text(g.frameOfReferenceUid)},
            {"transferSyntax", text(id.transferSyntaxUid)},
            {"windows", windows},
            {"overlays", arrayOf(source.bitPlanes)},
            {"lossy", id.lossy},
            {"units", text(id.units)},
            {"suvFactor", id.suvFactor > 0 ? QJsonValue(id.suvFactor) : QJsonValue()},
            {"placed", id.placed},
            {"planar", id.planar},
            {"framesPerSecond", id.framesPerSecond},
            {"resampled", source.resampled},
            {"phase", id.phase.count > 1 ? QJsonValue(QJsonObject{{"index", id.phase.index},
                                                                  {"count", id.phase.count},
                                                                  {"kind", text(id.phase.kind)},
                                                                  {"label", text(id.phase.label)}})
                                         : QJsonValue()}};
}

/// The volume's JSON with the statistics of its decoded voxels; what cannot be decoded goes to `skipped`.
QJsonObject measuredJson(const viewer::VolumeSource& source, QJsonArray& skipped) {
    QJsonObject object = toJson(source);
    std::vector<std::string> warnings = source.warnings;
    try {
        const auto volume = viewer::allocateVolume(source);
        for (const viewer::SkippedFile& file : viewer::decodeVolume(source, *volume)) {
            skipped.append(toJson(file));
            warnings.push_back("a slice could not be decoded and is empty: " + file.file);
        }
        const auto statistics = volume->statistics();
        object["min"] = statistics.min;
        object["max"] = statistics.max;
        object["mean"] = statistics.mean;
    } catch (const viewer::Error& error) {
        for (const char* key : {"min", "max", "mean"}) object[QLatin1String(key)] = QJsonValue::Null;
        warnings.push_back(std::string("cannot be decoded: ") + error.what());
    }
    object["warnings"] = arrayOf(warnings);
    return object;
}

void print(const viewer::Study& study) {
    std::string studyUid = "-", seriesUid = "-";
    for (const viewer::VolumeSource& volume : study.volumes) {
        const viewer::SeriesIdentity& id = volume.identity;
        const viewer::Geometry& g = volume.geometry;
        if (id.studyUid != studyUid)
            std::printf("study %s  %s  %s  %s\n", id.studyUid.c_str(), id.studyDate.c_str(),
                        id.patientName.c_str(), id.studyDescription.c_str());
        if (id.studyUid != studyUid || id.seriesUid != seriesUid)
            std::printf("  series %d  %s  %s  %s\n", id.seriesNumber, id.modality.c_str(),
                        id.seriesDescription.c_str(), id.seriesUid.c_str());
        studyUid = id.studyUid;
        seriesUid = id.seriesUid;
        std::printf("    volume %d x %d x %d, %.4g x %.4g x %.4g mm, origin %.2f %.2f %.2f mm (LPS)\n",
                    g.size[0], g.size[1], g.size[2], g.spacing[0], g.spacing[1], g.spacing[2], g.origin[0],
                    g.origin[1], g.origin[2]);
        for (const std::string& plane : volume.bitPlanes) std::printf("      overlay %s\n", plane.c_str());
        if (id.phase.count > 1)
            std::printf("      %d of %d: %s\n", id.phase.index + 1, id.phase.count, id.phase.label.c_str());
        if (id.suvFactor > 0 && id.units != "SUVbw")
            std::printf("      values in %s; SUVbw = value x %.6g\n", id.units.c_str(), id.suvFactor);
        else if (!id.units.empty())
            std::printf("      values in %s\n", id.units.c_str());
        for (const std::string& warning : volume.warnings) std::printf("      ! %s\n", warning.c_str());
    }
}

}  // namespace

int info(const Arguments& arguments) {
    const Options options(arguments, {}, {"--json", "--objects"});
    const viewer::Study study = viewer::scanStudy(options.onlyWord("PATH"));
    if (!options.has("--json")) {
        print(study);
        printObjects(study, options.has("--objects"));
        for (const viewer::SkippedFile& file : study.skipped)
            std::printf("skipped %s: %s\n", file.file.c_str(), file.reason.c_str());
        if (study.passedOver > 0) std::printf("%lld files of other kinds\n", study.passedOver);
        return 0;
    }
    QJsonArray volumes, skipped;
    for (const viewer::SkippedFile& file : study.skipped) skipped.append(toJson(file));
    for (const viewer::VolumeSource& source : study.volumes) volumes.append(measuredJson(source, skipped));
    std::cout << QJsonDocument(QJsonObject{{"volumes", volumes},
                                           {"objects", objectsJson(study, options.has("--objects"))},
                                           {"skipped", skipped},
                                           {"otherFiles", static_cast<qint64>(study.passedOver)}})
                     .toJson()
                     .toStdString();
    return 0;
}

}  // namespace dokuei::app

#include "app/commands/InfoObjects.h"

#include <QJsonObject>
#include <cstdio>

#include "viewer/Error.h"
#include "viewer/objects/EncapsulatedDocument.h"
#include "viewer/objects/PresentationState.h"
#include "viewer/objects/References.h"
#include "viewer/objects/Segmentation.h"
#include "viewer/objects/StructureSet.h"
#include "viewer/objects/StructuredReport.h"

namespace dokuei::app {
namespace {

using viewer::ObjectKind;

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

template <typename Values>
QJsonArray numbersOf(const Values& values) {
    QJsonArray array;
    for (const auto value : values) array.append(static_cast<double>(value));
    return array;
}

QJsonArray textsOf(const std::vector<std::string>& values) {
    QJsonArray array;
    for (const std::string& value : values) array.append(text(value));
    return array;
}

const char* wordOf(viewer::Origin origin) {
    switch (origin) {
        case viewer::Origin::Manual:
            return "manual";
        case viewer::Origin::SemiAutomatic:
            return "semiautomatic";
        case viewer::Origin::Automatic:
            return "automatic";
        case viewer::Origin::Unknown:
            break;
    }
    return "unknown";
}

QJsonObject segmentationJson(const viewer::StudyObject& object) {
    const viewer::Segmentation segmentation = viewer::readSegmentation(object.file);
    QJsonArray segments;
    for (std::size_t n = 0; n < segmentation.segments.size(); ++n) {
        const viewer::Segment& segment = segmentation.segments[n];
        const viewer::MaskFacts& facts = segmentation.grid.facts(n);
        segments.append(QJsonObject{{"number", segment.number},
                                    {"label", text(segment.label)},
                                    {"category", text(segment.category.meaning)},
                                    {"type", text(segment.type.meaning)},
                                    {"origin", wordOf(segment.origin)},
                                    {"colour", numbersOf(segment.colour)},
                                    {"voxels", facts.voxels},
                                    {"millilitres", facts.millilitres},
                                    {"centroid", numbersOf(facts.centroid)},
                                    {"bounds", numbersOf(facts.bounds)}});
    }
    return {{"type", text(segmentation.type)},
            {"size", numbersOf(segmentation.grid.geometry().size)},
            {"spacing", numbersOf(segmentation.grid.geometry().spacing)},
            {"segments", segments},
            {"notes", textsOf(segmentation.notes)}};
}

QJsonObject structureSetJson(const viewer::StudyObject& object) {
    const viewer::StructureSet set = viewer::readStructureSet(object.file);
    QJsonArray regions;
    for (const viewer::RegionOfInterest& region : set.regions)
        regions.append(QJsonObject{{"number", region.number},
                                   {"name", text(region.name)},
                                   {"type", text(region.interpretedType)},
                                   {"origin", wordOf(region.origin)},
                                   {"colour", numbersOf(region.colour)},
                                   {"contours", static_cast<int>(region.contours.size())}});
    return {{"regions", regions}, {"notes", textsOf(set.notes)}};
}

QJsonObject reportJson(const viewer::StudyObject& object) {
    const viewer::StructuredReport report = viewer::readStructuredReport(object.file);
    int measurements = 0, regions = static_cast<int>(report.regions.size()), boxes = 0;
    const auto count = [&](const std::vector<viewer::ImageRegion>& list) {
        for (const viewer::ImageRegion& region : list) boxes += region.isBox();
    };
    count(report.regions);
    for (const viewer::MeasurementGroup& group : report.groups) {
        measurements += static_cast<int>(group.measurements.size());
        regions += static_cast<int>(group.regions.size());
        count(group.regions);
    }
    return {{"groups", static_cast<int>(report.groups.size())},
            {"measurements", measurements},
            {"regions", regions},
            {"boxes", boxes},
            {"images", static_cast<int>(report.keyImages.size())},
            {"verified", report.verified},
            {"text", text(viewer::readableText(report))}};
}

QJsonObject presentationJson(const viewer::StudyObject& object) {
    const viewer::PresentationState state = viewer::readPresentationState(object.file);
    int figures = 0, texts = 0;
    for (const viewer::Annotation& annotation : state.annotations) {
        figures += static_cast<int>(annotation.figures.size());
        texts += static_cast<int>(annotation.texts.size());
    }
    QJsonArray windows;
    for (const viewer::DisplaySetting& setting : state.windows)
        windows.append(QJsonObject{{"window", setting.window}, {"level", setting.level}});
    return {{"figures", figures}, {"texts", texts}, {"windows", windows}, {"notes", textsOf(state.notes)}};
}

QJsonObject contentsOf(const viewer::StudyObject& object) {
    switch (object.kind) {
        case ObjectKind::Segmentation:
            return segmentationJson(object);
        case ObjectKind::StructureSet:
            return structureSetJson(object);
        case ObjectKind::StructuredReport:
        case ObjectKind::KeyImages:
            return reportJson(object);
        case ObjectKind::PresentationState:
            return presentationJson(object);
        case ObjectKind::Document: {
            const viewer::EncapsulatedDocument document = viewer::readDocument(object.file);
            return {{"mimeType", text(document.mimeType)},
                    {"bytes", static_cast<double>(document.bytes.size())}};
        }
        case ObjectKind::NotShown:
            break;
    }
    return {};
}

void printContents(const QJsonObject& contents) {
    for (const char* list : {"segments", "regions"})
        for (const QJsonValue& value : contents[QLatin1String(list)].toArray()) {
            const QJsonObject part = value.toObject();
            const QString name = part["label"].toString(part["name"].toString());
            std::printf("      %d  %s  %s", part["number"].toInt(), name.toUtf8().constData(),
                        part["origin"].toString().toUtf8().constData());
            if (part.contains("voxels"))
                std::printf("  %.0f voxels, %.2f ml", part["voxels"].toDouble(),
                            part["millilitres"].toDouble());
            else
                std::printf("  %d contours", part["contours"].toInt());
            std::printf("\n");
        }
    for (const char* key : {"groups", "measurements", "boxes", "images", "figures", "texts", "bytes"})
        if (contents[QLatin1String(key)].toDouble() > 0)
            std::printf("      %s: %.0f\n", key, contents[QLatin1String(key)].toDouble());
    for (const QString& line : contents["text"].toString().split('\n', Qt::SkipEmptyParts))
        std::printf("      | %s\n", line.toUtf8().constData());
    for (const QJsonValue& note : contents["notes"].toArray())
        std::printf("      ! %s\n", note.toString().toUtf8().constData());
}

}  // namespace

QJsonArray objectsJson(const viewer::Study& study, bool contents) {
    const auto instances = viewer::instancesOf(study);
    QJsonArray array;
    for (const viewer::StudyObject& object : study.objects) {
        const viewer::ReferenceCount references = viewer::countReferences(object, instances);
        QJsonObject json{{"kind", viewer::nameOf(object.kind)},
                         {"class", text(object.className)},
                         {"title", text(object.title)},
                         {"date", text(object.date)},
                         {"studyUid", text(object.identity.studyUid)},
                         {"seriesUid", text(object.identity.seriesUid)},
                         {"seriesNumber", object.identity.seriesNumber},
                         {"frameOfReferenceUid", text(object.frameOfReferenceUid)},
                         {"references", references.named},
                         {"referencesHere", references.here},
                         {"file", text(object.file)}};
        if (contents) try {
                json["contents"] = contentsOf(object);
            } catch (const viewer::Error& error) {
                json["error"] = QString::fromUtf8(error.what());
            }
        array.append(json);
    }
    return array;
}

void printObjects(const viewer::Study& study, bool contents) {
    for (const QJsonValue& value : objectsJson(study, contents)) {
        const QJsonObject object = value.toObject();
        std::printf("  object %s  %s  %s  %s\n", object["kind"].toString().toUtf8().constData(),
                    object["title"].toString().toUtf8().constData(),
                    object["date"].toString().toUtf8().constData(),
                    object["file"].toString().toUtf8().constData());
        const int named = object["references"].toInt(), here = object["referencesHere"].toInt();
        if (named > here)
            std::printf("    ! refers to images that are not here (%d of %d)\n", named - here, named);
        if (object.contains("error"))
            std::printf("    ! %s\n", object["error"].toString().toUtf8().constData());
        printContents(object["contents"].toObject());
    }
}

}  // namespace dokuei::app

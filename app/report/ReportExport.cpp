#include "app/report/ReportExport.h"

#include <QImage>
#include <utility>

#include "app/bridge/Bridge.h"
#include "inference/Error.h"
#include "reports/export/Exports.h"
#include "reports/export/Json.h"
#include "reports/export/Pdf.h"
#include "reports/export/StructuredReport.h"
#include "reports/export/Text.h"

namespace dokuei::app {
namespace {

std::map<std::string, QImage> keyImagesOf(const reports::Report& report,
                                          const ReportExport::Volumes& volumes) {
    std::map<std::string, QImage> images;
    for (const reports::Finding& finding : report.findings) {
        if (finding.state == reports::State::Rejected) continue;
        for (const reports::EvidenceLink& link : finding.links) {
            const auto volume = volumes.find(link.seriesUid);
            if (link.kind != reports::EvidenceLink::Kind::Box || volume == volumes.end()) continue;
            try {
                images[link.id] = keyImage(*volume->second, link);
            } catch (const inference::Error&) {
                // A series that was split in two has boxes outside of either part: no picture, the text
                // stays.
            }
        }
    }
    return images;
}

void write(const reports::Report& report, const ReportExport::Volumes& volumes, ReportExport::Format format,
           const std::string& path) {
    using Format = ReportExport::Format;
    switch (format) {
        case Format::All:
            reports::exportAll(report, keyImagesOf(report, volumes), path);
            break;
        case Format::Json:
            reports::writeFile(path, reports::toJson(report));
            break;
        case Format::Text:
            reports::writeFile(path, QByteArray::fromStdString(reports::toText(report)));
            break;
        case Format::Pdf:
            reports::writeFile(path, reports::toPdf(report, keyImagesOf(report, volumes)));
            break;
        case Format::StructuredReport:
            reports::writeFile(path, reports::toStructuredReport(report));
            break;
    }
}

}  // namespace

ReportExport::ReportExport(QObject* parent) : QObject(parent) {
    // Two exports into one folder must not interleave.
    pool_.setMaxThreadCount(1);
}

ReportExport::~ReportExport() {
    pool_.waitForDone();
}

void ReportExport::start(const reports::Report& report, Volumes volumes, Format format, const QString& path) {
    pool_.start([this, report, volumes = std::move(volumes), format, path] {
        QString error;
        try {
            write(report, volumes, format, path.toStdString());
        } catch (const std::exception& exception) {
            error = QString::fromUtf8(exception.what());
        }
        QMetaObject::invokeMethod(this, [this, path, error] {
            if (error.isEmpty()) {
                Q_EMIT done(path);
            } else {
                Q_EMIT failed(error);
            }
        });
    });
}

}  // namespace dokuei::app

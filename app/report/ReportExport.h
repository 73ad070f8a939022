#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <map>
#include <memory>
#include <string>

#include "reports/finding/Finding.h"
#include "viewer/volume/Volume.h"

namespace dokuei::app {

/// Writes a report to files on a worker thread, key images included.
class ReportExport : public QObject {
    Q_OBJECT
public:
    enum class Format { All, Json, Text, Pdf, StructuredReport };
    /// By series UID; boxes of a series that is not here get no key image in the PDF.
    using Volumes = std::map<std::string, std::shared_ptr<const viewer::Volume>>;

    explicit ReportExport(QObject* parent = nullptr);
    ~ReportExport() override;  ///< waits for what runs

    /// `path` is a folder for Format::All, else the file. Ends in done() or failed().
    void start(const reports::Report& report, Volumes volumes, Format format, const QString& path);

Q_SIGNALS:
    void done(const QString& path);
    void failed(const QString& error);  ///< names the file and the reason

private:
    QThreadPool pool_;
};

}  // namespace dokuei::app

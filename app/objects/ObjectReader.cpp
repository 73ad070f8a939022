#include "app/objects/ObjectReader.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <memory>
#ifdef DOKUEI_QT_PDF
#include <QPdfDocument>
#include <QPdfView>
#endif

#include "viewer/Error.h"
#include "viewer/objects/EncapsulatedDocument.h"

namespace dokuei::app {
namespace {

struct ObjectReader {
    Q_DECLARE_TR_FUNCTIONS(ObjectReader)
};

QDialog* dialogOf(QWidget* parent, const QString& title, QWidget* content, QPushButton* extra) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("objectReader"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(760, 820);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(content, 1);
    auto* buttons = new QDialogButtonBox;
    if (extra) buttons->addButton(extra, QDialogButtonBox::ActionRole);
    buttons->addButton(ObjectReader::tr("Close"), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    dialog->show();
    return dialog;
}

QString imageWords(const viewer::ImageReference& image) {
    QStringList words{QString::fromStdString(image.sopInstanceUid)};
    for (const int frame : image.frames) words << ObjectReader::tr("frame %1").arg(frame);
    return words.join(QLatin1String(", "));
}

void showReport(QWidget* parent, const viewer::StructuredReport& report) {
    auto* page = new QTextBrowser;
    page->setObjectName(QStringLiteral("objectReport"));
    page->setHtml(reportHtml(report));
    dialogOf(parent, QString::fromStdString(report.title), page, nullptr);
}

void save(QWidget* parent, std::shared_ptr<const viewer::EncapsulatedDocument> document,
          const StudyObjects::Run& run, const std::function<void(const QString&)>& failed) {
    const bool pdf = document->mimeType == "application/pdf";
    const QString file = QFileDialog::getSaveFileName(
        parent, ObjectReader::tr("Save the document"), QString(),
        pdf ? ObjectReader::tr("PDF (*.pdf)") : ObjectReader::tr("All files (*)"));
    if (file.isEmpty()) return;
    run(
        parent, ObjectReader::tr("Saving %1").arg(file),
        [document, path = file.toStdString()](viewer::Progress&) {
            QSaveFile out(QString::fromStdString(path));
            const auto size = static_cast<qint64>(document->bytes.size());
            if (!out.open(QIODevice::WriteOnly) || out.write(document->bytes.data(), size) != size ||
                !out.commit())
                throw viewer::WriteError(path, "cannot be written (" + out.errorString().toStdString() + ")");
        },
        [] {}, [failed](const QString& error, bool) { failed(error); });
}

#ifdef DOKUEI_QT_PDF
/// The pages of a PDF that lies in memory.
class PdfPages : public QWidget {
public:
    explicit PdfPages(const std::vector<char>& pdf) : view_(new QPdfView(this)) {
        bytes_.setData(pdf.data(), static_cast<int>(pdf.size()));
        bytes_.open(QIODevice::ReadOnly);
        document_.load(&bytes_);
        view_->setObjectName(QStringLiteral("objectPages"));
        view_->setPageMode(QPdfView::PageMode::MultiPage);
        view_->setZoomMode(QPdfView::ZoomMode::FitToWidth);
        view_->setDocument(&document_);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(view_);
    }
    /// The view listens to the document to its end, so it goes first.
    ~PdfPages() override { delete view_; }
    bool ready() const { return document_.status() == QPdfDocument::Status::Ready; }

private:
    QBuffer bytes_;
    QPdfDocument document_{nullptr};
    QPdfView* view_;
};
#endif

/// The pages, or words about why they are not shown.
QWidget* pagesOf(const viewer::EncapsulatedDocument& document) {
#ifdef DOKUEI_QT_PDF
    if (document.mimeType == "application/pdf") {
        auto pages = std::make_unique<PdfPages>(document.bytes);
        if (pages->ready()) return pages.release();
    }
#endif
    auto* words =
        new QLabel(ObjectReader::tr("This document (%1) cannot be shown here. It can be saved as a file.")
                       .arg(QString::fromStdString(document.mimeType)));
    words->setObjectName(QStringLiteral("objectPages"));
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    return words;
}

void showDocument(QWidget* parent, std::shared_ptr<const viewer::EncapsulatedDocument> document,
                  const StudyObjects::Run& run, const std::function<void(const QString&)>& failed) {
    auto* button = new QPushButton(ObjectReader::tr("Save as..."));
    QDialog* dialog =
        dialogOf(parent, QString::fromStdString(document->object.title), pagesOf(*document), button);
    QObject::connect(button, &QPushButton::clicked, dialog,
                     [dialog, document, run, failed] { save(dialog, document, run, failed); });
}

}  // namespace

QString reportHtml(const viewer::StructuredReport& report) {
    QString html;
    const auto text = [](const std::string& utf8) {
        QString escaped = QString::fromStdString(utf8).toHtmlEscaped();
        return escaped.remove(QLatin1Char('\r')).replace(QLatin1Char('\n'), QLatin1String("<br>"));
    };
    html += QStringLiteral("<p><i>%1</i></p>")
                .arg(report.verified ? ObjectReader::tr("Verified") : ObjectReader::tr("Not verified"));
    using Type = viewer::ReportItem::Type;
    for (const viewer::ReportItem& item : report.items) {
        QString value = text(item.value);
        if (item.type == Type::Image) value = ObjectReader::tr("image %1").arg(imageWords(item.image));
        if (item.type == Type::Region)
            value = ObjectReader::tr("region on image %1").arg(imageWords(item.image));
        const QString name = text(item.name);
        if (name.isEmpty() && value.isEmpty()) continue;
        const int indent = 16 * std::min(item.depth, 12);
        if (item.type == Type::Heading) {
            html += QStringLiteral(
                        "<p style='margin-left:%1px; margin-top:8px; margin-bottom:2px; font-size:%2pt'>"
                        "<b>%3</b></p>")
                        .arg(indent)
                        .arg(item.depth == 0 ? 14 : 11)
                        .arg(name);
        } else {
            html += QStringLiteral("<p style='margin-left:%1px; margin-top:1px; margin-bottom:1px'>%2%3</p>")
                        .arg(indent)
                        .arg(name.isEmpty() ? QString() : name + QLatin1String(": "), value);
        }
    }
    return html;
}

void readObject(QWidget* parent, const viewer::StudyObject& object, const StudyObjects::Run& run,
                const std::function<void(const QString&)>& failed) {
    const QString title = ObjectReader::tr("Reading %1").arg(QString::fromStdString(object.title));
    const auto told = [failed](const QString& error, bool cancelled) {
        if (!cancelled) failed(error);
    };
    if (object.kind == viewer::ObjectKind::Document) {
        auto document = std::make_shared<viewer::EncapsulatedDocument>();
        run(
            parent, title,
            [document, file = object.file](viewer::Progress&) { *document = viewer::readDocument(file); },
            [parent, document, run, failed] { showDocument(parent, document, run, failed); }, told);
        return;
    }
    auto report = std::make_shared<viewer::StructuredReport>();
    run(
        parent, title,
        [report, file = object.file](viewer::Progress&) { *report = viewer::readStructuredReport(file); },
        [parent, report] { showReport(parent, *report); }, told);
}

}  // namespace dokuei::app

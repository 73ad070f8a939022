#include "reports/export/Pdf.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QUrl>
#include <algorithm>
#include <cmath>

#include "reports/export/Exports.h"
#include "reports/export/PdfText.h"
#include "reports/export/Text.h"

namespace dokuei::reports {
namespace {

// Everything is laid out in points, so that no screen's resolution plays a part.
constexpr double margin = 48, headLine = 20, footLine = 18, imageWidth = 232;

QString html(const std::string& text) {
    return QString::fromStdString(text).toHtmlEscaped().replace('\n', "<br/>");
}

QFont bodyFont(const Report& report) {
    // Latin letters and digits come from a Latin font: Noto Sans CJK swaps digits beside Latin letters for
    // glyphs that have no character of their own, and a reader of the PDF could not search or copy them.
    const QStringList latin{"Liberation Sans", "Arial", "Noto Sans", "DejaVu Sans"};
    const QStringList japanese{"Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic",
                               "IPAGothic",        "Yu Gothic",    "Meiryo"};
    const QStringList installed = QFontDatabase::families();
    QStringList families;
    for (const QString& family : japanese)
        if (installed.contains(family)) families << family;
    if (report.language == "ja" && families.isEmpty() &&
        QFontDatabase::families(QFontDatabase::Japanese).isEmpty())
        throw ExportError(
            "no Japanese font is installed, so the PDF would show empty boxes. Install Noto Sans CJK "
            "(Debian package fonts-noto-cjk).");
    for (const QString& family : latin)
        if (installed.contains(family)) {
            families.prepend(family);
            break;
        }
    QFont font;
    if (!families.isEmpty()) font.setFamilies(families);
    font.setPixelSize(10);
    // Spaced letters are not joined into ligatures, which would be lost when the text is copied.
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.05);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

struct Figure {
    const QImage* image;
    std::string label;
    std::string finding;  ///< "finding 2"
};

/// Body of the report; numbers the key images in the order in which the sentences mention them.
class Body {
public:
    Body(const Report& report, const std::map<std::string, QImage>& images)
        : report_(report), images_(images), words_(wording(report.language)) {}

    QString build(QTextDocument& document) {
        QString text = "<h1>" + html(words_.title) + "</h1>" + headerTable();
        text += section(Section::Finding, words_.findings) + section(Section::Impression, words_.impression);
        return text + figures(document);
    }

private:
    QString headerTable() const {
        QString rows;
        const auto lines = header(report_);
        for (std::size_t i = 0; i < lines.size(); i += 2) {
            rows += "<tr>";
            for (std::size_t j = i; j < std::min(i + 2, lines.size()); ++j)
                rows += "<td class='name'>" + html(lines[j].first) + "&nbsp;&nbsp;</td><td>" +
                        html(lines[j].second) + "&nbsp;&nbsp;&nbsp;&nbsp;</td>";
            rows += "</tr>";
        }
        return "<table width='100%' cellpadding='2'>" + rows + "</table><hr/>";
    }

    QString section(Section which, const std::string& title) {
        QString text = "<h2>" + html(title) + "</h2>";
        int n = 0;
        for (const Finding* finding : shown(report_, which)) {
            ++n;
            QString marks;
            for (const EvidenceLink& link : finding->links) {
                const auto image = images_.find(link.id);
                if (image == images_.end() || image->second.isNull()) continue;
                figures_.push_back(
                    {&image->second, link.label,
                     (which == Section::Finding ? words_.ofFinding : title) + ' ' + std::to_string(n)});
                marks += QString(" [%1 %2]").arg(html(words_.figure)).arg(figures_.size());
            }
            text += QString("<p>%1. %2<span class='mark'>%3</span></p>")
                        .arg(n)
                        .arg(html(sentence(*finding, words_)), marks);
        }
        return n == 0 ? text + "<p>" + html(words_.none) + "</p>" : text;
    }

    QString figures(QTextDocument& document) const {
        if (figures_.empty()) return {};
        QString text = "<h2>" + html(words_.keyImages) + "</h2><table width='100%' cellpadding='4'>";
        for (std::size_t i = 0; i < figures_.size(); ++i) {
            const Figure& figure = figures_[i];
            const QString name = QString("figure:%1").arg(i);
            document.addResource(QTextDocument::ImageResource, QUrl(name), *figure.image);
            const double height = imageWidth * figure.image->height() / figure.image->width();
            if (i % 2 == 0) text += "<tr>";
            text +=
                QString(
                    "<td width='50%'><img src='%1' width='%2' height='%3'/><br/><b>%4 %5</b> %6 (%7)</td>")
                    .arg(name)
                    .arg(imageWidth)
                    .arg(std::min(height, 400.0))
                    .arg(html(words_.figure))
                    .arg(i + 1)
                    .arg(html(figure.label), html(figure.finding));
            if (i % 2 == 1 || i + 1 == figures_.size()) text += "</tr>";
        }
        return text + "</table>";
    }

    const Report& report_;
    const std::map<std::string, QImage>& images_;
    const Wording& words_;
    std::vector<Figure> figures_;
};

/// Lines that stand on every page.
void drawFrame(QPainter& painter, const QSizeF& page, const QFont& font, const Report& report, int number,
               int count) {
    const Wording& words = wording(report.language);
    QFont small = font;
    small.setPixelSize(8);
    painter.setFont(small);
    if (hasUnverifiedAi(report)) {
        const QRectF band(margin, margin - headLine, page.width() - 2 * margin, headLine - 6);
        painter.setPen(QColor(160, 0, 0));
        painter.drawRect(band);
        painter.drawText(band, Qt::AlignCenter, QString::fromStdString(words.notice));
    }
    painter.setPen(QColor(90, 90, 90));
    const QRectF foot(margin, page.height() - margin, page.width() - 2 * margin, footLine);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromStdString(report.patientName + "  " + report.patientId));
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter,
                     QString("%1 %2 / %3").arg(QString::fromStdString(words.page)).arg(number).arg(count));
}

}  // namespace

QByteArray toPdf(const Report& report, const std::map<std::string, QImage>& keyImages) {
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        throw ExportError(
            "a PDF needs a graphical application object (platform \"offscreen\" without a display)");
    const QFont font = bodyFont(report);
    QTextDocument document;
    document.setDefaultFont(font);
    document.setUseDesignMetrics(true);
    document.setDocumentMargin(0);
    document.setDefaultStyleSheet(
        "h1 { font-size: 17px; } h2 { font-size: 12px; color: #204060; } td.name { color: #606060; } "
        "span.mark { color: #204060; }");
    document.setHtml(Body(report, keyImages).build(document));

    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setTitle(QString::fromStdString(wording(report.language).title));
    writer.setCreator("Dokuei");
    const QSizeF page = QPageSize(QPageSize::A4).size(QPageSize::Point);
    const QSizeF area(page.width() - 2 * margin, page.height() - 2 * margin);
    document.setPageSize(area);

    QPainter painter;
    if (!painter.begin(&writer)) throw ExportError("the PDF could not be made");
    const double scale = writer.resolution() / 72.0;
    const int count = document.pageCount();
    for (int number = 1; number <= count; ++number) {
        if (number > 1 && !writer.newPage()) throw ExportError("the PDF could not be made");
        painter.save();
        painter.scale(scale, scale);
        drawFrame(painter, page, font, report, number, count);
        painter.translate(margin, margin - (number - 1) * area.height());
        const QRectF clip(0, (number - 1) * area.height(), area.width(), area.height());
        painter.setClipRect(clip);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = clip;
        context.palette.setColor(QPalette::Text, Qt::black);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
    }
    painter.end();
    const Wording& words = wording(report.language);
    repairCopiedText(
        bytes, font,
        document.toPlainText() + QString::fromStdString(words.notice + words.page + report.patientName));
    return bytes;
}

}  // namespace dokuei::reports

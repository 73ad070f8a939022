#include "app/chat/BoxRow.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/chat/Confidence.h"
#include "app/settings/Icons.h"
#include "app/settings/Theme.h"

namespace dokuei::app {

BoxRow::BoxRow(const ChatBox& box, int slices, QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("boxRow"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    number_ = new QLabel(this);
    label_ = new QLabel(this);
    label_->setTextFormat(Qt::PlainText);
    label_->setWordWrap(true);
    details_ = new QLabel(this);
    details_->setTextFormat(Qt::PlainText);
    details_->setWordWrap(true);
    unsure_ = new QLabel(this);
    unsure_->setObjectName(QStringLiteral("unsure"));
    unsure_->setTextFormat(Qt::PlainText);
    add_ = new QToolButton(this);
    add_->setObjectName(QStringLiteral("addFinding"));
    add_->setIcon(icon("plus"));
    add_->setAutoRaise(true);
    add_->setCursor(Qt::ArrowCursor);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(label_);
    texts->addWidget(unsure_);
    texts->addWidget(details_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 4, 4);
    row->setSpacing(8);
    row->addWidget(number_, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(add_, 0, Qt::AlignVCenter);
    connect(add_, &QToolButton::clicked, this, [this] { Q_EMIT findingRequested(id_); });
    update(box, slices);
}

void BoxRow::update(const ChatBox& box, int slices) {
    id_ = box.id;
    const inference::Grounding& g = box.grounding;
    const QLocale locale;
    number_->setText(QStringLiteral("[%1]").arg(box.number));
    number_->setStyleSheet(QStringLiteral("color: %1; font-weight: 600;").arg(colours().ai.name()));
    label_->setText(QString::fromStdString(g.label));
    QStringList parts{sizeText(g.lps)};
    if (g.diameterMm) parts << tr("diameter %1 mm").arg(locale.toString(*g.diameterMm, 'f', 0));
    if (g.volumeMl) parts << tr("%1 ml").arg(locale.toString(*g.volumeMl, 'f', *g.volumeMl < 10 ? 1 : 0));
    if (g.meanHu) parts << tr("%1 HU").arg(locale.toString(*g.meanHu, 'f', 0));
    const int slice = (g.voxel[2] + g.voxel[5]) / 2 + 1;
    parts << (slices > 0 ? tr("slice %1/%2").arg(slice).arg(slices) : tr("slice %1").arg(slice));
    details_->setText(parts.join(QStringLiteral(" \u00b7 ")));
    const bool unsure = isUnsure(g.confidence);
    unsure_->setText(unsureText());
    unsure_->setStyleSheet(QStringLiteral("color: %1;").arg(colours().warning.name()));
    unsure_->setVisible(unsure);
    details_->setStyleSheet(QStringLiteral("color: %1;").arg(colours().dimText.name()));
    add_->setToolTip(tr("Make a finding of it"));
    add_->setAccessibleName(add_->toolTip());
    const QString confidence = confidenceText(g.confidence);
    setToolTip(confidence.isEmpty() ? tr("Go to this box")
                                    : tr("Go to this box") + QStringLiteral("\n") + confidence);
    setAccessibleName(QStringLiteral("%1 %2").arg(number_->text(), label_->text()));
    setAccessibleDescription(unsure ? details_->text() + QStringLiteral("; ") + unsure_->text()
                                    : details_->text());
}

void BoxRow::setHighlighted(bool highlighted) {
    if (highlighted_ == highlighted) return;
    highlighted_ = highlighted;
    QFrame::update();
}

void BoxRow::enterEvent(QEnterEvent* event) {
    QFrame::enterEvent(event);
    Q_EMIT hovered(id_);
}

void BoxRow::leaveEvent(QEvent* event) {
    QFrame::leaveEvent(event);
    Q_EMIT hovered({});
}

void BoxRow::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT activated(id_);
}

void BoxRow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT activated(id_);
    } else if (event->key() == Qt::Key_Plus) {
        Q_EMIT findingRequested(id_);
    } else {
        QFrame::keyPressEvent(event);
    }
}

void BoxRow::focusInEvent(QFocusEvent* event) {
    QFrame::focusInEvent(event);
    Q_EMIT hovered(id_);
}

void BoxRow::focusOutEvent(QFocusEvent* event) {
    QFrame::focusOutEvent(event);
    Q_EMIT hovered({});
}

void BoxRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    // Dashed like the model's boxes in the views.
    painter.setPen(QPen(highlighted_ || hasFocus() ? colours().ai : colours().line, 1, Qt::DashLine));
    painter.setBrush(highlighted_ ? colours().raised : Qt::transparent);
    painter.drawRoundedRect(area, 4, 4);
}

}  // namespace dokuei::app

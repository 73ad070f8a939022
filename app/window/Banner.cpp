#include "app/window/Banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "app/settings/Icons.h"
#include "app/settings/Theme.h"

namespace dokuei::app {

Banner::Banner(QWidget* parent)
    : QFrame(parent), text_(new QLabel), details_(new QPushButton), close_(new QToolButton) {
    setObjectName(QStringLiteral("banner"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    close_->setIcon(icon("close"));
    close_->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 4, 4);
    layout->addWidget(text_, 1);
    layout->addWidget(details_);
    layout->addWidget(close_);
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);
    connect(details_, &QPushButton::clicked, this, &Banner::detailsRequested);
    retranslate();
    hide();
}

void Banner::retranslate() {
    close_->setToolTip(tr("Close this message"));
    close_->setAccessibleName(tr("Close this message"));
}

void Banner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void Banner::showText(const QString& text, Tone tone, const QString& details) {
    const Colours& c = colours();
    const QColor edge = tone == Tone::Error ? c.error : tone == Tone::Warning ? c.warning : c.accent;
    setStyleSheet(QStringLiteral("#banner { background: %1; border: 0; border-left: 4px solid %2; }")
                      .arg(c.raised.name(), edge.name()));
    text_->setText(text);
    setAccessibleName(text);
    details_->setText(details);
    details_->setVisible(!details.isEmpty());
    show();
}

QString Banner::text() const {
    return isHidden() ? QString() : text_->text();
}

}  // namespace dokuei::app

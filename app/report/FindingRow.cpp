#include "app/report/FindingRow.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "app/chat/ChatTurn.h"
#include "app/chat/GrowingTextEdit.h"
#include "app/settings/Icons.h"
#include "app/settings/Theme.h"
#include "reports/export/Text.h"

namespace dokuei::app {
namespace {

const char* stateIcon(reports::State state) {
    switch (state) {
        case reports::State::Accepted:
            return "check";
        case reports::State::Edited:
            return "edit";
        case reports::State::Rejected:
            return "cross";
        case reports::State::Proposed:
            break;
    }
    return "help";
}

QToolButton* actionButton(QWidget* parent, const char* iconName, const char* name) {
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(iconName));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

}  // namespace

QString stateName(reports::State state) {
    switch (state) {
        case reports::State::Proposed:
            return FindingRow::tr("proposed");
        case reports::State::Accepted:
            return FindingRow::tr("accepted");
        case reports::State::Edited:
            return FindingRow::tr("edited");
        case reports::State::Rejected:
            return FindingRow::tr("rejected");
    }
    return {};
}

QString originName(reports::Origin origin) {
    switch (origin) {
        case reports::Origin::Ai:
            return FindingRow::tr("written by AI");
        case reports::Origin::Human:
            return FindingRow::tr("written by a person");
        case reports::Origin::AiEdited:
            return FindingRow::tr("written by AI, edited by a person");
    }
    return {};
}

QString certaintyName(reports::Certainty certainty) {
    switch (certainty) {
        case reports::Certainty::Present:
            return FindingRow::tr("present");
        case reports::Certainty::Uncertain:
            return FindingRow::tr("uncertain");
        case reports::Certainty::Absent:
            return FindingRow::tr("absent");
    }
    return {};
}

FindingRow::FindingRow(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("findingRow"));
    setFocusPolicy(Qt::StrongFocus);
    state_ = new QLabel(this);
    sentence_ = new QLabel(this);
    sentence_->setObjectName(QStringLiteral("sentence"));
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setWordWrap(true);
    origin_ = new QLabel(this);
    origin_->setObjectName(QStringLiteral("originMark"));
    details_ = new QLabel(this);
    details_->setObjectName(QStringLiteral("details"));
    details_->setTextFormat(Qt::RichText);
    details_->setWordWrap(true);
    details_->setTextInteractionFlags(Qt::LinksAccessibleByMouse);
    edit_ = new GrowingTextEdit(this);
    edit_->setObjectName(QStringLiteral("sentenceEdit"));
    editFields_ = new QWidget(this);
    site_ = new QLineEdit(editFields_);
    site_->setObjectName(QStringLiteral("siteEdit"));
    certainty_ = new QComboBox(editFields_);
    certainty_->setObjectName(QStringLiteral("certaintyEdit"));
    actions_ = new QWidget(this);
    accept_ = actionButton(actions_, "check", "accept");
    reject_ = actionButton(actions_, "cross", "reject");
    change_ = actionButton(actions_, "edit", "edit");
    box_ = actionButton(actions_, "box", "drawBox");
    remove_ = actionButton(actions_, "delete", "remove");

    auto* fields = new QHBoxLayout(editFields_);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->addWidget(site_, 1);
    fields->addWidget(certainty_);
    auto* buttons = new QHBoxLayout(actions_);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(2);
    for (QToolButton* button : {accept_, reject_, change_, box_, remove_}) buttons->addWidget(button);
    buttons->addStretch(1);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(3);
    texts->addWidget(sentence_);
    texts->addWidget(edit_);
    texts->addWidget(editFields_);
    texts->addWidget(details_);
    texts->addWidget(actions_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 7, 8, 7);
    row->setSpacing(8);
    row->addWidget(state_, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(origin_, 0, Qt::AlignTop);

    const auto on = [this](QToolButton* button, Action action) {
        connect(button, &QToolButton::clicked, this, [this, action] { Q_EMIT actionRequested(action); });
    };
    on(accept_, Action::Accept);
    on(reject_, Action::Reject);
    on(change_, Action::Edit);
    on(box_, Action::Box);
    on(remove_, Action::Remove);
    connect(edit_, &QPlainTextEdit::textChanged, this, [this] {
        if (editing_) Q_EMIT textEdited(edit_->toPlainText());
    });
    connect(edit_, &GrowingTextEdit::committed, this, &FindingRow::endEdit);
    connect(edit_, &GrowingTextEdit::escaped, this, &FindingRow::endEdit);
    connect(edit_, &GrowingTextEdit::focusLeft, this, &FindingRow::leaveEditIfFocusLeft);
    connect(site_, &QLineEdit::textEdited, this, &FindingRow::siteEdited);
    connect(site_, &QLineEdit::returnPressed, this, &FindingRow::endEdit);
    connect(site_, &QLineEdit::editingFinished, this, &FindingRow::leaveEditIfFocusLeft);
    connect(certainty_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT certaintyChosen(reports::Certainty(index)); });
    connect(details_, &QLabel::linkHovered, this, [this](const QString& link) {
        overLink_ = !link.isEmpty();
        Q_EMIT boxHovered(link);
    });
    details_->installEventFilter(this);
    connect(details_, &QLabel::linkActivated, this, &FindingRow::boxActivated);
    showMode();
}

void FindingRow::show(const reports::Finding& finding, bool readOnly) {
    finding_ = finding;
    readOnly_ = readOnly;
    if (readOnly && editing_) endEdit();
    showTexts();
    showMode();
}

void FindingRow::showTexts() {
    const Colours& c = colours();
    const QString text = QString::fromStdString(finding_.text);
    const bool rejected = finding_.state == reports::State::Rejected;
    sentence_->setText(text.isEmpty() ? tr("(no text yet)") : text);
    QFont font = this->font();
    font.setStrikeOut(rejected);
    sentence_->setFont(font);
    sentence_->setStyleSheet(
        QStringLiteral("color: %1;").arg((rejected || text.isEmpty() ? c.dimText : c.text).name()));
    if (edit_->toPlainText() != text) {
        const QSignalBlocker silent(edit_);
        edit_->setPlainText(text);
    }
    if (const QString site = QString::fromStdString(finding_.site); site_->text() != site)
        site_->setText(site);
    site_->setPlaceholderText(tr("Site"));
    site_->setAccessibleName(site_->placeholderText());
    edit_->setAccessibleName(tr("Sentence"));
    certainty_->clear();
    for (const auto certainty :
         {reports::Certainty::Present, reports::Certainty::Uncertain, reports::Certainty::Absent}) {
        certainty_->addItem(certaintyName(certainty));
    }
    certainty_->setCurrentIndex(int(finding_.certainty));
    certainty_->setAccessibleName(tr("Certainty"));

    const int side = fontMetrics().height();
    state_->setPixmap(icon(stateIcon(finding_.state)).pixmap(side, side));
    state_->setToolTip(stateName(finding_.state));
    const bool ai = finding_.origin != reports::Origin::Human;
    origin_->setPixmap(ai ? icon("sparkle").pixmap(side, side) : QPixmap());
    QString origin = originName(finding_.origin);
    if (!finding_.modelName.empty())
        origin += QStringLiteral(" (%1)").arg(QString::fromStdString(finding_.modelName));
    if (finding_.origin == reports::Origin::AiEdited) {
        origin += '\n' + tr("The AI wrote: %1").arg(QString::fromStdString(finding_.aiText));
    }
    origin_->setToolTip(origin);
    details_->setText(detailsHtml());
    details_->setStyleSheet(QStringLiteral("color: %1;").arg(c.dimText.name()));
    setAccessibleName(text);
    setAccessibleDescription(stateName(finding_.state) + QStringLiteral(", ") + originName(finding_.origin));

    accept_->setToolTip(tr("Accept (A)"));
    reject_->setToolTip(rejected ? tr("Take back the rejection (X)") : tr("Reject (X)"));
    change_->setToolTip(tr("Edit (Enter)"));
    box_->setToolTip(tr("Draw a box for it (B)"));
    remove_->setToolTip(tr("Delete (Del)"));
    for (QToolButton* button : {accept_, reject_, change_, box_, remove_}) {
        button->setAccessibleName(button->toolTip());
    }
}

QString FindingRow::detailsHtml() const {
    QStringList parts{stateName(finding_.state)};
    if (finding_.origin == reports::Origin::AiEdited) parts << tr("AI, edited");
    if (finding_.origin == reports::Origin::Human) parts << tr("by hand");
    if (!finding_.site.empty()) parts << QString::fromStdString(finding_.site).toHtmlEscaped();
    parts << certaintyName(finding_.certainty);
    for (const reports::Measurement& measured : finding_.measurements) {
        parts << QString::fromStdString(reports::readable(measured)).toHtmlEscaped();
    }
    const Colours& c = colours();
    int number = 0;
    for (const reports::EvidenceLink& link : finding_.links) {
        ++number;
        const bool human = link.origin != reports::Origin::Ai;
        const QString what = link.kind == reports::EvidenceLink::Kind::Box
                                 ? sizeText(link.lps)
                                 : QString::fromStdString(link.label);
        parts << QStringLiteral("<a href=\"%1\" style=\"color:%2;\">[%3]&nbsp;%4</a>")
                     .arg(QString::fromStdString(link.id), (human ? c.human : c.ai).name())
                     .arg(number)
                     .arg(what.toHtmlEscaped().replace(' ', QLatin1String("&nbsp;")));
    }
    if (finding_.links.empty()) parts << tr("no box");
    return parts.join(QStringLiteral(" \u00b7 "));
}

void FindingRow::showMode() {
    sentence_->setVisible(!editing_);
    edit_->setVisible(editing_);
    editFields_->setVisible(editing_);
    actions_->setVisible(selected_ && !editing_ && !readOnly_);
    update();
}

void FindingRow::setSelected(bool selected) {
    if (selected_ == selected) return;
    selected_ = selected;
    showMode();
}

void FindingRow::setHighlighted(const QString& boxId) {
    bool highlighted = false;
    for (const reports::EvidenceLink& link : finding_.links)
        highlighted |= QString::fromStdString(link.id) == boxId;
    if (std::exchange(highlighted_, highlighted) != highlighted) update();
}

void FindingRow::beginEdit() {
    if (readOnly_ || editing_) return;
    editing_ = true;
    showMode();
    edit_->setFocus(Qt::OtherFocusReason);
    edit_->moveCursor(QTextCursor::End);
}

void FindingRow::endEdit() {
    if (!editing_) return;
    const bool hadFocus = edit_->hasFocus() || site_->hasFocus() || certainty_->hasFocus();
    editing_ = false;
    if (hadFocus) setFocus(Qt::OtherFocusReason);
    showMode();
    Q_EMIT editEnded();
}

void FindingRow::leaveEditIfFocusLeft() {
    // Only once the focus has arrived elsewhere is it known whether it stays within the row.
    QTimer::singleShot(0, this, [this] {
        const bool within = edit_->hasFocus() || site_->hasFocus() || certainty_->hasFocus() ||
                            certainty_->view()->isVisible();
        if (editing_ && !within && window()->isActiveWindow()) endEdit();
    });
}

bool FindingRow::eventFilter(QObject* watched, QEvent* event) {
    // A text with links keeps all clicks to itself; those beside a link are for the row.
    if (watched == details_ && !overLink_) {
        if (event->type() == QEvent::MouseButtonRelease) {
            mouseReleaseEvent(static_cast<QMouseEvent*>(event));
        } else if (event->type() == QEvent::MouseButtonDblClick) {
            mouseDoubleClickEvent(static_cast<QMouseEvent*>(event));
        }
    }
    return QFrame::eventFilter(watched, event);
}

void FindingRow::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) Q_EMIT clicked();
}

void FindingRow::mouseDoubleClickEvent(QMouseEvent*) {
    Q_EMIT actionRequested(Action::Edit);
}

void FindingRow::focusInEvent(QFocusEvent* event) {
    QFrame::focusInEvent(event);
    update();
}

void FindingRow::paintEvent(QPaintEvent*) {
    const Colours& c = colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(selected_ ? c.accent : highlighted_ ? c.ai : c.line, 1));
    painter.setBrush(selected_ || highlighted_ ? c.raised : Qt::transparent);
    painter.drawRoundedRect(area, 4, 4);
    // The bar tells at a glance whose statement it is: dashed for the model, solid for a person.
    const bool ai = finding_.origin == reports::Origin::Ai && finding_.state == reports::State::Proposed;
    QPen bar(finding_.state == reports::State::Rejected ? c.dimText
             : ai                                       ? c.ai
                                                        : c.human,
             3, ai ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap);
    painter.setPen(bar);
    painter.drawLine(QPointF(4.5, 6), QPointF(4.5, height() - 6.0));
}

}  // namespace dokuei::app

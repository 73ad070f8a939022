#include "app/library/FilterBar.h"

#include <QComboBox>
#include <QDateEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QVBoxLayout>

#include "app/settings/Icons.h"

namespace dokuei::app {
namespace {

/// Days back from today that an entry of the date menu means; these two are no numbers of days.
constexpr int kAnyDate = -1, kRange = -2;

QString dicomDate(const QDate& date) {
    return date.toString(QStringLiteral("yyyyMMdd"));
}

QComboBox* narrowBox(const char* name) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(4);
    return box;
}

}  // namespace

FilterBar::FilterBar(QWidget* parent)
    : QWidget(parent),
      search_(new QLineEdit),
      dates_(narrowBox("libraryDates")),
      modality_(narrowBox("libraryModality")),
      order_(narrowBox("libraryOrder")),
      range_(new QWidget),
      from_(new QDateEdit(QDate::currentDate().addMonths(-1))),
      to_(new QDateEdit(QDate::currentDate())),
      typing_(new QTimer(this)) {
    search_->setObjectName(QStringLiteral("librarySearch"));
    search_->setClearButtonEnabled(true);
    search_->addAction(icon("search"), QLineEdit::LeadingPosition);
    search_->installEventFilter(this);
    for (QDateEdit* date : {from_, to_}) {
        date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
        date->setCalendarPopup(true);
        connect(date, &QDateEdit::dateChanged, this, &FilterBar::send);
    }
    for (const int days : {kAnyDate, 0, 7, 30, 365, kRange}) dates_->addItem(QString(), days);
    for (const auto order : {viewer::StudyOrder::Recent, viewer::StudyOrder::Date, viewer::StudyOrder::Name})
        order_->addItem(QString(), static_cast<int>(order));
    modality_->addItem(QString(), QString());

    auto* range = new QHBoxLayout(range_);
    range->setContentsMargins(0, 0, 0, 0);
    range->addWidget(from_, 1);
    range->addWidget(new QLabel(QStringLiteral("-")));
    range->addWidget(to_, 1);
    range_->hide();
    auto* menus = new QHBoxLayout;
    menus->setSpacing(4);
    for (QComboBox* box : {dates_, modality_, order_}) menus->addWidget(box, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(search_);
    layout->addLayout(menus);
    layout->addWidget(range_);

    typing_->setSingleShot(true);
    typing_->setInterval(120);
    connect(search_, &QLineEdit::textChanged, typing_, qOverload<>(&QTimer::start));
    connect(typing_, &QTimer::timeout, this, &FilterBar::send);
    connect(dates_, &QComboBox::currentIndexChanged, this, [this] {
        range_->setVisible(dates_->currentData().toInt() == kRange);
        send();
    });
    connect(modality_, &QComboBox::currentIndexChanged, this, &FilterBar::send);
    connect(order_, &QComboBox::currentIndexChanged, this, &FilterBar::send);
    retranslate();
}

void FilterBar::retranslate() {
    search_->setPlaceholderText(tr("Search patient, ID, date, description"));
    search_->setAccessibleName(tr("Search the library"));
    const QString dates[] = {tr("Any date"),     tr("Today"),     tr("Last 7 days"),
                             tr("Last 30 days"), tr("Last year"), tr("From - to")};
    for (int n = 0; n < dates_->count(); ++n) dates_->setItemText(n, dates[n]);
    const QString orders[] = {tr("Recent"), tr("Newest"), tr("Name")};
    for (int n = 0; n < order_->count(); ++n) order_->setItemText(n, orders[n]);
    modality_->setItemText(0, tr("All"));
    for (const auto& [box, name] : {std::pair{dates_, tr("Study date")}, std::pair{modality_, tr("Modality")},
                                    std::pair{order_, tr("Order")}}) {
        box->setToolTip(name);
        box->setAccessibleName(name);
    }
    from_->setAccessibleName(tr("First study date"));
    to_->setAccessibleName(tr("Last study date"));
}

viewer::StudyFilter FilterBar::filter() const {
    viewer::StudyFilter filter;
    filter.text = search_->text().trimmed();
    const int days = dates_->currentData().toInt();
    if (days == kRange) {
        filter.fromDate = dicomDate(std::min(from_->date(), to_->date()));
        filter.toDate = dicomDate(std::max(from_->date(), to_->date()));
    } else if (days != kAnyDate) {
        filter.fromDate = dicomDate(QDate::currentDate().addDays(-days));
    }
    const QString modality = modality_->currentData().toString();
    if (!modality.isEmpty()) filter.modalities = QStringList{modality};
    filter.order = static_cast<viewer::StudyOrder>(order_->currentData().toInt());
    return filter;
}

bool FilterBar::narrows() const {
    viewer::StudyFilter nothing;
    nothing.order = filter().order;
    return filter() != nothing;
}

void FilterBar::setModalities(const QStringList& modalities) {
    if (modalities == modalities_) return;
    modalities_ = modalities;
    const QString chosen = modality_->currentData().toString();
    const QSignalBlocker quiet(modality_);
    while (modality_->count() > 1) modality_->removeItem(1);
    for (const QString& name : modalities) modality_->addItem(name, name);
    modality_->setCurrentIndex(std::max(0, modality_->findData(chosen)));
}

void FilterBar::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void FilterBar::send() {
    if (filter() == sent_) return;
    sent_ = filter();
    Q_EMIT changed(sent_);
}

void FilterBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down) {
            Q_EMIT leftDownwards();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace dokuei::app

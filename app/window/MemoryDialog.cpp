#include "app/window/MemoryDialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <algorithm>

#include "app/settings/Settings.h"
#include "viewer/volume/MemoryBudget.h"

namespace dokuei::app {
namespace {

struct MemoryDialog {
    Q_DECLARE_TR_FUNCTIONS(MemoryDialog)
};

const QString kBudget = QStringLiteral("memory/budgetMiB");
// Less holds no scan; more than this no machine has.
constexpr int kLeastMiB = 256, kMostMiB = 4 * 1024 * 1024;
constexpr int kRefreshMilliseconds = 1000;

int defaultMiB() {
    return std::clamp(static_cast<int>(viewer::MemoryBudget::defaultLimit() >> 20), kLeastMiB, kMostMiB);
}

int chosenMiB() {
    bool sound = false;
    const int mib = settings().value(kBudget).toInt(&sound);
    return sound && mib > 0 ? std::clamp(mib, kLeastMiB, kMostMiB) : defaultMiB();
}

}  // namespace

void applyMemoryBudget() {
    viewer::memoryBudget().setLimit(static_cast<std::size_t>(chosenMiB()) << 20);
}

void editMemoryBudget(QWidget* parent) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("memoryDialog"));
    dialog->setWindowTitle(MemoryDialog::tr("Memory"));
    auto* form = new QFormLayout(dialog);
    auto* told =
        new QLabel(MemoryDialog::tr("Open images share this memory. When it is short, the images not "
                                    "looked at for longest are set aside and loaded again when you "
                                    "come back to them."));
    told->setWordWrap(true);
    form->addRow(told);
    auto* limit = new QSpinBox;
    limit->setObjectName(QStringLiteral("memoryLimit"));
    limit->setRange(kLeastMiB, kMostMiB);
    limit->setSingleStep(kLeastMiB);
    limit->setSuffix(QStringLiteral(" MiB"));
    limit->setValue(chosenMiB());
    form->addRow(MemoryDialog::tr("Memory for images"), limit);
    auto* used = new QLabel;
    form->addRow(MemoryDialog::tr("In use now"), used);
    const auto refresh = [used] {
        used->setText(QStringLiteral("%1 MiB").arg(viewer::memoryBudget().used() >> 20));
    };
    refresh();
    auto* timer = new QTimer(dialog);
    QObject::connect(timer, &QTimer::timeout, dialog, refresh);
    timer->start(kRefreshMilliseconds);
    auto* buttons = new QDialogButtonBox;
    auto* standard = buttons->addButton(MemoryDialog::tr("Default"), QDialogButtonBox::ResetRole);
    auto* close = buttons->addButton(MemoryDialog::tr("Close"), QDialogButtonBox::RejectRole);
    form->addRow(buttons);
    // Enter in the field takes the number; it must not put the default back.
    standard->setAutoDefault(false);
    close->setDefault(true);
    QObject::connect(limit, &QSpinBox::valueChanged, dialog, [](int mib) {
        settings().setValue(kBudget, mib);
        applyMemoryBudget();
    });
    QObject::connect(standard, &QPushButton::clicked, dialog, [limit] {
        limit->setValue(defaultMiB());
        settings().remove(kBudget);
        applyMemoryBudget();
    });
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    dialog->resize(420, dialog->sizeHint().height());
    dialog->show();
}

}  // namespace dokuei::app

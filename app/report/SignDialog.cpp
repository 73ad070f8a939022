#include "app/report/SignDialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace dokuei::app {

SignDialog::SignDialog(const QString& name, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("signDialog"));
    setWindowTitle(tr("Sign the report"));
    auto* text = new QLabel(tr("A signed report can no longer be changed. It is saved first."), this);
    text->setWordWrap(true);
    auto* label = new QLabel(tr("Signed by"), this);
    name_ = new QLineEdit(name, this);
    name_->setObjectName(QStringLiteral("signerName"));
    label->setBuddy(name_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* sign = buttons->addButton(tr("Sign"), QDialogButtonBox::AcceptRole);
    sign->setObjectName(QStringLiteral("confirmSign"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(label);
    column->addWidget(name_);
    column->addWidget(buttons);
    const auto check = [this, sign] { sign->setEnabled(!name_->text().trimmed().isEmpty()); };
    connect(name_, &QLineEdit::textChanged, this, check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT signedAs(name_->text().trimmed());
        accept();
    });
    check();
    name_->setFocus();
}

}  // namespace dokuei::app

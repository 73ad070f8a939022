#pragma once

#include <QDialog>

class QLineEdit;

namespace dokuei::app {

/// Asks who signs and says that a signed report is read-only. signedAs() comes before it closes.
class SignDialog : public QDialog {
    Q_OBJECT
public:
    explicit SignDialog(const QString& name, QWidget* parent = nullptr);

Q_SIGNALS:
    void signedAs(const QString& name);

private:
    QLineEdit* name_;
};

}  // namespace dokuei::app

#pragma once

#include <QDialog>
#include <QPointer>
#include <vector>

class QAction;
class QLineEdit;
class QListWidget;

namespace dokuei::app {

/// Type a few letters, press Enter: runs any command of the window.
class CommandPalette : public QDialog {
    Q_OBJECT
public:
    CommandPalette(std::vector<QAction*> actions, QWidget* parent);
    QLineEdit* field() const { return field_; }
    QListWidget* list() const { return list_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const QString& typed);
    void run();

    std::vector<QAction*> actions_;
    std::vector<QAction*> shown_;
    QLineEdit* field_;
    QListWidget* list_;
};

}  // namespace dokuei::app

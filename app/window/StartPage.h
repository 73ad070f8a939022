#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace dokuei::app {

/// What stands in the middle while no study is open.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

Q_SIGNALS:
    void openFolderRequested();
    void openSampleRequested();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();

    QLabel* title_;
    QLabel* text_;
    QLabel* note_;
    QPushButton* openFolder_;
    QPushButton* openSample_;
};

}  // namespace dokuei::app

#pragma once

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace dokuei::app {

class Jobs;
class ModelService;

/// Loads the model that the settings name (or the shipped one), on the device they name, without blocking.
void loadChosenModel(ModelService& model, Jobs& jobs);

/// Which model is loaded, from which folder, on which device; loads another one.
class ModelManager : public QDialog {
    Q_OBJECT
public:
    ModelManager(ModelService* model, Jobs* jobs, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();

    ModelService* model_;
    Jobs* jobs_;
    QLabel* state_;
    QLabel* folderLabel_;
    QLabel* deviceLabel_;
    QLineEdit* folder_;
    QPushButton* choose_;
    QComboBox* device_;
    QPushButton* load_;
    QPushButton* shipped_;
    QPushButton* close_;
};

}  // namespace dokuei::app

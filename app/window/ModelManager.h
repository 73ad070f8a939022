#pragma once

#include <QDialog>
#include <optional>

#include "inference/families/Inspection.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QGroupBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace dokuei::app {

class Jobs;
class ModelService;
struct ModelChoice;

/// Which model is loaded and how; checks another directory while the loaded one goes on working, says what is
/// in it and what it needs, and loads it.
class ModelManager : public QDialog {
    Q_OBJECT
public:
    ModelManager(ModelService* model, Jobs* jobs, QWidget* parent = nullptr);
    ~ModelManager() override;  ///< gives up a check that runs

    /// Puts a directory into the field and checks it.
    void propose(const QString& directory);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();        ///< the loaded model
    void refreshFacts();   ///< what the check found
    void refreshMemory();  ///< what the chosen form needs
    void check();
    void checked(int check, const inference::ModelFacts& facts);
    void checkFailed(int check, const QString& error, bool cancelled);
    void showChoice(const ModelChoice& choice);
    ModelChoice choice() const;
    void load();
    void loadNow();
    QString folder() const;

    ModelService* model_;
    Jobs* jobs_;
    QGroupBox *loaded_, *other_;
    QLabel *state_, *problem_, *folderLabel_, *deviceLabel_, *weightsLabel_, *slicesLabel_, *lengthLabel_,
        *status_, *facts_, *memory_;
    QComboBox *folder_, *device_, *weights_;
    QPushButton *choose_, *load_, *shipped_, *cancel_, *close_;
    QSpinBox *slices_, *length_;
    QCheckBox* ahead_;
    QProgressBar* progress_;
    QString error_;  ///< of the check, as the engine words it
    std::optional<inference::ModelFacts> found_;
    int checks_ = 0, checkJob_ = 0;
};

}  // namespace dokuei::app

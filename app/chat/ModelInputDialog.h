#pragma once

#include <QDialog>
#include <QImage>
#include <QThreadPool>

#include "inference/session/Worker.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPlainTextEdit;

namespace dokuei::app {

/// "What the model saw": the pictures it was given with their labels, or every slice of the preprocessed
/// volume, and the exact prompt.
class ModelInputDialog : public QDialog {
    Q_OBJECT
public:
    explicit ModelInputDialog(inference::ModelInput input, QWidget* parent = nullptr);
    ~ModelInputDialog() override;

private:
    void draw();
    QWidget* buildPictures();
    void showPicture(int number);
    QString sizeText() const;

    std::shared_ptr<const inference::ModelInput> input_;
    QComboBox* window_;
    QLabel *picture_, *size_;
    QListWidget* pictures_ = nullptr;  ///< of a model that reads pictures
    QPlainTextEdit* prompt_;
    QThreadPool pool_;
    int drawn_ = 0;
};

/// A picture as it was given; null when its size does not fit its values.
QImage imageOf(const inference::ShownPicture& picture);

/// All axial slices (k) of the input side by side, `columns` to a row, feet first, in true proportion at one
/// picture element per voxel or more; windowed. Null when the input's size does not fit its values.
QImage montage(const inference::ModelInput& input, int columns, double window, double level);

}  // namespace dokuei::app

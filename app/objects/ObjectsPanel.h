#pragma once

#include <QPointer>
#include <QWidget>
#include <functional>
#include <string>

#include "viewer/volume/Geometry.h"

class QLabel;
class QSlider;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace dokuei::viewer {
struct StudyObject;
}

namespace dokuei::app {

class StudyObjects;

/// The list of a study's segmentations, structure sets, reports, key images and documents, with a check box
/// for what lies over the images, its colour and its opacity.
class ObjectsPanel : public QWidget {
    Q_OBJECT
public:
    /// `explain` puts the reasons of the viewer into the language in use.
    explicit ObjectsPanel(std::function<QString(const std::string&)> explain, QWidget* parent = nullptr);

    /// Null: an empty list.
    void setStudy(StudyObjects* objects);
    QTreeWidget* tree() const { return tree_; }
    QSlider* opacity() const { return opacity_; }
    void focusList();

Q_SIGNALS:
    /// A position (LPS, mm) was chosen, and perhaps the window that goes with it (window 0: none).
    void goTo(const dokuei::viewer::Vec3& lps, double window, double level);
    /// A report or document is to be read.
    void readRequested(const dokuei::viewer::StudyObject& object);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    void fillEntry(QTreeWidgetItem* row, int entry);
    void activate(QTreeWidgetItem* item);
    void jump(QTreeWidgetItem* item);
    void checked(QTreeWidgetItem* item);
    void currentChanged();
    void chooseColour();

    std::function<QString(const std::string&)> explain_;
    QPointer<StudyObjects> objects_;
    QLabel* title_;
    QTreeWidget* tree_;
    QLabel* opacityLabel_;
    QSlider* opacity_;
    QToolButton* colour_;
    bool filling_ = false;
    bool justChecked_ = false;  ///< the click that comes next was on the check box
};

}  // namespace dokuei::app

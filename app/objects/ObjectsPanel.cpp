#include "app/objects/ObjectsPanel.h"

#include <QColorDialog>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QSet>
#include <QSlider>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "app/objects/StudyObjects.h"
#include "app/settings/Icons.h"
#include "app/settings/Theme.h"

namespace dokuei::app {
namespace {

using viewer::ObjectKind;

enum Role { EntryRole = Qt::UserRole + 1, OverlayRole, SliceRole, KeyRole };

const char* iconOf(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::Segmentation:
            return "mask";
        case ObjectKind::StructureSet:
            return "contour";
        case ObjectKind::StructuredReport:
            return "report";
        case ObjectKind::KeyImages:
            return "star";
        case ObjectKind::PresentationState:
            return "text";
        case ObjectKind::Document:
        case ObjectKind::NotShown:
            break;
    }
    return "file";
}

QString wordOf(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::Segmentation:
            return ObjectsPanel::tr("Segmentation");
        case ObjectKind::StructureSet:
            return ObjectsPanel::tr("Contours (RT structure set)");
        case ObjectKind::StructuredReport:
            return ObjectsPanel::tr("Structured report");
        case ObjectKind::KeyImages:
            return ObjectsPanel::tr("Key images");
        case ObjectKind::PresentationState:
            return ObjectsPanel::tr("Presentation state");
        case ObjectKind::Document:
            return ObjectsPanel::tr("Document");
        case ObjectKind::NotShown:
            break;
    }
    return ObjectsPanel::tr("Not shown");
}

QString dashed(const QString& dicomDate) {
    if (dicomDate.size() != 8) return dicomDate;
    return dicomDate.left(4) + QLatin1Char('-') + dicomDate.mid(4, 2) + QLatin1Char('-') + dicomDate.right(2);
}

QIcon swatch(const viewer::Colour& colour) {
    QPixmap picture(16, 16);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setPen(colours().line);
    painter.setBrush(QColor(colour[0], colour[1], colour[2]));
    painter.drawRect(2, 2, 11, 11);
    return QIcon(picture);
}

QTreeWidgetItem* rowOf(QTreeWidgetItem* parent, const QString& text, int entry, int overlay) {
    auto* row = new QTreeWidgetItem(parent, {text});
    row->setData(0, EntryRole, entry);
    row->setData(0, OverlayRole, overlay);
    row->setToolTip(0, text);
    return row;
}

}  // namespace

ObjectsPanel::ObjectsPanel(std::function<QString(const std::string&)> explain, QWidget* parent)
    : QWidget(parent),
      explain_(std::move(explain)),
      title_(new QLabel),
      tree_(new QTreeWidget),
      opacityLabel_(new QLabel),
      opacity_(new QSlider(Qt::Horizontal)),
      colour_(new QToolButton) {
    tree_->setObjectName(QStringLiteral("objectsTree"));
    tree_->setHeaderHidden(true);
    tree_->setWordWrap(true);
    tree_->setIndentation(14);
    tree_->setExpandsOnDoubleClick(false);
    tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    opacity_->setObjectName(QStringLiteral("objectsOpacity"));
    opacity_->setRange(0, 100);
    opacity_->setPageStep(10);
    colour_->setObjectName(QStringLiteral("objectsColour"));
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(opacityLabel_);
    bottom->addWidget(opacity_, 1);
    bottom->addWidget(colour_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(title_);
    layout->addWidget(tree_, 1);
    layout->addLayout(bottom);

    connect(tree_, &QTreeWidget::itemChanged, this, &ObjectsPanel::checked);
    connect(tree_, &QTreeWidget::itemClicked, this, &ObjectsPanel::jump);
    connect(tree_, &QTreeWidget::currentItemChanged, this, &ObjectsPanel::currentChanged);
    // Enter, or a double click where the desktop wants that.
    connect(tree_, &QTreeWidget::itemActivated, this, &ObjectsPanel::activate);
    connect(opacity_, &QSlider::valueChanged, this, [this](int percent) {
        const QTreeWidgetItem* item = tree_->currentItem();
        if (objects_ && item && !filling_)
            objects_->setOpacity(item->data(0, EntryRole).toInt(), item->data(0, OverlayRole).toInt(),
                                 percent / 100.0);
    });
    connect(colour_, &QToolButton::clicked, this, &ObjectsPanel::chooseColour);
    retranslate();
    fill();
}

void ObjectsPanel::retranslate() {
    title_->setText(tr("Objects of the study"));
    tree_->setAccessibleName(tr("Objects of the study"));
    opacityLabel_->setText(tr("Opacity"));
    opacity_->setAccessibleName(tr("Opacity"));
    colour_->setToolTip(tr("Colour"));
    colour_->setAccessibleName(tr("Colour"));
}

void ObjectsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        fill();
    }
    QWidget::changeEvent(event);
}

void ObjectsPanel::setStudy(StudyObjects* objects) {
    if (objects_ == objects) return;
    if (objects_) objects_->disconnect(this);
    objects_ = objects;
    if (objects_) connect(objects_, &StudyObjects::changed, this, &ObjectsPanel::fill);
    fill();
}

void ObjectsPanel::focusList() {
    tree_->setFocus(Qt::ShortcutFocusReason);
    if (!tree_->currentItem() && tree_->topLevelItemCount() > 0)
        tree_->setCurrentItem(tree_->topLevelItem(0));
}

void ObjectsPanel::fill() {
    QString current;
    QSet<QString> folded;
    if (const QTreeWidgetItem* item = tree_->currentItem()) current = item->data(0, KeyRole).toString();
    for (int n = 0; n < tree_->topLevelItemCount(); ++n)
        if (const QTreeWidgetItem* row = tree_->topLevelItem(n); row->childCount() > 0 && !row->isExpanded())
            folded << row->data(0, KeyRole).toString();
    filling_ = true;
    tree_->clear();
    const int count = objects_ ? static_cast<int>(objects_->entries().size()) : 0;
    for (int n = 0; n < count; ++n) {
        const QString file =
            QString::fromStdString(objects_->entries()[static_cast<std::size_t>(n)].object.file);
        auto* row = new QTreeWidgetItem(tree_);
        row->setData(0, EntryRole, n);
        row->setData(0, OverlayRole, -1);
        row->setData(0, KeyRole, file);
        fillEntry(row, n);
        row->setExpanded(!folded.contains(file));
        if (file == current) tree_->setCurrentItem(row);
        for (int child = 0; child < row->childCount(); ++child) {
            const QString key = file + QLatin1Char('\n') + QString::number(child);
            row->child(child)->setData(0, KeyRole, key);
            if (key == current) tree_->setCurrentItem(row->child(child));
        }
    }
    filling_ = false;
    currentChanged();
}

void ObjectsPanel::fillEntry(QTreeWidgetItem* row, int index) {
    const StudyObjects::Entry& entry = objects_->entries()[static_cast<std::size_t>(index)];
    const viewer::StudyObject& object = entry.object;
    QStringList facts{wordOf(object.kind)};
    if (!object.date.empty()) facts << dashed(QString::fromStdString(object.date));
    if (object.kind == ObjectKind::NotShown) facts << QString::fromStdString(object.className);
    if (entry.state == StudyObjects::State::Loading) facts << tr("reading...");
    const QString title = QString::fromStdString(object.title);
    row->setText(0, title + QLatin1Char('\n') + facts.join(QLatin1String("  ")));
    row->setIcon(0, icon(iconOf(object.kind)));
    row->setToolTip(0, QString::fromStdString(object.file));
    const auto note = [&](const QString& text) {
        QTreeWidgetItem* line = rowOf(row, text, index, -2);
        line->setIcon(0, icon("info"));
        line->setForeground(0, colours().dimText);
    };
    if (entry.state == StudyObjects::State::Failed) note(entry.error);
    for (const std::string& text : entry.notes) note(explain_(text));
    // What a volume's own notes tell better is not told twice.
    const int missing = entry.references.named - entry.references.here;
    if (missing > 0 && entry.notes.empty() && entry.state != StudyObjects::State::Loading &&
        entry.references.here == 0 && entry.overlays.empty())
        note(explain_("refers to images that are not here"));
    if (StudyObjects::drawable(object.kind) && objects_->volume() &&
        !(entry.state == StudyObjects::State::Ready && entry.overlays.empty()))
        row->setCheckState(0, objects_->visible(index) ? Qt::Checked : Qt::Unchecked);
    for (int n = 0; n < static_cast<int>(entry.overlays.size()); ++n) {
        const viewer::Overlay& overlay = entry.overlays[static_cast<std::size_t>(n)];
        QString text = QString::fromStdString(overlay.label);
        if (text.isEmpty()) text = tr("Without a name");
        if (overlay.automatic) text += QLatin1String("  ") + tr("[AI]");
        const QString details = QString::fromStdString(overlay.details);
        if (!details.isEmpty()) text += QLatin1Char('\n') + details;
        QTreeWidgetItem* line = rowOf(row, text, index, n);
        line->setCheckState(0, overlay.visible ? Qt::Checked : Qt::Unchecked);
        line->setIcon(0, overlay.keySlices.empty() ? swatch(overlay.colour) : icon("star"));
        for (const int slice : overlay.keySlices) {
            QTreeWidgetItem* place = rowOf(line, tr("Slice %1").arg(slice + 1), index, n);
            place->setData(0, SliceRole, slice);
        }
        line->setExpanded(true);
    }
}

void ObjectsPanel::checked(QTreeWidgetItem* item) {
    if (filling_ || !objects_) return;
    const int entry = item->data(0, EntryRole).toInt(), overlay = item->data(0, OverlayRole).toInt();
    const bool on = item->checkState(0) == Qt::Checked;
    filling_ = true;
    if (overlay == -1) {
        for (int n = 0; n < item->childCount(); ++n)
            if (item->child(n)->data(0, OverlayRole).toInt() >= 0)
                item->child(n)->setCheckState(0, item->checkState(0));
    } else if (QTreeWidgetItem* above = item->parent()) {
        bool any = false;
        for (int n = 0; n < above->childCount(); ++n)
            any = any || (above->child(n)->data(0, OverlayRole).toInt() >= 0 &&
                          above->child(n)->checkState(0) == Qt::Checked);
        above->setCheckState(0, any ? Qt::Checked : Qt::Unchecked);
    }
    filling_ = false;
    const auto state = objects_->entries()[static_cast<std::size_t>(entry)].state;
    justChecked_ = true;
    QTimer::singleShot(0, this, [this] { justChecked_ = false; });
    if (overlay == -1 && on && state != StudyObjects::State::Ready) {
        // The list is filled anew meanwhile, which the item must outlive.
        QMetaObject::invokeMethod(
            this,
            [objects = objects_, entry] {
                if (objects) objects->show(entry);
            },
            Qt::QueuedConnection);
    } else {
        objects_->setVisible(entry, overlay, on);
    }
}

void ObjectsPanel::jump(QTreeWidgetItem* item) {
    if (!objects_ || !objects_->volume() || justChecked_) return;
    const auto& entry = objects_->entries()[static_cast<std::size_t>(item->data(0, EntryRole).toInt())];
    int n = item->data(0, OverlayRole).toInt();
    if (n == -1 && entry.overlays.size() == 1) n = 0;
    if (n < 0 || n >= static_cast<int>(entry.overlays.size())) return;
    const viewer::Overlay& overlay = entry.overlays[static_cast<std::size_t>(n)];
    if (const QVariant slice = item->data(0, SliceRole); slice.isValid()) {
        const viewer::Geometry& g = objects_->volume()->geometry();
        Q_EMIT goTo(g.lpsFromVoxel({(g.size[0] - 1) / 2.0, (g.size[1] - 1) / 2.0, double(slice.toInt())}), 0,
                    0);
    } else if (overlay.hasCentre) {
        Q_EMIT goTo(overlay.centre, overlay.window, overlay.level);
    }
}

void ObjectsPanel::activate(QTreeWidgetItem* item) {
    if (!objects_ || !item) return;
    const int entry = item->data(0, EntryRole).toInt();
    const viewer::StudyObject& object = objects_->entries()[static_cast<std::size_t>(entry)].object;
    const bool readable = object.kind == ObjectKind::StructuredReport ||
                          object.kind == ObjectKind::KeyImages || object.kind == ObjectKind::Document;
    if (readable && item->data(0, OverlayRole).toInt() == -1) {
        Q_EMIT readRequested(object);
    } else {
        jump(item);
    }
}

void ObjectsPanel::currentChanged() {
    if (filling_) return;
    const QTreeWidgetItem* item = tree_->currentItem();
    const viewer::Overlay* overlay = nullptr;
    if (objects_ && item) {
        const auto& overlays =
            objects_->entries()[static_cast<std::size_t>(item->data(0, EntryRole).toInt())].overlays;
        const int n = item->data(0, OverlayRole).toInt();
        if (n >= -1 && !overlays.empty()) overlay = &overlays[static_cast<std::size_t>(std::max(0, n))];
    }
    opacity_->setEnabled(overlay && overlay->grid);
    colour_->setEnabled(overlay);
    filling_ = true;
    opacity_->setValue(overlay ? qRound(100 * overlay->opacity) : 0);
    filling_ = false;
    colour_->setIcon(overlay ? swatch(overlay->colour) : QIcon());
}

void ObjectsPanel::chooseColour() {
    const QTreeWidgetItem* item = tree_->currentItem();
    if (!objects_ || !item) return;
    const int entry = item->data(0, EntryRole).toInt(), overlay = item->data(0, OverlayRole).toInt();
    const auto& overlays = objects_->entries()[static_cast<std::size_t>(entry)].overlays;
    if (overlays.empty() || overlay < -1) return;
    const viewer::Colour& now = overlays[static_cast<std::size_t>(std::max(0, overlay))].colour;
    auto* dialog = new QColorDialog(QColor(now[0], now[1], now[2]), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QColorDialog::colorSelected, this,
            [this, objects = objects_, entry, overlay](const QColor& colour) {
                if (!objects) return;
                objects->setColour(entry, overlay, colour);
                fill();
            });
    dialog->open();
}

}  // namespace dokuei::app

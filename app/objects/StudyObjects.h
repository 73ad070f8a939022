#pragma once

#include <QColor>
#include <QObject>
#include <QString>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "viewer/objects/Overlay.h"
#include "viewer/objects/References.h"

namespace dokuei::app {

/// The segmentations, reports and other objects of one open study, and what of them lies over its images.
///
/// Files are read on other threads, one after the other; all else belongs to the GUI thread.
class StudyObjects : public QObject {
    Q_OBJECT
public:
    /// Runs `work` on a thread, then `done` or `failed` on the GUI thread unless `context` has gone. The
    /// number that it returns is given to the canceller.
    using Run =
        std::function<int(QObject* context, const QString& title, std::function<void(viewer::Progress&)> work,
                          std::function<void()> done, std::function<void(const QString&, bool)> failed)>;
    using Cancel = std::function<void(int job)>;

    enum class State {
        Listed,   ///< not read yet
        Loading,  ///< being read, or waiting for it
        Ready,    ///< read: overlays and notes are there
        Failed    ///< cannot be read; `error` says why
    };
    struct Entry {
        viewer::StudyObject object;
        viewer::ReferenceCount references;
        State state = State::Listed;
        std::vector<viewer::Overlay> overlays;
        std::vector<std::string> notes;  ///< what of it is not shown, and why
        QString error;
    };

    StudyObjects(Run run, Cancel cancel, QObject* parent = nullptr);
    ~StudyObjects() override;

    /// The objects of a study, once its headers are read. Those of other studies are left out.
    void setStudy(const viewer::Study& study, const QString& studyUid);
    /// The images that the objects are to be laid over; nothing is shown until showAll or show.
    void setVolume(std::shared_ptr<const viewer::Volume> volume);

    const std::vector<Entry>& entries() const { return entries_; }
    const std::shared_ptr<const viewer::Volume>& volume() const { return volume_; }
    /// Whether an object can lie over images at all.
    static bool drawable(viewer::ObjectKind kind);

    /// Reads and shows everything that can lie over the volume.
    void showAll();
    /// Reads an entry if need be and shows it. Out of range: nothing.
    void show(int entry);
    /// Shows or hides one overlay of an entry, or all of them (-1).
    void setVisible(int entry, int overlay, bool visible);
    bool visible(int entry) const;
    void setColour(int entry, int overlay, const QColor& colour);
    /// 0 (clear) to 1 (opaque), of the surface of one overlay or all (-1).
    void setOpacity(int entry, int overlay, double opacity);

    /// Everything read so far, for the views.
    std::vector<viewer::Overlay> overlays() const;

Q_SIGNALS:
    /// entries() has other entries, or one of them another state.
    void changed();
    /// overlays() are others.
    void overlaysChanged();

private:
    void loadNext();
    /// Puts back what the user chose for it before another volume was shown.
    void restore(viewer::Overlay& overlay) const;
    void edit(int entry, int overlay, const std::function<void(viewer::Overlay&)>& change);

    Run run_;
    Cancel cancel_;
    std::vector<Entry> entries_;
    std::vector<int> waiting_;
    struct Look {
        bool visible = true;
        viewer::Colour colour{0, 0, 0};
        double opacity = 0;
    };
    std::map<std::string, Look> looks_;  ///< by overlay id: those that were changed
    std::shared_ptr<const viewer::Volume> volume_;
    int job_ = 0;   ///< 0: none runs
    int turn_ = 0;  ///< counts volumes: what was read for an earlier one is void
};

}  // namespace dokuei::app

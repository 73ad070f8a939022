#pragma once

#include <QObject>
#include <QString>
#include <QThread>
#include <functional>
#include <memory>
#include <vector>

#include "viewer/library/StudyIndex.h"

namespace dokuei::app {

/// The index of opened studies on a thread of its own. Every method returns at once; requests are done in
/// order.
class Library : public QObject {
    Q_OBJECT
public:
    /// Opens (or begins) the index file on the new thread.
    explicit Library(const QString& databaseFile, QObject* parent = nullptr);
    /// Does what was asked for, then ends the thread.
    ~Library() override;

    /// Remembers what a scan found; the list follows.
    void add(viewer::Study scanned);
    /// Draws and keeps the picture of a series; the list follows.
    void addThumbnail(std::shared_ptr<const viewer::Volume> volume);
    /// Forgets a study; its files stay. The list follows.
    void remove(const QString& studyUid);
    /// Lists the studies that match, last opened first, now and after each change.
    void search(const QString& filter);

    /// The list that came last.
    const std::vector<viewer::IndexedStudy>& studies() const { return studies_; }

Q_SIGNALS:
    /// studies() is another list.
    void listed();
    /// The index cannot be read or written; the text says why.
    void failed(const QString& text);

private:
    void post(std::function<void(viewer::StudyIndex&)> work);

    QThread thread_;
    QObject* worker_;
    QString file_;
    std::unique_ptr<viewer::StudyIndex> index_;  ///< touched on thread_ only
    QString filter_;                             ///< touched on thread_ only
    std::vector<viewer::IndexedStudy> studies_;
};

}  // namespace dokuei::app

#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QString>
#include <QThread>
#include <QThreadPool>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

#include "viewer/library/StudyIndex.h"

namespace dokuei::app {

/// What may be opened of a study, as the index knows it.
struct StudyPlace {
    QString path, studyUid;
    QStringList files;  ///< all of them, when the study does not lie alone in `path`
};

/// The library's index on a thread of its own. Every method returns at once; requests are done in order.
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
    /// Deletes a study's copies and forgets it; referenced files stay. The list follows.
    void remove(qint64 study);
    /// Lists the studies that match, now and after each change.
    void search(const QString& filter);
    void search(const viewer::StudyFilter& filter);
    /// Lists more studies than the first kPage.
    void showMore();
    /// Takes up changes made by others (an import, another program); cheap when there are none.
    void refresh();
    /// Lists the studies of the patient whose study (with this UID and patient ID) is open; empty: none.
    void showPriorsOf(const QString& studyUid, const QString& patientId);
    /// Gives the place of a study to `ready`, on this thread, unless `context` has gone.
    void locate(qint64 study, QObject* context, std::function<void(const StudyPlace&)> ready);
    void dropPendingImport(const QString& source);
    /// Closes the index, so that the library can be moved. Requests wait until resume().
    void suspend(std::function<void()> closed);
    /// Opens the index in a file, perhaps another one.
    void resume(const QString& databaseFile);

    /// What was last searched for.
    const viewer::StudyFilter& filter() const { return wanted_; }
    /// The folder of the index.
    QString folder() const;
    /// The list that came last: at most kPage studies, or more after showMore().
    const std::vector<viewer::IndexedStudy>& studies() const { return studies_; }
    /// How many match in all.
    std::size_t total() const { return total_; }
    /// Studies of the patient asked for, newest first; empty when there is none but the open one.
    const std::vector<viewer::IndexedStudy>& priors() const { return priors_; }
    /// Modalities that occur in the library.
    const QStringList& modalities() const { return modalities_; }
    /// Picture of a series by its row id; null while it is not there.
    QImage picture(qint64 series) const { return pictures_.value(series); }
    /// Studies of the list whose files are not there now.
    const QSet<qint64>& missing() const { return missing_; }
    const std::vector<viewer::PendingImport>& pendingImports() const { return pending_; }

    static constexpr std::size_t kPage = 100;

Q_SIGNALS:
    /// studies() is another list.
    void listed();
    /// priors() is another list.
    void priorsListed();
    /// There are more pictures, or missing() is known.
    void detailed();
    /// The index cannot be read or written; the text says why.
    void failed(const QString& text);

private:
    struct Listing;
    void post(std::function<void(viewer::StudyIndex&)> work, bool list = true);
    void run(const std::function<void(viewer::StudyIndex&)>& work, bool list);
    void list();
    void take(const std::shared_ptr<Listing>& listing);
    void checkPlaces();

    QThread thread_;
    QObject* worker_;
    QThreadPool places_;  ///< a medium that does not answer must not keep the list waiting
    QTimer poll_;
    QString file_;
    viewer::StudyFilter wanted_;
    bool suspended_ = false;
    std::vector<std::pair<std::function<void(viewer::StudyIndex&)>, bool>> waiting_;

    // Touched on thread_ only.
    std::unique_ptr<viewer::StudyIndex> index_;
    QString openFile_;
    viewer::StudyFilter filter_;
    std::size_t limit_ = kPage;
    QString priorUid_, priorPatient_;
    qint64 revision_ = -1;
    QSet<qint64> drawn_;

    std::vector<viewer::IndexedStudy> studies_, priors_;
    std::size_t total_ = 0;
    QStringList modalities_;
    QHash<qint64, QImage> pictures_;
    QSet<qint64> missing_;
    std::vector<viewer::PendingImport> pending_;
    int checks_ = 0;
};

}  // namespace dokuei::app

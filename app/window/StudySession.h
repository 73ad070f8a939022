#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <vector>

#include "app/chat/BoxMark.h"
#include "app/window/Jobs.h"
#include "viewer/volume/MemoryBudget.h"
#include "viewer/volume/Study.h"

namespace dokuei::app {

/// One opened study: its headers, the volume on show and the boxes that belong to it.
///
/// Headers are read and pixels decoded on other threads; the volume can be shown as soon as volumeChanged()
/// comes, before its slices are there.
class StudySession : public QObject {
    Q_OBJECT
public:
    /// What to open. Empty UIDs: the study with the largest volume, and its largest volume.
    struct Wish {
        QString path, studyUid, seriesUid;
        QStringList files;  ///< to read in place of everything in `path`, when not empty
    };
    enum class Stage { Scanning, Decoding, Ready, Failed, Cancelled, SetAside };

    StudySession(Jobs& jobs, Wish wish, QObject* parent = nullptr);
    /// Cancels what runs; the memory of the volume goes with the last view that shows it.
    ~StudySession() override;

    /// Begins to read the headers. Once.
    void open();
    /// Loads another volume of the study in place of the present one. Out of range: nothing happens. A volume
    /// of the same phase group takes its place when it is decoded, at once when it was on show before.
    void showVolume(int index);
    /// The study is looked at: its volume is the last to be set aside, and is loaded again if it was.
    void comeBack();
    /// Stops loading; slices that are there stay.
    void cancel();

    Stage stage() const { return stage_; }
    bool loading() const { return stage_ == Stage::Scanning || stage_ == Stage::Decoding; }
    const QString& path() const { return wish_.path; }
    /// What is read in place of everything in path(); empty when it is all read.
    const QStringList& files() const { return wish_.files; }
    /// Patient, modality and date for a tab; the folder's name until the headers are read.
    QString title() const;
    QString studyUid() const;

    /// The volumes of this study; those of other studies in the same folder are only in scanned().
    const std::vector<viewer::VolumeSource>& volumes() const { return volumes_; }
    int currentVolume() const { return current_; }
    /// Null until the volume on show is allocated.
    std::shared_ptr<viewer::Volume> volume() const { return volume_; }
    /// viewOf(volume).key, empty while there is no volume.
    const QString& key() const { return key_; }
    /// Keys of every volume that was shown, for forgetting.
    const QStringList& keys() const { return keys_; }
    /// Everything in the folder, from the headers.
    const viewer::Study& scannedStudy() const { return scanned_; }
    /// Files that were left out, with the reason.
    const std::vector<viewer::SkippedFile>& skipped() const { return skipped_; }
    const QString& error() const { return error_; }

    BoxMarks chatBoxes, reportBoxes;

Q_SIGNALS:
    void stageChanged();
    /// The headers are read; volumes() is filled.
    void scanned();
    /// volume() is another one (possibly still filling).
    void volumeChanged();
    /// Decoding has ended: questions may be asked.
    void completed();
    void skippedChanged();
    /// volume() was given up to make room for others; comeBack() loads it again.
    void volumeSetAside();
    /// Nothing can be shown, or the chosen series cannot; the text says why.
    void failed(const QString& text);

private:
    void setStage(Stage stage);
    void setAside();
    void take(viewer::Study study);
    void decode(const viewer::VolumeSource& source, std::shared_ptr<viewer::Volume> volume,
                bool publishWhenDone);
    /// Makes the volume of current_ the one on show.
    void publish(std::shared_ptr<viewer::Volume> volume);
    bool samePhaseGroup(int a, int b) const;
    void keepPhase(int index);
    void fail(const QString& text, bool cancelled);

    Jobs& jobs_;
    Wish wish_;
    viewer::MemoryBudget::Owner memory_;
    Stage stage_ = Stage::Scanning;
    viewer::Study scanned_;
    std::vector<viewer::VolumeSource> volumes_;
    std::vector<viewer::SkippedFile> skipped_;
    std::shared_ptr<viewer::Volume> volume_;
    std::map<int, std::shared_ptr<viewer::Volume>> phases_;  ///< decoded volumes of the group on show
    /// Of volumes of groups that were on show: what was said about one is found again when it is read anew.
    std::map<int, std::uint64_t> phaseSerials_;
    QString key_, error_;
    QStringList keys_;
    int current_ = -1;
    int shown_ = -1;  ///< the index of volume_; differs from current_ while another one is allocated
    std::uint64_t asideSerial_ = 0;  ///< of the volume that was set aside; 0: none is
    bool changing_ = false;          ///< makes room for another volume of its own
    int job_ = 0;
    int turn_ = 0;  ///< counts volumes asked for; callbacks of an earlier one are void
};

/// Number of stored voxels, the measure of which volume is shown first.
int largestVolume(const std::vector<viewer::VolumeSource>& volumes);

/// 2026-01-12 of DICOM's 20260112; anything else unchanged.
QString readableDate(const std::string& dicomDate);

}  // namespace dokuei::app

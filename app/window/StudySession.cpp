#include "app/window/StudySession.h"

#include <QFileInfo>
#include <algorithm>
#include <chrono>

#include "app/bridge/Bridge.h"
#include "viewer/library/StudyFiles.h"

namespace dokuei::app {

namespace {

constexpr std::chrono::seconds kPatience{5};

}  // namespace

int largestVolume(const std::vector<viewer::VolumeSource>& volumes) {
    int best = -1;
    for (int i = 0; i < static_cast<int>(volumes.size()); ++i)
        if (best < 0 || volumes[i].geometry.voxelCount() > volumes[best].geometry.voxelCount()) best = i;
    return best;
}

QString readableDate(const std::string& dicomDate) {
    const QString date = QString::fromStdString(dicomDate);
    if (date.size() != 8) return date;
    return date.left(4) + QLatin1Char('-') + date.mid(4, 2) + QLatin1Char('-') + date.right(2);
}

StudySession::StudySession(Jobs& jobs, Wish wish, QObject* parent)
    : QObject(parent),
      jobs_(jobs),
      wish_(std::move(wish)),
      memory_(viewer::memoryBudget(), [this] { setAside(); }) {}

StudySession::~StudySession() {
    jobs_.cancel(job_);
}

QString StudySession::title() const {
    const auto ours =
        std::find_if(scanned_.objects.begin(), scanned_.objects.end(),
                     [uid = studyUid().toStdString()](const auto& o) { return o.identity.studyUid == uid; });
    const bool onlyObjects = current_ < 0 && scanned_.volumes.empty() && ours != scanned_.objects.end();
    if (current_ < 0 && !onlyObjects) return QFileInfo(wish_.path).fileName();
    const viewer::SeriesIdentity& id = onlyObjects ? ours->identity : volumes_[current_].identity;
    QStringList parts;
    if (!id.patientName.empty()) parts << QString::fromStdString(id.patientName);
    if (!id.modality.empty()) parts << QString::fromStdString(id.modality);
    if (!id.studyDate.empty()) parts << readableDate(id.studyDate);
    return parts.isEmpty() ? QFileInfo(wish_.path).fileName() : parts.join(QLatin1Char(' '));
}

QString StudySession::studyUid() const {
    if (current_ >= 0) return QString::fromStdString(volumes_[current_].identity.studyUid);
    // Reports of several patients in one folder: never under one title.
    const bool onlyObjects =
        scanned_.volumes.empty() && !scanned_.objects.empty() && wish_.studyUid.isEmpty();
    return onlyObjects ? QString::fromStdString(scanned_.objects.front().identity.studyUid) : wish_.studyUid;
}

void StudySession::setStage(Stage stage) {
    stage_ = stage;
    Q_EMIT stageChanged();
}

void StudySession::open() {
    auto study = std::make_shared<viewer::Study>();
    const std::string path = wish_.path.toStdString();
    std::vector<std::string> files;
    for (const QString& file : wish_.files) files.push_back(file.toStdString());
    job_ = jobs_.start(
        this, tr("Reading %1").arg(QFileInfo(wish_.path).fileName()),
        [study, path, files](viewer::Progress& progress) {
            *study = files.empty() ? viewer::scanStudy(path, &progress)
                                   : viewer::scanFiles(files, path, &progress);
        },
        [this, study] { take(std::move(*study)); },
        [this](const QString& error, bool cancelled) { fail(error, cancelled); });
    Q_EMIT stageChanged();
}

void StudySession::take(viewer::Study study) {
    scanned_ = std::move(study);
    skipped_ = scanned_.skipped;
    if (!skipped_.empty()) Q_EMIT skippedChanged();
    std::string wanted = wish_.studyUid.toStdString();
    const auto inWanted = [&](const auto& part) { return part.identity.studyUid == wanted; };
    if (!wanted.empty() && std::none_of(scanned_.volumes.begin(), scanned_.volumes.end(), inWanted) &&
        std::none_of(scanned_.objects.begin(), scanned_.objects.end(), inWanted)) {
        // Another disc in the drive, another file of that name: never show one patient in place of another.
        fail(tr("%1 no longer holds the study that was chosen. Nothing was opened in its place.")
                 .arg(wish_.path),
             false);
        return;
    }
    if (scanned_.volumes.empty() && !scanned_.objects.empty()) {
        // Reports without their images: they can be listed and read.
        setStage(Stage::Ready);
        Q_EMIT scanned();
        return;
    }
    if (wanted.empty()) {
        const int largest = largestVolume(scanned_.volumes);
        if (largest < 0) {
            fail(tr("%1 holds no images that can be shown.").arg(wish_.path), false);
            return;
        }
        wanted = scanned_.volumes[largest].identity.studyUid;
    }
    std::copy_if(scanned_.volumes.begin(), scanned_.volumes.end(), std::back_inserter(volumes_), inWanted);
    int first = -1;
    for (int i = 0; i < static_cast<int>(volumes_.size()); ++i)
        if (!wish_.seriesUid.isEmpty() && volumes_[i].identity.seriesUid == wish_.seriesUid.toStdString() &&
            (first < 0 || volumes_[i].geometry.voxelCount() > volumes_[first].geometry.voxelCount()))
            first = i;
    if (first < 0) first = largestVolume(volumes_);
    current_ = first;
    Q_EMIT scanned();
    showVolume(first);
}

bool StudySession::samePhaseGroup(int a, int b) const {
    if (a < 0 || b < 0) return false;
    const std::string& group = volumes_[a].identity.phase.group;
    return !group.empty() && group == volumes_[b].identity.phase.group;
}

void StudySession::keepPhase(int index) {
    // Enough for a film to run without reading again, little enough beside the volumes of other studies.
    constexpr std::size_t mostBytes = std::size_t(1) << 30;
    for (auto it = phases_.begin(); it != phases_.end();)
        it = samePhaseGroup(it->first, index) ? std::next(it) : phases_.erase(it);
    if (volumes_[index].identity.phase.count < 2) return;
    phases_[index] = volume_;
    phaseSerials_[index] = volume_->serial();
    std::size_t bytes = 0;
    for (const auto& [phase, volume] : phases_) bytes += volume->byteCount();
    while (bytes > mostBytes && phases_.size() > 1) {
        // The one that a film reaches last goes first.
        auto drop = phases_.lower_bound(index);
        drop = drop == phases_.begin() ? std::prev(phases_.end()) : std::prev(drop);
        if (drop->first == index) break;
        bytes -= drop->second->byteCount();
        phases_.erase(drop);
    }
}

void StudySession::publish(std::shared_ptr<viewer::Volume> volume) {
    volume_ = std::move(volume);
    shown_ = current_;
    asideSerial_ = 0;
    memory_.touch();
    key_ = QString::fromStdString(viewOf(volume_).key);
    if (!keys_.contains(key_)) keys_ << key_;
    chatBoxes.clear();
    reportBoxes.clear();
    Q_EMIT volumeChanged();
}

void StudySession::showVolume(int index) {
    if (index < 0 || index >= static_cast<int>(volumes_.size())) return;
    jobs_.cancel(job_);
    current_ = index;
    if (const auto kept = phases_.find(index); kept != phases_.end()) {
        ++turn_;
        stage_ = Stage::Ready;
        publish(kept->second);
        setStage(Stage::Ready);
        Q_EMIT completed();
        return;
    }
    if (!samePhaseGroup(shown_, index)) phases_.clear();
    const viewer::VolumeSource source = volumes_[index];
    const std::size_t bytes =
        static_cast<std::size_t>(source.geometry.voxelCount()) * viewer::scalarSize(source.scalarType);
    changing_ = true;
    viewer::memoryBudget().makeRoom(bytes);
    changing_ = false;
    const auto phaseBefore = phaseSerials_.find(index);
    const std::uint64_t serial = index == shown_                      ? asideSerial_
                                 : phaseBefore != phaseSerials_.end() ? phaseBefore->second
                                                                      : 0;
    const int turn = ++turn_;
    auto volume = std::make_shared<std::shared_ptr<viewer::Volume>>();
    job_ = jobs_.start(
        this, tr("Loading %1").arg(title()),
        [source, volume, bytes, serial](viewer::Progress&) {
            // What was set aside is free once the last worker that reads it has ended.
            viewer::memoryBudget().waitForRoom(bytes, kPatience);
            *volume = viewer::allocateVolume(source);
            if (serial != 0) (*volume)->resume(serial);
        },
        [this, turn, source, volume] {
            if (turn != turn_) return;
            // A film must not blink: the phase before stays until this one is there.
            const bool quietly = volume_ && samePhaseGroup(shown_, current_);
            if (!quietly) publish(*volume);
            decode(source, *volume, quietly);
        },
        [this, turn](const QString& error, bool cancelled) {
            if (turn != turn_) return;
            // The earlier volume is still on show.
            if (shown_ >= 0) current_ = shown_;
            fail(error, cancelled);
        });
    setStage(Stage::Decoding);
}

void StudySession::decode(const viewer::VolumeSource& source, std::shared_ptr<viewer::Volume> volume,
                          bool publishWhenDone) {
    const int turn = turn_;
    auto missing = std::make_shared<std::vector<viewer::SkippedFile>>();
    job_ = jobs_.start(
        this, tr("Loading %1").arg(title()),
        [source, volume, missing](viewer::Progress& progress) {
            // The views open on the middle slice: it is decoded first.
            *missing = viewer::decodeVolume(source, *volume, &progress, source.geometry.size[2] / 2);
        },
        [this, turn, missing, volume, publishWhenDone] {
            if (turn != turn_) return;
            if (publishWhenDone) publish(volume);
            keepPhase(current_);
            if (!missing->empty()) {
                skipped_.insert(skipped_.end(), missing->begin(), missing->end());
                Q_EMIT skippedChanged();
            }
            setStage(Stage::Ready);
            Q_EMIT completed();
        },
        [this, turn, volume](const QString& error, bool cancelled) {
            if (turn != turn_) return;
            // Nothing in it was read: its even grey would pass for a picture.
            if (!cancelled && volume_ == volume) volume_.reset();
            if (volume_ && volume_ != volume) current_ = shown_;
            fail(error, cancelled);
        });
}

void StudySession::setAside() {
    phases_.clear();
    if (!volume_) return;
    jobs_.cancel(job_);
    ++turn_;
    asideSerial_ = volume_->serial();
    volume_.reset();
    if (!changing_) setStage(Stage::SetAside);
    Q_EMIT volumeSetAside();
}

void StudySession::comeBack() {
    if (changing_) return;
    if (volume_)
        memory_.touch();
    else if (asideSerial_ != 0 && !loading())
        showVolume(current_);
}

void StudySession::cancel() {
    jobs_.cancel(job_);
}

void StudySession::fail(const QString& text, bool cancelled) {
    error_ = cancelled ? tr("Loading was cancelled.") : text;
    setStage(cancelled ? Stage::Cancelled : Stage::Failed);
    if (!cancelled) Q_EMIT failed(error_);
}

}  // namespace dokuei::app

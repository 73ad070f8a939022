#include "app/objects/StudyObjects.h"

#include <algorithm>

namespace dokuei::app {

StudyObjects::StudyObjects(Run run, Cancel cancel, QObject* parent)
    : QObject(parent), run_(std::move(run)), cancel_(std::move(cancel)) {}

StudyObjects::~StudyObjects() {
    if (job_) cancel_(job_);
}

bool StudyObjects::drawable(viewer::ObjectKind kind) {
    return kind != viewer::ObjectKind::Document && kind != viewer::ObjectKind::NotShown;
}

void StudyObjects::setStudy(const viewer::Study& study, const QString& studyUid) {
    const auto instances = viewer::instancesOf(study);
    entries_.clear();
    for (const viewer::StudyObject& object : study.objects)
        if (studyUid.isEmpty() || object.identity.studyUid == studyUid.toStdString()) {
            Entry entry;
            entry.object = object;
            entry.references = viewer::countReferences(object, instances);
            entries_.push_back(std::move(entry));
        }
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.object.kind, a.object.identity.seriesNumber) <
               std::tie(b.object.kind, b.object.identity.seriesNumber);
    });
    Q_EMIT changed();
}

void StudyObjects::setVolume(std::shared_ptr<const viewer::Volume> volume) {
    ++turn_;
    if (job_) cancel_(job_);
    job_ = 0;
    waiting_.clear();
    volume_ = std::move(volume);
    for (Entry& entry : entries_) {
        entry.state = State::Listed;
        entry.overlays.clear();
        entry.notes.clear();
        entry.error.clear();
    }
    Q_EMIT changed();
    Q_EMIT overlaysChanged();
}

void StudyObjects::showAll() {
    for (int n = 0; n < static_cast<int>(entries_.size()); ++n)
        if (drawable(entries_[static_cast<std::size_t>(n)].object.kind)) show(n);
}

void StudyObjects::show(int index) {
    if (index < 0 || index >= static_cast<int>(entries_.size()) || !volume_) return;
    Entry& entry = entries_[static_cast<std::size_t>(index)];
    if (!drawable(entry.object.kind) || entry.state == State::Loading) return;
    if (entry.state == State::Ready) {
        setVisible(index, -1, true);
        return;
    }
    entry.state = State::Loading;
    waiting_.push_back(index);
    Q_EMIT changed();
    loadNext();
}

void StudyObjects::loadNext() {
    if (job_ || waiting_.empty()) return;
    const int index = waiting_.front();
    waiting_.erase(waiting_.begin());
    const viewer::StudyObject object = entries_[static_cast<std::size_t>(index)].object;
    auto placed = std::make_shared<viewer::Placed>();
    const int turn = turn_;
    const auto ended = [this, turn, index](const std::function<void(Entry&)>& take) {
        if (turn != turn_) return;
        job_ = 0;
        take(entries_[static_cast<std::size_t>(index)]);
        Q_EMIT changed();
        Q_EMIT overlaysChanged();
        loadNext();
    };
    job_ = run_(
        this, tr("Reading %1").arg(QString::fromStdString(object.title)),
        [object, placed, volume = volume_, index](viewer::Progress& progress) {
            *placed = viewer::readAndPlace(object, *volume, std::to_string(index), &progress);
        },
        [this, ended, placed] {
            ended([&](Entry& entry) {
                entry.state = State::Ready;
                entry.overlays = std::move(placed->overlays);
                for (viewer::Overlay& overlay : entry.overlays) restore(overlay);
                entry.notes = std::move(placed->notes);
            });
        },
        [ended](const QString& error, bool cancelled) {
            ended([&](Entry& entry) {
                entry.state = cancelled ? State::Listed : State::Failed;
                entry.error = cancelled ? QString() : error;
            });
        });
}

void StudyObjects::edit(int index, int overlay, const std::function<void(viewer::Overlay&)>& change) {
    if (index < 0 || index >= static_cast<int>(entries_.size())) return;
    auto& overlays = entries_[static_cast<std::size_t>(index)].overlays;
    for (int n = 0; n < static_cast<int>(overlays.size()); ++n)
        if (overlay < 0 || overlay == n) {
            viewer::Overlay& changed = overlays[static_cast<std::size_t>(n)];
            change(changed);
            looks_[changed.id] = {changed.visible, changed.colour, changed.opacity};
        }
    Q_EMIT overlaysChanged();
}

void StudyObjects::restore(viewer::Overlay& overlay) const {
    const auto look = looks_.find(overlay.id);
    if (look == looks_.end()) return;
    overlay.visible = look->second.visible;
    overlay.colour = look->second.colour;
    overlay.opacity = look->second.opacity;
}

void StudyObjects::setVisible(int entry, int overlay, bool visible) {
    edit(entry, overlay, [visible](viewer::Overlay& o) { o.visible = visible; });
}

bool StudyObjects::visible(int entry) const {
    if (entry < 0 || entry >= static_cast<int>(entries_.size())) return false;
    const auto& overlays = entries_[static_cast<std::size_t>(entry)].overlays;
    return std::any_of(overlays.begin(), overlays.end(), [](const viewer::Overlay& o) { return o.visible; });
}

void StudyObjects::setColour(int entry, int overlay, const QColor& colour) {
    edit(entry, overlay, [&](viewer::Overlay& o) {
        o.colour = {static_cast<std::uint8_t>(colour.red()), static_cast<std::uint8_t>(colour.green()),
                    static_cast<std::uint8_t>(colour.blue())};
    });
}

void StudyObjects::setOpacity(int entry, int overlay, double opacity) {
    edit(entry, overlay, [opacity](viewer::Overlay& o) { o.opacity = std::clamp(opacity, 0.0, 1.0); });
}

std::vector<viewer::Overlay> StudyObjects::overlays() const {
    std::vector<viewer::Overlay> all;
    for (const Entry& entry : entries_) all.insert(all.end(), entry.overlays.begin(), entry.overlays.end());
    return all;
}

}  // namespace dokuei::app

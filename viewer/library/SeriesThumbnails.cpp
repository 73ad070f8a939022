#include "viewer/library/SeriesThumbnails.h"

#include "viewer/Error.h"
#include "viewer/library/InstanceHeader.h"
#include "viewer/volume/Parallel.h"

namespace dokuei::viewer {
namespace {

// A file with more voxels is drawn when it is opened.
constexpr long long kMostVoxels = 64LL << 20;

struct Wanted {
    qint64 series = 0;
    QString file;
    std::string sopClass;
};

std::vector<Wanted> seriesWithoutPicture(const StudyIndex& index) {
    std::vector<Wanted> wanted;
    Statement series(index.database().handle(),
                     "SELECT id, instances FROM series s WHERE instances>0 AND NOT EXISTS(SELECT 1 FROM "
                     "thumbnail t WHERE t.series=s.id) ORDER BY id DESC");
    Statement middle(
        index.database().handle(),
        "SELECT f.path, i.name, i.sop_class FROM instance i JOIN folder f ON f.id=i.folder WHERE "
        "i.series=? ORDER BY i.number, i.id LIMIT 1 OFFSET ?");
    series.run();
    while (series.next()) {
        middle.run({series[0], series.integer(1) / 2});
        if (middle.next())
            wanted.push_back({series.integer(0),
                              index.folder().absolute(middle.text(0)) + QLatin1Char('/') + middle.text(1),
                              middle.text(2).toStdString()});
        middle.next();
    }
    return wanted;
}

/// Empty when there is nothing to draw.
QByteArray pictureOf(const Wanted& wanted) {
    if (!isPictureClass(wanted.sopClass)) return {};
    try {
        const Study study = scanStudy(wanted.file.toStdString());
        if (study.volumes.empty() || study.volumes.front().geometry.voxelCount() > kMostVoxels) return {};
        const VolumeSource& source = study.volumes.front();
        const auto volume = allocateVolume(source);
        decodeVolume(source, *volume, nullptr, source.geometry.size[2] / 2, 1);
        return thumbnailPng(*volume);
    } catch (const Error&) {
        return {};
    }
}

}  // namespace

int makeThumbnails(StudyIndex& index, Progress* progress) {
    const std::vector<Wanted> wanted = seriesWithoutPicture(index);
    if (progress) progress->total = static_cast<long long>(wanted.size());
    int drawn = 0;
    constexpr std::size_t kTogether = 32;
    for (std::size_t first = 0; first < wanted.size(); first += kTogether) {
        const std::size_t count = std::min(kTogether, wanted.size() - first);
        std::vector<QByteArray> pictures(count);
        runParallel(count, 0, [&] {
            return [&](std::size_t n) {
                if (progress && progress->cancel) throw Cancelled();
                pictures[n] = pictureOf(wanted[first + n]);
                if (progress) ++progress->done;
            };
        });
        // The connection belongs to this thread.
        for (std::size_t n = 0; n < count; ++n) {
            index.setThumbnail(wanted[first + n].series, pictures[n]);
            drawn += !pictures[n].isEmpty();
        }
    }
    return drawn;
}

}  // namespace dokuei::viewer

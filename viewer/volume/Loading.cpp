#include "viewer/Error.h"
#include "viewer/dicom/FrameReader.h"
#include "viewer/volume/Blend.h"
#include "viewer/volume/ImageFormats.h"
#include "viewer/volume/Parallel.h"
#include "viewer/volume/Reason.h"
#include "viewer/volume/SliceQueue.h"
#include "viewer/volume/Statistics.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

std::vector<SkippedFile> decodeSlices(const VolumeSource& source, Volume& volume, Progress* progress,
                                      int firstSlice, int threads) {
    const int count = volume.geometry().size[2];
    if (static_cast<int>(source.slices.size()) != count)
        throw Error(source.identity.sourcePath + ": the volume was made from another source");
    SliceQueue queue(count, firstSlice);
    if (progress) progress->total = count;
    std::vector<std::string> reasons(count);
    std::atomic<int> failed{0};
    runParallel(static_cast<std::size_t>(count), threads, [&] {
        return [&, reader = std::make_shared<FrameReader>()](std::size_t) {
            if (progress && progress->cancel) throw Cancelled();
            const int k = queue.next(volume.wantedSlice());
            if (k < 0) return;
            try {
                readSlice(*reader, source, volume, k);
            } catch (const Error& error) {
                reasons[k] = reasonOf(source.slices[k].identity.file, error);
                ++failed;
                addStatisticsOfSlice(volume, k);
            }
            volume.markSliceReady(k);
            if (progress) ++progress->done;
        };
    });
    std::vector<SkippedFile> undecoded;
    for (int k = 0; k < count; ++k)
        if (!reasons[k].empty()) undecoded.push_back({source.slices[k].identity.file, reasons[k]});
    if (failed == count) throw ReadError(undecoded.front().file, undecoded.front().reason);
    return undecoded;
}

}  // namespace

std::shared_ptr<Volume> allocateVolume(const VolumeSource& source) {
    auto volume = std::make_shared<Volume>(source.geometry, source.scalarType, source.padding);
    volume->rescaleSlope = source.rescaleSlope;
    volume->rescaleIntercept = source.rescaleIntercept;
    volume->paddingLow = source.paddingLow;
    volume->paddingHigh = source.paddingHigh;
    volume->identity = source.identity;
    volume->warnings = source.warnings;
    if (!source.bitPlanes.empty()) volume->bitPlanes.resize(source.geometry.size[2]);
    volume->slices.reserve(source.slices.size());
    for (const SliceSource& slice : source.slices) {
        const SliceSource& nearer = slice.next && slice.nextWeight > 0.5 ? *slice.next : slice;
        volume->slices.push_back(nearer.identity);
        volume->slices.back().offsetI = nearer.offsetI - nearer.tileI;
        volume->slices.back().offsetJ = nearer.offsetJ - nearer.tileJ;
    }
    return volume;
}

std::vector<SkippedFile> decodeVolume(const VolumeSource& source, Volume& volume, Progress* progress,
                                      int firstSlice, int threads) {
    if (progress) progress->done = 0;
    if (source.slices.empty()) {
        readImageFile(source, volume, progress);
        return {};
    }
    return decodeSlices(source, volume, progress, firstSlice, threads);
}

std::shared_ptr<Volume> loadVolume(const std::string& path, const std::string& seriesUid,
                                   Progress* progress) {
    const Study study = scanStudy(path, progress);
    const VolumeSource* chosen = nullptr;
    for (const VolumeSource& candidate : study.volumes) {
        if (!seriesUid.empty() && candidate.identity.seriesUid != seriesUid) continue;
        if (!chosen || candidate.geometry.voxelCount() > chosen->geometry.voxelCount()) chosen = &candidate;
    }
    if (!chosen) throw ReadError(path, "holds no series " + seriesUid);
    auto volume = allocateVolume(*chosen);
    for (const SkippedFile& file : decodeVolume(*chosen, *volume, progress))
        volume->warnings.push_back("not decoded: " + file.file + ": " + file.reason);
    return volume;
}

}  // namespace dokuei::viewer

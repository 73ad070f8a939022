#include "viewer/dicom/LoadBenchmark.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include <itkGDCMImageIO.h>
#include <itkGDCMSeriesFileNames.h>
#include <itkImage.h>
#include <itkImageSeriesReader.h>
#include "viewer/Error.h"
#include "viewer/dicom/FrameReader.h"
#include "viewer/volume/Parallel.h"
#include "viewer/volume/Study.h"

namespace dokuei::viewer {
namespace {

class Stopwatch {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Lets the peak of resident memory begin anew at what is resident now.
void restartPeak() {
    // What earlier work left with the allocator is not the load's.
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5;
}

/// The process's peak resident memory (VmHWM), bytes; 0 when the system does not tell.
long long peakResidentBytes() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (word == "VmHWM:") {
            long long kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

void readThrough(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> block(1 << 20);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    }
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

const VolumeSource& largestOf(const Study& study) {
    const VolumeSource* largest = nullptr;
    for (const VolumeSource& volume : study.volumes)
        if (!volume.slices.empty() &&
            (!largest || volume.geometry.voxelCount() > largest->geometry.voxelCount()))
            largest = &volume;
    if (!largest) throw ReadError(study.path, "holds no DICOM images");
    return *largest;
}

void measureOurs(const std::string& path, LoadTimes& times) {
    const Stopwatch watch;
    const Study study = scanStudy(path);
    const VolumeSource& source = largestOf(study);
    const auto volume = allocateVolume(source);
    std::jthread observer([&](std::stop_token stop) {
        while (volume->readySlices() == 0 && !stop.stop_requested())
            std::this_thread::sleep_for(std::chrono::microseconds(500));
        times.firstPictureSeconds = watch.seconds();
    });
    decodeVolume(source, *volume);
    times.loadSeconds = watch.seconds();
    observer.join();
    times.firstPictureSeconds = std::min(times.firstPictureSeconds, times.loadSeconds);
    times.voxelBytes = static_cast<long long>(volume->byteCount());
    times.slices = volume->geometry().size[2];
    times.seriesUid = source.identity.seriesUid;
    times.transferSyntaxUid = source.identity.transferSyntaxUid;
}

double decodeOnly(const VolumeSource& source) {
    std::map<std::string, std::vector<int>> frames;
    for (const SliceSource& slice : source.slices)
        frames[slice.identity.file].push_back(slice.identity.frame);
    std::vector<std::pair<std::unique_ptr<FrameReader>, std::vector<int>>> readers;
    for (auto& [file, numbers] : frames) {
        readers.emplace_back(std::make_unique<FrameReader>(), numbers);
        readers.back().first->preload(file);
    }
    const Stopwatch watch;
    runParallel(readers.size(), 0, [&] {
        return [&](std::size_t index) {
            for (const int frame : readers[index].second) readers[index].first->decodeOnly(frame);
        };
    });
    return watch.seconds();
}

double itkReader(const VolumeSource& source) {
    using Image = itk::Image<short, 3>;
    const Stopwatch watch;
    auto names = itk::GDCMSeriesFileNames::New();
    names->SetDirectory(std::filesystem::path(source.slices.front().identity.file).parent_path());
    std::vector<std::string> largest;
    for (const std::string& uid : names->GetSeriesUIDs()) {
        const auto& files = names->GetFileNames(uid);
        if (files.size() > largest.size()) largest = files;
    }
    auto reader = itk::ImageSeriesReader<Image>::New();
    reader->SetImageIO(itk::GDCMImageIO::New());
    reader->SetFileNames(largest);
    reader->Update();
    return watch.seconds();
}

}  // namespace

LoadTimes measureLoading(const std::string& path, int repetitions) {
    LoadTimes times;
    const Study study = scanStudy(path);
    const VolumeSource& source = largestOf(study);
    for (const SliceSource& slice : source.slices) readThrough(slice.identity.file);
    std::vector<double> picture, load, decode, itk;
    for (int round = 0; round < std::max(1, repetitions); ++round) {
        if (round == 0) restartPeak();
        measureOurs(path, times);
        if (round == 0) times.peakBytes = peakResidentBytes();
        picture.push_back(times.firstPictureSeconds);
        load.push_back(times.loadSeconds);
        decode.push_back(decodeOnly(source));
        if (!times.itkFailure.empty()) continue;
        try {
            itk.push_back(itkReader(source));
        } catch (const itk::ExceptionObject& error) {
            times.itkFailure = error.GetDescription();
        }
    }
    times.firstPictureSeconds = median(picture);
    times.loadSeconds = median(load);
    times.decodeOnlySeconds = median(decode);
    if (times.itkFailure.empty()) times.itkReaderSeconds = median(itk);
    return times;
}

}  // namespace dokuei::viewer

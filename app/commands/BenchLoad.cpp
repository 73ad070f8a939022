#include "app/commands/BenchLoad.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <iostream>

#include "app/commands/BenchDecode.h"
#include "app/commands/BenchLibrary.h"
#include "app/commands/Options.h"
#include "viewer/dicom/LoadBenchmark.h"

namespace dokuei::app {
namespace {

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

}  // namespace

int bench(const Arguments& arguments) {
    if (!arguments.empty() && arguments[0] == "library") return benchLibrary(arguments);
    if (!arguments.empty() && arguments[0] == "decode") return benchDecode(arguments);
    const Options options(arguments, {}, {"--json"});
    if (options.words().size() != 2 || options.words()[0] != "load")
        throw UsageError{"bench load PATH [--json]"};
    const viewer::LoadTimes t = viewer::measureLoading(options.words()[1]);
    if (options.has("--json")) {
        QJsonObject object{{"slices", t.slices},
                           {"seriesUid", QString::fromStdString(t.seriesUid)},
                           {"transferSyntax", QString::fromStdString(t.transferSyntaxUid)},
                           {"firstPictureSeconds", t.firstPictureSeconds},
                           {"loadSeconds", t.loadSeconds},
                           {"decodeOnlySeconds", t.decodeOnlySeconds},
                           {"itkReaderSeconds", t.itkReaderSeconds},
                           {"ratioToItk", ratio(t.itkReaderSeconds, t.loadSeconds)},
                           {"ratioToDecode", ratio(t.loadSeconds, t.decodeOnlySeconds)},
                           {"peakBytes", t.peakBytes},
                           {"voxelBytes", t.voxelBytes}};
        if (!t.itkFailure.empty()) object["itkFailure"] = QString::fromStdString(t.itkFailure);
        std::cout << QJsonDocument(object).toJson().toStdString();
        return 0;
    }
    std::printf("%d slices, %s\n", t.slices, t.transferSyntaxUid.c_str());
    std::printf("first picture  %8.3f s\n", t.firstPictureSeconds);
    std::printf("whole volume   %8.3f s\n", t.loadSeconds);
    std::printf("bare decoding  %8.3f s  (load is %.2f times that)\n", t.decodeOnlySeconds,
                ratio(t.loadSeconds, t.decodeOnlySeconds));
    if (t.itkFailure.empty())
        std::printf("ITK reader     %8.3f s  (load is %.2f times faster)\n", t.itkReaderSeconds,
                    ratio(t.itkReaderSeconds, t.loadSeconds));
    else
        std::printf("ITK reader     failed: %s\n", t.itkFailure.c_str());
    std::printf("peak memory    %8.1f MB for %.1f MB of voxels\n",
                static_cast<double>(t.peakBytes) / (1 << 20), static_cast<double>(t.voxelBytes) / (1 << 20));
    return 0;
}

}  // namespace dokuei::app

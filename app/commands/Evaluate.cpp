#include "app/commands/Evaluate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <limits>
#include <sstream>

#include "app/bridge/Bridge.h"
#include "app/bridge/Resources.h"
#include "app/commands/ModelRun.h"
#include "inference/training/Anatomy.h"
#include "viewer/Error.h"
#include "viewer/volume/Study.h"

namespace dokuei::app {
namespace {

using Box = std::array<double, 6>;

/// What the reference says of one organ.
struct Reference {
    long long voxels = 0;
    double ml = 0;
    bool cut = false;  ///< reaches the edge of the labelled volume
    Box lps{};
};

std::map<int, std::string> readMap(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw viewer::ReadError(file, "cannot be opened");
    std::map<int, std::string> keys;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::stringstream parts(line);
        int value = 0;
        std::string key;
        if (!(parts >> value >> key))
            throw viewer::ReadError(file, "has a line that is not \"value key\": " + line);
        keys[value] = key;
    }
    return keys;
}

std::map<std::string, Reference> measure(const viewer::Volume& labels,
                                         const std::map<int, std::string>& keys) {
    const auto& g = labels.geometry();
    struct Extent {
        long long voxels = 0;
        std::array<int, 3> low{1 << 30, 1 << 30, 1 << 30}, high{-1, -1, -1};
    };
    std::map<std::string, Extent> extents;
    for (const auto& [value, key] : keys) extents[key];
    for (int k = 0; k < g.size[2]; ++k)
        for (int j = 0; j < g.size[1]; ++j)
            for (int i = 0; i < g.size[0]; ++i) {
                const auto found = keys.find(static_cast<int>(labels.valueAt(i, j, k)));
                if (found == keys.end()) continue;
                auto& e = extents[found->second];
                ++e.voxels;
                const int at[3] = {i, j, k};
                for (int a = 0; a < 3; ++a) {
                    e.low[a] = std::min(e.low[a], at[a]);
                    e.high[a] = std::max(e.high[a], at[a]);
                }
            }
    std::map<std::string, Reference> references;
    for (const auto& [key, e] : extents) {
        Reference r;
        r.voxels = e.voxels;
        r.ml = static_cast<double>(e.voxels) * g.spacing[0] * g.spacing[1] * g.spacing[2] / 1000;
        if (e.voxels > 0) {
            r.lps = {1e30, 1e30, 1e30, -1e30, -1e30, -1e30};
            for (int corner = 0; corner < 8; ++corner) {
                viewer::Vec3 at;
                for (int a = 0; a < 3; ++a) at[a] = corner >> a & 1 ? e.high[a] + 0.5 : e.low[a] - 0.5;
                const auto p = g.lpsFromVoxel(at);
                for (int a = 0; a < 3; ++a) {
                    r.lps[a] = std::min(r.lps[a], p[a]);
                    r.lps[3 + a] = std::max(r.lps[3 + a], p[a]);
                }
            }
            for (int a = 0; a < 3; ++a) r.cut = r.cut || e.low[a] == 0 || e.high[a] == g.size[a] - 1;
        }
        references[key] = r;
    }
    return references;
}

double overlap(const Box& a, const Box& b) {
    double both = 1, first = 1, second = 1;
    for (int i = 0; i < 3; ++i) {
        both *= std::max(0.0, std::min(a[3 + i], b[3 + i]) - std::max(a[i], b[i]));
        first *= a[3 + i] - a[i];
        second *= b[3 + i] - b[i];
    }
    return first + second - both > 0 ? both / (first + second - both) : 0;
}

}  // namespace

int evaluate(const Arguments& arguments) {
    const Options options(arguments, {"--map", "--model", "--device", "--lang", "--min-ml"}, {"--json"});
    if (options.words().size() != 2) throw UsageError{"IMAGE and LABELS are needed"};
    if (!options.has("--map")) throw UsageError{"--map FILE (label value, key) is missing"};
    const auto language = options.value("--lang", "en");
    if (language != "ja" && language != "en") throw UsageError{"--lang is ja or en, not " + language};
    const double least = options.number("--min-ml", 2);
    const auto keys = readMap(options.value("--map"));
    const auto image = viewer::loadVolume(options.words()[0]);
    const auto references = measure(*viewer::loadVolume(options.words()[1]), keys);
    const auto classes = inference::readClasses(resourcePath("starter/classes.tsv"));

    ModelRun model(modelOption(options), deviceOption(options));
    const bool json = options.has("--json");
    QJsonArray rows;
    double sum = 0;
    int present = 0, answered = 0, absent = 0, refused = 0;
    if (!json) std::printf("%-20s %9s %9s %6s\n", "organ", "ml", "model ml", "IoU");
    for (const auto& c : classes) {
        const auto found = references.find(c.key);
        if (found == references.end()) continue;
        const auto& reference = found->second;
        // A sliver at the edge is neither there nor away.
        if (reference.voxels > 0 && reference.ml < least) continue;
        inference::Request request;
        request.volume = viewOf(image);
        request.question =
            language == "ja"
                ? c.ja + "\xE3\x81\xAF\xE3\x81\xA9\xE3\x81\x93\xE3\x81\xA7\xE3\x81\x99\xE3\x81\x8B?"
                : "Where is the " + c.en + "?";
        const auto answer = model.ask(std::move(request));
        const inference::Grounding* box = nullptr;
        for (const auto& b : answer.boxes)
            if (b.key == c.key && !box) box = &b;
        QJsonObject row{
            {"key", QString::fromStdString(c.key)}, {"ml", reference.ml}, {"answered", box != nullptr}};
        if (reference.voxels == 0) {
            ++absent;
            refused += box == nullptr;
            row["present"] = false;
            if (!json)
                std::printf("%-20s %9s %9s %s\n", c.key.c_str(), "absent", "",
                            box ? "box drawn" : "cannot tell");
        } else {
            ++present;
            const double iou = box ? overlap(box->lps, reference.lps) : 0;
            answered += box != nullptr;
            sum += iou;
            row["present"] = true;
            row["cut"] = reference.cut;
            row["iou"] = iou;
            if (box && box->volumeMl) row["modelMl"] = *box->volumeMl;
            if (!json)
                std::printf("%-20s %9.0f %9.0f %6.2f%s\n", c.key.c_str(), reference.ml,
                            box && box->volumeMl ? *box->volumeMl : 0.0, iou, box ? "" : "  cannot tell");
        }
        rows.append(row);
    }
    if (present == 0)
        throw viewer::ReadError(options.words()[1], "holds none of the labels of " + options.value("--map"));
    if (json) {
        std::cout << QJsonDocument(QJsonObject{{"model", QString::fromStdString(model.info().name)},
                                               {"organs", rows},
                                               {"meanIou", sum / present},
                                               {"present", present},
                                               {"answered", answered},
                                               {"absent", absent},
                                               {"refused", refused}})
                         .toJson()
                         .toStdString();
    } else {
        std::printf(
            "mean box IoU %.3f over %d organs (%d answered); of %d that are not in the image %d were not "
            "drawn\n",
            sum / present, present, answered, absent, refused);
    }
    return 0;
}

}  // namespace dokuei::app

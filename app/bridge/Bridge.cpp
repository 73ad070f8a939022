#include "app/bridge/Bridge.h"

#include <QDateTime>
#include <QPainter>
#include <QUuid>
#include <algorithm>
#include <cmath>
#include <cstring>

#include "inference/Error.h"

namespace dokuei::app {
namespace {

using Box = std::array<int, 6>;

std::string newId() {
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

std::string now() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
}

/// A slice's image before the stack was straightened: where its first pixel lies on the volume's grid, in
/// voxels, and its size.
struct KeyImage {
    double offsetI = 0, offsetJ = 0;
    double columns = 0, rows = 0;
};

KeyImage keyImageOf(const viewer::Volume& volume, int k) {
    double furthestI = 0, furthestJ = 0;
    for (const auto& slice : volume.slices) {
        furthestI = std::max(furthestI, slice.offsetI);
        furthestJ = std::max(furthestJ, slice.offsetJ);
    }
    // Straightening widens the grid by the largest offset, rounded up.
    KeyImage image{0, 0, volume.geometry().size[0] - std::ceil(furthestI),
                   volume.geometry().size[1] - std::ceil(furthestJ)};
    if (k < static_cast<int>(volume.slices.size())) {
        image.offsetI = volume.slices[k].offsetI;
        image.offsetJ = volume.slices[k].offsetJ;
        // A slice of a mosaic lies further inside its image.
        image.columns += std::max(0.0, -image.offsetI);
        image.rows += std::max(0.0, -image.offsetJ);
    }
    return image;
}

/// The voxel box on the image of slice k, as far as it reaches. DICOM counts pixel coordinates from the outer
/// corner of the first pixel, of the image as it was acquired.
std::array<double, 4> outlineOn(const viewer::Volume& volume, const Box& voxel, int k) {
    const KeyImage image = keyImageOf(volume, k);
    return {std::clamp(voxel[0] - image.offsetI, 0.0, image.columns),
            std::clamp(voxel[1] - image.offsetJ, 0.0, image.rows),
            std::clamp(voxel[3] + 1 - image.offsetI, 0.0, image.columns),
            std::clamp(voxel[4] + 1 - image.offsetJ, 0.0, image.rows)};
}

reports::EvidenceLink linkOf(const viewer::Volume& volume, const Box& voxel, const std::array<double, 6>& lps,
                             const std::string& label, reports::Origin origin, double confidence) {
    reports::EvidenceLink link;
    link.id = newId();
    link.studyUid = volume.identity.studyUid;
    link.seriesUid = volume.identity.seriesUid;
    link.frameOfReferenceUid = volume.geometry().frameOfReferenceUid;
    link.lps = lps;
    link.label = label;
    link.origin = origin;
    link.confidence = confidence;
    const int middle = (voxel[2] + voxel[5]) / 2;
    if (volume.slices.empty()) {
        // Frames count through the time points of the file.
        link.keyFrame = volume.identity.phase.index * volume.geometry().size[2] + middle + 1;
        link.keyPixelBox = outlineOn(volume, voxel, middle);
        return link;
    }
    // Straightening a tilted stack leaves room beside the images: the key image is the nearest to the middle
    // that the box touches.
    for (int step = 0; step <= voxel[5] - voxel[2]; ++step) {
        const int k = middle + (step % 2 ? (step + 1) / 2 : -step / 2);
        if (k < voxel[2] || k > voxel[5] || k >= static_cast<int>(volume.slices.size())) continue;
        const auto outline = outlineOn(volume, voxel, k);
        if (outline[2] <= outline[0] || outline[3] <= outline[1]) continue;
        link.keySopInstanceUid = volume.slices[k].sopInstanceUid;
        link.keySopClassUid = volume.slices[k].sopClassUid;
        link.keyFrame = volume.slices[k].frame;
        link.keyPixelBox = outline;
        break;
    }
    return link;
}

/// Millilitres as the sentences say them: a mask of 4 mm voxels measures no finer.
double roundedMl(double ml) {
    const double unit = ml < 10 ? 0.1 : ml < 1000 ? 1 : 10;
    return std::round(ml / unit) * unit;
}

std::vector<reports::Measurement> measurementsOf(const inference::Grounding& box) {
    std::vector<reports::Measurement> all;
    if (box.diameterMm) all.push_back({"diameter", std::round(*box.diameterMm), "mm"});
    if (box.volumeMl) all.push_back({"volume", roundedMl(*box.volumeMl), "ml"});
    if (box.meanHu) all.push_back({"mean", std::round(*box.meanHu), "[hnsf'U]"});
    return all;
}

/// The slice that the link's outline was drawn on.
int keySlice(const viewer::Volume& volume, const reports::EvidenceLink& link) {
    if (link.seriesUid != volume.identity.seriesUid)
        throw inference::Error(link.label + ": the box belongs to another series");
    for (std::size_t k = 0; k < volume.slices.size(); ++k)
        if (!link.keySopInstanceUid.empty() && volume.slices[k].sopInstanceUid == link.keySopInstanceUid &&
            volume.slices[k].frame == link.keyFrame)
            return static_cast<int>(k);
    // The same place in another volume of the series (another phase, another echo) is another picture.
    if (!link.keySopInstanceUid.empty() && !volume.slices.empty())
        throw inference::Error(link.label + ": the box belongs to another volume of the series");
    if (volume.slices.empty() && volume.identity.phase.count > 1 &&
        (link.keyFrame - 1) / volume.geometry().size[2] != volume.identity.phase.index)
        throw inference::Error(link.label + ": the box belongs to another volume of the series");
    const auto voxel = voxelBoxOf(volume, link.lps);
    if (!voxel) throw inference::Error(link.label + ": the box lies outside the volume");
    return ((*voxel)[2] + (*voxel)[5]) / 2;
}

reports::Certainty certaintyOf(const std::string& word) {
    if (word == "absent") return reports::Certainty::Absent;
    if (word == "uncertain") return reports::Certainty::Uncertain;
    return reports::Certainty::Present;
}

}  // namespace

inference::VolumeView viewOf(const std::shared_ptr<const viewer::Volume>& volume) {
    inference::VolumeView view;
    const auto& g = volume->geometry();
    view.data = volume->data();
    switch (volume->scalarType()) {
        case viewer::ScalarType::Int16:
            view.scalar = inference::VolumeView::Scalar::Int16;
            break;
        case viewer::ScalarType::UInt16:
            view.scalar = inference::VolumeView::Scalar::UInt16;
            break;
        case viewer::ScalarType::Float32:
            view.scalar = inference::VolumeView::Scalar::Float32;
            break;
        case viewer::ScalarType::Rgb8:
            view.scalar = inference::VolumeView::Scalar::Rgb8;
            break;
    }
    view.size = g.size;
    view.stride = {1, g.size[0], static_cast<std::ptrdiff_t>(g.size[0]) * g.size[1]};
    view.slope = volume->rescaleSlope;
    view.intercept = volume->rescaleIntercept;
    view.spacing = g.spacing;
    view.origin = g.origin;
    view.direction = g.direction;
    view.frameOfReferenceUid = g.frameOfReferenceUid;
    const auto& identity = volume->identity;
    view.modality = identity.modality;
    if (identity.defaultWindow > 0)
        view.window = {identity.defaultLevel - identity.defaultWindow / 2,
                       identity.defaultLevel + identity.defaultWindow / 2};
    view.inverted = identity.monochrome1;
    view.placed = identity.placed;
    view.planar = identity.planar;
    view.rowsRunTo = identity.rowsRunTo;
    // The serial tells volumes of one series apart (split series, the same series opened twice); an address
    // would be taken again by the next volume.
    view.key =
        volume->identity.studyUid + "/" + volume->identity.seriesUid + "/" + std::to_string(volume->serial());
    view.owner = volume;
    return view;
}

std::optional<Box> voxelBoxOf(const viewer::Volume& volume, const std::array<double, 6>& lps) {
    const auto& g = volume.geometry();
    std::array<double, 3> low{1e30, 1e30, 1e30}, high{-1e30, -1e30, -1e30};
    for (int corner = 0; corner < 8; ++corner) {
        const auto v =
            g.voxelFromLps({lps[corner & 1 ? 3 : 0], lps[corner & 2 ? 4 : 1], lps[corner & 4 ? 5 : 2]});
        for (int a = 0; a < 3; ++a) {
            low[a] = std::min(low[a], v[a]);
            high[a] = std::max(high[a], v[a]);
        }
    }
    Box box;
    for (int a = 0; a < 3; ++a) {
        // Inside are the voxels whose centre is; the small term forgives rounding.
        const double first = std::ceil(low[a] + 0.5 - 1e-3 - 0.5),
                     last = std::floor(high[a] - 0.5 + 1e-3 + 0.5);
        if (!std::isfinite(first) || !std::isfinite(last) || last < 0 || first > g.size[a] - 1)
            return std::nullopt;
        box[a] = static_cast<int>(std::clamp(first, 0.0, g.size[a] - 1.0));
        box[3 + a] = static_cast<int>(std::clamp(last, 0.0, g.size[a] - 1.0));
        // A box thinner than a voxel still lies in one.
        if (box[3 + a] < box[a])
            box[3 + a] = box[a] =
                static_cast<int>(std::clamp(std::round((low[a] + high[a]) / 2), 0.0, g.size[a] - 1.0));
    }
    return box;
}

reports::EvidenceLink evidenceOf(const viewer::Volume& volume, const std::array<double, 6>& lps,
                                 const std::string& label, reports::Origin origin, double confidence) {
    const auto voxel = voxelBoxOf(volume, lps);
    if (!voxel) throw inference::Error(label + ": the box lies outside the volume");
    return linkOf(volume, *voxel, lps, label, origin, confidence);
}

reports::EvidenceLink evidenceOf(const viewer::Volume& volume, const inference::Grounding& box) {
    // An answer of an earlier session may be about another volume of the same series: then only its place in
    // the patient counts.
    std::array<double, 6> hull{1e30, 1e30, 1e30, -1e30, -1e30, -1e30};
    bool same = true;
    for (int a = 0; a < 3; ++a)
        same = same && box.voxel[a] >= 0 && box.voxel[a] <= box.voxel[3 + a] &&
               box.voxel[3 + a] < volume.geometry().size[a];
    for (int corner = 0; corner < 8; ++corner) {
        viewer::Vec3 at;
        for (int a = 0; a < 3; ++a) at[a] = (corner >> a & 1) ? box.voxel[3 + a] + 0.5 : box.voxel[a] - 0.5;
        const auto lps = volume.geometry().lpsFromVoxel(at);
        for (int a = 0; a < 3; ++a) {
            hull[a] = std::min(hull[a], lps[a]);
            hull[3 + a] = std::max(hull[3 + a], lps[a]);
        }
    }
    for (int f = 0; f < 6; ++f) same = same && std::abs(hull[f] - box.lps[f]) < 0.01;
    if (!same) return evidenceOf(volume, box.lps, box.label, reports::Origin::Ai, box.confidence);
    return linkOf(volume, box.voxel, box.lps, box.label, reports::Origin::Ai, box.confidence);
}

reports::Report emptyReport(const viewer::Volume& volume, const std::string& language) {
    const auto& s = volume.identity;
    reports::Report report;
    report.id = newId();
    report.language = language;
    report.studyUid = s.studyUid;
    report.studyDate = s.studyDate;
    report.studyTime = s.studyTime;
    report.studyDescription = s.studyDescription;
    report.studyId = s.studyId;
    report.accessionNumber = s.accessionNumber;
    report.modality = s.modality;
    report.patientName = s.patientName;
    report.patientNameDicom = s.patientNameDicom;
    report.patientId = s.patientId;
    report.patientSex = s.patientSex;
    report.patientBirthDate = s.patientBirthDate;
    report.referringPhysician = s.referringPhysician;
    report.createdAt = report.changedAt = now();
    return report;
}

reports::Report reportOf(const viewer::Volume& volume, const inference::Answer& answer) {
    auto report = emptyReport(volume, answer.language);
    report.modelName = answer.model;
    report.device = answer.device;
    for (const auto& draft : answer.findings) {
        reports::Finding finding;
        finding.id = newId();
        finding.section =
            draft.section == "impression" ? reports::Section::Impression : reports::Section::Finding;
        finding.text = finding.aiText = draft.text;
        finding.language = answer.language;
        finding.siteKey = draft.siteKey;
        finding.site = draft.site;
        finding.certainty = certaintyOf(draft.certainty);
        finding.modelName = answer.model;
        finding.createdAt = finding.changedAt = report.createdAt;
        for (const int b : draft.boxes) {
            if (b < 0 || b >= static_cast<int>(answer.boxes.size())) continue;
            finding.links.push_back(evidenceOf(volume, answer.boxes[b]));
            const auto measured = measurementsOf(answer.boxes[b]);
            finding.measurements.insert(finding.measurements.end(), measured.begin(), measured.end());
        }
        report.findings.push_back(std::move(finding));
    }
    return report;
}

reports::Finding findingOf(const viewer::Volume& volume, const inference::Answer& answer, int box) {
    const auto& b = answer.boxes.at(static_cast<std::size_t>(box));
    reports::Finding finding;
    finding.id = newId();
    finding.language = answer.language;
    finding.siteKey = b.key;
    finding.site = b.label;
    // The sentence around the grounded phrase says what was found.
    const auto& text = answer.text;
    static const std::string stops[] = {". ", "\n", "\xE3\x80\x82"};
    std::size_t begin = 0, end = text.size();
    for (const auto& stop : stops) {
        const auto before = b.textBegin == 0 ? std::string::npos : text.rfind(stop, b.textBegin - 1);
        if (before != std::string::npos) begin = std::max(begin, before + stop.size());
        const auto after = text.find(stop, std::min(b.textEnd, text.size()));
        if (after != std::string::npos)
            end = std::min(end, after + (stop == "\n" ? 0 : stop == ". " ? 1 : stop.size()));
    }
    finding.text = finding.aiText = begin < end ? text.substr(begin, end - begin) : b.label;
    finding.measurements = measurementsOf(b);
    finding.links.push_back(evidenceOf(volume, b));
    finding.modelName = answer.model;
    finding.createdAt = finding.changedAt = now();
    return finding;
}

QImage keyImage(const viewer::Volume& volume, const reports::EvidenceLink& link) {
    const auto& g = volume.geometry();
    const int k = keySlice(volume, link), nx = g.size[0], ny = g.size[1];
    const KeyImage image = keyImageOf(volume, k);
    const std::array<double, 4> outline{
        link.keyPixelBox[0] + image.offsetI, link.keyPixelBox[1] + image.offsetJ,
        link.keyPixelBox[2] + image.offsetI, link.keyPixelBox[3] + image.offsetJ};
    const std::array<int, 4> inside{std::clamp(static_cast<int>(outline[0]), 0, nx - 1),
                                    std::clamp(static_cast<int>(outline[1]), 0, ny - 1),
                                    std::clamp(static_cast<int>(outline[2]) - 1, 0, nx - 1),
                                    std::clamp(static_cast<int>(outline[3]) - 1, 0, ny - 1)};
    double window = volume.identity.defaultWindow, level = volume.identity.defaultLevel;
    if (window <= 0) {
        const auto range = volume.statistics();
        window = std::max(1.0, range.max - range.min);
        level = (range.max + range.min) / 2;
    }
    if (volume.identity.modality == "CT") {
        // A lesion in the lung is looked for in the lung window: the mean around the box decides.
        double sum = 0;
        int count = 0;
        const int margin = 6;
        for (int j = std::max(0, inside[1] - margin); j <= std::min(ny - 1, inside[3] + margin); ++j)
            for (int i = std::max(0, inside[0] - margin); i <= std::min(nx - 1, inside[2] + margin);
                 ++i, ++count)
                sum += volume.valueAt(i, j, k);
        const bool lung = count > 0 && sum / count < -300;
        window = lung ? 1500 : 400;
        level = lung ? -600 : 40;
    }
    const bool lowIsBright = volume.identity.monochrome1;
    const bool colour = volume.scalarType() == viewer::ScalarType::Rgb8;
    QImage shown(nx, ny, colour ? QImage::Format_RGB888 : QImage::Format_Grayscale8);
    for (int j = 0; j < ny; ++j) {
        auto* line = shown.scanLine(j);
        if (colour) {
            std::memcpy(
                line, static_cast<const viewer::Rgb*>(volume.slice(k)) + static_cast<std::ptrdiff_t>(j) * nx,
                3 * static_cast<std::size_t>(nx));
            continue;
        }
        for (int i = 0; i < nx; ++i) {
            const double shade =
                std::clamp((volume.valueAt(i, j, k) - level) / window * 255 + 127.5, 0.0, 255.0);
            line[i] = static_cast<uchar>(lowIsBright ? 255 - shade : shade);
        }
    }
    // Pixels need not be square: the picture is shown in true proportion, at least 400 pixels wide and no
    // larger than print needs.
    const double finest = std::min(g.spacing[0], g.spacing[1]);
    const double largest = std::max(nx * g.spacing[0], ny * g.spacing[1]) / finest;
    const double scale = std::min(std::max(1.0, 400.0 / std::max(nx, ny)), 1600.0 / largest);
    const double sx = g.spacing[0] / finest * scale, sy = g.spacing[1] / finest * scale;
    QImage picture =
        shown
            .scaled(std::max(1, static_cast<int>(nx * sx)), std::max(1, static_cast<int>(ny * sy)),
                    Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB32);
    QPainter painter(&picture);
    const bool human = link.origin == reports::Origin::Human;
    painter.setPen(QPen(human ? QColor(0x5f, 0xc4, 0x8d) : QColor(0xe0, 0xa3, 0x3a), 2,
                        human ? Qt::SolidLine : Qt::DashLine));
    painter.drawRect(
        QRectF(QPointF(outline[0] * sx, outline[1] * sy), QPointF(outline[2] * sx, outline[3] * sy)));
    return picture;
}

}  // namespace dokuei::app

#include "viewer/objects/SegmentFrames.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

constexpr int kMaximumEdge = 65535;
constexpr int kMaximumFrames = 1'000'000;
constexpr double kStepTolerance = 0.1;    // of the distance between planes
constexpr double kShiftTolerance = 0.01;  // of a pixel

double dot(const Vec3& a, const Vec3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

struct FramePlace {
    bool hasPosition = false, hasOrientation = false, hasSpacing = false;
    Vec3 position{0, 0, 0}, row{1, 0, 0}, column{0, 1, 0};
    double spacingI = 1, spacingJ = 1, thickness = 0, between = 0;
    int segment = 0;
};

void readGroups(DcmItem& groups, FramePlace& place) {
    if (DcmItem* item = sequenceItem(groups, DCM_PlanePositionSequence))
        if (const auto p = numbers(*item, DCM_ImagePositionPatient); p.size() == 3) {
            place.position = {p[0], p[1], p[2]};
            place.hasPosition = true;
        }
    if (DcmItem* item = sequenceItem(groups, DCM_PlaneOrientationSequence))
        if (const auto o = numbers(*item, DCM_ImageOrientationPatient); o.size() == 6) {
            Vec3 row{o[0], o[1], o[2]}, column{o[3], o[4], o[5]};
            const double length = std::sqrt(dot(row, row));
            if (!(std::abs(length - 1) < 0.1)) return;
            for (double& part : row) part /= length;
            const double skew = dot(row, column);
            for (std::size_t a = 0; a < 3; ++a) column[a] -= skew * row[a];
            const double height = std::sqrt(dot(column, column));
            if (!(std::abs(height - 1) < 0.1) || std::abs(skew) > 1e-2) return;
            for (double& part : column) part /= height;
            place.row = row;
            place.column = column;
            place.hasOrientation = true;
        }
    if (DcmItem* item = sequenceItem(groups, DCM_PixelMeasuresSequence)) {
        if (const auto s = numbers(*item, DCM_PixelSpacing); s.size() == 2 && s[0] > 0 && s[1] > 0) {
            place.spacingJ = s[0];
            place.spacingI = s[1];
            place.hasSpacing = true;
        }
        place.thickness = std::abs(number(*item, DCM_SliceThickness, place.thickness));
        place.between = std::abs(number(*item, DCM_SpacingBetweenSlices, place.between));
    }
    if (DcmItem* item = sequenceItem(groups, DCM_SegmentIdentificationSequence))
        place.segment = wholeNumber(*item, DCM_ReferencedSegmentNumber, place.segment);
}

/// Distance between planes such that every position is a whole number of it from the first; 0 when there is
/// none.
double stepOf(std::vector<double> along, double between, double thickness) {
    std::sort(along.begin(), along.end());
    double smallest = 0;
    for (std::size_t n = 1; n < along.size(); ++n) {
        const double gap = along[n] - along[n - 1];
        // Positions that differ by less are one plane, written with few decimals.
        if (gap > 0.01 && (smallest == 0 || gap < smallest)) smallest = gap;
    }
    const double extent = along.back() - along.front();
    if (smallest == 0) return between > 0 ? between : thickness > 0 ? thickness : 1;
    for (double step : {between, smallest, thickness, smallest / 2, smallest / 3}) {
        if (!(step > 0.01)) continue;
        const double planes = std::round(extent / step);
        if (planes < 1 || planes >= kMaximumEdge) continue;
        // Rounded headers drift over many planes; the whole extent tells the step better.
        const double refined = extent / planes;
        // A step that is only guessed must fit better: nearly any distances are multiples of a small one.
        const double tolerance = step < smallest && step != between ? kStepTolerance / 5 : kStepTolerance;
        if (std::abs(refined - step) > tolerance * step) continue;
        const bool fits = std::all_of(along.begin(), along.end(), [&](double position) {
            const double index = (position - along.front()) / refined;
            return std::abs(index - std::round(index)) <= tolerance;
        });
        if (fits) return refined;
    }
    return 0;
}

}  // namespace

SegmentFrames::SegmentFrames(ObjectFile& object, const std::string& type) : object_(object) {
    DcmDataset& d = object.dataset();
    rows_ = wholeNumber(d, DCM_Rows, 0);
    columns_ = wholeNumber(d, DCM_Columns, 0);
    frames_ = wholeNumber(d, DCM_NumberOfFrames, 1);
    bits_ = wholeNumber(d, DCM_BitsAllocated, 1);
    if (type != "BINARY" && type != "FRACTIONAL" && type != "LABELMAP")
        object.refuse("segmentations of the type " + (type.empty() ? std::string("(none)") : type) +
                      " are not supported");
    if (rows_ < 1 || columns_ < 1 || rows_ > kMaximumEdge || columns_ > kMaximumEdge)
        object.refuse("rows and columns are missing or not plausible");
    if (frames_ < 1 || frames_ > kMaximumFrames) object.refuse("more frames than any scan has");
    const bool fits =
        type == "BINARY" ? bits_ == 1 || bits_ == 8 : bits_ == 8 || (bits_ == 16 && type == "LABELMAP");
    if (!fits || wholeNumber(d, DCM_SamplesPerPixel, 1) != 1)
        object.refuse("pixels of " + std::to_string(bits_) + " bits are not supported in a segmentation");
    DcmElement* element = nullptr;
    if (d.findAndGetElement(DCM_PixelData, element).bad() || !element)
        object.refuse("the pixel data are missing (the file may be cut short)");
    const DcmXfer syntax(d.getOriginalXfer());
    compressed_ = syntax.isEncapsulated();
    std::error_code ignored;
    const auto fileBytes = static_cast<double>(std::filesystem::file_size(object.file(), ignored));
    const double needed = std::ceil(double(rows_) * columns_ * frames_ * bits_ / 8);
    if (compressed_) {
        if (bits_ == 1 || asciiText(d, DCM_PhotometricInterpretation) == "PALETTE COLOR")
            object.refuse("a compressed segmentation of this kind is not supported");
        if (needed > 20000.0 * fileBytes || 8.0 * frames_ > fileBytes)
            object.refuse("promises more pixels than a file of this size can hold");
        Geometry plane;
        plane.size = {columns_, rows_, 1};
        decoded_ = std::make_unique<Volume>(plane, ScalarType::UInt16);
        return;
    }
    const double present = syntax.getXfer() == EXS_DeflatedLittleEndianExplicit
                               ? element->getLength()
                               : std::min<double>(element->getLength(), fileBytes);
    if (present < needed || object.cutShort())
        object.refuse("the pixel data are cut short: " + std::to_string(static_cast<long long>(present)) +
                      " of " + std::to_string(static_cast<long long>(needed)) + " bytes");
}

const std::vector<std::uint16_t>& SegmentFrames::read(int frame) {
    pixels_.resize(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_));
    if (compressed_)
        readCompressed(frame);
    else
        readNative(frame);
    return pixels_;
}

void SegmentFrames::readNative(int frame) {
    DcmElement* element = nullptr;
    if (object_.dataset().findAndGetElement(DCM_PixelData, element).bad() || !element)
        throw Error("the pixel data are missing");
    const unsigned long long count = pixels_.size();
    // Frames of one bit follow each other without a gap: a frame may begin within a byte.
    const unsigned long long firstBit =
        count * static_cast<unsigned long long>(frame) * static_cast<unsigned>(bits_);
    const unsigned long long first = firstBit / 8;
    const unsigned long long end = (firstBit + count * static_cast<unsigned>(bits_) + 7) / 8;
    bytes_.resize(static_cast<std::size_t>(end - first));
    const OFCondition status =
        element->getPartialValue(bytes_.data(), static_cast<Uint32>(first), static_cast<Uint32>(end - first),
                                 nullptr, EBO_LittleEndian);
    if (status.bad()) throw Error("the pixel data are cut short");
    if (bits_ == 1) {
        // Most bytes of most frames are empty.
        std::fill(pixels_.begin(), pixels_.end(), std::uint16_t{0});
        const auto skipped = static_cast<std::size_t>(firstBit % 8);
        for (std::size_t byte = 0; byte < bytes_.size(); ++byte) {
            if (bytes_[byte] == 0) continue;
            for (std::size_t bit = 0; bit < 8; ++bit) {
                const std::size_t at = 8 * byte + bit;
                if (at >= skipped && at - skipped < pixels_.size())
                    pixels_[at - skipped] = bytes_[byte] >> bit & 1;
            }
        }
    } else if (bits_ == 8) {
        std::copy_n(bytes_.begin(), pixels_.size(), pixels_.begin());
    } else {
        for (std::size_t p = 0; p < pixels_.size(); ++p)
            pixels_[p] = static_cast<std::uint16_t>(bytes_[2 * p] | bytes_[2 * p + 1] << 8);
    }
}

void SegmentFrames::readCompressed(int frame) {
    SliceSource source;
    source.identity.file = object_.file();
    source.identity.frame = frame + 1;
    reader_.readInto(source, *decoded_, 0, 0);
    const auto* values = static_cast<const std::uint16_t*>(decoded_->slice(0));
    std::copy_n(values, pixels_.size(), pixels_.begin());
}

SegmentPlanes placeFrames(ObjectFile& object, int frames, int rows, int columns) {
    DcmDataset& d = object.dataset();
    FramePlace shared;
    if (DcmItem* groups = sequenceItem(d, DCM_SharedFunctionalGroupsSequence)) readGroups(*groups, shared);
    std::vector<FramePlace> places;
    object.forEach(d, DCM_PerFrameFunctionalGroupsSequence, [&](DcmItem& groups) {
        places.push_back(shared);
        readGroups(groups, places.back());
    });
    if (places.size() < static_cast<std::size_t>(frames)) {
        if (!places.empty() || frames > 1) object.refuse("does not tell where its frames lie");
        places.push_back(shared);
    }
    places.resize(static_cast<std::size_t>(frames));

    const FramePlace& model = places.front();
    const Vec3 normal{model.row[1] * model.column[2] - model.row[2] * model.column[1],
                      model.row[2] * model.column[0] - model.row[0] * model.column[2],
                      model.row[0] * model.column[1] - model.row[1] * model.column[0]};
    std::vector<double> along;
    for (const FramePlace& place : places) {
        if (!place.hasPosition || !place.hasOrientation || !place.hasSpacing)
            object.refuse("does not tell where its frames lie");
        if (dot(place.row, model.row) < 1 - 1e-5 || dot(place.column, model.column) < 1 - 1e-5 ||
            std::abs(place.spacingI - model.spacingI) > 1e-3 * model.spacingI ||
            std::abs(place.spacingJ - model.spacingJ) > 1e-3 * model.spacingJ)
            object.refuse("its frames have different orientations or pixel sizes");
        along.push_back(dot(place.position, normal));
    }
    const double step = stepOf(along, model.between, model.thickness);
    if (step == 0) object.refuse("its frames are not evenly spaced");
    const auto lowest =
        static_cast<std::size_t>(std::min_element(along.begin(), along.end()) - along.begin());
    const double highest = *std::max_element(along.begin(), along.end());
    SegmentPlanes planes;
    Geometry& g = planes.geometry;
    g.size = {columns, rows, static_cast<int>(std::lround((highest - along[lowest]) / step)) + 1};
    g.spacing = {model.spacingI, model.spacingJ, step};
    g.origin = places[lowest].position;
    for (std::size_t a = 0; a < 3; ++a) {
        g.direction[3 * a] = model.row[a];
        g.direction[3 * a + 1] = model.column[a];
        g.direction[3 * a + 2] = normal[a];
    }

    std::vector<std::array<double, 2>> shift(static_cast<std::size_t>(g.size[2]), {0, 0});
    std::vector<bool> told(shift.size(), false);
    bool straight = true;
    for (std::size_t f = 0; f < places.size(); ++f) {
        const auto k = static_cast<std::size_t>(std::lround((along[f] - along[lowest]) / step));
        const Vec3 voxel = g.voxelFromLps(places[f].position);
        const std::array<double, 2> here{voxel[0], voxel[1]};
        if (told[k] && (std::abs(shift[k][0] - here[0]) > kShiftTolerance ||
                        std::abs(shift[k][1] - here[1]) > kShiftTolerance))
            object.refuse("two of its frames lie in one plane at different places");
        told[k] = true;
        shift[k] = here;
        straight = straight && std::abs(here[0]) <= kShiftTolerance && std::abs(here[1]) <= kShiftTolerance;
        planes.plane.push_back(static_cast<int>(k));
        planes.segment.push_back(places[f].segment);
    }
    if (!straight) planes.shift = std::move(shift);
    return planes;
}

}  // namespace dokuei::viewer

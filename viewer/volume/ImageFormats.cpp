#include "viewer/volume/ImageFormats.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <vector>

#include <itkGiplImageIO.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>
#include "viewer/Error.h"
#include "viewer/volume/Memory.h"
#include "viewer/volume/MetaImageHeader.h"
#include "viewer/volume/NiftiPlace.h"
#include "viewer/volume/Statistics.h"

namespace dokuei::viewer {
namespace {

// No scan is larger, no voxel finer or coarser (microscopy is not shown).
constexpr double kFarthestMm = 1e6, kFinestMm = 1e-6, kCoarsestMm = 1e4;

using Component = itk::ImageIOBase::IOComponentType;

constexpr unsigned long long kMostVolumes = 65535;

std::string lowerName(const std::string& file) {
    std::string name = std::filesystem::path(file).filename();
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
}

itk::ImageIOBase::Pointer readerFor(const std::string& file) {
    const std::string name = lowerName(file);
    const auto ends = [&](const char* e) { return name.ends_with(e); };
    if (ends(".nii") || ends(".nii.gz")) return itk::NiftiImageIO::New().GetPointer();
    if (ends(".nrrd") || ends(".nhdr")) return itk::NrrdImageIO::New().GetPointer();
    if (ends(".mha") || ends(".mhd")) return itk::MetaImageIO::New().GetPointer();
    if (ends(".gipl") || ends(".gipl.gz")) return itk::GiplImageIO::New().GetPointer();
    return nullptr;
}

/// Whether a volume of 32-bit floats can hold the number; what is larger counts as no number.
bool shownAsFloat(double value) {
    return std::abs(value) <= std::numeric_limits<float>::max();
}

/// Text of an ITK exception without its source location.
std::string reasonOf(const itk::ExceptionObject& error) {
    std::string text = error.GetDescription();
    if (text.starts_with("ITK ERROR: ")) text.erase(0, 11);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text.empty() ? "cannot be read" : text;
}

/// Runs `work(first value)` with a pointer to the file's component type.
template <typename Work>
void withComponents(Component type, const void* data, const std::string& file, Work&& work) {
    switch (type) {
        case Component::UCHAR:
            work(static_cast<const unsigned char*>(data));
            break;
        case Component::CHAR:
            work(static_cast<const signed char*>(data));
            break;
        case Component::USHORT:
            work(static_cast<const unsigned short*>(data));
            break;
        case Component::SHORT:
            work(static_cast<const short*>(data));
            break;
        case Component::UINT:
            work(static_cast<const unsigned int*>(data));
            break;
        case Component::INT:
            work(static_cast<const int*>(data));
            break;
        case Component::ULONG:
            work(static_cast<const unsigned long*>(data));
            break;
        case Component::LONG:
            work(static_cast<const long*>(data));
            break;
        case Component::ULONGLONG:
            work(static_cast<const unsigned long long*>(data));
            break;
        case Component::LONGLONG:
            work(static_cast<const long long*>(data));
            break;
        case Component::FLOAT:
            work(static_cast<const float*>(data));
            break;
        case Component::DOUBLE:
            work(static_cast<const double*>(data));
            break;
        default:
            throw ReadError(file, "this type of numbers is not supported");
    }
}

std::string cutShort(std::uintmax_t present, std::uintmax_t wanted) {
    return "the voxels are cut short: " + std::to_string(present) + " of " + std::to_string(wanted) +
           " bytes";
}

struct OpenImage {
    itk::ImageIOBase::Pointer io;
    Geometry geometry;
    std::size_t components = 1;
    bool colour = false;  ///< red, green and blue of 8 bits
    bool placed = true;
    int volumes = 1;  ///< on the same grid
    double secondsPerVolume = 0;
    std::vector<std::string> warnings;
};

/// The numbers of a NIfTI header that ITK's reader cannot take as they come.
class NiftiHeader {
public:
    explicit NiftiHeader(const std::string& file);
    /// Whether the values are rescaled.
    bool rescaled() const {
        const double slope = number(second_ ? 176 : 112), intercept = number(second_ ? 184 : 116);
        return (slope != 0 && slope != 1) || intercept != 0;
    }
    /// Whether spacing, quaternion, offsets and matrix are numbers that a scan can have.
    bool plausible() const {
        const std::size_t width = second_ ? 8 : 4, pixdim = second_ ? 104 : 76, rest = second_ ? 352 : 256;
        for (std::size_t n = 0; n < 4; ++n)
            if (!(std::abs(number(pixdim + n * width)) <= kFarthestMm)) return false;
        // quatern_b, c, d, qoffset_x, y, z, srow_x, y, z; a form whose code is 0 is not used.
        const bool quaternion = code(0), matrix = code(1);
        for (std::size_t n = quaternion ? 0 : 6; n < (matrix ? 18U : 6U); ++n)
            if (!(std::abs(number(rest + n * width)) <= (n < 3 ? 2 : kFarthestMm))) return false;
        return true;
    }

private:
    /// Whether the file says that it has the form: 0 the quaternion, 1 the matrix.
    bool code(std::size_t form) const {
        const std::size_t width = second_ ? 4 : 2, at = (second_ ? 344 : 252) + form * width;
        return std::any_of(head_.begin() + static_cast<std::ptrdiff_t>(at),
                           head_.begin() + static_cast<std::ptrdiff_t>(at + width),
                           [](std::uint8_t byte) { return byte != 0; });
    }
    double number(std::size_t at) const;

    std::array<std::uint8_t, 540> head_{};
    bool littleEndian_ = true, second_ = false;
};

NiftiHeader::NiftiHeader(const std::string& file) {
    // Reads files that are not compressed as they are.
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> in(gzopen(file.c_str(), "rb"), gzclose);
    const int got = in ? gzread(in.get(), head_.data(), static_cast<unsigned>(head_.size())) : 0;
    if (got < 348) throw ReadError(file, "its header is damaged");
    littleEndian_ = head_[2] == 0 && head_[3] == 0;
    second_ = (littleEndian_ ? head_[0] | head_[1] << 8 : head_[3] | head_[2] << 8) == 540;
}

double NiftiHeader::number(std::size_t at) const {
    std::array<std::uint8_t, 8> bytes{};
    const std::ptrdiff_t width = second_ ? 8 : 4;
    std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(at), width, bytes.begin());
    if (!littleEndian_) std::reverse(bytes.begin(), bytes.begin() + width);
    float single = 0;
    double full = 0;
    std::memcpy(&single, bytes.data(), sizeof single);
    std::memcpy(&full, bytes.data(), sizeof full);
    return second_ ? full : single;
}

void note(OpenImage& image, const char* format, double value) {
    char text[200];
    std::snprintf(text, sizeof text, format, value);
    image.warnings.emplace_back(text);
}

/// The place by the file's own words where ITK decides otherwise or does not tell.
void readPlace(OpenImage& image, const std::string& file) {
    constexpr double negligibleMm = 0.5;
    if (dynamic_cast<const itk::NrrdImageIO*>(image.io.GetPointer())) {
        image.placed = image.io->GetMetaDataDictionary().HasKey("NRRD_space");
        if (!image.placed) image.warnings.push_back("the file does not tell how it lies in the patient");
        return;
    }
    if (!dynamic_cast<const itk::NiftiImageIO*>(image.io.GetPointer())) return;
    const auto place = readNiftiPlace(file, image.geometry.size);
    if (!place) return;
    image.secondsPerVolume = place->secondsPerVolume;
    image.placed = place->told;
    if (!place->told) {
        image.warnings.push_back("the file does not tell how it lies in the patient");
        return;
    }
    image.geometry.spacing = place->geometry.spacing;
    image.geometry.origin = place->geometry.origin;
    image.geometry.direction = place->geometry.direction;
    if (place->disagreement > negligibleMm)
        note(image, "the file tells two places (qform and sform) up to %.1f mm apart; the sform is taken",
             place->disagreement);
    if (place->sheared) image.warnings.push_back("the axes of the file are not at right angles");
}

/// ITK's MetaImage reader only prints a line when voxels are missing; an uncompressed file is measured here.
void checkMetaImageLength(const OpenImage& image, const std::string& file) {
    if (!dynamic_cast<const itk::MetaImageIO*>(image.io.GetPointer())) return;
    std::ifstream in(file, std::ios::binary);
    std::string data = file;
    std::uintmax_t before = 0, packed = 0;
    bool compressed = false, complete = false;
    const auto wanted = static_cast<std::uintmax_t>(image.io->GetImageSizeInBytes());
    for (std::string line; std::getline(in, line);) {
        const auto equals = line.find('=');
        if (equals == std::string::npos) continue;
        std::string value = line.substr(std::min(line.find_first_not_of(" \t", equals + 1), line.size()));
        while (!value.empty() && std::isspace(static_cast<unsigned char>(value.back()))) value.pop_back();
        if (line.starts_with("CompressedData") && (value == "True" || value == "true" || value == "1"))
            compressed = true;
        if (line.starts_with("CompressedDataSize")) packed = std::strtoull(value.c_str(), nullptr, 10);
        if (!line.starts_with("ElementDataFile")) continue;
        complete = true;
        if (value.starts_with("LIST") || value.find('%') != std::string::npos) return;
        if (value != "LOCAL" && value != "Local" && value != "local")
            data = (std::filesystem::path(file).parent_path() / value).string();
        else if (in)
            before = static_cast<std::uintmax_t>(in.tellg());
        break;
    }
    if (!complete) throw ReadError(file, cutShort(0, wanted));
    std::error_code error;
    const auto length = std::filesystem::file_size(data, error);
    if (error) throw ReadError(file, "its voxels (" + data + ") are missing");
    const auto present = length - std::min(before, length);
    if (present < (compressed ? packed : wanted))
        throw ReadError(file, cutShort(present, compressed ? packed : wanted));
}

/// A NIfTI header may promise far more voxels than the file can hold, which would only cost memory.
void checkNiftiLength(const OpenImage& image, const std::string& file) {
    if (!dynamic_cast<const itk::NiftiImageIO*>(image.io.GetPointer())) return;
    std::error_code error;
    const auto bytes = static_cast<double>(std::filesystem::file_size(file, error));
    // Deflate makes at most 1032 bytes of one.
    const double most = lowerName(file).ends_with(".gz") ? 1032 * bytes : bytes;
    if (!error && static_cast<double>(image.io->GetImageSizeInPixels()) > most)
        throw ReadError(file, "promises more pixels than a file of this size can hold");
}

OpenImage openImage(const std::string& file) try {
    itk::Object::GlobalWarningDisplayOff();
    OpenImage image;
    image.io = readerFor(file);
    const bool isNifti = dynamic_cast<const itk::NiftiImageIO*>(image.io.GetPointer());
    // ITK's NIfTI reader ends the program when a matrix holds no numbers.
    if (isNifti && !NiftiHeader(file).plausible()) throw ReadError(file, "its geometry is not plausible");
    if (dynamic_cast<const itk::MetaImageIO*>(image.io.GetPointer())) checkMetaImageHeader(file);
    image.io->SetFileName(file);
    image.io->ReadImageInformation();
    const unsigned dimensions = image.io->GetNumberOfDimensions();
    Geometry& g = image.geometry;
    long double voxels = 1;
    for (unsigned axis = 0; axis < 3; ++axis) {
        const auto n = axis < dimensions ? image.io->GetDimensions(axis) : 1;
        if (n < 1 || n > 65535) throw ReadError(file, "its size is not plausible");
        g.size[axis] = static_cast<int>(n);
        voxels *= n;
        if (axis >= dimensions) continue;
        g.spacing[axis] = std::abs(image.io->GetSpacing(axis));
        g.origin[axis] = image.io->GetOrigin(axis);
        const std::vector<double> column = image.io->GetDirection(axis);
        for (unsigned row = 0; row < 3; ++row)
            g.direction[3 * row + axis] = row < column.size() ? column[row] : 0;
        // The axes of NRRD and MetaImage may have any length; it belongs to the spacing.
        const double length = std::hypot(g.direction[axis], g.direction[3 + axis], g.direction[6 + axis]);
        if (std::isfinite(length) && length > 0) {
            for (unsigned row = 0; row < 3; ++row) g.direction[3 * row + axis] /= length;
            g.spacing[axis] *= length;
        }
        if (!(g.spacing[axis] >= kFinestMm && g.spacing[axis] <= kCoarsestMm) ||
            !(std::abs(g.origin[axis]) <= kFarthestMm))
            throw ReadError(file, "its geometry is not plausible");
    }
    if (voxels > static_cast<long double>(1LL << 33)) throw ReadError(file, "its size is not plausible");
    g.voxelFromLps(g.origin);  // throws when the axes do not span space
    unsigned long long volumes = 1;
    for (unsigned axis = 3; axis < dimensions; ++axis) volumes *= image.io->GetDimensions(axis);
    if (volumes < 1 || volumes > kMostVolumes || volumes * voxels > static_cast<long double>(1LL << 34))
        throw ReadError(file, "its size is not plausible");
    image.volumes = static_cast<int>(volumes);
    image.components = image.io->GetNumberOfComponents();
    if (image.components < 1) throw ReadError(file, "its size is not plausible");
    const auto pixel = image.io->GetPixelType();
    image.colour = (pixel == itk::ImageIOBase::RGB || pixel == itk::ImageIOBase::RGBA) &&
                   image.components >= 3 && image.io->GetComponentType() == Component::UCHAR;
    if (image.components > 1 && !image.colour)
        image.warnings.push_back("has " + std::to_string(image.components) +
                                 " values in each voxel; the first one is shown");
    readPlace(image, file);
    image.geometry.voxelFromLps(image.geometry.origin);
    checkMetaImageLength(image, file);
    checkNiftiLength(image, file);
    // It mixes up buffers when voxels of several values are rescaled.
    if (isNifti && image.components > 1 && NiftiHeader(file).rescaled())
        throw ReadError(file, "this type of numbers is not supported");
    return image;
} catch (const itk::ExceptionObject& error) {
    throw ReadError(file, reasonOf(error));
}

/// The bytes of one volume, all components.
std::vector<char> readVolume(OpenImage& image, const std::string& file, int volume = 0) try {
    const unsigned dimensions = image.io->GetNumberOfDimensions();
    itk::ImageIORegion region(dimensions);
    auto rest = static_cast<unsigned long long>(volume);
    for (unsigned axis = 0; axis < dimensions; ++axis) {
        region.SetSize(axis, axis < 3 ? image.io->GetDimensions(axis) : 1);
        if (axis < 3) continue;
        region.SetIndex(
            axis, static_cast<itk::ImageIORegion::IndexValueType>(rest % image.io->GetDimensions(axis)));
        rest /= image.io->GetDimensions(axis);
    }
    // Compressed files cannot be read in part; ITK tells what it needs.
    const itk::ImageIORegion streamed = image.io->GenerateStreamableReadRegionFromRequestedRegion(region);
    image.io->SetIORegion(streamed);
    const std::size_t bytes = static_cast<std::size_t>(streamed.GetNumberOfPixels()) * image.components *
                              image.io->GetComponentSize();
    const std::size_t wanted = static_cast<std::size_t>(image.geometry.voxelCount()) * image.components *
                               image.io->GetComponentSize();
    if (bytes > (1ULL << 35) || bytes < wanted) throw ReadError(file, "its size is not plausible");
    if (!fitsIntoMemory(bytes)) throw ReadError(file, "not enough memory");
    std::vector<char> data(bytes);
    image.io->Read(data.data());
    // Where the whole file had to be read, the volume is cut out of it.
    if (bytes > wanted) {
        const std::size_t first = wanted * static_cast<std::size_t>(volume);
        if (first + wanted > bytes) throw ReadError(file, "its size is not plausible");
        std::copy(data.begin() + static_cast<std::ptrdiff_t>(first),
                  data.begin() + static_cast<std::ptrdiff_t>(first + wanted), data.begin());
        data.resize(wanted);
    }
    return data;
} catch (const itk::ExceptionObject& error) {
    throw ReadError(file, reasonOf(error));
} catch (const std::bad_alloc&) {
    throw ReadError(file, "not enough memory");
}

void chooseScalars(OpenImage& image, const std::string& file, VolumeSource& source) {
    const Component type = image.io->GetComponentType();
    if (image.colour) {
        source.scalarType = ScalarType::Rgb8;
        return;
    }
    if (type == Component::UCHAR || type == Component::CHAR || type == Component::SHORT) {
        source.scalarType = ScalarType::Int16;
        return;
    }
    if (image.volumes > 1) {
        // What the others hold is not known before they are read, and all must be of one kind.
        source.scalarType = type == Component::USHORT ? ScalarType::UInt16 : ScalarType::Float32;
        return;
    }
    const auto data = readVolume(image, file);
    const auto count = static_cast<std::size_t>(image.geometry.voxelCount());
    double low = std::numeric_limits<double>::infinity(), high = -low;
    bool whole = true;
    std::size_t undefined = 0;
    withComponents(type, data.data(), file, [&](const auto* p) {
        for (std::size_t v = 0; v < count; ++v) {
            const auto value = static_cast<double>(p[v * image.components]);
            if (!shownAsFloat(value)) {
                ++undefined;
                continue;
            }
            low = std::min(low, value);
            high = std::max(high, value);
            whole = whole && value == std::floor(value);
        }
    });
    if (undefined == count) throw ReadError(file, "holds no number at all");
    if (whole && low >= -32768 && high <= 32767)
        source.scalarType = ScalarType::Int16;
    else if (whole && low >= 0 && high <= 65535)
        source.scalarType = ScalarType::UInt16;
    else
        source.scalarType = ScalarType::Float32;
    source.padding = low;
    if (undefined > 0)
        source.warnings.push_back(std::to_string(undefined) +
                                  " voxels hold no number; they are shown with the smallest value");
    if (source.scalarType == ScalarType::Int16 && low >= -2048 && low <= -900 && high > 300)
        source.warnings.push_back("the values look like Hounsfield units; the file does not tell");
}

/// UID of the form 2.25.n from a path and the file's beginning (FNV-1a): another image written over the file
/// must not inherit what was said about the first.
std::string uidOf(const std::string& path) {
    constexpr std::size_t kBeginning = 1 << 16;
    std::string text = path + '\n', beginning(kBeginning, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    text.append(beginning, 0, static_cast<std::size_t>(in.gcount()));
    unsigned long long hash = 1469598103934665603ULL;
    for (const unsigned char c : text) hash = (hash ^ c) * 1099511628211ULL;
    return "2.25." + std::to_string(hash);
}

template <typename In, typename Out>
void convertSlice(const In* in, std::size_t components, std::size_t count, double padding, Out* out) {
    for (std::size_t v = 0; v < count; ++v) {
        const In value = in[v * components];
        if constexpr (std::is_floating_point_v<In>)
            out[v] = shownAsFloat(value) ? static_cast<Out>(value) : static_cast<Out>(padding);
        else
            out[v] = static_cast<Out>(value);
    }
}

}  // namespace

bool isImageFormat(const std::string& file) {
    return readerFor(file).IsNotNull();
}

std::vector<VolumeSource> scanImageFile(const std::string& file) {
    OpenImage image = openImage(file);
    VolumeSource source;
    source.geometry = image.geometry;
    source.warnings = image.warnings;
    source.identity.sourcePath = file;
    source.identity.placed = image.placed;
    source.identity.planar = !image.placed && image.geometry.size[2] == 1;
    const auto path = std::filesystem::path(file);
    source.identity.seriesDescription = path.filename();
    source.identity.studyUid = source.identity.seriesUid = uidOf(std::filesystem::absolute(path));
    chooseScalars(image, file, source);
    std::vector<VolumeSource> volumes(static_cast<std::size_t>(image.volumes), source);
    if (volumes.size() < 2) return volumes;
    for (int v = 0; v < image.volumes; ++v) {
        Phase& phase = volumes[static_cast<std::size_t>(v)].identity.phase;
        phase = {source.identity.seriesUid, v, image.volumes, "time", "volume " + std::to_string(v + 1)};
        if (!(image.secondsPerVolume > 0)) continue;
        char text[40];
        std::snprintf(text, sizeof text, "t=%.1f s", v * image.secondsPerVolume);
        phase.label = text;
    }
    return volumes;
}

void readImageFile(const VolumeSource& source, Volume& volume, Progress* progress) {
    const std::string& file = source.identity.sourcePath;
    OpenImage image = openImage(file);
    if (image.geometry.size != volume.geometry().size)
        throw ReadError(file, "the image has another size than when the file was first read");
    if (source.identity.phase.index >= image.volumes)
        throw ReadError(file, "the image has fewer volumes than when the file was first read");
    if (image.colour != (volume.scalarType() == ScalarType::Rgb8))
        throw ReadError(file, "the image has other pixels than when the file was first read");
    if (progress) progress->total = image.geometry.size[2];
    const auto data = readVolume(image, file, source.identity.phase.index);
    const auto pixels = static_cast<std::size_t>(image.geometry.size[0]) * image.geometry.size[1];
    withComponents(image.io->GetComponentType(), data.data(), file, [&](const auto* p) {
        for (int k = 0; k < image.geometry.size[2]; ++k) {
            if (progress && progress->cancel) throw Cancelled();
            const auto* in = p + pixels * image.components * k;
            void* out = volume.slice(k);
            const auto convert = [&](auto* typed) {
                convertSlice(in, image.components, pixels, source.padding, typed);
            };
            switch (volume.scalarType()) {
                case ScalarType::Int16:
                    convert(static_cast<std::int16_t*>(out));
                    break;
                case ScalarType::UInt16:
                    convert(static_cast<std::uint16_t*>(out));
                    break;
                case ScalarType::Float32:
                    convert(static_cast<float*>(out));
                    break;
                case ScalarType::Rgb8:
                    for (std::size_t v = 0; v < pixels; ++v)
                        for (std::size_t c = 0; c < 3; ++c)
                            static_cast<std::uint8_t*>(out)[3 * v + c] =
                                static_cast<std::uint8_t>(in[v * image.components + c]);
                    break;
            }
            addStatisticsOfSlice(volume, k);
            volume.markSliceReady(k);
            if (progress) ++progress->done;
        }
    });
}

}  // namespace dokuei::viewer

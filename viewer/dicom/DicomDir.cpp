#include "viewer/dicom/DicomDir.h"

#include <algorithm>

#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

constexpr Uint32 kLongValues = 4096;
constexpr Uint16 kInactive = 0;

std::vector<std::string> componentsOf(const std::string& fileId) {
    std::vector<std::string> components;
    for (std::size_t begin = 0; begin <= fileId.size();) {
        const auto end = std::min(fileId.find('\\', begin), fileId.size());
        std::string component = fileId.substr(begin, end - begin);
        while (component.ends_with(' ')) component.pop_back();
        components.push_back(std::move(component));
        begin = end + 1;
    }
    return components;
}

}  // namespace

std::vector<DirectoryRecord> readDicomDir(const std::string& file) {
    std::string damage;
    const auto format = openDicom(file, kLongValues, &damage);
    DcmDataset& dataset = *format->getDataset();
    DcmSequenceOfItems* items = nullptr;
    if (dataset.findAndGetSequence(DCM_DirectoryRecordSequence, items).bad() || !items) {
        if (!damage.empty()) throw ReadError(file, "damaged DICOM file (" + damage + ")");
        throw ReadError(file, "holds no directory of files");
    }
    std::vector<DirectoryRecord> records;
    DcmObject* next = nullptr;
    while ((next = items->nextInContainer(next))) {
        auto* item = dynamic_cast<DcmItem*>(next);
        if (!item) continue;
        Uint16 inUse = 0xFFFF;
        if (item->findAndGetUint16(DCM_RecordInUseFlag, inUse).good() && inUse == kInactive) continue;
        const std::string fileId = rawText(*item, DCM_ReferencedFileID);
        if (fileId.empty()) continue;
        records.push_back({asciiText(*item, DCM_DirectoryRecordType), componentsOf(fileId),
                           asciiText(*item, DCM_ReferencedSOPInstanceUIDInFile)});
    }
    return records;
}

bool staysInFolder(const std::vector<std::string>& fileId) {
    return !fileId.empty() && std::none_of(fileId.begin(), fileId.end(), [](const std::string& component) {
        return component.empty() || component == "." || component == ".." ||
               component.find_first_of(std::string("/:\0", 3)) != std::string::npos;
    });
}

std::string fileIdText(const std::vector<std::string>& fileId) {
    std::string text;
    for (const std::string& component : fileId) {
        if (!text.empty()) text += '/';
        text += component;
    }
    return text;
}

}  // namespace dokuei::viewer

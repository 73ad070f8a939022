#include "viewer/export/Exporter.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdicdir.h>
#include <dcmtk/dcmdata/dctk.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "tests/viewer/SeriesWriter.h"
#include "viewer/Error.h"
#include "viewer/dicom/Attributes.h"
#include "viewer/dicom/Source.h"

namespace dokuei::viewer {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using test::TestImage;

std::string bytesOf(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> filesBelow(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// Three slices with different pixels, file names not in order.
void writeSeries(const std::string& folder, const std::function<void(DcmDataset&)>& change = {},
                 const std::string& seriesUid = "2.25.1001") {
    fs::create_directories(folder);
    for (int k = 0; k < 3; ++k) {
        TestImage image;
        image.seriesUid = seriesUid;
        image.sopInstanceUid = seriesUid + "." + std::to_string(k + 1);
        image.instanceNumber = k + 1;
        image.position = {0, 0, 2.5 * k};
        image.value = [k](int i, int j) { return 100 * k + 16 * j + i; };
        if (change) image.change = change;
        test::writeImage(folder + "/z" + std::to_string(9 - k), image);
    }
}

ExportSummary exportTo(const std::string& from, const std::string& target, ExportOptions options = {}) {
    options.target = target;
    options.zip = target.ends_with(".zip");
    return exportObjects(listForExport(from), options);
}

ExportOptions deidentified(DatePolicy dates = DatePolicy::Remove) {
    ExportOptions options;
    options.deidentify.emplace();
    options.deidentify->dates = dates;
    return options;
}

/// Words that must not come out, in places where programs forget to look.
constexpr const char* needles[] = {"HIMITSU", "19530417", "4711-0815", "SECRETAET", "himitsu.example"};

void plantNames(DcmDataset& d) {
    const auto put = [&](DcmItem& item, Uint16 group, Uint16 element, DcmEVR vr, const char* value) {
        item.putAndInsertString(DcmTag(group, element, vr), value);
    };
    put(d, 0x0010, 0x0010, EVR_PN, "HIMITSU^TARO");
    put(d, 0x0010, 0x0020, EVR_LO, "4711-0815");
    put(d, 0x0010, 0x0030, EVR_DA, "19530417");
    put(d, 0x0010, 0x1001, EVR_PN, "HIMITSU^OTHER");
    put(d, 0x0008, 0x0080, EVR_LO, "HIMITSU HOSPITAL");
    put(d, 0x0008, 0x0090, EVR_PN, "HIMITSU^DOCTOR");
    put(d, 0x0008, 0x1030, EVR_LO, "CT of HIMITSU");
    put(d, 0x0020, 0x4000, EVR_LT, "comment on HIMITSU");
    put(d, 0x0018, 0x1030, EVR_LO, "HIMITSU protocol");
    put(d, 0x0032, 0x4000, EVR_LT, "study comment HIMITSU");
    // Group 9, a private block in a sequence, odd groups that have no creator.
    put(d, 0x0009, 0x0010, EVR_LO, "HIMITSU CREATOR");
    put(d, 0x0009, 0x1001, EVR_LO, "HIMITSU^TARO");
    put(d, 0x0029, 0x1010, EVR_UN, "HIMITSU in a binary block");
    DcmItem* item = nullptr;
    d.findOrCreateSequenceItem(DCM_ReferencedImageSequence, item, 0);
    item->putAndInsertString(DCM_ReferencedSOPInstanceUID, "1.2.3.4711");
    put(*item, 0x0011, 0x1001, EVR_LO, "HIMITSU^NESTED");
    put(*item, 0x0010, 0x0010, EVR_PN, "HIMITSU^TARO");
    d.findOrCreateSequenceItem(DCM_RequestAttributesSequence, item, 0);
    put(*item, 0x0040, 0x0007, EVR_LO, "HIMITSU step");
    d.findOrCreateSequenceItem(DCM_OriginalAttributesSequence, item, 0);
    DcmItem* below = nullptr;
    item->findOrCreateSequenceItem(DCM_ModifiedAttributesSequence, below, 0);
    put(*below, 0x0010, 0x0010, EVR_PN, "HIMITSU^BEFORE");
    // Standard attributes that the profile does not list, and one that no dictionary knows.
    put(d, 0x0028, 0x7fe0, EVR_UR, "https://himitsu.example/series");
    put(d, 0x0008, 0x0ff8, EVR_LO, "HIMITSU^UNKNOWN");
    // Overlays and curves.
    put(d, 0x6000, 0x4000, EVR_LT, "overlay of HIMITSU");
    put(d, 0x6002, 0x0022, EVR_LO, "HIMITSU overlay");
    put(d, 0x5000, 0x0022, EVR_LO, "HIMITSU curve");
    d.putAndInsertUint8Array(DcmTag(0xfffc, 0xfffc, EVR_OB),
                             reinterpret_cast<const Uint8*>("HIMITSU PADDING "), 16);
}

/// Meta header, preamble and the bytes after the data set.
void plantAroundDataset(const std::string& file) {
    DcmFileFormat format;
    ASSERT_TRUE(format.loadFile(file.c_str()).good());
    format.getMetaInfo()->putAndInsertString(DCM_SourceApplicationEntityTitle, "SECRETAET");
    format.getMetaInfo()->putAndInsertString(DCM_PrivateInformationCreatorUID, "1.2.3");
    format.getMetaInfo()->putAndInsertUint8Array(DCM_PrivateInformation,
                                                 reinterpret_cast<const Uint8*>("HIMITSU!"), 8);
    ASSERT_TRUE(format
                    .saveFile(file.c_str(), EXS_LittleEndianExplicit, EET_UndefinedLength, EGL_recalcGL,
                              EPD_noChange, 0, 0, EWM_fileformat)
                    .good());
    std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
    out.write("HIMITSU in the preamble", 23);
}

TEST(DeidentifiedExport, HoldsNoIdentifyingStringInAnyByte) {
    const TemporaryFolder folder;
    writeSeries(folder / "in", plantNames);
    for (const std::string& file : filesBelow(folder / "in")) plantAroundDataset(file);
    for (const char* needle : needles)
        ASSERT_NE(bytesOf(folder / "in/z9").find(needle), std::string::npos) << needle;
    for (const DatePolicy dates : {DatePolicy::Remove, DatePolicy::Shift, DatePolicy::Keep}) {
        const std::string target = folder / ("out" + std::to_string(static_cast<int>(dates)));
        EXPECT_EQ(exportTo(folder / "in", target, deidentified(dates)).objects, 3);
        exportTo(folder / "in", target + ".zip", deidentified(dates));
        for (const char* needle : needles) {
            for (const std::string& file : filesBelow(target)) {
                EXPECT_EQ(bytesOf(file).find(needle), std::string::npos) << needle << " in " << file;
                EXPECT_EQ(file.substr(target.size()).find(needle), std::string::npos);
            }
            for (const ExportSeries& series : listForExport(target + ".zip").series)
                for (const ExportObject& object : series.objects) {
                    const auto bytes = readWhole(object.file);
                    const std::string text(bytes.begin(), bytes.end());
                    EXPECT_EQ(text.find(needle), std::string::npos) << needle << " in " << object.file;
                }
        }
    }
}

TEST(DeidentifiedExport, ShowsTheSameVoxelsAtTheSamePlaces) {
    const TemporaryFolder folder;
    writeSeries(folder / "in", plantNames);
    exportTo(folder / "in", folder / "out", deidentified());
    const auto before = loadVolume(folder / "in"), after = loadVolume(folder / "out");
    EXPECT_EQ(after->geometry().size, before->geometry().size);
    EXPECT_EQ(after->geometry().spacing, before->geometry().spacing);
    EXPECT_EQ(after->geometry().origin, before->geometry().origin);
    EXPECT_EQ(after->geometry().direction, before->geometry().direction);
    const auto [nx, ny, nz] = before->geometry().size;
    for (int k = 0; k < nz; ++k)
        for (int j = 0; j < ny; ++j)
            for (int i = 0; i < nx; ++i)
                ASSERT_EQ(after->valueAt(i, j, k), before->valueAt(i, j, k)) << i << ' ' << j << ' ' << k;
}

TEST(DeidentifiedExport, OfRealPetCtAndMrKeepsEveryPixel) {
    REQUIRE_SHARED_DATA(source, "pet-ct-mr-rtstruct");
    const TemporaryFolder folder;
    const ExportSummary summary = exportTo(source, folder / "out", deidentified(DatePolicy::Shift));
    EXPECT_TRUE(summary.failed.empty());
    EXPECT_TRUE(summary.notListed.empty());
    const ExportList before = listForExport(source), after = listForExport(folder / "out");
    ASSERT_EQ(after.series.size(), before.series.size());
    for (std::size_t s = 0; s < before.series.size(); ++s) {
        for (std::size_t n = 0; n < before.series[s].objects.size(); ++n) {
            char path[64];
            std::snprintf(path, sizeof path, "out/DICOM/PAT00001/STU00001/SER%05zu/IMG%05zu", s + 1, n + 1);
            const auto was = openDicom(before.series[s].objects[n].file, 1 << 30);
            const auto is = openDicom(folder / path, 1 << 30);
            DcmElement *old = nullptr, *now = nullptr;
            was->getDataset()->findAndGetElement(DCM_PixelData, old);
            is->getDataset()->findAndGetElement(DCM_PixelData, now);
            ASSERT_EQ(!old, !now);
            if (old) EXPECT_EQ(old->compare(*now), 0) << before.series[s].objects[n].file;
        }
    }
}

/// References to instances that are themselves in the list.
int references(const ExportList& list) {
    std::set<std::string> instances;
    for (const ExportSeries& series : list.series)
        for (const ExportObject& object : series.objects) instances.insert(object.sopInstanceUid);
    int found = 0;
    for (const ExportSeries& series : list.series)
        for (const ExportObject& object : series.objects) {
            const auto file = openDicom(object.file, 4096);
            DcmStack stack;
            for (E_SearchMode mode = ESM_fromHere;
                 file->getDataset()->search(DCM_ReferencedSOPInstanceUID, stack, mode).good();
                 mode = ESM_afterStackTop) {
                OFString uid;
                static_cast<DcmElement*>(stack.top())->getOFString(uid, 0);
                found += static_cast<int>(instances.count(uid.c_str()));
            }
        }
    return found;
}

TEST(DeidentifiedExport, OfRealSegmentationsAndMeasurementsKeepsTheirReferences) {
    for (const char* data : {"sr-seg/dcmqi-ct-3slice", "sr-seg/highdicom"}) {
        REQUIRE_SHARED_DATA(source, data);
        const TemporaryFolder folder;
        ExportOptions all = deidentified();
        all.consentedSeriesUids = {"*"};
        exportTo(source, folder / "out", all);
        const int before = references(listForExport(source));
        EXPECT_GT(before, 10) << data;
        EXPECT_EQ(references(listForExport(folder / "out")), before) << data;
    }
}

TEST(DeidentifiedExport, LeavesOutWhatMayBeBurnedInUnlessTheUserConsents) {
    const TemporaryFolder folder;
    writeSeries(folder / "in/ct");
    writeSeries(
        folder / "in/sc",
        [](DcmDataset& d) { d.putAndInsertString(DCM_SOPClassUID, UID_SecondaryCaptureImageStorage); },
        "2.25.2001");
    const ExportSummary summary = exportTo(folder / "in", folder / "out", deidentified());
    EXPECT_EQ(summary.objects, 3);
    ASSERT_EQ(summary.leftOut.size(), 1U);
    EXPECT_EQ(summary.leftOut[0].seriesUid, "2.25.2001");
    EXPECT_EQ(summary.leftOut[0].reasons, std::vector{IdentifyingContent::MayBeBurnedIn});
    ExportOptions consent = deidentified();
    consent.consentedSeriesUids = {"2.25.2001"};
    EXPECT_EQ(exportTo(folder / "in", folder / "all", consent).objects, 6);
    EXPECT_EQ(exportTo(folder / "in", folder / "plain").objects, 6) << "only de-identification asks";
}

TEST(DeidentifiedExport, NeverContainsADocument) {
    const TemporaryFolder folder;
    writeSeries(folder / "in", [](DcmDataset& d) {
        d.putAndInsertString(DCM_SOPClassUID, UID_EncapsulatedPDFStorage);
        d.putAndInsertUint8Array(DCM_EncapsulatedDocument, reinterpret_cast<const Uint8*>("%PDF-1.4"), 8);
    });
    ExportOptions all = deidentified();
    all.consentedSeriesUids = {"*"};
    EXPECT_THROW(exportTo(folder / "in", folder / "out", all), Error);
    EXPECT_FALSE(fs::exists(folder / "out"));
    EXPECT_EQ(exportTo(folder / "in", folder / "plain").objects, 3);
}

TEST(DeidentifiedExport, SavesTheListOfNamesOnlyOnRequest) {
    const TemporaryFolder folder;
    writeSeries(folder / "in", plantNames);
    ExportOptions options = deidentified();
    options.mappingFile = folder / "names.csv";
    exportTo(folder / "in", folder / "out", options);
    const std::string list = bytesOf(folder / "names.csv");
    EXPECT_NE(list.find("\"Anonymous 0001\",\"4711-0815\",\"HIMITSU^TARO\""), std::string::npos) << list;
    EXPECT_EQ(fs::status(folder / "names.csv").permissions() & fs::perms::others_all, fs::perms::none);
    EXPECT_THROW(exportTo(folder / "in", folder / "again", options), WriteError)
        << "the list is there already";
    EXPECT_FALSE(fs::exists(folder / "again"));
}

TEST(Export, CopiesFilesByteForByte) {
    const TemporaryFolder folder;
    writeSeries(folder / "in");
    exportTo(folder / "in", folder / "out");
    EXPECT_EQ(bytesOf(folder / "out/DICOM/PAT00001/STU00001/SER00001/IMG00001"), bytesOf(folder / "in/z9"));
    EXPECT_EQ(bytesOf(folder / "out/DICOM/PAT00001/STU00001/SER00001/IMG00003"), bytesOf(folder / "in/z7"));
}

TEST(Export, MakesMediaEncodingOfImplicitFilesWithoutChangingAPixel) {
    const TemporaryFolder folder;
    writeSeries(folder / "in");
    for (const std::string& file : filesBelow(folder / "in")) {
        DcmFileFormat format;
        format.loadFile(file.c_str());
        format.saveFile(file.c_str(), EXS_LittleEndianImplicit);
    }
    const ExportSummary summary = exportTo(folder / "in", folder / "out");
    EXPECT_EQ(summary.rewritten, 3);
    const auto before = openDicom(folder / "in/z8", 1 << 20);
    const auto after = openDicom(folder / "out/DICOM/PAT00001/STU00001/SER00001/IMG00002", 1 << 20);
    EXPECT_EQ(after->getDataset()->getOriginalXfer(), EXS_LittleEndianExplicit);
    DcmElement *old = nullptr, *now = nullptr;
    before->getDataset()->findAndGetElement(DCM_PixelData, old);
    after->getDataset()->findAndGetElement(DCM_PixelData, now);
    EXPECT_EQ(old->compare(*now), 0);
}

TEST(Export, WritesADirectoryThatOtherProgramsRead) {
    const TemporaryFolder folder;
    writeSeries(folder / "in/a");
    writeSeries(
        folder / "in/b", [](DcmDataset& d) { d.putAndInsertString(DCM_SeriesNumber, "7"); }, "2.25.2001");
    exportTo(folder / "in", folder / "out");
    DcmDicomDir directory((folder / "out/DICOMDIR").c_str());
    ASSERT_TRUE(directory.error().good());
    DcmDirectoryRecord* patient = directory.getRootRecord().nextSub(nullptr);
    ASSERT_NE(patient, nullptr);
    EXPECT_EQ(rawText(*patient, DCM_PatientName), "Phantom^Nobody");
    DcmDirectoryRecord* study = patient->nextSub(nullptr);
    ASSERT_NE(study, nullptr);
    EXPECT_EQ(study->cardSub(), 2U);
    int images = 0;
    for (DcmDirectoryRecord* series = study->nextSub(nullptr); series; series = study->nextSub(series))
        for (DcmDirectoryRecord* image = series->nextSub(nullptr); image; image = series->nextSub(image)) {
            std::string id = rawText(*image, DCM_ReferencedFileID);
            EXPECT_TRUE(std::regex_match(id, std::regex("([A-Z0-9]{1,8}\\\\){4}[A-Z0-9]{1,8}"))) << id;
            std::replace(id.begin(), id.end(), '\\', '/');
            const auto object = openDicom(folder / ("out/" + id), 4096);
            EXPECT_EQ(rawText(*object->getDataset(), DCM_SOPInstanceUID),
                      rawText(*image, DCM_ReferencedSOPInstanceUIDInFile));
            ++images;
        }
    EXPECT_EQ(images, 6);
}

TEST(Export, OfJapaneseNamesKeepsTheirCharacterSetInTheDirectory) {
    REQUIRE_SHARED_DATA(source, "charsets/derived-japanese");
    const TemporaryFolder folder;
    exportTo(source, folder / "out");
    const auto names = [](const std::string& path) {
        std::set<std::string> all;
        for (const ExportSeries& series : listForExport(path).series) all.insert(series.patientName);
        return all;
    };
    EXPECT_EQ(names(folder / "out"), names(source));
    DcmDicomDir directory((folder / "out/DICOMDIR").c_str());
    std::set<std::string> sets;
    for (DcmDirectoryRecord* patient = directory.getRootRecord().nextSub(nullptr); patient;
         patient = directory.getRootRecord().nextSub(patient))
        sets.insert(rawText(*patient, DCM_SpecificCharacterSet));
    EXPECT_EQ(sets,
              (std::set<std::string>{"ISO 2022 IR 13\\ISO 2022 IR 87", "ISO_IR 192", "\\ISO 2022 IR 87"}));
}

TEST(Export, ToAZipHoldsTheSameFilesAsToAFolder) {
    const TemporaryFolder folder;
    writeSeries(folder / "in");
    exportTo(folder / "in", folder / "out");
    exportTo(folder / "in", folder / "out.zip");
    for (const std::string& file : filesBelow(folder / "out")) {
        const std::string entry = folder / "out.zip" + "!" + file.substr((folder / "out").size());
        const auto bytes = readWhole(entry);
        const std::string text(bytes.begin(), bytes.end());
        if (file.ends_with("DICOMDIR")) {
            EXPECT_EQ(text.size(), bytesOf(file).size());
        } else {
            EXPECT_EQ(text, bytesOf(file)) << entry;
        }
    }
    EXPECT_EQ(exportTo(folder / "out.zip", folder / "again").objects, 3) << "a ZIP can be exported as well";
}

TEST(Export, NeverOverwritesUnasked) {
    const TemporaryFolder folder;
    writeSeries(folder / "in");
    fs::create_directory(folder / "full");
    std::ofstream(folder / "full/precious") << "x";
    std::ofstream(folder / "there.zip") << "x";
    EXPECT_THROW(exportTo(folder / "in", folder / "full"), WriteError);
    EXPECT_THROW(exportTo(folder / "in", folder / "there.zip"), WriteError);
    EXPECT_EQ(bytesOf(folder / "there.zip"), "x");
    ExportOptions overwrite;
    overwrite.overwrite = true;
    EXPECT_EQ(exportTo(folder / "in", folder / "there.zip", overwrite).objects, 3);
    EXPECT_GT(fs::file_size(folder / "there.zip"), 100U);
    EXPECT_THROW(exportTo(folder / "in", folder / "full", overwrite), WriteError)
        << "folders are never replaced";
    fs::create_directory(folder / "empty");
    EXPECT_EQ(exportTo(folder / "in", folder / "empty").objects, 3);
}

TEST(Export, LeavesNothingBehindWhenItIsCancelled) {
    const TemporaryFolder folder;
    writeSeries(folder / "in");
    const ExportList list = listForExport(folder / "in");
    for (const bool zip : {false, true}) {
        ExportOptions options;
        options.target = folder / (zip ? "out.zip" : "out");
        options.zip = zip;
        Progress progress;
        progress.cancel = true;
        EXPECT_THROW(exportObjects(list, options, &progress), Cancelled);
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1) << "only the source";
}

TEST(Export, LeavesNothingBehindWhenTheTargetTakesNoMore) {
    const TemporaryFolder folder;
    writeSeries(folder / "in");
    const ExportList list = listForExport(folder / "in");
    // A limit on the size of files stands for a disk that is full.
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    for (const bool zip : {false, true}) {
        ExportOptions options;
        options.target = folder / (zip ? "out.zip" : "out");
        options.zip = zip;
        const rlimit tight{200, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
        EXPECT_THROW(exportObjects(list, options), WriteError);
        setrlimit(RLIMIT_FSIZE, &before);
    }
    std::signal(SIGXFSZ, handler);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1) << "only the source";
}

TEST(Export, TellsDamagedFilesAndExportsTheRest) {
    const TemporaryFolder folder;
    writeSeries(folder / "in");
    fs::resize_file(folder / "in/z8", fs::file_size(folder / "in/z8") - 100);
    for (const std::string target : {"out", "out.zip"}) {
        const ExportSummary summary = exportTo(folder / "in", folder / target, deidentified());
        EXPECT_EQ(summary.objects, 2);
        ASSERT_EQ(summary.failed.size(), 1U);
        EXPECT_NE(summary.failed[0].file.find("z8"), std::string::npos);
    }
    EXPECT_EQ(filesBelow(folder / "out").size(), 3U) << "two images and the directory";
}

TEST(Export, OfChosenSeriesLeavesOutTheOthers) {
    const TemporaryFolder folder;
    writeSeries(folder / "in/a");
    writeSeries(folder / "in/b", {}, "2.25.2001");
    ExportOptions options;
    options.seriesUids = {"2.25.2001"};
    EXPECT_EQ(exportTo(folder / "in", folder / "out", options).objects, 3);
    EXPECT_EQ(listForExport(folder / "out").series.front().seriesUid, "2.25.2001");
    options.seriesUids = {"2.25.9999"};
    EXPECT_THROW(exportTo(folder / "in", folder / "none", options), Error);
}

}  // namespace
}  // namespace dokuei::viewer

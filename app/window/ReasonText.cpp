#include "app/window/ReasonText.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <vector>

#include "app/settings/Language.h"

namespace dokuei::app {
namespace {

constexpr const char* reasons[] = {
    QT_TRANSLATE_NOOP("Reasons", "index of studies: %1"),
    QT_TRANSLATE_NOOP("Reasons", "the database is damaged; re-index the library"),
    QT_TRANSLATE_NOOP("Reasons", "another program has the library open; close it and try again"),
    QT_TRANSLATE_NOOP("Reasons", "the library is being moved by another program; try again when it is done"),
    QT_TRANSLATE_NOOP("Reasons", "another program keeps it busy"),
    QT_TRANSLATE_NOOP("Reasons", "it was made by a newer version of this program"),
    QT_TRANSLATE_NOOP("Reasons", "it cannot be written"),
    QT_TRANSLATE_NOOP("Reasons", "the library folder is not there. Is the medium connected?"),
    QT_TRANSLATE_NOOP("Reasons", "the library folder cannot be written"),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full: %1 MB are free"),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full"),
    QT_TRANSLATE_NOOP("Reasons", "has no identifier (SOP Instance UID)"),
    QT_TRANSLATE_NOOP("Reasons", "does not tell which study and series it belongs to"),
    QT_TRANSLATE_NOOP("Reasons",
                      "another file with the same identifier (SOP Instance UID) but other content is in the "
                      "library"),
    QT_TRANSLATE_NOOP("Reasons", "its copy disappeared while it was imported"),
    QT_TRANSLATE_NOOP("Reasons", "holds no library"),
    QT_TRANSLATE_NOOP("Reasons", "the library lies there already"),
    QT_TRANSLATE_NOOP("Reasons", "lies inside the library itself"),
    QT_TRANSLATE_NOOP("Reasons", "is not empty"),
    QT_TRANSLATE_NOOP("Reasons", "was not written correctly; check the disk"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be deleted (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "the copy is not there"),
    QT_TRANSLATE_NOOP("Reasons", "the copy has another size than when it was made"),
    QT_TRANSLATE_NOOP("Reasons", "the copy is damaged: other bytes than when it was made"),
    QT_TRANSLATE_NOOP("Reasons", "was changed since it was imported"),
    QT_TRANSLATE_NOOP("Reasons", "lies in the library folder, but is not in the index"),
    QT_TRANSLATE_NOOP("Reasons", "the counts of %1 studies are wrong"),
    QT_TRANSLATE_NOOP("Reasons", "does not exist"),
    QT_TRANSLATE_NOOP("Reasons", "not a DICOM file"),
    QT_TRANSLATE_NOOP("Reasons", "the folder holds no files"),
    QT_TRANSLATE_NOOP("Reasons", "none of its %1 files can be opened as an image, for example %2: %3"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be opened (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be read (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be read whole"),
    QT_TRANSLATE_NOOP("Reasons", "damaged DICOM file (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "its sequences are nested too deeply"),
    QT_TRANSLATE_NOOP("Reasons", "a deflated data set that grows out of all proportion"),
    QT_TRANSLATE_NOOP("Reasons", "not DICOM, but lies among DICOM images; open it on its own"),
    QT_TRANSLATE_NOOP("Reasons", "a directory of DICOM files (DICOMDIR), not an image"),
    QT_TRANSLATE_NOOP("Reasons", "holds no image (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "holds no image"),
    QT_TRANSLATE_NOOP("Reasons", "the same image as %1"),
    QT_TRANSLATE_NOOP("Reasons", "pixels of %1 bits stored in %2 are not supported"),
    QT_TRANSLATE_NOOP("Reasons", "%1 samples per pixel are not supported"),
    QT_TRANSLATE_NOOP("Reasons", "rows and columns are missing or not plausible"),
    QT_TRANSLATE_NOOP("Reasons", "more frames than any scan has"),
    QT_TRANSLATE_NOOP("Reasons", "promises more pixels than a file of this size can hold"),
    QT_TRANSLATE_NOOP("Reasons", "the pixel data are missing (the file may be cut short)"),
    QT_TRANSLATE_NOOP("Reasons", "the pixel data are missing"),
    QT_TRANSLATE_NOOP("Reasons", "the pixel data are cut short: %1 of %2 bytes"),
    QT_TRANSLATE_NOOP("Reasons", "the pixel data are cut short"),
    QT_TRANSLATE_NOOP("Reasons", "the pixel data cannot be decoded (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "a part of the pixel data is missing"),
    QT_TRANSLATE_NOOP("Reasons", "the compressed pixel data are missing"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG 2000 data are damaged or cut short"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG 2000 data are damaged"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG-LS data are damaged (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG-LS data are damaged"),
    QT_TRANSLATE_NOOP("Reasons", "the image has another size than when the folder was read"),
    QT_TRANSLATE_NOOP("Reasons", "not decoded: %1: %2"),
    QT_TRANSLATE_NOOP("Reasons", "not enough memory"),
    QT_TRANSLATE_NOOP("Reasons",
                      "not enough memory for a volume of %1 MB: the machine has %2 MB left, %3 MB are "
                      "missing"),
    QT_TRANSLATE_NOOP("Reasons",
                      "the memory set aside for images is too small: %1 MB are needed, %2 of %3 MB are free, "
                      "%4 MB are missing"),
    QT_TRANSLATE_NOOP("Reasons", "a volume of %1 x %2 x %3 voxels is not plausible"),
    QT_TRANSLATE_NOOP("Reasons", "the voxels are cut short: %1 of %2 bytes"),
    QT_TRANSLATE_NOOP("Reasons", "its voxels (%1) are missing"),
    QT_TRANSLATE_NOOP("Reasons", "its size is not plausible"),
    QT_TRANSLATE_NOOP("Reasons", "its geometry is not plausible"),
    QT_TRANSLATE_NOOP("Reasons", "its header is damaged"),
    QT_TRANSLATE_NOOP("Reasons", "this type of numbers is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "holds no number at all"),
    QT_TRANSLATE_NOOP("Reasons", "holds %1 volumes; the first one is shown"),
    QT_TRANSLATE_NOOP("Reasons", "has %1 values in each voxel; the first one is shown"),
    QT_TRANSLATE_NOOP("Reasons", "%1 voxels hold no number; they are shown with the smallest value"),
    QT_TRANSLATE_NOOP("Reasons", "the values look like Hounsfield units; the file does not tell"),
    QT_TRANSLATE_NOOP("Reasons", "values are as stored: the modality lookup table is not applied"),
    QT_TRANSLATE_NOOP("Reasons", "every image names a frame of reference of its own; they are taken as one"),
    QT_TRANSLATE_NOOP("Reasons", "localiser (scout), not a volume to measure in"),
    QT_TRANSLATE_NOOP("Reasons", "the size of a pixel is not told; 1 mm is assumed"),
    QT_TRANSLATE_NOOP("Reasons", "the image has no position in the patient"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the frames have no position in the patient; they are stacked in the order of the file, 1 mm "
        "apart"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "gantry tilt of %1 degrees corrected: the slices are moved within their planes (resampled)"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the slices are displaced against each other by up to %1 mm; they are moved within their planes "
        "(resampled)"),
    QT_TRANSLATE_NOOP("Reasons", "the slices are %1 mm thick but %2 mm apart: nothing is known between them"),
    QT_TRANSLATE_NOOP("Reasons",
                      "the series holds several images at each place; this volume is the one of %1"),
    QT_TRANSLATE_NOOP("Reasons", "several images lie at the same place and nothing tells them apart (%1)"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm (%5 slices are "
        "missing)"),
    QT_TRANSLATE_NOOP(
        "Reasons",
        "the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm (1 slice is "
        "missing)"),
    QT_TRANSLATE_NOOP("Reasons",
                      "the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm"),
    QT_TRANSLATE_NOOP("Reasons", "the series is cut between %1 and %2: the distance there is %3 mm"),
    QT_TRANSLATE_NOOP("Reasons", "is not a segmentation"),
    QT_TRANSLATE_NOOP("Reasons", "is not a structure set"),
    QT_TRANSLATE_NOOP("Reasons", "is not a structured report"),
    QT_TRANSLATE_NOOP("Reasons", "is not a presentation state"),
    QT_TRANSLATE_NOOP("Reasons", "is not a document"),
    QT_TRANSLATE_NOOP("Reasons", "is cut short"),
    QT_TRANSLATE_NOOP("Reasons", "the document is missing"),
    QT_TRANSLATE_NOOP("Reasons", "the document is too large"),
    QT_TRANSLATE_NOOP("Reasons", "holds more items than any study has"),
    QT_TRANSLATE_NOOP("Reasons", "its content is nested deeper than any report"),
    QT_TRANSLATE_NOOP("Reasons", "names no segment"),
    QT_TRANSLATE_NOOP("Reasons", "two segments have the number %1"),
    QT_TRANSLATE_NOOP("Reasons", "two regions have the number %1"),
    QT_TRANSLATE_NOOP("Reasons", "frame %1 belongs to no segment that is named"),
    QT_TRANSLATE_NOOP("Reasons", "segmentations of the type %1 are not supported"),
    QT_TRANSLATE_NOOP("Reasons", "pixels of %1 bits are not supported in a segmentation"),
    QT_TRANSLATE_NOOP("Reasons", "a compressed segmentation of this kind is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "does not tell where its frames lie"),
    QT_TRANSLATE_NOOP("Reasons", "its frames have different orientations or pixel sizes"),
    QT_TRANSLATE_NOOP("Reasons", "its frames are not evenly spaced"),
    QT_TRANSLATE_NOOP("Reasons", "two of its frames lie in one plane at different places"),
    QT_TRANSLATE_NOOP("Reasons", "its masks are too ragged to be shown"),
    QT_TRANSLATE_NOOP("Reasons", "not enough memory for its masks (%1 MB more)"),
    QT_TRANSLATE_NOOP("Reasons", "holds voxels of segments that it does not name; left out"),
    QT_TRANSLATE_NOOP("Reasons", "holds contours of a region that it does not name; left out"),
    QT_TRANSLATE_NOOP("Reasons", "a contour has no whole points"),
    QT_TRANSLATE_NOOP("Reasons", "a contour encloses no area"),
    QT_TRANSLATE_NOOP("Reasons", "its contours reach further than any patient"),
    QT_TRANSLATE_NOOP("Reasons", "the contours of \"%1\" do not lie in parallel planes"),
    QT_TRANSLATE_NOOP("Reasons", "only outlines: %1"),
    QT_TRANSLATE_NOOP("Reasons", "a region of it has no whole points"),
    QT_TRANSLATE_NOOP("Reasons", "a figure of it has no whole points"),
    QT_TRANSLATE_NOOP("Reasons", "refers to images that are not here"),
    QT_TRANSLATE_NOOP("Reasons", "its frame of reference is not that of the images"),
    QT_TRANSLATE_NOOP("Reasons", "names neither images nor a frame of reference"),
    QT_TRANSLATE_NOOP("Reasons", "regions on images that are not here: %1"),
    QT_TRANSLATE_NOOP("Reasons", "regions in a frame of reference that is not that of the images: %1"),
    QT_TRANSLATE_NOOP("Reasons", "key images that are not here: %1"),
    QT_TRANSLATE_NOOP("Reasons", "images that it names and that are not here: %1"),
    QT_TRANSLATE_NOOP("Reasons",
                      "asks for a turned or mirrored image; the image is shown as it lies in the patient"),
    QT_TRANSLATE_NOOP("Reasons", "its shutter is not applied"),
    QT_TRANSLATE_NOOP("Reasons", "its greyscale table (VOI LUT) is not applied"),
    QT_TRANSLATE_NOOP("Reasons", "its greyscale table (presentation LUT) is not applied"),
    QT_TRANSLATE_NOOP("Reasons", "the text declares no character set; it was read as %1"),
    QT_TRANSLATE_NOOP("Reasons", "the text declares no character set; its escape sequences were followed"),
    QT_TRANSLATE_NOOP("Reasons", "the text declares no character set and cannot be read whole"),
    QT_TRANSLATE_NOOP("Reasons",
                      "the text is not in the character set that it declares (%1); it was read as %2"),
    QT_TRANSLATE_NOOP("Reasons", "the text holds characters that its character set (%1) does not have"),
    QT_TRANSLATE_NOOP("Reasons", "the character set is misspelt (%1); it was read as %2"),
    QT_TRANSLATE_NOOP("Reasons",
                      "a supplemental colour table comes with the image; only its grey values are shown"),
    QT_TRANSLATE_NOOP("Reasons", "values of more than 24 bits are kept with 24 bits of precision"),
    QT_TRANSLATE_NOOP("Reasons", "the colour table (palette) is missing or damaged"),
    QT_TRANSLATE_NOOP("Reasons", "the colour table (palette) is missing"),
    QT_TRANSLATE_NOOP("Reasons", "an overlay is left out because its size or place is impossible (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG data are damaged"),
    QT_TRANSLATE_NOOP("Reasons", "a kind of JPEG that is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG image has another size than the header tells"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG-LS image has another size than the header tells"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG 2000 image has another size than the header tells"),
    QT_TRANSLATE_NOOP("Reasons", "the compression \"%1\" is not supported"),
    QT_TRANSLATE_NOOP("Reasons", "the image has other pixels than when the folder was read"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "is there already"),
    QT_TRANSLATE_NOOP("Reasons", "is there already and is not an empty folder"),
    QT_TRANSLATE_NOOP("Reasons", "is a folder"),
    QT_TRANSLATE_NOOP("Reasons", "the folder does not exist"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written"),
    QT_TRANSLATE_NOOP("Reasons", "the disk is full"),
    QT_TRANSLATE_NOOP("Reasons", "holds no DICOM object that could be exported"),
    QT_TRANSLATE_NOOP("Reasons", "none of its %1 files can be exported, for example %2: %3"),
    QT_TRANSLATE_NOOP("Reasons", "belongs to no study or no series"),
    QT_TRANSLATE_NOOP("Reasons", "the same object as another file"),
    QT_TRANSLATE_NOOP("Reasons", "does not tell what kind of object it is"),
    QT_TRANSLATE_NOOP("Reasons", "a directory (DICOMDIR) has no entry for its kind"),
    QT_TRANSLATE_NOOP("Reasons", "none of the chosen series is there"),
    QT_TRANSLATE_NOOP("Reasons", "not complete (%1)"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be written in the form that media demand"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be opened as a ZIP archive (damaged or cut short)"),
    QT_TRANSLATE_NOOP("Reasons", "damaged in the archive"),
    QT_TRANSLATE_NOOP("Reasons", "has more entries than any study has"),
    QT_TRANSLATE_NOOP("Reasons", "the archive holds another file of this name"),
    QT_TRANSLATE_NOOP("Reasons", "its name leads out of the archive; refused"),
    QT_TRANSLATE_NOOP("Reasons", "its name is damaged"),
    QT_TRANSLATE_NOOP("Reasons", "encrypted in the archive; unpack it with its password first"),
    QT_TRANSLATE_NOOP("Reasons", "packed in a way that is not supported (method %1)"),
    QT_TRANSLATE_NOOP("Reasons", "the archive's directory contradicts itself"),
    QT_TRANSLATE_NOOP("Reasons", "would unpack to more than any packing allows; refused"),
    QT_TRANSLATE_NOOP("Reasons", "shares its bytes with another entry of the archive; refused"),
    QT_TRANSLATE_NOOP("Reasons", "a ZIP archive; open it on its own"),
    QT_TRANSLATE_NOOP("Reasons", "an archive within an archive; unpack it first"),
    QT_TRANSLATE_NOOP("Reasons", "from an archive only DICOM is opened; unpack it first"),
    QT_TRANSLATE_NOOP("Reasons", "not a file that can be read"),
    QT_TRANSLATE_NOOP("Reasons", "not a DICOM file, though its name says so"),
    QT_TRANSLATE_NOOP("Reasons", "the file is empty"),
    QT_TRANSLATE_NOOP("Reasons", "holds no directory of files"),
    QT_TRANSLATE_NOOP("Reasons", "its header is larger than that of any image"),
    QT_TRANSLATE_NOOP("Reasons", "named in the DICOMDIR, but not on the medium"),
    QT_TRANSLATE_NOOP("Reasons", "lies outside the folder of its DICOMDIR (a link)"),
    QT_TRANSLATE_NOOP("Reasons", "the DICOMDIR names a file outside its folder; refused"),
    QT_TRANSLATE_NOOP("Reasons", "%1 more files that the DICOMDIR names are not on the medium"),
    QT_TRANSLATE_NOOP("Reasons", "none of its %1 files is a DICOM file"),
    QT_TRANSLATE_NOOP("Reasons", "%1 of %2 frames are in the file (cut short); the others are missing"),
    QT_TRANSLATE_NOOP("Reasons", "stored in a way that is not known here (transfer syntax %1)"),
    QT_TRANSLATE_NOOP("Reasons", "has no frame %1"),
    QT_TRANSLATE_NOOP("Reasons", "the colour image cannot be decoded"),
    QT_TRANSLATE_NOOP("Reasons", "the frames cannot be told apart in the pixel data"),
    QT_TRANSLATE_NOOP("Reasons", "the pixel data are of a wrong type"),
    QT_TRANSLATE_NOOP("Reasons", "the size of a frame cannot be told"),
    QT_TRANSLATE_NOOP("Reasons", "distances are those at the detector, not in the patient"),
    QT_TRANSLATE_NOOP("Reasons", "mosaic of several slices, which are not taken apart"),
    QT_TRANSLATE_NOOP("Reasons", "holds no DICOM images"),
    QT_TRANSLATE_NOOP("Reasons", "the run-length data are cut short"),
    QT_TRANSLATE_NOOP("Reasons", "the run-length data are damaged"),
    QT_TRANSLATE_NOOP("Reasons", "the run-length data do not have the segments that the header tells"),
    QT_TRANSLATE_NOOP("Reasons", "index of studies: %1 (%2)"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be opened"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be read as NIfTI: %1"),
    QT_TRANSLATE_NOOP("Reasons", "does not have cubic voxels of at least 0.5 mm"),
    QT_TRANSLATE_NOOP("Reasons", "does not run along the patient's axes"),
    QT_TRANSLATE_NOOP("Reasons", "does not show lungs above kidneys"),
    QT_TRANSLATE_NOOP("Reasons", "is not a label volume of a body"),
    QT_TRANSLATE_NOOP("Reasons", "is too large for a body of labels"),
    QT_TRANSLATE_NOOP("Reasons", "lists no label"),
    QT_TRANSLATE_NOOP("Reasons", "lacks the text \"%1\""),
    QT_TRANSLATE_NOOP("Reasons", "cannot set DICOM attribute %1: %2"),
    QT_TRANSLATE_NOOP("Reasons", "holds other files (%1); give an empty or new folder"),
    QT_TRANSLATE_NOOP("Reasons", "is a file, not a folder"),
    QT_TRANSLATE_NOOP("Reasons", "the direction matrix of the volume is singular"),
    QT_TRANSLATE_NOOP("Reasons", "the image has another size than when the file was first read"),
    QT_TRANSLATE_NOOP("Reasons", "the volume was made from another source"),
    QT_TRANSLATE_NOOP("Reasons", "holds no series %1"),
    QT_TRANSLATE_NOOP("Reasons", "the file ends before its first element"),
    QT_TRANSLATE_NOOP("Reasons", "more objects in one folder than a medium can name"),
    QT_TRANSLATE_NOOP("Reasons", "nothing is left to export: series %1 %2"),
    QT_TRANSLATE_NOOP("Reasons",
                      "a pseudonym has 1 to 48 letters, digits, blanks or - _ . and no blank at its ends"),
    QT_TRANSLATE_NOOP("Reasons", "the JPEG image is too large"),
    QT_TRANSLATE_NOOP("Reasons", "another file lies there"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be made"),
    QT_TRANSLATE_NOOP("Reasons", "the image has other pixels than when the file was first read"),
};

struct Pattern {
    const char* source;
    QRegularExpression expression;
};

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> all = [] {
        std::vector<Pattern> made;
        for (const char* reason : reasons) {
            QString expression = QRegularExpression::escape(QLatin1String(reason));
            for (int n = 1; n <= 9; ++n)
                expression.replace(QStringLiteral("\\%%1").arg(n), QStringLiteral("(.+?)"));
            made.push_back({reason, QRegularExpression(QStringLiteral("^(?:(.*): )?%1$").arg(expression))});
        }
        return made;
    }();
    return all;
}

}  // namespace

QString readableReason(const std::string& text) {
    const QString whole = QString::fromStdString(text);
    if (currentLanguage() == QLatin1String("en")) return whole;
    for (const Pattern& pattern : patterns()) {
        const auto match = pattern.expression.match(whole);
        if (!match.hasMatch()) continue;
        QString told = QCoreApplication::translate("Reasons", pattern.source);
        for (int n = 2; n <= match.lastCapturedIndex(); ++n)
            told.replace(QStringLiteral("%%1").arg(n - 1), readableReason(match.captured(n).toStdString()));
        const QString file = match.captured(1);
        return file.isEmpty() ? told : file + QStringLiteral(": ") + told;
    }
    return whole;
}

}  // namespace dokuei::app

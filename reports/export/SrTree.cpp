#include "reports/export/SrTree.h"

#include <dcmtk/dcmsr/dsrcodvl.h>
#include <dcmtk/dcmsr/dsrimgvl.h>
#include <dcmtk/dcmsr/dsrnumvl.h>
#include <dcmtk/dcmsr/dsrscovl.h>

#include <QByteArray>
#include <QString>
#include <cmath>

#include "reports/export/Exports.h"

namespace dokuei::reports {
namespace {

OFString of(const std::string& text) {
    return OFString(text.data(), text.size());
}

std::string decimalString(double value) {
    // VR DS holds at most 16 characters.
    for (int digits = 12; digits > 5; --digits) {
        const QByteArray text = QByteArray::number(value, 'g', digits);
        if (text.size() <= 16) return text.toStdString();
    }
    return QByteArray::number(value, 'g', 5).toStdString();
}

}  // namespace

DSRCodedEntryValue SrTree::entry(const Code& code) {
    usesPrivateScheme_ = usesPrivateScheme_ || code.scheme == privateScheme;
    // Unchecked: DCMTK's checker does not know UTF-8, and the table's own values need no check.
    return DSRCodedEntryValue(of(code.value), of(code.scheme), of(code.meaning), DSRTypes::CVT_Short,
                              OFFalse);
}

void SrTree::check(const OFCondition& condition, const Code& name) {
    if (condition.bad())
        throw ExportError("structured report: the item \"" + name.meaning +
                          "\" cannot be written: " + condition.text());
}

SrTree::SrTree(const Code& title, const char* templateId) {
    add(DSRTypes::RT_isRoot, DSRTypes::VT_Container, &title);
    check(tree_.getCurrentContentItem().setTemplateIdentification(templateId, "DCMR"), title);
}

void SrTree::add(Relation relation, DSRTypes::E_ValueType type, const Code* name) {
    const auto mode = relation == DSRTypes::RT_isRoot ? DSRTypes::AM_afterCurrent : DSRTypes::AM_belowCurrent;
    if (tree_.addContentItem(relation, type, mode) == 0)
        throw ExportError("structured report: the item \"" + (name ? name->meaning : "image") +
                          "\" is not allowed here");
    if (name) check(tree_.getCurrentContentItem().setConceptName(entry(*name), OFFalse), *name);
}

void SrTree::setCode(const Code& name, const Code& value) {
    check(tree_.getCurrentContentItem().setCodeValue(entry(value), OFFalse), name);
}

void SrTree::string(Relation relation, DSRTypes::E_ValueType type, const Code& name,
                    const std::string& value) {
    add(relation, type, &name);
    check(tree_.getCurrentContentItem().setStringValue(of(value), OFFalse), name);
}

void SrTree::numeric(const Code& name, double value, const Code& unit) {
    if (!std::isfinite(value))
        throw ExportError("structured report: the measurement \"" + name.meaning + "\" is not a number");
    add(DSRTypes::RT_contains, DSRTypes::VT_Num, &name);
    check(tree_.getCurrentContentItem().setNumericValue(
              DSRNumericMeasurementValue(of(decimalString(value)), entry(unit), OFFalse), OFFalse),
          name);
}

void SrTree::image(Relation relation, const std::string& sopClassUid, const std::string& sopInstanceUid,
                   int frame) {
    const Code name{"", "", "image"};
    add(relation, DSRTypes::VT_Image, nullptr);
    DSRImageReferenceValue reference(of(sopClassUid), of(sopInstanceUid), OFFalse);
    if (frame > 0) reference.getFrameList().addItem(frame);
    check(tree_.getCurrentContentItem().setImageReference(reference, OFFalse), name);
    tree_.goUp();
}

void SrTree::rectangle(const Code& name, const std::array<double, 4>& box, const std::string& sopClassUid,
                       const std::string& sopInstanceUid, int frame) {
    add(DSRTypes::RT_contains, DSRTypes::VT_SCoord, &name);
    DSRSpatialCoordinatesValue outline(DSRTypes::GT_Polyline);
    const int corners[5][2] = {{0, 1}, {2, 1}, {2, 3}, {0, 3}, {0, 1}};
    for (const auto& [column, row] : corners)
        outline.getGraphicDataList().addItem(static_cast<Float32>(box[column]),
                                             static_cast<Float32>(box[row]));
    check(tree_.getCurrentContentItem().setSpatialCoordinates(outline), name);
    image(DSRTypes::RT_selectedFrom, sopClassUid, sopInstanceUid, frame);
    tree_.goUp();
}

}  // namespace dokuei::reports

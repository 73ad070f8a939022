#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmsr/dsrdoctr.h>

#include <array>
#include <string>

#include "reports/export/Codes.h"

namespace dokuei::reports {

/// Builds the content tree of a Comprehensive 3D SR. Each call adds a content item after the last child of
/// the open item; the lambda given to open() adds its children. Throws ExportError when the SOP class forbids
/// it.
class SrTree {
public:
    using Relation = DSRTypes::E_RelationshipType;

    explicit SrTree(const Code& title, const char* templateId);

    template <class Children>
    void container(const Code& name, const char* templateId, Children children) {
        add(DSRTypes::RT_contains, DSRTypes::VT_Container, &name);
        if (templateId)
            check(tree_.getCurrentContentItem().setTemplateIdentification(templateId, "DCMR"), name);
        children();
        tree_.goUp();
    }

    void code(Relation relation, const Code& name, const Code& value) {
        code(relation, name, value, [] {});
    }
    template <class Children>
    void code(Relation relation, const Code& name, const Code& value, Children children) {
        add(relation, DSRTypes::VT_Code, &name);
        setCode(name, value);
        children();
        tree_.goUp();
    }

    void text(Relation relation, const Code& name, const std::string& value) {
        text(relation, name, value, [] {});
    }
    template <class Children>
    void text(Relation relation, const Code& name, const std::string& value, Children children) {
        string(relation, DSRTypes::VT_Text, name, value);
        children();
        tree_.goUp();
    }

    void uid(Relation relation, const Code& name, const std::string& value) {
        string(relation, DSRTypes::VT_UIDRef, name, value);
        tree_.goUp();
    }
    void personName(Relation relation, const Code& name, const std::string& value) {
        string(relation, DSRTypes::VT_PName, name, value);
        tree_.goUp();
    }

    template <class Children>
    void number(const Code& name, double value, const Code& unit, Children children) {
        numeric(name, value, unit);
        children();
        tree_.goUp();
    }

    /// frame 0: the image has but one.
    void image(Relation relation, const std::string& sopClassUid, const std::string& sopInstanceUid,
               int frame);

    /// A closed polyline of five points round the box {column min, row min, column max, row max}.
    void rectangle(const Code& name, const std::array<double, 4>& box, const std::string& sopClassUid,
                   const std::string& sopInstanceUid, int frame);

    const DSRDocumentTree& tree() const { return tree_; }
    /// True when an item carries a code of our own scheme, which the file must then explain.
    bool usesPrivateScheme() const { return usesPrivateScheme_; }

private:
    void add(Relation relation, DSRTypes::E_ValueType type, const Code* name);
    void setCode(const Code& name, const Code& value);
    void string(Relation relation, DSRTypes::E_ValueType type, const Code& name, const std::string& value);
    void numeric(const Code& name, double value, const Code& unit);
    DSRCodedEntryValue entry(const Code& code);
    static void check(const OFCondition& condition, const Code& name);

    bool usesPrivateScheme_ = false;
    DSRDocumentTree tree_{DSRTypes::DT_Comprehensive3DSR};
};

}  // namespace dokuei::reports

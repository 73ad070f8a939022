#pragma once

#include <QByteArray>
#include <map>
#include <string>
#include <vector>

namespace dokuei::viewer {

/// What stands for a patient.
struct Pseudonym {
    std::string originalName, originalId;  ///< UTF-8, as in the first object that came
    std::string name;                      ///< ASCII, patient's name and ID of the exported objects
    int dayShift = 0;                      ///< days added to dates, always negative
};

/// Replacement values that depend on a secret key and the original alone, so that references between objects
/// stay consistent and nobody without the key can compute them.
///
/// One object serves one export. With the same key, several exports give the same values.
class Pseudonyms {
public:
    /// `base`: ASCII, for example "Anonymous". An empty `projectKey` stands for a new random one; patients
    /// are then numbered in the order in which they come ("Anonymous 0001"), else by a part of the key's
    /// digest ("Anonymous 5F03A1"), which is the same in every export. Throws Error when `base` is empty,
    /// longer than 48 characters or has characters other than letters, digits, blank, - _ .
    explicit Pseudonyms(const std::string& base, const std::string& projectKey = {});

    /// A UID that stands for `original`: 2.25. and the decimal of a UUID made of the key and `original`.
    std::string uid(const std::string& original) const;
    /// `patientKey` tells patients apart. The reference stays valid.
    const Pseudonym& patient(const std::string& patientKey, const std::string& name, const std::string& id);
    /// Every patient so far, in the order in which they came.
    std::vector<Pseudonym> patients() const;

private:
    QByteArray digest(const char* purpose, const std::string& text) const;

    std::string base_;
    QByteArray key_;
    bool numbered_;
    std::map<std::string, Pseudonym> patients_;
    std::vector<std::string> order_;
};

}  // namespace dokuei::viewer

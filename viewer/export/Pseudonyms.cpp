#include "viewer/export/Pseudonyms.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "viewer/Error.h"

namespace dokuei::viewer {
namespace {

/// Decimal digits of a big-endian number.
std::string decimal(std::array<std::uint8_t, 16> number) {
    std::string digits;
    const auto isZero = [&] {
        return std::all_of(number.begin(), number.end(), [](std::uint8_t byte) { return byte == 0; });
    };
    while (!isZero()) {
        unsigned remainder = 0;
        for (std::uint8_t& byte : number) {
            const unsigned value = remainder * 256 + byte;
            byte = static_cast<std::uint8_t>(value / 10);
            remainder = value % 10;
        }
        digits.push_back(static_cast<char>('0' + remainder));
    }
    std::reverse(digits.begin(), digits.end());
    return digits.empty() ? "0" : digits;
}

QByteArray randomKey() {
    QByteArray key(32, Qt::Uninitialized);
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->generate(words.begin(), words.end());
    std::memcpy(key.data(), words.data(), sizeof words);
    return key;
}

}  // namespace

Pseudonyms::Pseudonyms(const std::string& base, const std::string& projectKey)
    : base_(base),
      key_(projectKey.empty() ? randomKey() : QByteArray::fromStdString(projectKey)),
      numbered_(projectKey.empty()) {
    const bool plain = std::all_of(base.begin(), base.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
               c == '-' || c == '_' || c == '.';
    });
    if (base.empty() || base.front() == ' ' || base.back() == ' ' || base.size() > 48 || !plain)
        throw Error("a pseudonym has 1 to 48 letters, digits, blanks or - _ . and no blank at its ends");
}

QByteArray Pseudonyms::digest(const char* purpose, const std::string& text) const {
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, key_);
    code.addData(purpose, static_cast<qsizetype>(std::strlen(purpose)) + 1);
    code.addData(text.data(), static_cast<qsizetype>(text.size()));
    return code.result();
}

std::string Pseudonyms::uid(const std::string& original) const {
    const QByteArray bytes = digest("uid", original);
    std::array<std::uint8_t, 16> uuid{};
    std::memcpy(uuid.data(), bytes.constData(), uuid.size());
    uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0f) | 0x80);  // version 8, RFC 9562
    uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3f) | 0x80);
    return "2.25." + decimal(uuid);
}

const Pseudonym& Pseudonyms::patient(const std::string& patientKey, const std::string& name,
                                     const std::string& id) {
    const auto known = patients_.find(patientKey);
    if (known != patients_.end()) return known->second;
    const QByteArray bytes = digest("patient", patientKey);
    Pseudonym made{name, id, base_, 0};
    if (numbered_) {
        char number[16];
        std::snprintf(number, sizeof number, " %04zu", order_.size() + 1);
        made.name += number;
    } else {
        made.name += ' ' + bytes.left(4).toHex().toUpper().toStdString();
    }
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.constData() + 8, sizeof word);
    // One to eleven years back: never into the future, and no shift of a few days that others could guess.
    made.dayShift = -365 - static_cast<int>(word % 3653);
    order_.push_back(patientKey);
    return patients_.emplace(patientKey, std::move(made)).first->second;
}

std::vector<Pseudonym> Pseudonyms::patients() const {
    std::vector<Pseudonym> all;
    for (const std::string& key : order_) all.push_back(patients_.at(key));
    return all;
}

}  // namespace dokuei::viewer

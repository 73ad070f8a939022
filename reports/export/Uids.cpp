#include "reports/export/Uids.h"

#include <QUuid>
#include <algorithm>

namespace dokuei::reports {
namespace {

// Root of the name-based UUIDs made here; any fixed value will do.
const QUuid nameSpace("5d1c6f0a-54e4-4d0c-9f0e-3a7b8f2c1e60");

std::string decimal(const QUuid& uuid) {
    QByteArray bytes = uuid.toRfc4122();
    std::string digits;
    do {
        int remainder = 0;
        for (char& byte : bytes) {
            const int value = remainder * 256 + static_cast<unsigned char>(byte);
            byte = static_cast<char>(value / 10);
            remainder = value % 10;
        }
        digits += static_cast<char>('0' + remainder);
    } while (bytes.count('\0') < bytes.size());
    std::ranges::reverse(digits);
    return "2.25." + digits;
}

}  // namespace

std::string uidOf(const std::string& text) {
    const QUuid uuid(QString::fromStdString(text));
    return decimal(uuid.isNull() ? QUuid::createUuidV5(nameSpace, QByteArray::fromStdString(text)) : uuid);
}

std::string uidOf(const char* purpose, const QByteArray& content) {
    return decimal(QUuid::createUuidV5(nameSpace, QByteArray(purpose) + '\0' + content));
}

}  // namespace dokuei::reports

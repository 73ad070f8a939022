#include "reports/store/Changes.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include "reports/export/Json.h"

namespace dokuei::reports {
namespace {

QJsonObject objectOf(const Report& report) {
    return QJsonDocument::fromJson(toJson(report)).object();
}

/// The finding without its words and the time of its last change.
QJsonObject withoutWords(QJsonObject finding) {
    finding.remove("text");
    finding.remove("changedAt");
    return finding;
}

}  // namespace

Changes changesBetween(const Report& before, const Report& after) {
    const QJsonObject old = objectOf(before), now = objectOf(after);
    if (old == now) return {};
    QHash<QString, QJsonObject> nowById;
    QJsonArray order, orderNow;
    for (const QJsonValue finding : now["findings"].toArray()) {
        nowById.insert(finding["id"].toString(), finding.toObject());
        orderNow.append(finding["id"]);
    }
    Changes changes;
    changes.typingOnly = true;
    QJsonArray findings;
    for (const QJsonValue value : old["findings"].toArray()) {
        const QJsonObject finding = value.toObject(), same = nowById.value(finding["id"].toString());
        order.append(finding["id"]);
        if (finding == same) continue;
        findings.append(finding);
        if (withoutWords(finding) != withoutWords(same)) changes.typingOnly = false;
    }
    QJsonObject detail;
    for (auto field = old.begin(); field != old.end(); ++field) {
        if (field.key() == "findings" || field.key() == "changedAt" || field.value() == now[field.key()])
            continue;
        detail.insert(field.key(), field.value());
        changes.typingOnly = false;
    }
    if (!findings.isEmpty()) detail.insert("findings", findings);
    if (order != orderNow) {
        detail.insert("order", order);
        changes.typingOnly = false;
    }
    changes.before = QJsonDocument(detail).toJson(QJsonDocument::Compact);
    return changes;
}

}  // namespace dokuei::reports
